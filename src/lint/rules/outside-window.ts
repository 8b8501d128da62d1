/** Treated rows that count as untreated because they lie outside the window. */
import { eventTimesOf } from '../../pipeline/event-times-of.ts';
import { zeroedRows } from '../event-counts.ts';
import { policiesOf } from '../policy.ts';
import type { Rule } from '../rule.ts';

export const outsideWindow: Rule = {
  id: 'L019-treated-rows-outside-window',
  severity: 'warning',
  finds: 'rows of adopting units beyond an end of the window that is coded zero (ends: zero)',
  why: 'they join the reference: treated rows are then the comparison for treated rows',
  remedy: {
    en: 'ends: bin (they share the last coefficient) or ends: drop (they leave)',
    zh: 'ends: bin（并入最末端的系数）或 ends: drop（剔除）',
  },
  source: 'Schmidheiny and Siegloch 2023; Stata xtevent bins',
  example: { found: 'window: [-2, 4], ends: zero', mended: 'window: [-2, 4], ends: bin' },
  *equation({ design, index, written }, context) {
    const times = eventTimesOf(design);
    for (const { term, name } of policiesOf(written.equations[index]!, context)) {
      const event = times.get(name);
      const rows = event === undefined ? 0 : zeroedRows(event);
      if (rows === 0) continue;
      yield {
        path: term.path,
        of: written.name,
        finding: {
          en: `${rows} rows of adopting units outside the window count as reference`,
          zh: `处理组在事件窗口之外的 ${rows} 行被当作参照`,
        },
      };
    }
  },
};
