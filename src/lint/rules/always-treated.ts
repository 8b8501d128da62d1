/** Units that were treated before the data begin, and no word on them. */
import { adoptions, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const alwaysTreated: Rule = {
  id: 'L010-always-treated-undeclared',
  severity: 'warning',
  finds: 'a treated_post term without always_treated, where units had adopted by the first time of the rows',
  why: 'they never switch, yet serve as comparison for those that do and drive the estimate where unit effects are coarse',
  remedy: {
    en: 'say always_treated: keep or always_treated: drop, and report both',
    zh: '写明 always_treated: keep 或 always_treated: drop，并同时报告两种结果',
  },
  source: "Goodman-Bacon 2021, Journal of Econometrics 225:254; Callaway and Sant'Anna 2021",
  example: {
    found: 'treated_post: { adopted: year_on, time: wave }',
    mended: 'treated_post: { adopted: year_on, time: wave, always_treated: drop }',
  },
  *equation(seen, context) {
    const { index, written } = seen;
    for (const policy of policiesOf(written.equations[index]!, context)) {
      const { term } = policy;
      if (term.word !== 'treated_post' || term.options.always_treated !== undefined) continue;
      const adopted = adoptions(rowsWith(seen, [policy.unit]), policy);
      if (adopted === undefined || adopted.always.rows === 0) continue;
      const { always, units, first } = adopted;
      const of = always.units !== undefined;
      yield {
        path: term.path,
        of: written.name,
        finding: {
          en: `always treated: ${of ? `${always.units} of ${units} units, ` : ''}${always.rows} rows had adopted by ${first}, and the term does not say what becomes of them`,
          zh: `始终处理：${of ? `${units} 个单位中的 ${always.units} 个，` : ''}${always.rows} 行在 ${first} 之前（含）已实施，而该项未说明如何处理`,
        },
      };
    }
  },
};
