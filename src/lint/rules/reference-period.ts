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
  remedy:
    'take a supported reference, the average of the times before adoption (relative_to: pre_average), or unit: waves',
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
      const behind = count.rows === 0 ? 'no row' : `one unit of "${unit}"`;
      yield { path: term.path, of: written.name, finding: `reference ${count.at}: ${behind} behind it` };
    }
  },
};
