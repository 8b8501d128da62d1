/** The contract of a covariance estimator. */
import type { Matrix } from 'ml-matrix';
import type { VcovConvention } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';

/** Covariance of Fit.coef (k x k) and the convention it was computed by. */
export interface Vcov {
  readonly matrix: Matrix;
  readonly convention: VcovConvention;
  /** degrees of freedom per coefficient where they differ (Satterthwaite); else undefined */
  readonly coefDf?: Float64Array;
}

export interface VcovEstimator {
  readonly name: string;
  /** what it is, in a sentence for readers of the spec */
  readonly words?: Text;
  /** columns that must not be missing (cluster variables) */
  readonly requires: readonly string[];
  compute(fit: Fit): Vcov;
}
