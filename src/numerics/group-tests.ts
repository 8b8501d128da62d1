/** Tests of one variable between groups, with every statistic that a descriptive table or its note prints. */
import { chiSquaredTail, fTail, fTails, tQuantile, tTwoSided } from './distributions.ts';
import {
  accumulator,
  addPairTo,
  addTo,
  type DoubleDouble,
  divide,
  multiply,
  subtract,
  sumError,
  toNumber,
} from './double-double.ts';
import { fisherExact } from './fisher-exact.ts';
import { type CentredSums, centredSums } from './moments.ts';
import type { Interval } from './proportion.ts';

/** A test statistic with the p-value of its upper tail; NaN where it is not defined. */
export interface TestStatistic {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** A test statistic with an F distribution. */
export interface FTest {
  readonly statistic: number;
  readonly dfNumerator: number;
  readonly dfDenominator: number;
  readonly pValue: number;
}

/** Size, mean and standard deviation (n - 1) of one group; NaN where the group is too small. */
export interface GroupSummary {
  readonly count: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Pearson's test of independence and its companions; `yates` and `fisherPValue` are null but for two-by-two tables. */
export interface ChiSquareTest extends TestStatistic {
  readonly total: number;
  /** expected counts, in the shape of the table */
  readonly expected: readonly (readonly number[])[];
  readonly likelihoodRatio: TestStatistic;
  readonly cramersV: number;
  /** over cells whose row and column are not empty */
  readonly minimumExpected: number;
  readonly cellsExpectedBelow5: number;
  readonly yates: TestStatistic | null;
  readonly fisherPValue: number | null;
}

/** One-way analysis of variance; `welch` and `bartlett` are null where a group has no variance. */
export interface OnewayAnova extends FTest {
  readonly count: number;
  /** rows left out: value or group missing, or weight zero */
  readonly excluded: number;
  readonly groups: readonly GroupSummary[];
  /** groups that are not empty */
  readonly groupCount: number;
  readonly ssBetween: number;
  readonly ssWithin: number;
  readonly msBetween: number;
  readonly msWithin: number;
  readonly rSquared: number;
  readonly rmse: number;
  readonly welch: FTest | null;
  readonly bartlett: TestStatistic | null;
}

/** A difference between two means with its test and confidence interval. */
export interface MeanDifference extends TestStatistic {
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/** The two-sample comparison: first minus second. */
export interface TTest {
  readonly first: GroupSummary;
  readonly second: GroupSummary;
  readonly excluded: number;
  readonly welch: MeanDifference;
  readonly pooled: MeanDifference;
  /** variance of the first over variance of the second, two-sided */
  readonly varianceRatio: FTest;
}

/** The paired comparison. */
export interface PairedTTest extends MeanDifference {
  readonly pairs: number;
}

/**
 * Pearson's chi-squared test of a table of counts (rows x columns; frequency-weighted counts are allowed) without
 * continuity correction, with the likelihood-ratio test, Cramér's V, and Yates' and Fisher's tests of two-by-two tables.
 * Empty rows and columns do not count in the degrees of freedom. Stata `tabulate, chi2 lrchi2 V exact`; R `chisq.test`.
 */
export function pearsonChiSquare(table: readonly (readonly number[])[]): ChiSquareTest {
  const rowSums = table.map((row) => sum(row));
  const columnSums = (table[0] ?? []).map((_, j) => sum(table.map((row) => row[j]!)));
  const total = sum(rowSums);
  const expected = rowSums.map((rowSum) => columnSums.map((columnSum) => (rowSum * columnSum) / total));
  const rows = rowSums.filter((count) => count > 0).length;
  const columns = columnSums.filter((count) => count > 0).length;
  const cells = table.flatMap((row, i) => row.map((observed, j) => ({ observed, expected: expected[i]![j]! })));
  const used = cells.filter((cell) => cell.expected > 0);
  const statistic = sum(used.map((cell) => (cell.observed - cell.expected) ** 2 / cell.expected));
  const likelihood = used.map((cell) =>
    cell.observed > 0 ? cell.observed * Math.log(cell.observed / cell.expected) : 0,
  );
  const df = Math.max(0, rows - 1) * Math.max(0, columns - 1);
  const square = rows === 2 && columns === 2 && cells.length === 4;
  return {
    ...upperTail(statistic, df),
    total,
    expected,
    likelihoodRatio: upperTail(2 * sum(likelihood), df),
    cramersV: df === 0 ? Number.NaN : Math.sqrt(statistic / (total * (Math.min(rows, columns) - 1))),
    minimumExpected: used.length === 0 ? Number.NaN : Math.min(...used.map((cell) => cell.expected)),
    cellsExpectedBelow5: used.filter((cell) => cell.expected < 5).length,
    yates: square ? upperTail(yatesStatistic(used), 1) : null,
    fisherPValue: square
      ? fisherExact(cells[0]!.observed, cells[1]!.observed, cells[2]!.observed, cells[3]!.observed)
      : null,
  };
}

/** Pearson's statistic with every deviation drawn in by 1/2, or to zero where it is smaller. */
function yatesStatistic(cells: readonly { observed: number; expected: number }[]): number {
  const correction = Math.min(0.5, ...cells.map((cell) => Math.abs(cell.observed - cell.expected)));
  return sum(cells.map((cell) => (Math.abs(cell.observed - cell.expected) - correction) ** 2 / cell.expected));
}

/**
 * The table of (frequency-weighted) counts of two codings; rows with a code below 0, or a weight that is zero or missing,
 * are left out and counted.
 */
export function contingencyTable(
  rowCodes: Int32Array,
  columnCodes: Int32Array,
  rows: number,
  columns: number,
  weights: Float64Array | null = null,
): { readonly table: number[][]; readonly excluded: number } {
  const table = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  let excluded = 0;
  for (let i = 0; i < rowCodes.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    if (rowCodes[i]! < 0 || columnCodes[i]! < 0 || !(weight > 0)) excluded += 1;
    else table[rowCodes[i]!]![columnCodes[i]!]! += weight;
  }
  return { table, excluded };
}

/**
 * One-way analysis of variance of `values` (with the low parts of their exact decimals, or null) over the groups
 * 0, ..., count - 1 (below 0: missing), with Welch's (1951) and Bartlett's (1937) tests. Frequency weights stand for
 * repeated rows. Sums of squares are taken in pair arithmetic, so data with twelve constant leading digits keep theirs.
 * Stata `oneway`; R `aov`, `oneway.test`, `bartlett.test`.
 */
export function onewayAnova(
  values: Float64Array,
  low: Float64Array | null,
  groups: Int32Array,
  count: number,
  weights: Float64Array | null = null,
): OnewayAnova {
  const sums = centredSums(values, low, groups, count, weights);
  const filled = sums.filter((group) => group.rows > 0);
  const total = sum(filled.map((group) => group.weight));
  const grandMean = weightedMean(
    filled,
    filled.map((group) => group.weight),
  );
  const between = accumulator();
  const within = accumulator();
  for (const group of filled) {
    const distance = subtract(group.mean, grandMean);
    const square = multiply({ hi: group.weight, lo: 0 }, multiply(distance, distance));
    addPairTo(between, square.hi, square.lo);
    addPairTo(within, group.squares.hi, group.squares.lo);
  }
  const ssBetween = toNumber(between);
  const ssWithin = toNumber(within);
  const dfNumerator = filled.length - 1;
  const dfDenominator = total - filled.length;
  const msBetween = ssBetween / dfNumerator;
  const msWithin = ssWithin / dfDenominator;
  const statistic = dfDenominator > 0 && dfNumerator > 0 ? msBetween / msWithin : Number.NaN;
  return {
    count: total,
    excluded: values.length - sum(filled.map((group) => group.rows)),
    groups: sums.map(summary),
    groupCount: filled.length,
    dfNumerator,
    dfDenominator,
    ssBetween,
    ssWithin,
    msBetween,
    msWithin,
    statistic,
    pValue: fTail(statistic, dfNumerator, dfDenominator),
    rSquared: ssBetween / (ssBetween + ssWithin),
    rmse: Math.sqrt(msWithin),
    welch: hasVariances(filled) ? welchAnova(filled) : null,
    bartlett: hasVariances(filled) ? bartlettTest(filled) : null,
  };
}

function hasVariances(groups: readonly CentredSums[]): boolean {
  return groups.length > 1 && groups.every((group) => group.weight > 1 && group.squares.hi > 0);
}

function varianceOf(group: CentredSums): number {
  return group.weight > 1 ? toNumber(group.squares) / (group.weight - 1) : Number.NaN;
}

function summary(group: CentredSums): GroupSummary {
  return { count: group.weight, mean: toNumber(group.mean), standardDeviation: Math.sqrt(varianceOf(group)) };
}

/** Means are compared as pairs, so that leading digits that all groups share do no harm. */
function weightedMean(groups: readonly CentredSums[], weights: readonly number[]): DoubleDouble {
  const total = accumulator();
  const weightSum = accumulator();
  groups.forEach((group, g) => {
    const part = multiply({ hi: weights[g]!, lo: 0 }, group.mean);
    addPairTo(total, part.hi, part.lo);
    addTo(weightSum, weights[g]!);
  });
  return divide(total, weightSum);
}

/** F = [sum w (m - M)^2 / (k - 1)] / [1 + 2 (k - 2) L / (k^2 - 1)], w = n / s^2, L = sum (1 - w/W)^2 / (n - 1). */
function welchAnova(groups: readonly CentredSums[]): FTest {
  const k = groups.length;
  const weights = groups.map((group) => group.weight / varianceOf(group));
  const whole = sum(weights);
  const centre = weightedMean(groups, weights);
  const spread = sum(groups.map((group, g) => weights[g]! * toNumber(subtract(group.mean, centre)) ** 2));
  const imbalance = sum(groups.map((group, g) => (1 - weights[g]! / whole) ** 2 / (group.weight - 1))) / (k * k - 1);
  const statistic = spread / ((k - 1) * (1 + 2 * (k - 2) * imbalance));
  const dfDenominator = 1 / (3 * imbalance);
  return { statistic, dfNumerator: k - 1, dfDenominator, pValue: fTail(statistic, k - 1, dfDenominator) };
}

/** K^2 = [sum f log(s_p^2 / s^2)] / [1 + (sum 1/f - 1/F) / (3 (k - 1))], f = n - 1, F their sum. */
function bartlettTest(groups: readonly CentredSums[]): TestStatistic {
  const df = groups.length - 1;
  const freedoms = groups.map((group) => group.weight - 1);
  const whole = sum(freedoms);
  const pooled = sum(groups.map((group) => toNumber(group.squares))) / whole;
  const likelihood = sum(groups.map((group, g) => freedoms[g]! * Math.log(pooled / varianceOf(group))));
  const correction = 1 + (sum(freedoms.map((freedom) => 1 / freedom)) - 1 / whole) / (3 * df);
  return upperTail(likelihood / correction, df);
}

/**
 * Compares the means of groups 0 and 1 (first minus second; other codes are left out): Student's t with pooled variance,
 * Welch's t with Satterthwaite's degrees of freedom, confidence intervals at `level`, and the variance-ratio F test.
 * Frequency weights stand for repeated rows. Stata `ttest, by() [unequal]`, `sdtest`; R `t.test`, `var.test`.
 */
export function tTest(
  values: Float64Array,
  low: Float64Array | null,
  groups: Int32Array,
  level: number,
  weights: Float64Array | null = null,
): TTest {
  const two = groups.map((group) => (group === 0 || group === 1 ? group : -1));
  const [first, second] = centredSums(values, low, two, 2, weights) as [CentredSums, CentredSums];
  const difference = toNumber(subtract(first.mean, second.mean));
  const [n1, n2] = [first.weight, second.weight];
  const [v1, v2] = [varianceOf(first), varianceOf(second)];
  const [e1, e2] = [v1 / n1, v2 / n2];
  const welchDf = (e1 + e2) ** 2 / (e1 ** 2 / (n1 - 1) + e2 ** 2 / (n2 - 1));
  const pooledDf = n1 + n2 - 2;
  const pooledVariance = (toNumber(first.squares) + toNumber(second.squares)) / pooledDf;
  return {
    first: summary(first),
    second: summary(second),
    excluded: values.length - first.rows - second.rows,
    welch: meanDifference(difference, Math.sqrt(e1 + e2), welchDf, level),
    pooled: meanDifference(difference, Math.sqrt(pooledVariance * (1 / n1 + 1 / n2)), pooledDf, level),
    varianceRatio: varianceRatio(v1 / v2, n1 - 1, n2 - 1),
  };
}

/**
 * Student's paired t test of first minus second, row by row; pairs with a missing member are left out.
 * Stata `ttest first == second`; R `t.test(paired = TRUE)`.
 */
export function pairedTTest(first: Float64Array, second: Float64Array, level: number): PairedTTest {
  const high = first.map((value, i) => value - second[i]!);
  // The rounding of each difference is kept as its low part.
  const low = first.map((value, i) => sumError(value, -second[i]!, high[i]!));
  const [sums] = centredSums(high, low, new Int32Array(high.length), 1, null) as [CentredSums];
  const standardError = Math.sqrt(varianceOf(sums) / sums.rows);
  return { ...meanDifference(toNumber(sums.mean), standardError, sums.rows - 1, level), pairs: sums.rows };
}

function meanDifference(difference: number, standardError: number, df: number, level: number): MeanDifference {
  const statistic = difference / standardError;
  const half = -tQuantile(0.5 * (1 - level), df) * standardError;
  const interval = { low: difference - half, high: difference + half };
  return { difference, standardError, statistic, df, pValue: tTwoSided(statistic, df), interval };
}

function varianceRatio(statistic: number, dfNumerator: number, dfDenominator: number): FTest {
  const { lower, upper } = fTails(statistic, dfNumerator, dfDenominator);
  return { statistic, dfNumerator, dfDenominator, pValue: Math.min(1, 2 * Math.min(lower, upper)) };
}

function upperTail(statistic: number, df: number): TestStatistic {
  return { statistic, df, pValue: df > 0 ? chiSquaredTail(statistic, df) : Number.NaN };
}

function sum(values: readonly number[]): number {
  const total = accumulator();
  for (const value of values) addTo(total, value);
  return toNumber(total);
}
