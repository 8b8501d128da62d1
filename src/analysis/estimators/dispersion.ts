/** The dispersion of a generalised linear model, by the estimator that the spec names. */
import { digamma, trigamma } from '../../numerics/special.ts';

/** `pearson` and `deviance` divide by the residual degrees of freedom; `ml` maximises the likelihood; a number is taken as it is. */
export type DispersionRule = 'pearson' | 'deviance' | 'ml' | number;

/**
 * Maximum-likelihood dispersion of a gamma outcome at fitted means: 1/a with log a - digamma(a) = D / (2n), D the deviance
 * (McCullagh and Nelder 1989, section 8.3.3; R: MASS::gamma.dispersion). Zero for a zero deviance.
 */
export function gammaMlDispersion(deviance: number, nobs: number): number {
  const target = deviance / (2 * nobs);
  if (!(target > 0)) return target === 0 ? 0 : NaN;
  // log a - digamma(a) lies between 1/(2a) and 1/a, so this start is of the right size; Newton in log a
  let logShape = -Math.log(target * (1 + 1 / (1 + 1 / target)));
  for (let step = 0; step < 100; step++) {
    const shape = Math.exp(logShape);
    const gap = logShape - digamma(shape) - target;
    const change = gap / (1 - shape * trigamma(shape));
    logShape -= change;
    if (Math.abs(change) < 1e-14 * Math.max(1, Math.abs(logShape))) break;
  }
  return Math.exp(-logShape);
}
