/** Bernoulli log-likelihoods of many rows at once, with derivatives by the linear predictor: loops without calls. */
import { inverseMills, logNormalCdf } from './special.ts';

export type BinaryLink = 'logit' | 'probit';

/**
 * Rows at linear predictors `at`; `sign` is +1 for a success and -1 for a failure, so that P = F(sign x at). All arrays have
 * one entry per row; `third` is asked for at few points only.
 */
export interface BinaryRows {
  /** log P, d log P / d at and d2 log P / d at2 */
  fill(at: Float64Array, sign: Float64Array, logLik: Float64Array, slope: Float64Array, curvature: Float64Array): void;
  /** d log P / d at and d2 log P / d at2 */
  fillSlopes(at: Float64Array, sign: Float64Array, slope: Float64Array, curvature: Float64Array): void;
  /** d3 log P / d at3, from the first and second */
  fillThird(at: Float64Array, slope: Float64Array, curvature: Float64Array, third: Float64Array): void;
}

/** With q = sign x at: log P = -log(1 + exp(-q)), slope sign (1 - F(q)), curvature -F(q) (1 - F(q)). */
const logit: BinaryRows = {
  fill(at, sign, logLik, slope, curvature) {
    for (let i = 0; i < at.length; i++) {
      const q = sign[i]! * at[i]!;
      const small = Math.exp(-Math.abs(q));
      const whole = 1 / (1 + small);
      const rest = q > 0 ? small * whole : whole;
      logLik[i] = (q > 0 ? 0 : q) - Math.log(1 + small);
      slope[i] = sign[i]! * rest;
      curvature[i] = -small * whole * whole;
    }
  },
  fillSlopes(at, sign, slope, curvature) {
    for (let i = 0; i < at.length; i++) {
      const q = sign[i]! * at[i]!;
      const small = Math.exp(-Math.abs(q));
      const whole = 1 / (1 + small);
      slope[i] = sign[i]! * (q > 0 ? small * whole : whole);
      curvature[i] = -small * whole * whole;
    }
  },
  // l'' = -p (1 - p), so l''' = l'' (1 - 2p) with 1 - 2p = sign (2 |slope| - 1)
  fillThird(_at, slope, curvature, third) {
    for (let i = 0; i < slope.length; i++) {
      third[i] = curvature[i]! * (slope[i]! > 0 ? 2 * slope[i]! - 1 : 2 * slope[i]! + 1);
    }
  },
};

/** With m the inverse Mills ratio at q: slope sign m, curvature -m (m + q), third derivative m' = -m (m + q) once more. */
const probit: BinaryRows = {
  fill(at, sign, logLik, slope, curvature) {
    for (let i = 0; i < at.length; i++) {
      const q = sign[i]! * at[i]!;
      const mills = inverseMills(q);
      logLik[i] = logNormalCdf(q);
      slope[i] = sign[i]! * mills;
      curvature[i] = -mills * (mills + q);
    }
  },
  fillSlopes(at, sign, slope, curvature) {
    for (let i = 0; i < at.length; i++) {
      const q = sign[i]! * at[i]!;
      const mills = inverseMills(q);
      slope[i] = sign[i]! * mills;
      curvature[i] = -mills * (mills + q);
    }
  },
  // by at: d/dat of -(s^2 + s at) with s = sign m is -(2 s l'' + s + at l'')
  fillThird(at, slope, curvature, third) {
    for (let i = 0; i < at.length; i++) {
      third[i] = -(2 * slope[i]! * curvature[i]! + slope[i]! + at[i]! * curvature[i]!);
    }
  },
};

export const BINARY_ROWS: Readonly<Record<BinaryLink, BinaryRows>> = { logit, probit };
