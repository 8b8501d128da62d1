/** Draws whose p values never equal the level of the test. */
import { KIND_ZH, writtenDraws } from '../draws.ts';
import type { Rule } from '../rule.ts';

/** 5 percent, as one in so many */
const ONE_IN = 20;

export const unattainableLevel: Rule = {
  id: 'L061-unattainable-level',
  severity: 'advice',
  finds: 'draws R for which 0.05 (R + 1) is not a whole number',
  why: 'p = (c + 1) / (R + 1) cannot be 0.05 then: a test at 5 percent rejects less often than in 5 percent of samples',
  remedy: { en: 'draws: 199, 499, 999, 1999, ...', zh: 'draws: 199、499、999、1999 等' },
  source: 'Davidson and MacKinnon 2000; Phipson and Smyth 2010, SAGMB 9:39',
  example: { found: 'draws: 500', mended: 'draws: 499' },
  fixes: true,
  *spec(context) {
    for (const { kind, path, options, draws, ranks } of writtenDraws(context)) {
      if (!ranks || Number.isNaN(draws) || (draws + 1) % ONE_IN === 0) continue;
      const attained = Math.ceil(draws / ONE_IN) * ONE_IN - 1;
      const near = String(Math.max(attained, ONE_IN - 1));
      const edit =
        options.draws === undefined
          ? ({ kind: 'add', path, key: 'draws', value: near } as const)
          : ({ kind: 'set', path: [...path, 'draws'], value: near } as const);
      const at = options.draws === undefined ? path : [...path, 'draws'];
      yield {
        path: at,
        finding: {
          en: `${kind} of ${draws} draws: 0.05 x ${draws + 1} is not whole`,
          zh: `${KIND_ZH[kind]} ${draws} 次抽取：0.05 x ${draws + 1} 不是整数`,
        },
        edits: [edit],
      };
    }
  },
};
