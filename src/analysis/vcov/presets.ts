/** What each program does by default: bread, small-sample factor and test distribution of a covariance. */
import { Failure } from '../../errors/failure.ts';
import type { VcovConvention } from '../../results/estimates.ts';
import type { Fit } from '../estimators/estimator.ts';
import type { WholeSample } from './whole-sample.ts';

/**
 * `stata`: regress, probit, logit, glm. `sandwich`: the R package with lmtest::coeftest. `fixest`: the R package.
 * `none`: the formula without any small-sample factor.
 */
export type Preset = 'stata' | 'sandwich' | 'fixest' | 'none';
export type Bread = VcovConvention['bread'];
export type Distribution = VcovConvention['distribution'];

/**
 * Which information a program inverts: Stata's ML commands the observed, R's glm and what builds on it the expected.
 */
export function breadOf(preset: Preset): Bread {
  return preset === 'sandwich' || preset === 'fixest' ? 'expected' : 'observed';
}

/**
 * The information that a covariance of this fit inverts: the one asked for, else the preset's. Only the observed one exists
 * where rows share an effect of their unit: E-VCOV-UNDEFINED when the expected one is asked for.
 */
export function breadFor(fit: Fit, preset: Preset, asked: Bread | undefined): Bread {
  if (fit.unit === undefined) return asked ?? breadOf(preset);
  if (asked !== 'expected') return 'observed';
  throw new Failure('E-VCOV-UNDEFINED', {
    finding: `${fit.estimator} has no expected information here`,
    accepted: 'observed',
  });
}

/** Whether every equation is least squares, so that t and F tests with residual degrees of freedom are exact. */
export function isLeastSquares(fit: Fit): boolean {
  return fit.equations.every((equation) => equation.exactTests);
}

/** The distribution part of a convention: t with `df` for least squares or when asked for, else normal. */
export function testDistribution(
  fit: Fit,
  df: number,
  asked: Distribution | undefined,
): Pick<VcovConvention, 'distribution' | 'df'> {
  const distribution = asked ?? (isLeastSquares(fit) ? 't' : 'normal');
  return distribution === 't' ? { distribution, df } : { distribution };
}

/** Residual degrees of freedom of a fit: the smallest of its equations. */
export function residualDf(fit: Fit): number {
  return Math.min(...fit.equations.map((equation) => equation.dfResidual));
}

export interface Factor {
  readonly factor: number;
  readonly factorFormula: string;
}

export const NO_FACTOR: Factor = { factor: 1, factorFormula: 'none' };

/** n/(n-1): Stata's factor of vce(robust) after maximum likelihood. */
export function rowFactor({ nobs }: WholeSample): Factor {
  return { factor: nobs / (nobs - 1), factorFormula: 'n/(n-1)' };
}

/** n/(n-k): HC1, and Stata's regress, vce(robust). E-VCOV-UNDEFINED when n <= k. */
export function hc1Factor({ nobs, coefficients }: WholeSample): Factor {
  requireResidualDf(nobs, coefficients);
  return { factor: nobs / (nobs - coefficients), factorFormula: 'n/(n-k)' };
}

/** (n-1)/(n-k), the second part of Stata's factor for clustered least squares. E-VCOV-UNDEFINED when n <= k. */
export function coefficientFactor({ nobs, coefficients }: WholeSample): number {
  requireResidualDf(nobs, coefficients);
  return (nobs - 1) / (nobs - coefficients);
}

function requireResidualDf(nobs: number, coefficients: number): void {
  if (nobs > coefficients) return;
  throw new Failure('E-VCOV-UNDEFINED', {
    finding: `the factor with n - k needs more rows than coefficients; n is ${nobs}, k is ${coefficients}`,
    remedy: 'choose a covariance without that factor, or fewer terms',
  });
}
