/** A distribution of positive numbers for a logarithm. */
import { derivedColumns } from '../conditions.ts';
import type { Rule } from '../rule.ts';

const POSITIVE: ReadonlySet<unknown> = new Set(['gamma', 'inverse_gaussian']);

export const gammaOnLog: Rule = {
  id: 'L040-gamma-on-log',
  severity: 'warning',
  finds: 'a gamma or inverse Gaussian model of an outcome that is a logarithm',
  why: 'a logarithm is zero or negative for values up to one, where the model has no density; and the skew that it is for is gone',
  remedy: {
    en: 'model the amount itself by gamma with a log link, or the logarithm by least squares',
    zh: '用伽马分布加对数连接估计金额本身，或用最小二乘估计其对数',
  },
  source: 'Manning and Mullahy 2001, Journal of Health Economics 20:461',
  example: { found: '{ estimator: gamma, outcome: log_cost }', mended: '{ estimator: gamma, outcome: cost }' },
  *spec({ models, written }) {
    const derived = derivedColumns(written);
    for (const { name, equations } of models) {
      for (const { estimator, outcome } of equations) {
        const tree = derived.get(outcome.name)?.tree;
        const positive = POSITIVE.has(estimator.word) || POSITIVE.has(estimator.options.family);
        if (!positive || tree?.kind !== 'call' || tree.name !== 'log') continue;
        yield {
          path: outcome.path,
          of: name,
          finding: {
            en: `${estimator.word} model of "${outcome.name}", a logarithm`,
            zh: `对取对数的“${outcome.name}”使用 ${estimator.word} 模型`,
          },
        };
      }
    }
  },
};
