/** Tests by the normal distribution, whatever the distribution of the coefficients' own tests: products are not t. */
import type { Estimate } from '../../results/estimates.ts';
import { deltaVariance, estimateOf, type Functional, type Subject } from '../effects/inference.ts';
import type { Vcov } from '../vcov/vcov.ts';

/** A functional tested by the normal distribution, as products are. */
export function normal(subject: Subject, { value, gradient }: Functional, vcov: Vcov, confLevel: number): Estimate {
  return estimateOf(subject, value, deltaVariance(gradient, vcov.matrix), normalConvention(vcov), confLevel);
}

export function normalConvention({ convention }: Vcov): Vcov['convention'] {
  const { df: _, ...rest } = convention;
  return { ...rest, distribution: 'normal' };
}
