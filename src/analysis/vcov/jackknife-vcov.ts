/** Leave-one-cluster-out covariance (CV3). */
import { Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import type { Fit } from '../estimators/estimator.ts';
import { type Clusters, clusterNotes, clustersOf } from './clusters.ts';
import { type Distribution, testDistribution } from './presets.ts';
import { crossOfRows } from './scores.ts';
import type { VcovEstimator } from './vcov.ts';
import { jackknifeWords } from './vcov-words.ts';
import { wholeSample } from './whole-sample.ts';

export interface JackknifeOptions {
  readonly by: string;
  /** what the leave-one-out estimates are compared with: the estimate itself (CV3) or their own mean (CV3J) */
  readonly centre: 'estimate' | 'mean';
  readonly distribution?: Distribution | undefined;
}

/**
 * (G-1)/G x sum over clusters of (b_g - c)(b_g - c)', where b_g is refitted without cluster g (MacKinnon, Nielsen and
 * Webb 2023; Stata's vce(jackknife, cluster()) with mse for centre `estimate`). t with G-1 for least squares, else
 * normal. Throws E-VCOV-UNDEFINED when the model cannot be fitted without some cluster, E-VCOV-CLUSTERS with fewer than
 * two.
 */
export function jackknifeVcov(options: JackknifeOptions): VcovEstimator {
  const name = options.centre === 'estimate' ? 'cv3' : 'cv3_jackknife';
  return {
    name,
    words: jackknifeWords(options),
    requires: [options.by],
    compute(fit) {
      const whole = wholeSample(fit);
      const clusters = clustersOf(fit, options.by, whole);
      const estimates = leaveOneOut(fit, clusters);
      const factor = (clusters.count - 1) / clusters.count;
      const centre = options.centre === 'estimate' ? fit.coef : estimates.mean('column');
      return {
        matrix: crossOfRows(estimates.subRowVector(Array.from(centre))).mul(factor),
        convention: {
          kind: name,
          preset: 'none',
          bread: 'observed',
          factor,
          factorFormula: '(G-1)/G',
          clusters: [{ variable: options.by, groups: clusters.count }],
          ...testDistribution(fit, clusters.count - 1, options.distribution),
          notes: clusterNotes(clusters.count, whole.coefficients),
        },
      };
    },
  };
}

function leaveOneOut(fit: Fit, clusters: Clusters): Matrix {
  const estimates = Matrix.zeros(clusters.count, fit.coef.length);
  for (let g = 0; g < clusters.count; g++) {
    const multiplier = Float64Array.from(clusters.codes, (code) => (code === g ? 0 : 1));
    const coef = refitted(fit, multiplier, clusters.variable);
    coef.forEach((value, j) => {
      estimates.set(g, j, value);
    });
  }
  return estimates;
}

function refitted(fit: Fit, multiplier: Float64Array, variable: string): Float64Array {
  const failure = (reason: string) =>
    new Failure('E-VCOV-UNDEFINED', {
      finding: `the model cannot be fitted without one of the clusters of "${variable}": ${reason}`,
      remedy: 'use another covariance, or terms that every cluster can spare',
    });
  try {
    const coef = fit.refit(multiplier);
    if (coef.every(Number.isFinite)) return coef;
  } catch (error) {
    if (error instanceof Failure) throw failure(error.parts.finding);
    throw error;
  }
  throw failure('a coefficient is not identified');
}
