/** Descriptive summaries as they were written -> rows, groups and tests of a script. */

import type { PlanSummary, PlanSummaryRow } from './plan.ts';
import { conditionOf } from './plan-expression.ts';
import { choiceIn, labelOf, list, mapping, optionalText, textOf, texts, type Written } from './written.ts';

export function planSummary(name: string, entry: Written): PlanSummary {
  const by = typeof entry.by === 'string' ? { variable: entry.by } : mapping(entry.by);
  return {
    name,
    label: labelOf(entry.label, name),
    sample: optionalText(entry.sample) ?? 'all',
    ...(entry.by !== undefined && {
      by: {
        variable: textOf(by.variable),
        ...(by.levels !== undefined && { levels: texts(by.levels) }),
        ...(by.total !== undefined && { total: by.total as 'first' }),
      },
    }),
    ...(entry.groups !== undefined && {
      groups: Object.entries(mapping(entry.groups)).map(([group, options]) => {
        const { where } = mapping(options);
        return { name: textOf(group), ...(where !== undefined && { where: conditionOf(where) }) };
      }),
    }),
    rows: list(entry.rows).map(rowOf),
    ...(entry.weights !== undefined && { weights: textOf(entry.weights) }),
  };
}

const STANDARD_LEVEL = 0.95;

function rowOf(value: unknown): PlanSummaryRow {
  const { word, options } = choiceIn(value);
  const entry = mapping(options);
  const level = Number(entry.conf_level ?? STANDARD_LEVEL);
  const interval =
    word === 'proportion'
      ? { method: entry.interval === 'wald' ? 'wald' : 'wilson', level }
      : word === 'mean_sd' && entry.conf_level !== undefined
        ? { method: 't', level }
        : undefined;
  return {
    statistic: word as 'mean_sd',
    variable: textOf(entry.variable),
    ...(entry.level !== undefined && { level: textOf(entry.level) }),
    ...(entry.test !== undefined && { test: entry.test as 'anova' }),
    ...(interval && { interval: interval as { method: 't'; level: number } }),
  };
}
