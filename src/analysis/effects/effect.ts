/** The contract of an effect: what is reported of a fit. */
import type { EffectResult, JointTest } from '../../results/estimates.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';

export interface Reported {
  readonly effects: readonly EffectResult[];
  readonly tests: readonly JointTest[];
}

export interface Effect {
  readonly name: string;
  compute(fit: Fit, vcov: Vcov, confLevel: number): Reported;
}
