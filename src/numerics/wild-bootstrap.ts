/** The wild cluster bootstrap of one coefficient, reduced to clusters: a draw costs G^2 whatever the number of rows. */
import { randomStream } from './philox.ts';

/** Scores of one coefficient by cluster, as a function of the distance t of the null from the estimate: a0 + t a1, B0 + t B1. */
export interface ClusterScores {
  /** q'S_g: the cluster's part of the estimate's error; q is the coefficient's row of the bread, S_g the summed scores */
  readonly own: Float64Array;
  readonly ownSlope: Float64Array;
  /** G x G, row-major: what a unit of cluster h's score takes from cluster g's through the refitted coefficients */
  readonly taken: Float64Array;
  readonly takenSlope: Float64Array;
}

export type WildWeights = 'rademacher' | 'webb';

const VALUES: Readonly<Record<WildWeights, readonly number[]>> = {
  rademacher: [-1, 1],
  webb: [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)],
};

/** Number of vectors of weights for G clusters. */
export function wildVectors(weights: WildWeights, clusters: number): number {
  return VALUES[weights].length ** clusters;
}

export interface WildDraws {
  readonly count: number;
  /** t statistics of the draws, without the small-sample factor, under the null at distance t; `imposed` false: residuals of the estimate itself */
  statistics(t: number, imposed: boolean): Float64Array;
}

/**
 * Draws of the bootstrap: every vector of weights once, or `draws` vectors from the streams (seed, purpose, draw). Statistic
 * of a draw v: sum v_g a_g / sqrt(sum (v_g a_g - sum_h B_gh v_h)^2); numerator and denominator are polynomials in t,
 * so that another null costs nothing. Rademacher: -1, 1; Webb (2023): six points of unit variance. Source: Cameron, Gelbach
 * and Miller 2008; Roodman, MacKinnon, Nielsen and Webb 2019 (boottest).
 */
export function wildDraws(
  { own, ownSlope, taken, takenSlope }: ClusterScores,
  weights: WildWeights,
  draws: number | 'all',
  { seed, purpose }: { readonly seed: number; readonly purpose: string },
): WildDraws {
  const clusters = own.length;
  const values = VALUES[weights];
  const count = draws === 'all' ? wildVectors(weights, clusters) : draws;
  const [n0, n1, q0, q1, q2] = Array.from({ length: 5 }, () => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const v = new Float64Array(clusters);
  for (let draw = 0; draw < count; draw++) {
    if (draws === 'all') enumerated(draw, values, v);
    else {
      const stream = randomStream(seed, purpose, draw);
      for (let g = 0; g < clusters; g++) v[g] = values[stream.integer(values.length)]!;
    }
    for (let g = 0; g < clusters; g++) {
      const a = v[g]! * own[g]!;
      const b = v[g]! * ownSlope[g]!;
      n0[draw]! += a;
      n1[draw]! += b;
      let left = a;
      let slope = b;
      for (let h = 0; h < clusters; h++) {
        left -= taken[g * clusters + h]! * v[h]!;
        slope -= takenSlope[g * clusters + h]! * v[h]!;
      }
      q0[draw]! += left * left;
      q1[draw]! += 2 * left * slope;
      q2[draw]! += slope * slope;
    }
  }
  return {
    count,
    statistics(t, imposed) {
      const at = imposed ? t : 0;
      return n0.map((base, d) => (base + at * n1[d]!) / Math.sqrt(q0[d]! + at * (q1[d]! + at * q2[d]!)));
    },
  };
}

/** The digits of a number as weights. */
function enumerated(draw: number, values: readonly number[], v: Float64Array): void {
  let rest = draw;
  for (let g = 0; g < v.length; g++) {
    v[g] = values[rest % values.length]!;
    rest = Math.floor(rest / values.length);
  }
}

/** Shares of draws beyond an observed statistic; ties are judged relatively. */
export interface WildShares {
  /** |t*| > |t| */
  readonly strict: number;
  /** |t*| >= |t| */
  readonly inclusive: number;
  /** twice the smaller tail, ties left out */
  readonly equalTail: number;
}

const TIE = 1e-9;

/** How often draws lie beyond an observed statistic; a draw of 0/0 counts nowhere. */
export function wildShares(observed: number, statistics: Float64Array): WildShares {
  const size = Math.abs(observed);
  const slack = TIE * size;
  let [strict, inclusive, above, below, known] = [0, 0, 0, 0, 0];
  for (const value of statistics) {
    if (Number.isNaN(value)) continue;
    known++;
    if (Math.abs(value) > size + slack) strict++;
    if (Math.abs(value) >= size - slack) inclusive++;
    if (value > observed + slack) above++;
    if (value < observed - slack) below++;
  }
  return {
    strict: strict / known,
    inclusive: inclusive / known,
    equalTail: Math.min(1, (2 * Math.min(above, below)) / known),
  };
}
