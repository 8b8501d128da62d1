/** One-way and two-way cluster-robust covariance. */
import type { Matrix } from 'ml-matrix';
import { clipNegativeEigenvalues, semidefiniteRank } from '../../numerics/symmetric.ts';
import type { VcovConvention } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Fit } from '../estimators/estimator.ts';
import { type Clusters, clusterNotes, clustersOf, intersectionOf } from './clusters.ts';
import { NONE_NESTED, nestedEffects } from './nested-effects.ts';
import {
  type Bread,
  breadFor,
  coefficientFactor,
  type Distribution,
  type Factor,
  isLeastSquares,
  NO_FACTOR,
  type Preset,
  residualDf,
  testDistribution,
} from './presets.ts';
import { clusterSandwich } from './scores.ts';
import type { VcovEstimator } from './vcov.ts';
import { clusterWords } from './vcov-words.ts';
import { type WholeSample, wholeSample } from './whole-sample.ts';

/** `none`: one (CR0); `g`: G/(G-1); `cr1`: G/(G-1) x (n-1)/(n-k). */
export type ClusterFactor = 'none' | 'g' | 'cr1';

export interface ClusterOptions {
  readonly by: readonly [string] | readonly [string, string];
  readonly preset: Preset;
  readonly bread?: Bread | undefined;
  readonly factor?: ClusterFactor | undefined;
  /** two-way: every part with its own G, or all with the smaller one */
  readonly twoWay?: 'each' | 'min' | undefined;
  /** two-way: what to do with negative eigenvalues */
  readonly repair?: 'none' | 'clip' | undefined;
  readonly distribution?: Distribution | undefined;
  /** whether fixed effects nested in a cluster variable count in k: fixest does not count them unless told, others do */
  readonly absorbedDf?: 'nested' | 'all' | undefined;
}

/**
 * bread (sum over clusters of summed scores, squared) bread x factor (Liang and Zeger 1986); two-way = first + second -
 * intersection (Cameron, Gelbach and Miller 2011). stata: observed bread, G/(G-1) after maximum likelihood
 * (vce(cluster)), G/(G-1) x (n-1)/(n-k) and t with G-1 after regress, smaller G two-way (ivreg2, reghdfe); sandwich:
 * vcovCL(), expected bread, G/(G-1) and for least squares (n-1)/(n-k), each part its own G, coeftest's t with n-k;
 * fixest: expected bread, both factors for every model, smaller G, t with G-1 for least squares; none: no factor. n, k
 * and G are those of the whole fit; k counts fixed effects, absorbed or not, unless `absorbedDf: nested` leaves out
 * those nested in a cluster variable. Throws E-VCOV-CLUSTERS with one cluster or rows without a cluster.
 */
export function clusterVcov(options: ClusterOptions): VcovEstimator {
  return {
    name: 'cluster',
    words: clusterWords(options),
    requires: options.by,
    compute(fit) {
      const whole = wholeSample(fit);
      const clusters = options.by.map((variable) => clustersOf(fit, variable, whole));
      const groups = Math.min(...clusters.map(({ count }) => count));
      const choice = chosen(options, fit);
      const parts = clusters.length === 1 ? clusters : [...clusters, intersectionOf(clusters[0]!, clusters[1]!, whole)];
      const nested = choice.absorbedDf === 'nested' ? nestedEffects(fit, clusters) : NONE_NESTED;
      const counted = { ...whole, coefficients: whole.coefficients - nested.df };
      const factors = parts.map(({ count }) =>
        clusterFactor(choice.factor, choice.twoWay === 'min' ? groups : count, counted),
      );
      const bread = choice.bread === 'observed' ? fit.observedBread : fit.expectedBread;
      const raw = parts
        .map((part, p) => clusterSandwich(fit, bread, part, factors[p]!.factor * (p === 2 ? -1 : 1)))
        .reduce((sum, part) => sum.add(part));
      const { matrix, notes } = clusters.length === 1 ? { matrix: raw, notes: [] } : repaired(raw, fit, options.repair);
      const convention: VcovConvention = {
        kind: 'cluster',
        preset: options.preset,
        bread: choice.bread,
        ...describeFactors(parts, factors),
        clusters: clusters.map(({ variable, count }) => ({ variable, groups: count })),
        ...testDistribution(fit, options.preset === 'sandwich' ? residualDf(fit) : groups - 1, options.distribution),
        notes: [...clusterNotes(groups, fit.coef.length), ...nested.notes, ...notes],
        // an eigenvalue problem, which draws of a bootstrap or placebo never ask for
        facts: {
          get rank() {
            return semidefiniteRank(matrix);
          },
        },
      };
      return { matrix, convention };
    },
  };
}

function chosen(options: ClusterOptions, fit: Fit) {
  const own: ClusterFactor =
    options.preset === 'none' ? 'none' : options.preset === 'fixest' || isLeastSquares(fit) ? 'cr1' : 'g';
  return {
    bread: breadFor(fit, options.preset, options.bread),
    factor: options.factor ?? own,
    absorbedDf: options.absorbedDf ?? (options.preset === 'fixest' ? 'nested' : 'all'),
    twoWay: options.twoWay ?? (options.preset === 'sandwich' ? 'each' : 'min'),
  };
}

/** The small-sample multiplier of one cluster dimension with `groups` clusters. */
function clusterFactor(kind: ClusterFactor, groups: number, whole: WholeSample): Factor {
  if (kind === 'none') return NO_FACTOR;
  const ratio = groups / (groups - 1);
  if (kind === 'g') return { factor: ratio, factorFormula: 'G/(G-1)' };
  return { factor: ratio * coefficientFactor(whole), factorFormula: 'G/(G-1) x (n-1)/(n-k)' };
}

function describeFactors(parts: readonly Clusters[], factors: readonly Factor[]): Factor {
  const [first] = factors;
  if (factors.every(({ factor }) => factor === first!.factor)) {
    const smaller = parts.length > 1 && first!.factor !== 1 ? ', G the smaller number of clusters' : '';
    return { factor: first!.factor, factorFormula: first!.factorFormula + smaller };
  }
  const own = parts.map(({ variable }, p) => `${variable} ${factors[p]!.factor.toFixed(6)}`).join(', ');
  return { factor: Number.NaN, factorFormula: `${first!.factorFormula}, each part with its own G: ${own}` };
}

function repaired(raw: Matrix, fit: Fit, repair: 'none' | 'clip' = 'none'): { matrix: Matrix; notes: Text[] } {
  const negative = fit.equations.flatMap(({ name, offset, design }) =>
    design.columns.filter((_, j) => raw.get(offset + j, offset + j) < 0).map(({ id }) => `${name} ${id}`),
  );
  if (repair === 'none') {
    const notes = negative.map((term) => ({
      en: `the two-way variance of ${term} is negative: no standard error`,
      zh: `${term}的双向聚类方差为负：没有标准误`,
    }));
    return { matrix: raw, notes };
  }
  const { matrix, clipped, smallest } = clipNegativeEigenvalues(raw);
  // eigenvalues that are negative by rounding alone are left where they are
  if (negative.length === 0 && smallest >= -1e-10 * raw.clone().abs().max()) return { matrix: raw, notes: [] };
  const note = {
    en: `${clipped} negative eigenvalues of the two-way covariance were set to zero`,
    zh: `双向聚类协方差的${clipped}个负特征值已置零`,
  };
  return { matrix, notes: [note] };
}
