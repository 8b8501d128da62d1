/** Which standard deviations can whole numbers on a scale have? (GRIMMER) */
import type { Interval } from './interval.ts';

/** Whole numbers 0 to `top`, `rows` of them, with a sum in `sums` (whole numbers). */
export interface WholeNumbers {
  readonly rows: number;
  readonly top: number;
  readonly sums: readonly number[];
}

/**
 * Can the SD of such numbers lie in `sd`? By the sum of squares Q = (n - 1) SD^2 + S^2 / n: a whole number, odd exactly
 * when S is, not below that of numbers as equal as can be nor above that of numbers at the ends (Anaya 2016; analytic
 * form by Allard 2018). A necessary condition: false proves that no data give it. `divisor` is n - 1 or n.
 */
export function sdExists({ rows, top, sums }: WholeNumbers, sd: Interval, divisor: number): boolean {
  return sums.some((sum) => {
    const base = (sum * sum) / rows;
    const slack = 1e-9 * Math.max(base, 1);
    const [least, most] = squaresOf(sum, rows, top);
    const from = Math.max(Math.ceil(divisor * Math.max(sd.lo, 0) ** 2 + base - slack), least);
    const to = Math.min(Math.floor(divisor * sd.hi ** 2 + base + slack), most);
    const first = (from - sum) % 2 === 0 ? from : from + 1;
    return first <= to;
  });
}

/** The smallest and the largest sum of squares of `rows` whole numbers in 0..top with that sum. */
function squaresOf(sum: number, rows: number, top: number): readonly [number, number] {
  const each = Math.floor(sum / rows);
  const above = sum - each * rows;
  const full = Math.floor(sum / top);
  const left = sum - full * top;
  return [above * (each + 1) ** 2 + (rows - above) * each ** 2, full * top ** 2 + left ** 2];
}
