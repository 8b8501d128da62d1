/** Quantile groups that ties made unequal. */
import type { Rule } from '../rule.ts';
import { recordOf } from '../written-choice.ts';

/** a group may be so much larger or smaller than an equal share */
const TOLERATED = 0.25;

export const unevenQuantiles: Rule = {
  id: 'L032-uneven-quantiles',
  severity: 'advice',
  finds: `quantile groups of which one is more than ${100 * TOLERATED} percent away from its equal share`,
  why: 'many people have the same value: they all go to the lower group here and in Stata xtile, to others elsewhere',
  remedy: {
    en: 'print the limits, use fewer groups, or cut at fixed limits',
    zh: '列出分组界限、减少组数，或按固定界限分组',
  },
  source: 'docs/methods/descriptives.md; Stata xtile, R quantile type 7 differ on ties',
  example: {
    found: 'quantiles: { fifth: { of: rounded_income, groups: 5 } }',
    mended: 'cut: { fifth: { of: rounded_income, at: [...] } }',
  },
  *step({ word, options, path, after }) {
    if (word !== 'quantiles') return;
    for (const [name, one] of Object.entries(recordOf(options))) {
      const column = after.columns.get(name);
      if (column?.kind !== 'categorical' || recordOf(one).weights !== undefined) continue;
      const rows = new Int32Array(column.levels.length);
      for (const code of column.codes) if (code >= 0) rows[code]! += 1;
      const share = rows.reduce((sum, count) => sum + count, 0) / rows.length;
      const uneven = rows.some((count) => Math.abs(count - share) > Math.max(TOLERATED * share, 1));
      if (!uneven) continue;
      const finding = { en: `groups of ${[...rows].join(', ')} rows`, zh: `各组分别有 ${[...rows].join('、')} 行` };
      yield { path: [...path, 'quantiles', name], finding };
    }
  },
};
