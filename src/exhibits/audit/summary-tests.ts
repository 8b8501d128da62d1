/** p values of tests recomputed from printed means, SDs and sizes, as intervals over the rounding. */
import { chiSquaredTail, fTail, tTwoSided } from '../../numerics/distributions.ts';
import type { Interval } from './interval.ts';
import type { Moments } from './moments.ts';

/** One-way analysis of variance (with two groups the pooled t test): the ends of F from means drawn together and apart. */
export function anovaP(parts: readonly Moments[], n: readonly number[]): Interval {
  const rows = n.reduce((a, b) => a + b, 0);
  const grand = parts.reduce((sum, part, k) => sum + n[k]! * part.mean, 0) / rows;
  const fAt = (way: 1 | -1): number => {
    const means = parts.map(({ mean, meanHalf }) => {
      const side = mean >= grand ? 1 : -1;
      return way > 0 ? mean + side * meanHalf : mean - side * Math.min(meanHalf, Math.abs(mean - grand));
    });
    const centre = means.reduce((sum, mean, k) => sum + n[k]! * mean, 0) / rows;
    const between = means.reduce((sum, mean, k) => sum + n[k]! * (mean - centre) ** 2, 0) / (parts.length - 1);
    const within = parts.reduce((sum, { sd, sdHalf }, k) => sum + (n[k]! - 1) * Math.max(sd - way * sdHalf, 0) ** 2, 0);
    return between / (within / (rows - parts.length));
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
  const at = (way: 1 | -1): readonly [number, number] => {
    const gap = Math.max(Math.abs(a.mean - b.mean) + way * (a.meanHalf + b.meanHalf), 0);
    const [va, vb] = [(a.sd - way * a.sdHalf) ** 2, (b.sd - way * b.sdHalf) ** 2];
    const [ea, eb] = [va / n[0], vb / n[1]];
    if (welch) return [gap / Math.sqrt(ea + eb), (ea + eb) ** 2 / (ea ** 2 / (n[0] - 1) + eb ** 2 / (n[1] - 1))];
    const df = n[0] + n[1] - 2;
    return [gap / Math.sqrt((((n[0] - 1) * va + (n[1] - 1) * vb) / df) * (1 / n[0] + 1 / n[1])), df];
  };
  const [[hi, dfHi], [lo, dfLo]] = [at(1), at(-1)];
  return { t: { lo, hi }, p: { lo: tTwoSided(hi, dfHi), hi: tTwoSided(lo, dfLo) } };
}
