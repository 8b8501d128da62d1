/** An event window that reaches beyond the rows. */
import { eventTimesOf } from '../../pipeline/event-times-of.ts';
import { eventCounts } from '../event-counts.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const windowSupport: Rule = {
  id: 'L016-window-beyond-support',
  severity: 'warning',
  finds: 'event times inside the window at which no row is',
  why: 'their coefficients do not exist; a plot with them promises what the data do not hold',
  remedy: {
    en: 'narrow the window, bin its ends, or count in waves (unit: waves)',
    zh: '缩小事件窗口、合并两端，或按调查轮次计（unit: waves）',
  },
  source: 'Schmidheiny and Siegloch 2023, Journal of Applied Econometrics 38:695',
  example: { found: 'window: [-5, 8] # data from -2 to 4', mended: 'window: [-2, 4]' },
  *equation({ design, index, written }, context) {
    const times = eventTimesOf(design);
    for (const { term, name } of policiesOf(written.equations[index]!, context)) {
      const event = times.get(name);
      if (event === undefined) continue;
      const empty = eventCounts(event).filter(({ rows }) => rows === 0);
      if (empty.length === 0) continue;
      yield {
        path: term.path,
        of: written.name,
        finding: {
          en: `no row at event time ${empty.map(({ at }) => at).join(', ')}`,
          zh: `事件时间 ${empty.map(({ at }) => at).join('、')} 没有任何行`,
        },
      };
    }
  },
};
