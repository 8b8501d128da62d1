/** Interval arithmetic on rounding: a printed number stands for half a unit of its last decimal either way. */
import { formatFixed } from '../../numerics/decimal.ts';
import { type Bilingual, unworded } from '../../results/text.ts';

export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/** [value - h, value + h] with h half a unit of the last of `decimals`; a hair wider for the binary representation. */
export function printedInterval(value: number, decimals: number): Interval {
  const half = 0.5 * 10 ** -decimals;
  const margin = 4 * Number.EPSILON * Math.max(Math.abs(value), half);
  return { lo: value - half - margin, hi: value + half + margin };
}

/** Of something that cannot be negative: a standard error, a standard deviation. */
export function printedSize(value: number, decimals: number): Interval {
  const { lo, hi } = printedInterval(value, decimals);
  return { lo: Math.max(lo, 0), hi };
}

export function overlap(a: Interval, b: Interval): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}

export function scaled({ lo, hi }: Interval, by: number): Interval {
  return by >= 0 ? { lo: lo * by, hi: hi * by } : { lo: hi * by, hi: lo * by };
}

export function minus(a: Interval, b: Interval): Interval {
  return { lo: a.lo - b.hi, hi: a.hi - b.lo };
}

export function magnitude({ lo, hi }: Interval): Interval {
  if (lo >= 0) return { lo, hi };
  return hi <= 0 ? { lo: -hi, hi: -lo } : { lo: 0, hi: Math.max(-lo, hi) };
}

/** |a| / |b|; the upper end is infinite when b may be zero. */
export function sizeRatio(a: Interval, b: Interval): Interval {
  const [top, under] = [magnitude(a), magnitude(b)];
  return { lo: under.hi > 0 ? top.lo / under.hi : 0, hi: under.lo > 0 ? top.hi / under.lo : Number.POSITIVE_INFINITY };
}

/** `1.97 to 2.02`, or one number when both ends print alike. */
export function rangeText({ lo, hi }: Interval, decimals: number): Bilingual {
  const low = formatFixed(lo, decimals);
  if (!Number.isFinite(hi)) return { en: `${low} to infinity`, zh: `${low} 至无穷大` };
  const high = formatFixed(hi, decimals);
  return low === high ? unworded(low) : { en: `${low} to ${high}`, zh: `${low} 至 ${high}` };
}

/** With the decimals that four significant digits need, at least two. */
export function shortRange(interval: Interval): Bilingual {
  const size = Math.max(Math.abs(interval.lo), Math.abs(interval.hi));
  const digits = size > 0 && Number.isFinite(size) ? 3 - Math.floor(Math.log10(size)) : 2;
  return rangeText(interval, Math.min(Math.max(digits, 2), 6));
}
