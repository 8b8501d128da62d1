/** Random draws that cannot show what they are asked for. */
import { KIND_ZH, writtenDraws } from '../draws.ts';
import type { Rule } from '../rule.ts';

const FEW = 199;

export const fewDraws: Rule = {
  id: 'L060-few-draws',
  severity: 'warning',
  finds: `a placebo, bootstrap or permutation of fewer than ${FEW} draws`,
  why: 'a p value of 5 percent then has a Monte-Carlo error of 1.5 points or more, so another seed may reverse it',
  remedy: { en: 'draws: 999 or more', zh: 'draws: 999 或更多' },
  source: 'Davidson and MacKinnon 2000, Econometric Reviews 19:55; docs/methods/placebo.md',
  example: { found: 'draws: 50', mended: 'draws: 999' },
  *spec(context) {
    for (const { kind, path, options, draws } of writtenDraws(context)) {
      if (!(draws < FEW)) continue;
      const at = options.draws === undefined ? path : [...path, 'draws'];
      const error = (100 * Math.sqrt((0.05 * 0.95) / draws)).toFixed(1);
      yield {
        path: at,
        finding: {
          en: `${kind} of ${draws} draws: error of a 5 percent p value ${error} points`,
          zh: `${KIND_ZH[kind]} ${draws} 次抽取：p 值为 5% 时的误差为 ${error} 个百分点`,
        },
      };
    }
  },
};
