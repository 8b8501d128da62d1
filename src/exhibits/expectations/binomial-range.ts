/** How far a share of random draws may be from the share that is expected. */
import { betaTails } from '../../numerics/distributions.ts';

/**
 * The shares of n draws that a binomial with probability p (0 to 1) leaves between its tails of (1 - level) / 2. A share may be
 * k / n or, as p values of randomisation tests are, (k + 1) / (n + 1): the upper end allows for both. Formulas: P(X <= k) and
 * P(X >= k) by the incomplete beta function; R `qbinom`.
 */
export function binomialRange(p: number, n: number, level: number): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  const atMost = (k: number) => (k >= n ? 1 : p === 0 ? 1 : p === 1 ? 0 : betaTails(p, k + 1, n - k).upper);
  const low = firstWhere(n, (k) => atMost(k) > tail);
  // the last count that as many or more draws reach with more than the tail's probability
  const high = firstWhere(n, (k) => 1 - atMost(k) <= tail);
  return { low: low / n, high: (high + 1) / (n + 1) };
}

/** The smallest k of 0..n that satisfies a condition which holds from some k on. */
function firstWhere(n: number, holds: (k: number) => boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
