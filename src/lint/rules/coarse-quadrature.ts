/** An integral over a random intercept by too few points. */
import { keysOf } from '../groups.ts';
import type { Found, Rule } from '../rule.ts';
import { textOf } from '../written-choice.ts';

const POINTS = 7;
const SMALL_GROUPS = 10;

export const coarseQuadrature: Rule = {
  id: 'L043-coarse-quadrature',
  severity: 'warning',
  finds: `a random intercept with fewer than ${POINTS} quadrature points, or by Laplace in groups of fewer than ${SMALL_GROUPS} rows`,
  why: 'the likelihood is then approximate: the spread of the intercepts is off, by Laplace too small, and with it all coefficients',
  remedy: {
    en: 'points: 12 or more, method: adaptive; results should not move when the points are doubled',
    zh: 'points: 12 或更多，method: adaptive；积分点加倍时结果不应变动',
  },
  source: 'Rabe-Hesketh, Skrondal and Pickles 2005, Journal of Econometrics 128:301; Stata quadchk',
  example: { found: 'logit_re: { group: person, points: 3 }', mended: 'logit_re: { group: person, points: 12 }' },
  *spec({ models }) {
    for (const { name, equations } of models) {
      for (const { estimator } of equations) {
        const { points, group, method } = estimator.options;
        if (group === undefined || method === 'laplace' || typeof points !== 'number' || points >= POINTS) continue;
        yield {
          path: [...estimator.path, estimator.word, 'points'],
          of: name,
          finding: { en: `${points} points`, zh: `${points} 个积分点` },
        } satisfies Found;
      }
    }
  },
  *equation({ design, index, written }) {
    const { path, word, options } = written.equations[index]!.estimator;
    const group = textOf(options.group);
    if (options.method !== 'laplace' || group === undefined) return;
    const keys = keysOf(design.frame, group);
    if (keys === undefined || keys.codes.length >= SMALL_GROUPS * keys.count) return;
    const size = (keys.codes.length / keys.count).toFixed(1);
    const finding = {
      en: `Laplace, ${size} rows per "${group}"`,
      zh: `拉普拉斯近似，每个“${group}”平均 ${size} 行`,
    };
    yield { path: [...path, word, 'method'], of: written.name, finding };
  },
};
