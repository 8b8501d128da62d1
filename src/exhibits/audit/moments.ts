/** Means and SDs of parts put together, and the search for the sizes of parts that give a printed whole. */
import type { CellOf } from './claims.ts';
import { type Interval, overlap, printedInterval, printedSize, scaled } from './interval.ts';

/** Of the binary representation, relative. */
const MARGIN = 1e-12;

/** A printed mean with its SD, each as the middle and half the width of its interval. */
export interface Moments {
  readonly mean: number;
  readonly meanHalf: number;
  readonly sd: number;
  readonly sdHalf: number;
}

export interface Whole {
  readonly mean: Interval;
  readonly sd?: Interval;
}

export function momentsOf({ est, dp, sd, dpSd }: CellOf<'mean_sd'>): Moments {
  return { mean: est, meanHalf: 0.5 * 10 ** -dp, sd, sdHalf: 0.5 * 10 ** -dpSd };
}

export function wholeOf(cell: CellOf<'mean_sd'> | CellOf<'n_percent'>): Whole {
  if (cell.type === 'n_percent') return { mean: printedInterval(cell.percent, cell.dp) };
  return { mean: printedInterval(cell.est, cell.dp), sd: printedSize(cell.sd, cell.dpSd) };
}

/**
 * Mean sum n_k m_k / N and SD with divisor N - 1, SD^2 = (sum (n_k - 1) s_k^2 + sum n_k (m_k - m)^2) / (N - 1), as
 * intervals that contain every value inside the rounding of the parts. The spread of the means is convex in them: it lies
 * above its tangent, and above that by no more than sum n_k h_k^2.
 */
export function pooled(
  parts: readonly Moments[],
  n: readonly number[],
): { readonly mean: Interval; readonly sd: Interval; readonly at: readonly [number, number] } {
  let rows = 0;
  let sum = 0;
  let half = 0;
  for (const [k, part] of parts.entries()) {
    rows += n[k]!;
    sum += n[k]! * part.mean;
    half += n[k]! * part.meanHalf;
  }
  const mean = sum / rows;
  half /= rows;
  let squares = 0;
  let below = 0;
  let above = 0;
  for (const [k, { mean: at, meanHalf, sd, sdHalf }] of parts.entries()) {
    const away = at - mean;
    squares += (n[k]! - 1) * sd * sd + n[k]! * away * away;
    const first = 2 * n[k]! * Math.abs(away) * meanHalf;
    below += (n[k]! - 1) * (sd * sd - Math.max(sd - sdHalf, 0) ** 2) + first;
    above += (n[k]! - 1) * ((sd + sdHalf) ** 2 - sd * sd) + first + n[k]! * meanHalf * meanHalf;
  }
  const slack = MARGIN * squares;
  const root = (sum: number) => Math.sqrt(Math.max(sum, 0) / (rows - 1));
  const away = half + MARGIN * Math.abs(mean);
  const sd = { lo: root(squares - below - slack), hi: root(squares + above + slack) };
  return { mean: { lo: mean - away, hi: mean + away }, sd, at: [mean, root(squares)] };
}

/** By printed SDs with divisor n - 1. */
export function fitsWhole(parts: readonly Moments[], n: readonly number[], whole: Whole): boolean {
  const { mean, sd } = pooled(parts, n);
  return overlap(mean, whole.mean) && (whole.sd === undefined || overlap(sd, whole.sd));
}

/** The same for SDs with divisor n, which some programs print: with so many values it hardly matters, with few it does. */
export function fitsWholeByN(parts: readonly Moments[], n: readonly number[], whole: Whole): boolean {
  const rows = n.reduce((a, b) => a + b, 0);
  const as = (part: Moments, k: number): Moments => {
    const factor = Math.sqrt(n[k]! / (n[k]! - 1));
    return { ...part, sd: part.sd * factor, sdHalf: part.sdHalf * factor };
  };
  if (whole.sd === undefined || n.some((one) => one < 2)) return false;
  return fitsWhole(parts.map(as), n, { ...whole, sd: scaled(whole.sd, Math.sqrt(rows / (rows - 1))) });
}

/** Every vector of sizes 2..limits[k] that gives the whole. All but the last are tried, the last follows from the mean. */
export function searchSizes(
  parts: readonly Moments[],
  limits: readonly number[],
  whole: Whole,
): readonly (readonly number[])[] {
  const solutions: number[][] = [];
  const last = parts.length - 1;
  const n = new Array<number>(parts.length).fill(2);
  const walk = (k: number): void => {
    if (k === last) {
      solveLast();
      return;
    }
    for (let size = 2; size <= limits[k]!; size++) {
      n[k] = size;
      walk(k + 1);
    }
  };
  // sum n_k (m_k - M) = 0 up to rounding bounds the last size
  const solveLast = (): void => {
    let lo = 0;
    let hi = 0;
    for (let k = 0; k < last; k++) {
      const part = parts[k]!;
      lo += n[k]! * (part.mean - part.meanHalf - whole.mean.hi);
      hi += n[k]! * (part.mean + part.meanHalf - whole.mean.lo);
    }
    const { mean, meanHalf } = parts[last]!;
    const [below, above] = [whole.mean.lo - mean - meanHalf, whole.mean.hi - mean + meanHalf];
    let from = 2;
    let to = limits[last]!;
    if (below > 0) [from, to] = [Math.max(from, Math.floor(lo / above)), Math.min(to, Math.ceil(hi / below))];
    else if (above < 0) [from, to] = [Math.max(from, Math.floor(hi / below)), Math.min(to, Math.ceil(lo / above))];
    for (let size = from; size <= to; size++) {
      n[last] = size;
      if (fitsWhole(parts, n, whole)) solutions.push([...n]);
    }
  };
  walk(0);
  return solutions;
}
