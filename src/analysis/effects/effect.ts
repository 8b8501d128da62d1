/** The contract of an effect: what is reported of a fit. */
import type { EffectResult, JointTest } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';

export interface Reported {
  readonly effects: readonly EffectResult[];
  readonly tests: readonly JointTest[];
}

export interface Effect {
  readonly name: string;
  /** what it is, in a sentence for readers of the spec */
  readonly words?: Text;
  compute(fit: Fit, vcov: Vcov, confLevel: number): Reported;
}
