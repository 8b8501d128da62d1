/** p values of tests recomputed from printed means, SDs and sizes, as intervals over the rounding. */
import { chiSquaredTail, fTail, tTwoSided } from '../../numerics/distributions.ts';
import type { Interval } from './interval.ts';
import type { Moments } from './moments.ts';

/**
 * One-way analysis of variance (with two groups the pooled t test): bounds of F over the rounding. The spread of the means
 * is convex in them: it lies above its tangent, and above that by no more than sum n_k h_k^2.
 */
export function anovaP(parts: readonly Moments[], n: readonly number[]): Interval {
  const rows = n.reduce((a, b) => a + b, 0);
  const grand = parts.reduce((sum, part, k) => sum + n[k]! * part.mean, 0) / rows;
  const fAt = (way: 1 | -1): number => {
    const between = parts.reduce((sum, { mean, meanHalf: h }, k) => {
      const away = Math.abs(mean - grand);
      return sum + n[k]! * (away * away + way * 2 * away * h + (way > 0 ? h * h : 0));
    }, 0);
    const within = parts.reduce((sum, { sd, sdHalf }, k) => sum + (n[k]! - 1) * Math.max(sd - way * sdHalf, 0) ** 2, 0);
    const f = Math.max(between, 0) / (parts.length - 1) / (within / (rows - parts.length));
    return Number.isNaN(f) ? (way > 0 ? Number.POSITIVE_INFINITY : 0) : f;
  };
  const p = (f: number) => fTail(f, parts.length - 1, rows - parts.length);
  return { lo: p(fAt(1)), hi: p(fAt(-1)) };
}

/** Pearson's chi-squared of counts k_j out of n_j. */
export function chiSquareP(
  counts: readonly number[],
  n: readonly number[],
): { readonly statistic: number; readonly p: number } {
  const rows = n.reduce((a, b) => a + b, 0);
  const share = counts.reduce((a, b) => a + b, 0) / rows;
  const statistic = counts.reduce((sum, k, j) => sum + (k - n[j]! * share) ** 2 / (n[j]! * share * (1 - share)), 0);
  return { statistic, p: chiSquaredTail(statistic, counts.length - 1) };
}

/** Two-sided p of a difference of two means by Student's pooled t test, or Welch's. */
export function differenceP(
  a: Moments,
  b: Moments,
  n: readonly [number, number],
  welch: boolean,
): { readonly t: Interval; readonly p: Interval } {
  const variance = ({ sd, sdHalf }: Moments, way: 1 | -1) => Math.max(sd - way * sdHalf, 0) ** 2;
  const df = n[0] + n[1] - 2;
  const at = (way: 1 | -1): number => {
    const gap = Math.max(Math.abs(a.mean - b.mean) + way * (a.meanHalf + b.meanHalf), 0);
    const [va, vb] = [variance(a, way), variance(b, way)];
    const squared = welch ? va / n[0] + vb / n[1] : (((n[0] - 1) * va + (n[1] - 1) * vb) / df) * (1 / n[0] + 1 / n[1]);
    const t = gap / Math.sqrt(squared);
    return Number.isNaN(t) ? (way > 0 ? Number.POSITIVE_INFINITY : 0) : t;
  };
  const t = { lo: at(-1), hi: at(1) };
  const dfs = welch ? welchDegrees(a, b, n) : { lo: df, hi: df };
  return { t, p: { lo: tTwoSided(t.hi, dfs.hi), hi: tTwoSided(t.lo, dfs.lo) } };
}

/** Degrees of freedom of Welch's test; they depend on the ratio of the variances alone, with one peak between its ends. */
function welchDegrees(a: Moments, b: Moments, n: readonly [number, number]): Interval {
  const of = (va: number, vb: number) => {
    const [ea, eb] = [va / n[0], vb / n[1]];
    return (ea + eb) ** 2 / (ea ** 2 / (n[0] - 1) + eb ** 2 / (n[1] - 1));
  };
  const ends = [-1, 1].flatMap((way) => {
    const df = of(Math.max(a.sd + way * a.sdHalf, 0) ** 2, Math.max(b.sd - way * b.sdHalf, 0) ** 2);
    return Number.isNaN(df) ? [] : [df];
  });
  const most = n[0] + n[1] - 2;
  const [lo, hi] = [Math.min(...ends, most), Math.max(...ends, 1)];
  const [low, high] = [a.sd - a.sdHalf, a.sd + a.sdHalf].map(
    (sd, k) => sd / Math.max(b.sd + (k === 0 ? b.sdHalf : -b.sdHalf), 0),
  );
  // the peak is where the variances are as n (n - 1)
  const peak = Math.sqrt((n[0] * (n[0] - 1)) / (n[1] * (n[1] - 1)));
  return { lo, hi: low! <= peak && peak <= high! ? most : hi };
}

/** The same with Yates' correction, for two groups. */
export function yatesP(counts: readonly [number, number], n: readonly [number, number]): number {
  const [a, c] = counts;
  const [b, d] = [n[0] - a, n[1] - c];
  const rows = n[0] + n[1];
  const cross = Math.max(Math.abs(a * d - b * c) - rows / 2, 0);
  return chiSquaredTail((rows * cross ** 2) / ((a + c) * (b + d) * n[0] * n[1]), 1);
}
