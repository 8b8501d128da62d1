/** An event study whose reference period hardly exists. */
import { eventTimesOf } from '../../pipeline/event-times-of.ts';
import { eventCounts } from '../event-counts.ts';
import { keysOf, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const referencePeriod: Rule = {
  id: 'L017-reference-period-thin',
  severity: 'warning',
  finds: 'a reference event time with no row, or with rows of one unit alone',
  why: 'every coefficient is a difference from it: what is particular to that unit moves the whole curve',
  remedy: {
    en: 'take a supported reference, the average of the times before adoption (relative_to: pre_average), or unit: waves',
    zh: '选用有数据支持的参照期、实施前各期的平均（relative_to: pre_average），或 unit: waves',
  },
  source: 'docs/methods/event-study.md; Roth et al. 2023, Journal of Econometrics 235:2218',
  example: { found: 'reference: -1 # one province in one wave', mended: 'event_study: { relative_to: pre_average }' },
  *equation(seen, context) {
    const { design, index, written } = seen;
    const times = eventTimesOf(design);
    for (const { term, name, unit } of policiesOf(written.equations[index]!, context)) {
      const event = times.get(name);
      const keys = unit === undefined ? undefined : keysOf(rowsWith(seen, [unit]), unit);
      const count = event && eventCounts(event, keys).find(({ at }) => at === event.reference);
      if (count === undefined || (count.rows > 0 && (keys === undefined || count.units > 1))) continue;
      const none = count.rows === 0;
      const finding = {
        en: `reference ${count.at}: ${none ? 'no row' : `one unit of "${unit}"`} behind it`,
        zh: `参照期 ${count.at}：${none ? '没有任何行' : `只有一个“${unit}”`}`,
      };
      yield { path: term.path, of: written.name, finding };
    }
  },
};
