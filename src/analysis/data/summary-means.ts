/** A row of means: each group's mean and standard deviation, and the test between them. */
import { tQuantile } from '../../numerics/distributions.ts';
import { moments } from '../../numerics/moments.ts';
import type { SummaryCell, SummaryRow } from '../../results/summary.ts';
import type { NumericColumn } from './column.ts';
import { getColumn, getNumeric } from './frame.ts';
import { meanTest } from './group-test.ts';
import type { SampleGroup } from './summary-groups.ts';
import type { SummaryRowRequest } from './summary-request.ts';
import { compared, EMPTY_CELL, observations, type SummarySample } from './summary-sample.ts';

type MeanRequest = Extract<SummaryRowRequest, { statistic: 'mean_sd' }>;

/** Mean and SD (n - 1) of the rows with a value; with a confidence level also mean ± t sd / sqrt(n). */
export function meanRow(sample: SummarySample, request: MeanRequest): SummaryRow {
  const { variable, label, confLevel } = request;
  const column = getNumeric(sample.frame, variable);
  const pairs = request.pairs === undefined ? undefined : getColumn(sample.frame, request.pairs);
  const { info } = column;
  return {
    key: variable,
    label: label ?? info.label,
    variable,
    statistic: 'mean_sd',
    ...(info.unit && { unit: info.unit.en }),
    ...(confLevel !== undefined && { interval: { method: 't', level: confLevel } }),
    cells: sample.groups.groups.map((group) => meanCell(sample, column, group, confLevel)),
    ...(request.test && { test: meanTest(request.test, column, compared(sample), pairs) }),
  };
}

function meanCell(
  { weights }: SummarySample,
  { values, low }: NumericColumn,
  { key, rows }: SampleGroup,
  confLevel: number | undefined,
): SummaryCell {
  const of = (all: Float64Array | null) => all && Float64Array.from(rows, (row) => all[row]!);
  const found = moments({ values: of(values)!, low: of(low), weights: of(weights) });
  const { count, mean, standardDeviation: sd } = found;
  const quantile = confLevel === undefined ? Number.NaN : -tQuantile(0.5 * (1 - confLevel), count - 1);
  const half = quantile * (sd / Math.sqrt(count));
  const missing = observations(rows, weights) - count;
  return { ...EMPTY_CELL, group: key, nobs: count, missing, mean, sd, confLow: mean - half, confHigh: mean + half };
}
