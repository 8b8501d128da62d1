/** What a logit's ratio of marginal effect to coefficient says about the spread of its linear predictor. */
import { hermiteRule } from '../../numerics/gauss-hermite.ts';
import { expit } from '../../numerics/special.ts';

const POINTS = 60;
const WIDEST = 8;
const STEPS = 60;

/**
 * E[p(1 - p)] for logit p = a + s Z, Z standard normal, with a such that E[p] is `mean`: what every derivative-type
 * marginal effect is of its coefficient. It falls from mean (1 - mean) at s = 0.
 */
export function effectRatio(mean: number, spread: number): number {
  const { nodes, weights } = hermiteRule(POINTS);
  const over = (f: (p: number) => number, a: number) =>
    nodes.reduce((sum, z, k) => sum + weights[k]! * f(expit(a + spread * z)), 0);
  const a = bisect((centre) => over((p) => p, centre) - mean, -40, 40);
  return over((p) => p * (1 - p), a);
}

/** The spread s for which effectRatio is `ratio`; NaN above mean (1 - mean), which no logit reaches. */
export function impliedSpread(mean: number, ratio: number): number {
  if (ratio > mean * (1 - mean)) return Number.NaN;
  return bisect((spread) => ratio - effectRatio(mean, spread), 0, WIDEST);
}

/** Zero of an increasing function. */
function bisect(f: (x: number) => number, from: number, to: number): number {
  let [lo, hi] = [from, to];
  for (let step = 0; step < STEPS; step++) {
    const middle = (lo + hi) / 2;
    if (f(middle) < 0) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}
