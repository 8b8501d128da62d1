/** Wild cluster bootstrap of single coefficients after least squares, score bootstrap after maximum likelihood. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { type WildDraws, type WildWeights, wildDraws, wildShares, wildVectors } from '../../numerics/wild-bootstrap.ts';
import type { EffectResult, Estimate } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { WildBootstrapTest } from '../../results/wild-bootstrap.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { clusterVcov } from '../vcov/cluster-vcov.ts';
import { clustersOf } from '../vcov/clusters.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { wholeSample } from '../vcov/whole-sample.ts';
import type { Effect } from './effect.ts';
import { invertedInterval } from './inverted-interval.ts';
import { columnSubject } from './per-column.ts';
import { leastSquaresScores, likelihoodScores, undefinedFor } from './wild-scores.ts';

export interface WildBootstrapOptions {
  readonly name?: string | undefined;
  /** column ids */
  readonly terms: readonly string[];
  /** the cluster variable */
  readonly by: string;
  /** webb where there are at most twelve clusters unless given */
  readonly weights?: WildWeights | undefined;
  readonly draws: number;
  readonly enumerate: 'auto' | 'always' | 'never';
  /** value of each term under the null; zero unless given */
  readonly nullValues: Readonly<Record<string, number>>;
  readonly seed: number;
  /** whether the test is inverted into a confidence set (least squares) */
  readonly interval: boolean;
}

/** Largest number of vectors of weights that are enumerated. */
const MOST_VECTORS = 2 ** 20;
/** Up to so many clusters two-point weights have too few different vectors (Webb 2023). */
const FEW_CLUSTERS = 12;

/**
 * Tests H0: b_j = r by the distribution of the clustered t statistic when each cluster's residuals under the null are
 * multiplied by a random weight (Cameron, Gelbach and Miller 2008; boottest). The p value is the share of |t*| >= |t|, one
 * more draw added where draws are random; the interval holds the r that are not rejected, outwards from the estimate. After
 * maximum likelihood the scores at the estimates under the null are multiplied instead (Kline and Santos 2012), each
 * draw's variance around its mean: r = 0 only, no interval. E-SPEC-NAME for a term that is not in the model, E-VCOV-CLUSTERS,
 * E-VCOV-UNDEFINED where fixed effects are absorbed or an estimator cannot leave out a column.
 */
export function wildBootstrap(options: WildBootstrapOptions): Effect {
  const name = options.name ?? 'wild_bootstrap';
  return {
    name,
    reads: [options.by],
    words: {
      en: `wild cluster bootstrap by ${options.by} of ${options.terms.join(', ')}`,
      zh: `按 ${options.by} 对 ${options.terms.join('、')} 作野聚类自助法检验`,
    },
    compute(fit, _, confLevel) {
      const [equation, other] = fit.equations;
      if (other !== undefined)
        throw undefinedFor('a fit of several equations', 'bootstrap its equations as models of their own');
      if (equation!.design.equation.absorbed !== undefined) {
        throw undefinedFor('absorbed fixed effects', 'set absorb: false');
      }
      const vcov = clusterVcov({ by: [options.by], preset: 'stata' }).compute(fit);
      const tested = options.terms.map((term) => testOf(fit, equation!, term, vcov, options, confLevel));
      const result: EffectResult = {
        effect: name,
        equation: equation!.name,
        convention: conventionOf(equation!, options, tested[0]!.test),
        estimates: tested.map(({ estimate }) => estimate),
        confLevel,
        bootstrap: tested.map(({ test }) => test),
      };
      return { effects: [result], tests: [] };
    },
  };
}

interface Tested {
  readonly estimate: Estimate;
  readonly test: WildBootstrapTest;
}

