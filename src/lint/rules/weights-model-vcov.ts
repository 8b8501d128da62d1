/** Sampling weights with a covariance that takes them for information. */
import type { Rule } from '../rule.ts';
import { recordOf } from '../written-choice.ts';

export const weightsModelVcov: Rule = {
  id: 'L053-weights-model-vcov',
  severity: 'warning',
  finds: 'probability weights with the covariance of the model',
  why: 'inverse information treats a weight as so many people: standard errors are wrong, usually too small, and far too small where the weights add up to a population',
  remedy: { en: 'vcov: robust, or clustered by the sampling unit', zh: 'vcov: robust，或按抽样单位聚类' },
  source: "Stata User's Guide 20 (pweights imply robust); Solon, Haider and Wooldridge 2015",
  example: { found: 'weights: { probability: w }, vcov: model', mended: 'weights: { probability: w }, vcov: robust' },
  fixes: true,
  *spec({ models }) {
    for (const { name, path, value, vcov } of models) {
      if (recordOf(value.weights).probability === undefined || vcov.word !== 'model') continue;
      const at = [...path, 'vcov'];
      const edit =
        value.vcov === undefined
          ? ({ kind: 'add', path, key: 'vcov', value: 'robust' } as const)
          : ({ kind: 'set', path: at, value: 'robust' } as const);
      const mechanical = value.vcov === undefined || typeof value.vcov === 'string';
      const finding = { en: 'probability weights and the covariance "model"', zh: '概率权重与协方差“model”并用' };
      yield { path: value.vcov === undefined ? path : at, of: name, finding, ...(mechanical && { edits: [edit] }) };
    }
  },
};
