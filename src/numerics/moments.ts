/** Sums, means and variances that keep their digits, overall and by group, with weights and exact decimals. */
import {
  type Accumulator,
  accumulator,
  addPairTo,
  addTo,
  addWeightedProduct,
  type DoubleDouble,
  divide,
  sumError,
  toNumber,
  ZERO,
} from './double-double.ts';

/** The weight, mean and sum of squared deviations of one group, in pair arithmetic. */
export interface CentredSums {
  /** rows used */
  readonly rows: number;
  /** their summed weight (the number of rows when there are no weights) */
  readonly weight: number;
  /** NaN for a group without weight */
  readonly mean: DoubleDouble;
  /** sum of w (value - mean)^2 */
  readonly squares: DoubleDouble;
}

/** What a column is measured with. */
export interface MomentsInput {
  readonly values: Float64Array;
  /** what the doubles leave over of the exact decimals (see exact-decimal.ts) */
  readonly low?: Float64Array | null;
  readonly weights?: Float64Array | null;
  /** `frequency`: a row stands for w rows; `analytic` (also for probability weights): weights are relative */
  readonly weightKind?: 'frequency' | 'analytic';
}

/** The summary of a column. */
export interface Moments {
  /** rows used */
  readonly rows: number;
  /** rows left out: value or weight missing, or weight zero */
  readonly excluded: number;
  /** number of observations: summed frequency weights, else rows */
  readonly count: number;
  readonly mean: number;
  /** divided by count - 1; NaN for a count of 1 or less */
  readonly variance: number;
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The sum of the values (plus their low parts), correctly rounded but for 1e-31 of the largest partial sum. Missing
 * values are left out.
 */
export function compensatedSum(values: Float64Array, low: Float64Array | null = null): number {
  const sum = accumulator();
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!)) addPairTo(sum, values[i]!, low === null ? 0 : low[i]!);
  }
  return toNumber(sum);
}

/**
 * Count, mean, variance (n - 1) and range of a column. Rows with a missing value, or a weight that is zero or missing,
 * are left out. With analytic weights the variance is sum w (x - m)^2 / sum w times n / (n - 1), n the rows used.
 * Stata `summarize` with fweights or aweights.
 */
export function moments(input: MomentsInput): Moments {
  const { values, low = null, weights = null, weightKind = 'frequency' } = input;
  const [sums] = centredSums(values, low, new Int32Array(values.length), 1, weights);
  const { rows, weight, mean, squares } = sums!;
  const count = weights !== null && weightKind === 'frequency' ? weight : rows;
  const scale = weights !== null && weightKind === 'analytic' ? rows / weight : 1;
  const variance = count > 1 ? (toNumber(squares) * scale) / (count - 1) : Number.NaN;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (!isUsed(values[i]!, weights === null ? 1 : weights[i]!)) continue;
    if (values[i]! < minimum) minimum = values[i]!;
    if (values[i]! > maximum) maximum = values[i]!;
  }
  return {
    rows,
    excluded: values.length - rows,
    count,
    mean: toNumber(mean),
    variance,
    standardDeviation: Math.sqrt(variance),
    minimum: rows === 0 ? Number.NaN : minimum,
    maximum: rows === 0 ? Number.NaN : maximum,
  };
}

/**
 * Weight, mean and squared deviations of the groups 0, ..., count - 1, in two passes of pair arithmetic. Rows with a
 * missing value, a group below 0, or a weight that is zero or missing are left out.
 */
export function centredSums(
  values: Float64Array,
  low: Float64Array | null,
  groups: Int32Array,
  count: number,
  weights: Float64Array | null,
): CentredSums[] {
  const rows = new Int32Array(count);
  const totals = accumulators(count);
  const weightSums = accumulators(count);
  for (let i = 0; i < values.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    if (groups[i]! < 0 || !isUsed(values[i]!, weight)) continue;
    const group = groups[i]!;
    rows[group]! += 1;
    addTo(weightSums[group]!, weight);
    addWeightedProduct(totals[group]!, weight, values[i]!, low === null ? 0 : low[i]!, 1, 0);
  }
  const means = totals.map((total, group) => (rows[group] === 0 ? unknown : divide(total, weightSums[group]!)));
  const squares = accumulators(count);
  for (let i = 0; i < values.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    if (groups[i]! < 0 || !isUsed(values[i]!, weight)) continue;
    const mean = means[groups[i]!]!;
    const distance = values[i]! - mean.hi;
    const rest = sumError(values[i]!, -mean.hi, distance) + ((low === null ? 0 : low[i]!) - mean.lo);
    const high = distance + rest;
    const highLow = rest - (high - distance);
    addWeightedProduct(squares[groups[i]!]!, weight, high, highLow, high, highLow);
  }
  return means.map((mean, group) => ({
    rows: rows[group]!,
    weight: toNumber(weightSums[group]!),
    mean,
    squares: rows[group] === 0 ? ZERO : squares[group]!,
  }));
}

const unknown: DoubleDouble = { hi: Number.NaN, lo: 0 };

function accumulators(count: number): Accumulator[] {
  return Array.from({ length: count }, accumulator);
}

function isUsed(value: number, weight: number): boolean {
  return !Number.isNaN(value) && weight > 0;
}
