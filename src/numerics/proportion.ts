/** Confidence intervals of a proportion. */
import { betaTails } from './distributions.ts';
import { normalQuantile } from './special.ts';

/** The ends of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const UNKNOWN: Interval = { low: Number.NaN, high: Number.NaN };

/**
 * Wilson's (1927) score interval of count / n at a confidence level such as 0.95; always inside [0, 1], exactly 0 or 1
 * at the ends; NaN for n <= 0 or a count outside [0, n]. Stata `ci proportions, wilson`; R `prop.test(correct = FALSE)`.
 * Formula: the roots p of (count/n - p)^2 = z^2 p (1 - p) / n.
 */
export function wilsonInterval(count: number, n: number, level: number): Interval {
  if (!(n > 0 && count >= 0 && count <= n)) return UNKNOWN;
  const square = normalQuantile(0.5 * (1 - level)) ** 2;
  const root = Math.sqrt(square * (square + 4 * count * (1 - count / n)));
  const larger = (2 * count + square + root) / (2 * (n + square));
  // The smaller root by the product of both, count^2 / (n (n + z^2)), which does not cancel.
  return { low: (count / n / (n + square) / larger) * count, high: count === n ? 1 : larger };
}

/**
 * The Wald interval p ± z sqrt(p (1 - p) / n) of p = count / n; it is not cut to [0, 1] and has no width at count 0 or n.
 * NaN for n <= 0 or a count outside [0, n]. Stata `ci proportions, wald`.
 */
export function waldInterval(count: number, n: number, level: number): Interval {
  if (!(n > 0 && count >= 0 && count <= n)) return UNKNOWN;
  const p = count / n;
  const half = -normalQuantile(0.5 * (1 - level)) * Math.sqrt((p * (1 - p)) / n);
  return { low: p - half, high: p + half };
}

/**
 * The exact interval of Clopper and Pearson (1934) of count / n: the proportions that a binomial test at (1 - level) / 2 on
 * either side does not reject; it covers at least at the level. NaN for n <= 0 or a count outside [0, n]. Stata `ci
 * proportions, exact`; R `binom.test`. Formula: quantiles of Beta(count, n - count + 1) and Beta(count + 1, n - count).
 */
export function exactInterval(count: number, n: number, level: number): Interval {
  if (!(n > 0 && count >= 0 && count <= n)) return UNKNOWN;
  const half = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : betaPoint((x) => betaTails(x, count, n - count + 1).lower < half),
    high: count === n ? 1 : betaPoint((x) => betaTails(x, count + 1, n - count).upper > half),
  };
}

/** The point of (0, 1) up to which a condition holds, by bisection to the last bit. */
function betaPoint(below: (x: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) return middle;
    if (below(middle)) low = middle;
    else high = middle;
  }
}