function testOf(
  fit: Fit,
  equation: FittedEquation,
  term: string,
  vcov: Vcov,
  options: WildBootstrapOptions,
  confLevel: number,
): Tested {
  const { columns } = equation.design;
  const j = columns.findIndex(({ id }) => id === term);
  if (j < 0) {
    const accepted = nearestHint(
      term,
      columns.map(({ id }) => id),
    );
    throw new Failure('E-SPEC-NAME', { finding: `no column "${term}" in the model`, ...(accepted && { accepted }) });
  }
  const nullValue = options.nullValues[term] ?? 0;
  const { groups, count } = clusterCodes(fit, equation, options.by);
  const weights = options.weights ?? (count <= FEW_CLUSTERS ? 'webb' : 'rademacher');
  const enumerated = isEnumerated(weights, count, options);
  const stderr = Math.sqrt(vcov.matrix.get(j, j));
  const value = fit.coef[j]!;
  const setup = equation.exactTests
    ? leastSquaresScores(fit, equation, j, groups, count)
    : likelihoodScores(fit, equation, j, groups, count, nullValue);
  const draws = wildDraws(setup.scores, weights, enumerated ? 'all' : options.draws, {
    seed: options.seed,
    purpose: `wild ${term}`,
  });
  const distance = (r: number): number => (value - r) * setup.perDistance;
  const root = Math.sqrt(vcov.convention.factor);
  // without the factor, as the draws are
  const observed = equation.exactTests ? ((value - nullValue) / stderr) * root : setup.observed;
  const pAt = (r: number): number => {
    const t = ((value - r) / stderr) * root;
    return pValueOf(wildShares(t, draws.statistics(distance(r), true)).inclusive, draws, enumerated);
  };
  const restricted = wildShares(observed, draws.statistics(distance(nullValue), true));
  const bounds =
    equation.exactTests && options.interval
      ? invertedInterval(pAt, value, stderr, 1 - confLevel)
      : { low: Number.NaN, high: Number.NaN };
  const statistic = observed / root;
  return {
    estimate: {
      ...columnSubject(columns[j]!),
      estimate: value,
      stdError: stderr,
      statistic,
      pValue: pValueOf(restricted.inclusive, draws, enumerated),
      confLow: bounds.low,
      confHigh: bounds.high,
    },
    test: {
      term,
      nullValue,
      statistic,
      clusters: count,
      weights,
      draws: draws.count,
      enumerated,
      restricted,
      ...(equation.exactTests && { unrestricted: wildShares(observed, draws.statistics(0, false)) }),
    },
  };
}

/** The observed statistic counts as one more draw where draws are random; among all vectors it is one of them. */
function pValueOf(share: number, { count }: WildDraws, enumerated: boolean): number {
  return enumerated ? share : (share * count + 1) / (count + 1);
}

function isEnumerated(weights: WildWeights, clusters: number, { enumerate, draws }: WildBootstrapOptions): boolean {
  const vectors = wildVectors(weights, clusters);
  if (enumerate === 'always' && vectors > MOST_VECTORS) {
    throw new Failure('E-RESOURCE', {
      finding: `${wildVectors(weights, 1)}^${clusters} vectors of weights, one of each cluster; the limit is ${MOST_VECTORS}`,
      remedy: 'leave out enumerate: always, and draw some of them at random',
    });
  }
  return enumerate === 'always' || (enumerate === 'auto' && vectors <= draws);
}

function clusterCodes(fit: Fit, { design }: FittedEquation, by: string): { groups: Int32Array; count: number } {
  const { codes, count } = clustersOf(fit, by, wholeSample(fit));
  return { groups: Int32Array.from(design.rows, (row) => codes[row]!), count };
}

function conventionOf({ exactTests }: FittedEquation, { by }: WildBootstrapOptions, test: WildBootstrapTest): Text {
  const { draws, enumerated, clusters, weights } = test;
  const points =
    weights === 'webb' ? { en: "Webb's six-point", zh: 'Webb 六点' } : { en: 'Rademacher', zh: 'Rademacher' };
  const how = enumerated
    ? { en: `all ${draws} vectors`, zh: `穷举 ${draws} 组` }
    : { en: `${draws} draws`, zh: `${draws} 次抽取` };
  const kind = exactTests
    ? { en: 'wild cluster bootstrap', zh: '野聚类自助法' }
    : { en: 'score bootstrap', zh: '得分自助法' };
  return {
    en: `${kind.en} by ${by} (${clusters} clusters), null imposed, ${points.en} weights, ${how.en}`,
    zh: `按 ${by}（${clusters} 个聚类）${kind.zh}，施加原假设，${points.zh}权重，${how.zh}`,
  };
}
