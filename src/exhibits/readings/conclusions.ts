/** The multiverse of conclusions: sign, significance and size of a focal estimate over all readings. */
import { percentile } from '../../numerics/quantiles.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { FocalEstimate, FocalSummary, ReadingResult } from '../../results/readings.ts';
import type { Reading } from './cross.ts';
import type { NumberCell } from './printed-cells.ts';
import type { Focal } from './question.ts';

/** A conclusion is called significant below this p value. */
export const SIGNIFICANT = 0.05;

/** The focal estimates of one reading; NaN where it has none. */
export function focalEstimates(
  focal: readonly Focal[],
  { alternatives }: Reading,
  own: ReadonlyMap<string, OwnNumber>,
): readonly FocalEstimate[] {
  const unit = alternatives.findLast((one) => one.unit !== undefined)?.unit;
  return focal.map(({ cell }) => {
    const found = own.get(cell);
    const { pValue = Number.NaN, confLow = Number.NaN, confHigh = Number.NaN } = found?.inference ?? {};
    const estimate = found?.value ?? Number.NaN;
    const stdError = found?.stdError ?? Number.NaN;
    return { cell, estimate, stdError, confLow, confHigh, pValue, ...(unit !== undefined && { unit }) };
  });
}

/** Over the readings whose estimate is in the unit of the focal cell; the others are counted. */
export function summarizeFocal(
  { cell, label, unit }: Focal,
  readings: readonly Pick<ReadingResult, 'focal'>[],
  printed: NumberCell | undefined,
): FocalSummary {
  const all = readings.flatMap(({ focal }) => focal.filter((one) => one.cell === cell && !Number.isNaN(one.estimate)));
  const same = all.filter((one) => one.unit === undefined);
  const estimates = Float64Array.from(same, ({ estimate }) => estimate);
  return {
    cell,
    label,
    ...(unit !== undefined && { unit }),
    printed: printed?.printed ?? '',
    readings: same.length,
    otherUnits: all.length - same.length,
    positive: same.filter(({ estimate }) => estimate > 0).length,
    significant: same.filter(({ pValue }) => pValue < SIGNIFICANT).length,
    median: percentile(estimates, null, 50),
    low: estimates.length === 0 ? Number.NaN : Math.min(...estimates),
    high: estimates.length === 0 ? Number.NaN : Math.max(...estimates),
  };
}
