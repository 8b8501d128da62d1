/** Bernoulli log-likelihoods of many rows at once, with derivatives by the linear predictor: loops without calls. */
import { inverseMills, logNormalCdf } from './special.ts';

export type BinaryLink = 'logit' | 'probit';

/**
 * Rows at linear predictors `at`; `sign` is +1 for a success and -1 for a failure, so that P = F(sign x at). All arrays have
 * one entry per row.
 */
export interface BinaryRows {
  /** log P, d log P / d at and d2 log P / d at2 */
  fill(at: Float64Array, sign: Float64Array, logLik: Float64Array, slope: Float64Array, curvature: Float64Array): void;
  /** d log P / d at and d2 log P / d at2 */
  fillSlopes(at: Float64Array, sign: Float64Array, slope: Float64Array, curvature: Float64Array): void;
  /** d3 log P / d at3 and d4 log P / d at4, from the first and second */
  fillHigher(
    at: Float64Array,
    slope: Float64Array,
    curvature: Float64Array,
    third: Float64Array,
    fourth: Float64Array,
  ): void;
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
  // with l2 = -p (1 - p): l3 = l2 (1 - 2p), where 1 - 2p = sign (2 |slope| - 1), and l4 = l2 (1 + 6 l2)
  fillHigher(_at, slope, curvature, third, fourth) {
    for (let i = 0; i < slope.length; i++) {
      third[i] = curvature[i]! * (slope[i]! > 0 ? 2 * slope[i]! - 1 : 2 * slope[i]! + 1);
      fourth[i] = curvature[i]! * (1 + 6 * curvature[i]!);
    }
  },
};

/** With m the inverse Mills ratio at q: slope sign m, curvature -m (m + q). */
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
  // with s the slope: l2 = -(s^2 + s at), so l3 = -(2 s l2 + s + at l2) and l4 = -(2 l2^2 + 2 s l3 + 2 l2 + at l3)
  fillHigher(at, slope, curvature, third, fourth) {
    for (let i = 0; i < at.length; i++) {
      const second = curvature[i]!;
      const next = -(2 * slope[i]! * second + slope[i]! + at[i]! * second);
      third[i] = next;
      fourth[i] = -(2 * second * second + 2 * slope[i]! * next + 2 * second + at[i]! * next);
    }
  },
};

export const BINARY_ROWS: Readonly<Record<BinaryLink, BinaryRows>> = { logit, probit };
