/** From a value and its variance to an estimate with statistic, p-value and confidence interval. */
import type { Matrix } from 'ml-matrix';
import { normalTwoSided, tQuantile, tTwoSided } from '../../numerics/distributions.ts';
import { normalQuantile } from '../../numerics/special.ts';
import type { Estimate, VcovConvention } from '../../results/estimates.ts';
import type { Vcov } from '../vcov/vcov.ts';

/** What an estimate is about: everything of it but numbers. */
export type Subject = Pick<Estimate, 'term' | 'label' | 'variable' | 'level' | 'reference'>;

/** A number that depends on the coefficients, with its derivatives by all of them. */
export interface Functional {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A variance this small beside the terms it is the sum of is rounding noise. */
const NOISE = 1e-14;

/** g'Vg (delta method); 0 where the terms cancel up to rounding, NaN where V has no number. */
export function deltaVariance(gradient: Float64Array, matrix: Matrix): number {
  let variance = 0;
  let size = 0;
  for (let a = 0; a < gradient.length; a++) {
    if (gradient[a] === 0) continue;
    for (let b = 0; b < gradient.length; b++) {
      if (gradient[b] === 0) continue;
      const part = gradient[a]! * gradient[b]! * matrix.get(a, b);
      variance += part;
      size += Math.abs(part);
    }
  }
  return Math.abs(variance) <= NOISE * size ? 0 : variance;
}

/**
 * An estimate tested against zero by the convention's distribution. A variance that is negative has no standard error;
 * without a positive standard error there is no statistic, p-value or interval (NaN). `df` replaces the convention's.
 */
export function estimateOf(
  subject: Subject,
  value: number,
  variance: number,
  convention: VcovConvention,
  confLevel: number,
  df: number | undefined = convention.df,
): Estimate {
  const t = convention.distribution === 't' ? (df ?? Number.NaN) : undefined;
  const stdError = variance >= 0 ? Math.sqrt(variance) : Number.NaN;
  const testable = stdError > 0 && Number.isFinite(value);
  const statistic = testable ? value / stdError : Number.NaN;
  const margin = testable ? stdError * quantile(1 - (1 - confLevel) / 2, t) : Number.NaN;
  return {
    ...subject,
    estimate: value,
    stdError,
    statistic,
    pValue: testable ? (t === undefined ? normalTwoSided(statistic) : tTwoSided(statistic, t)) : Number.NaN,
    confLow: value - margin,
    confHigh: value + margin,
    ...(t !== undefined && { df: t }),
  };
}

/** A functional as an estimate, with its delta-method variance. */
export function testedFunctional(subject: Subject, functional: Functional, vcov: Vcov, confLevel: number): Estimate {
  const variance = deltaVariance(functional.gradient, vcov.matrix);
  return estimateOf(subject, functional.value, variance, vcov.convention, confLevel);
}

/** The place of an estimate that does not exist, with the reason. */
export function omittedEstimate(subject: Subject, reason: string): Estimate {
  const none = Number.NaN;
  return {
    ...subject,
    estimate: none,
    stdError: none,
    statistic: none,
    pValue: none,
    confLow: none,
    confHigh: none,
    omitted: reason,
  };
}

function quantile(probability: number, df: number | undefined): number {
  return df === undefined ? normalQuantile(probability) : tQuantile(probability, df);
}
