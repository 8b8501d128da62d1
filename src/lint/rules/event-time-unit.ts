/** Event times that one unit alone has. */
import { eventTimesOf } from '../../pipeline/event-times-of.ts';
import { eventCounts } from '../event-counts.ts';
import { keysOf, rowsWith } from '../groups.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const eventTimeUnit: Rule = {
  id: 'L018-event-time-of-one-unit',
  severity: 'warning',
  finds: 'event times (other than the reference) at which only one adopting unit has rows',
  why: 'the coefficient is that unit, not the policy, and no clustered standard error exists for it',
  remedy: {
    en: 'bin neighbouring times, count in waves, or mark the point as one unit',
    zh: '合并相邻的事件时间、按调查轮次计，或注明该点只有一个单位',
  },
  source: 'MacKinnon and Webb 2018, Econometrics Journal 21:114',
  example: { found: 'window: [-2, 4] # only one unit reaches 1', mended: 'unit: waves' },
  *equation(seen, context) {
    const { design, index, written } = seen;
    const times = eventTimesOf(design);
    for (const { term, name, unit } of policiesOf(written.equations[index]!, context)) {
      const event = times.get(name);
      const keys = unit === undefined ? undefined : keysOf(rowsWith(seen, [unit]), unit);
      if (event === undefined || keys === undefined) continue;
      const alone = eventCounts(event, keys).filter(({ at, units }) => units === 1 && at !== event.reference);
      if (alone.length === 0) continue;
      const list = alone.map(({ at }) => at).join(', ');
      yield {
        path: term.path,
        of: written.name,
        finding: { en: `one unit of "${unit}" alone at event time ${list}`, zh: `事件时间 ${list} 只有一个“${unit}”` },
      };
    }
  },
};
