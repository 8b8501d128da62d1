/** Intervals from bootstrap draws and p-values from permutation draws. */
import { wilsonInterval } from './proportion.ts';
import { normalCdf, normalQuantile } from './special.ts';

/** The two most common sample quantiles: Hyndman and Fan (1996) type 6 (Stata's centile, SPSS) and type 7 (R's default). */
export type QuantileType = 'type6' | 'type7';

/**
 * The quantile of sorted values at 0 <= p <= 1: x at position p (n + 1) for type 6 and 1 + p (n - 1) for type 7, linear
 * between neighbours, kept within the range. NaN for no values or a p that is NaN. R: quantile(type = 6 or 7).
 */
export function quantileOf(sorted: Float64Array, p: number, type: QuantileType): number {
  const n = sorted.length;
  if (n === 0 || Number.isNaN(p)) return Number.NaN;
  const position = type === 'type6' ? p * (n + 1) : 1 + p * (n - 1);
  const at = Math.min(Math.max(position, 1), n);
  // 4 eps, as R does: a position that is whole but for rounding has no neighbour
  const below = Math.floor(at + 4 * Number.EPSILON);
  const part = Math.abs(at - below) < 4 * Number.EPSILON * n ? 0 : at - below;
  const low = sorted[below - 1]!;
  return part === 0 ? low : low + part * (sorted[below]! - low);
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Quantiles (1 - level)/2 and (1 + level)/2 of the draws. */
export function percentileInterval(sorted: Float64Array, level: number, type: QuantileType): Interval {
  return { low: quantileOf(sorted, (1 - level) / 2, type), high: quantileOf(sorted, (1 + level) / 2, type) };
}

/**
 * z0 = quantile of the share of draws below the estimate; infinite when the estimate lies outside the draws. Draws equal to
 * the estimate count half.
 */
export function biasCorrection(sorted: Float64Array, estimate: number): number {
  let below = 0;
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  return normalQuantile(below / sorted.length);
}

/**
 * Bias-corrected and accelerated interval (Efron 1987, JASA 82:171): quantiles of the draws at
 * Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z = -/+ the normal quantile of the level. Acceleration 0 gives the bias-corrected
 * one. NaN where z0 is infinite. R: boot::boot.ci(type = "bca") up to its own rule for quantiles.
 */
export function bcaInterval(
  sorted: Float64Array,
  estimate: number,
  acceleration: number,
  level: number,
  type: QuantileType,
): Interval {
  const z0 = biasCorrection(sorted, estimate);
  const bound = (z: number): number => {
    const shifted = z0 + z;
    const p = normalCdf(z0 + shifted / (1 - acceleration * shifted));
    return Number.isFinite(z0) ? quantileOf(sorted, p, type) : Number.NaN;
  };
  const z = normalQuantile((1 + level) / 2);
  return { low: bound(-z), high: bound(z) };
}

/**
 * The acceleration sum u^3 / (6 (sum u^2)^(3/2)), u = mean of the leave-one-out estimates minus each; NaN for fewer than two,
 * zero where they do not vary.
 */
export function jackknifeAcceleration(leaveOneOut: Float64Array): number {
  if (leaveOneOut.length < 2) return Number.NaN;
  const mean = leaveOneOut.reduce((sum, value) => sum + value, 0) / leaveOneOut.length;
  let squares = 0;
  let cubes = 0;
  for (const value of leaveOneOut) {
    const u = mean - value;
    squares += u * u;
    cubes += u * u * u;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

export interface PermutationP {
  /** (1 + draws at least as extreme) / (1 + draws) (Phipson and Smyth 2010) */
  readonly pValue: number;
  /** draws whose statistic is at least as large in absolute value as the observed one */
  readonly extreme: number;
  readonly draws: number;
  /** 95 % Wilson interval of the share of extreme draws: how well that many draws know it */
  readonly monteCarloLow: number;
  readonly monteCarloHigh: number;
}

/** Two-sided by absolute value; draws that are NaN do not count. A draw within 1e-10 of the observed size counts as a tie. */
export function permutationP(observed: number, draws: Float64Array): PermutationP {
  const known = draws.filter((value) => !Number.isNaN(value));
  const size = Math.abs(observed) * (1 - 1e-10);
  const extreme = known.reduce((count, value) => count + (Math.abs(value) >= size ? 1 : 0), 0);
  const unknown = Number.isNaN(observed) || known.length === 0;
  const { low, high } = wilsonInterval(extreme, known.length, 0.95);
  return {
    pValue: unknown ? Number.NaN : (1 + extreme) / (1 + known.length),
    extreme,
    draws: known.length,
    monteCarloLow: unknown ? Number.NaN : low,
    monteCarloHigh: unknown ? Number.NaN : high,
  };
}
