/** The covariance that the model itself implies: inverse information times dispersion. */
import { Matrix } from 'ml-matrix';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';
import {
  type Bread,
  breadFor,
  type Distribution,
  NO_FACTOR,
  type Preset,
  residualDf,
  testDistribution,
} from './presets.ts';
import type { VcovEstimator } from './vcov.ts';
import { modelWords } from './vcov-words.ts';

export interface ModelVcovOptions {
  readonly preset: Preset;
  /** overrides the preset's choice */
  readonly information?: Bread | undefined;
  readonly distribution?: Distribution | undefined;
}

/**
 * phi x information^-1, with phi the dispersion of each equation (s2 = rss/(n-k) for least squares, Pearson for gamma,
 * one for probit and logit) and the observed (Stata: vce(oim), the default of probit, logit, glm) or the expected
 * information (R: vcov(glm); Stata: vce(eim)). Tests use t with n-k degrees of freedom for least squares and the normal
 * else.
 */
export function modelVcov(options: ModelVcovOptions): VcovEstimator {
  return {
    name: 'model',
    words: modelWords(options),
    requires: [],
    compute(fit) {
      const bread = breadFor(fit, options.preset, options.information);
      return {
        matrix: withDispersion(fit, bread === 'observed' ? fit.observedBread : fit.expectedBread),
        convention: {
          kind: 'model',
          preset: options.preset,
          bread,
          ...NO_FACTOR,
          clusters: [],
          ...testDistribution(fit, residualDf(fit), options.distribution),
          notes: weightNotes(fit),
        },
      };
    },
  };
}

function withDispersion(fit: Fit, bread: Matrix): Matrix {
  const scale = new Float64Array(fit.coef.length);
  for (const { offset, design, dispersion } of fit.equations) {
    scale.fill(Math.sqrt(dispersion), offset, offset + design.columns.length);
  }
  const matrix = new Matrix(bread);
  for (let a = 0; a < scale.length; a++) {
    for (let b = 0; b < scale.length; b++) matrix.set(a, b, matrix.get(a, b) * scale[a]! * scale[b]!);
  }
  return matrix;
}

const IGNORES_SAMPLING: Text = {
  en: 'the model covariance ignores that probability weights come from sampling: use a robust one',
  zh: '模型协方差未计及概率权重来自抽样：请用稳健协方差',
};

function weightNotes(fit: Fit): Text[] {
  const sampled = fit.equations.some(({ design }) => design.weightKind === 'probability');
  return sampled ? [IGNORES_SAMPLING] : [];
}
