/** Coefficients of two nonlinear models compared across their scales. */
import type { Rule } from '../rule.ts';
import { recordOf } from '../written-choice.ts';

const RESCALED: ReadonlySet<string> = new Set(['logit', 'probit', 'cloglog', 'logit_re', 'probit_re']);
const WITH_KHB: ReadonlySet<string> = new Set(['logit', 'probit']);

export const mediationWithoutKhb: Rule = {
  id: 'L021-mediation-without-khb',
  severity: 'warning',
  finds: 'a mediation in a logit or probit without khb',
  why: 'adding the mediator changes the residual variance, and with it every coefficient: total minus direct is not the indirect effect',
  remedy: {
    en: 'add khb: { residual_covariance: over_n } (logit, probit), and read marginal effects, not coefficients',
    zh: '增加 khb: { residual_covariance: over_n }（logit、probit），解读边际效应而非系数',
  },
  source: 'Karlson, Holm and Breen 2012, Sociological Methodology 42:286',
  example: {
    found: 'mediations: { m: { model: a_logit, treatment: t, mediators: { x: ols } } }',
    mended: 'the same with khb: { residual_covariance: over_n }',
  },
  *spec({ written, models }) {
    for (const [name, value] of Object.entries(recordOf(written.at(['mediations'])))) {
      const { model, khb } = recordOf(value);
      const equations = models.find((one) => one.name === model)?.equations ?? [];
      const word = equations.map(({ estimator }) => estimator.word).find((one) => RESCALED.has(one));
      if (word === undefined || khb !== undefined) continue;
      const remedy = WITH_KHB.has(word)
        ? {}
        : {
            remedy: {
              en: `khb takes logit and probit: fit a pooled one beside this ${word}, and read marginal effects, not coefficients`,
              zh: `khb 适用于 logit 和 probit：在该 ${word} 之外另估计一个混合（pooled）模型，解读边际效应而非系数`,
            },
          };
      yield {
        path: ['mediations', name],
        finding: {
          en: `total and direct effect of a ${word} have different scales`,
          zh: `${word} 的总效应与直接效应尺度不同`,
        },
        ...remedy,
      };
    }
  },
};
