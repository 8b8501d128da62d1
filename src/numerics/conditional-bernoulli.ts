/** Independent 0/1 outcomes given how many of them are ones: the likelihood of a conditional logit, group by group. */
import { expit, log1pExp } from './special.ts';

/** A group of rows with log-odds eta of which `ones` are ones. */
export interface ConditionalGroup {
  /** log of the sum, over all ways to choose `ones` rows, of exp(sum of their eta) */
  readonly logTotal: number;
  /** chance of each row to be among the ones */
  readonly chance: Float64Array;
  /** Chances of pairs (i < j, i slowest) to be ones together. */
  pairs(): Float64Array;
}

/**
 * Exact for groups of any size. The log-odds are shifted by a constant, which changes nothing given the number of ones, so
 * that the expected number is `ones`; the number of ones then is a sum of independent trials near its mean, whose distribution
 * never under- or overflows: P(1..m sum to k), with one row taken out again by a recursion that runs in the stable direction.
 * Chance of row i: p_i P(others sum to k - 1) / P(k). The recursion over trials is that of Howard (1972) and Gail, Lubin and
 * Rubinstein (1981, Biometrika 68:703) in probabilities. 0 < ones < eta.length.
 */
export function conditionalGroup(eta: Float64Array, ones: number): ConditionalGroup {
  const shift = balancingShift(eta, ones);
  const p = eta.map((value) => expit(value + shift));
  const q = eta.map((value) => expit(-value - shift));
  const whole = sumDistribution(p, q);
  const total = whole[ones]!;
  let logNone = 0;
  for (const value of eta) logNone -= log1pExp(value + shift);
  const m = eta.length;
  return {
    // P(k) = total of exp(sum (eta + shift)) x product of q
    logTotal: Math.log(total) - logNone - ones * shift,
    chance: p.map((value, i) => (value * without(whole, value, q[i]!)[ones - 1]!) / total),
    pairs() {
      const chances = new Float64Array((m * (m - 1)) / 2);
      let next = 0;
      for (let i = 0; i < m; i++) {
        const others = without(whole, p[i]!, q[i]!);
        for (let j = i + 1; j < m; j++) {
          const both = ones < 2 ? 0 : without(others, p[j]!, q[j]!)[ones - 2]!;
          chances[next++] = (p[i]! * p[j]! * both) / total;
        }
      }
      return chances;
    },
  };
}

/** The c with sum of expit(eta_i + c) = ones, near enough: Newton, and halving where it leaves the bracket. */
function balancingShift(eta: Float64Array, ones: number): number {
  const sorted = eta.slice().sort();
  const target = ones;
  // the k-th and (k+1)-th largest enclose the shift up to the log-odds of sums
  let low = -sorted[sorted.length - 1]! - Math.log(sorted.length) - 1;
  let high = -sorted[0]! + Math.log(sorted.length) + 1;
  let c = -(sorted[sorted.length - ones]! + sorted[sorted.length - ones - 1]!) / 2;
  for (let step = 0; step < 60; step++) {
    let sum = -target;
    let slope = 0;
    for (const value of eta) {
      const chance = expit(value + c);
      sum += chance;
      slope += chance * expit(-value - c);
    }
    if (Math.abs(sum) < 1e-3) break;
    if (sum > 0) high = c;
    else low = c;
    const newton = c - sum / slope;
    c = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return c;
}

/** P(sum = 0), ..., P(sum = m) of independent trials. */
function sumDistribution(p: Float64Array, q: Float64Array): Float64Array {
  const chances = new Float64Array(p.length + 1);
  chances[0] = 1;
  for (let i = 0; i < p.length; i++) {
    for (let s = i + 1; s > 0; s--) chances[s] = chances[s]! * q[i]! + chances[s - 1]! * p[i]!;
    chances[0]! *= q[i]!;
  }
  return chances;
}

/** The distribution without one trial: from below where p <= q, from above otherwise, so that errors shrink. */
function without(whole: Float64Array, p: number, q: number): Float64Array {
  const m = whole.length - 1;
  const rest = new Float64Array(m);
  if (p <= q) {
    let before = 0;
    for (let s = 0; s < m; s++) {
      before = (whole[s]! - p * before) / q;
      rest[s] = before;
    }
  } else {
    let after = 0;
    for (let s = m; s > 0; s--) {
      after = (whole[s]! - q * after) / p;
      rest[s - 1] = after;
    }
  }
  return rest;
}
