/** The contract of an effect: what is reported of a fit. */
import type { EffectResult, JointTest } from '../../results/estimates.ts';
import type { Support } from '../../results/support.ts';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { Vcov } from '../vcov/vcov.ts';

export interface Reported {
  readonly effects: readonly EffectResult[];
  readonly tests: readonly JointTest[];
  /** what stands behind the event times of an event study */
  readonly supports?: readonly Support[];
  /** what a reader must know of it */
  readonly warnings?: readonly string[];
}

/** What the estimates of an effect are; effects without a kind (tests, predictions, counts) are no differences. */
export type EffectKind =
  | { readonly of: 'coefficients'; readonly exponentiated: boolean }
  | {
      readonly of: 'margins';
      /** averaged over the rows, at the means, or averaged with some variables set */
      readonly at: 'observations' | 'means' | 'set';
      readonly levels: 'discrete' | 'derivative';
      readonly binary: 'discrete' | 'derivative';
      readonly perColumn: boolean;
    };

export interface Effect {
  readonly name: string;
  readonly kind?: EffectKind;
  /** columns of the sample that it reads besides those of the model; rows do not leave for them */
  readonly reads?: readonly string[];
  /** what it is, in a sentence for readers of the spec */
  readonly words?: Text;
  compute(fit: Fit, vcov: Vcov, confLevel: number): Reported;
}
