/** Maximum likelihood of a random-intercept model: starting values, Newton, and the boundary where the variance is zero. */
import { Matrix } from 'ml-matrix';
import { BINARY_ROWS, type BinaryLink } from '../../numerics/binary-rows.ts';
import { linearPredictor, selectBlockRows } from '../../numerics/block-kernels.ts';
import { type Maximum, maximize } from '../../numerics/newton.ts';
import {
  type RandomInterceptLikelihood,
  type RowScores,
  randomInterceptLikelihood,
} from '../../numerics/random-intercept-likelihood.ts';
import { inverseDefinite, solveDefinite } from '../../numerics/symmetric.ts';
import type { Convergence } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import { type Standardised, standardise } from './standardise.ts';
import type { UnitGroups } from './unit-groups.ts';

export interface RandomInterceptProblem {
  /** without columns that a pooled fit had to leave out */
  readonly design: Design;
  readonly link: BinaryLink;
  readonly groups: UnitGroups;
  readonly points: number;
  readonly pooled: PooledFit;
}

/** The fit without a random intercept. */
export interface PooledFit {
  readonly coef: Float64Array;
  readonly logLik: number;
  readonly bread: Matrix;
  readonly convergence: Convergence;
}

export interface Start {
  readonly coef: Float64Array;
  readonly logSigma: number;
}

export interface RandomInterceptOptimum {
  readonly convergence: Convergence;
  /** log-likelihoods of the last steps, oldest first */
  readonly history: readonly number[];
  readonly coef: Float64Array;
  /** -Infinity on the boundary: the variance is estimated as zero */
  readonly logSigma: number;
  /** inverse information of (coef, log sigma); of coef alone on the boundary */
  readonly bread: Matrix;
  /** derivatives by eta and shares of the derivative by log sigma, by row of the design */
  readonly rowScore: Float64Array;
  readonly scaleScore: Float64Array;
  readonly observedCurvature: Float64Array;
  /** the largest change of a Newton step with other points: see `quadratureChange` */
  check(points: number): number;
}

const GRADIENT_TOLERANCE = 1e-10;
/** First values of sigma that are tried, on the scale of the latent error. */
const SIGMAS = [0.25, 0.5, 1, 2, 4];
/** A log-likelihood ratio this small, per unit of the log-likelihood, is rounding. */
const ROUNDING = 1e-11;
/** Variance of the latent error, and the share of the intercept's variance by which coefficients shrink when it is left out. */
export const LATENT_VARIANCE: Readonly<Record<BinaryLink, number>> = { logit: Math.PI ** 2 / 3, probit: 1 };
const SHRINKAGE: Readonly<Record<BinaryLink, number>> = { logit: 0.346, probit: 1 };

/**
 * Maximises over (beta, log sigma) in standardised columns, from `start` or from the pooled coefficients times
 * sqrt(1 + c sigma^2) at the best of five sigmas (Zeger, Liang and Albert 1988). Where the score by the variance at zero,
 * (1/2) sum over groups of (sum of s_i)^2 - sum of k_i at the pooled fit, is not positive and no interior maximum is higher,
 * the maximum is the pooled fit with sigma = 0.
 */
export function solveRandomIntercept(problem: RandomInterceptProblem, start: Start | null): RandomInterceptOptimum {
  const { design, link, groups, points, pooled } = problem;
  const scaled = standardise(design);
  const { order, groupOf } = groups.rows;
  const data = {
    blocks: selectBlockRows(scaled.blocks, order),
    sign: Float64Array.from(order, (row) => (design.outcome[row] === 1 ? 1 : -1)),
    groups: groups.rows,
    weights: groups.weights,
  };
  const likelihood = randomInterceptLikelihood(link, data, points);
  const total = groups.weights === null ? groupOf.length : groupOf.reduce((sum, g) => sum + groups.weights![g]!, 0);
  const least = ROUNDING * Math.max(1, Math.abs(pooled.logLik));
  const interior = (from: Float64Array, maxIterations: number): Maximum | null => {
    const options = { nobs: total, gradientTolerance: GRADIENT_TOLERANCE, maxIterations };
    const found = maximize(likelihood, from, options);
    return found.converged && found.logLik > pooled.logLik + least ? found : null;
  };
  const base = scaled.coefForward(pooled.coef);
  const cold = () => bestStart(likelihood, base, SHRINKAGE[link]);
  const warm = start && Float64Array.of(...scaled.coefForward(start.coef), start.logSigma);
  const usable = warm?.every(Number.isFinite) ? warm : null;
  const rising = varianceScore(problem, total) > 0;
  const found = (usable && interior(usable, 30)) ?? interior(cold(), rising ? 100 : 40);
  if (found === null && !rising) return boundary(problem);

  const theta = found?.theta ?? cold();
  const information = likelihood.information(theta);
  const inverse = inverseDefinite(information);
  return {
    convergence: {
      converged: found !== null && inverse.definite,
      iterations: found?.iterations ?? 100,
      scaledGradient: found?.scaledGradient ?? Number.NaN,
      definite: inverse.definite,
      logLik: found?.logLik ?? Number.NaN,
    },
    history: found?.history ?? [],
    coef: scaled.coefBack(theta.subarray(0, base.length)),
    logSigma: theta[base.length]!,
    bread: breadBack(scaled, inverse.inverse),
    ...inDesignOrder(likelihood.rowScores(theta) ?? NO_SCORES, groups),
    check: (other) =>
      quadratureChange(randomInterceptLikelihood(link, data, other), theta, inverse.inverse, found?.logLik ?? 0),
  };
}

/** Pooled coefficients stretched by the sigma with the highest likelihood among a few. */
function bestStart(likelihood: RandomInterceptLikelihood, base: Float64Array, shrinkage: number): Float64Array {
  let best: Float64Array | undefined;
  let highest = -Infinity;
  for (const sigma of SIGMAS) {
    const stretch = Math.sqrt(1 + shrinkage * sigma * sigma);
    const theta = Float64Array.of(...base.map((value) => stretch * value), Math.log(sigma));
    const logLik = likelihood.logLik(theta);
    if (best !== undefined && !(logLik > highest)) continue;
    best = theta;
    highest = logLik;
  }
  return best!;
}

/** d log L / d sigma^2 at sigma = 0, per row. */
function varianceScore({ design, link, groups, pooled }: RandomInterceptProblem, total: number): number {
  const { slope, curvature } = rowDerivatives(design, link, pooled.coef);
  const { order, starts, count } = groups.rows;
  let score = 0;
  for (let g = 0; g < count; g++) {
    let first = 0;
    let second = 0;
    for (let t = starts[g]!; t < starts[g + 1]!; t++) {
      first += slope[order[t]!]!;
      second += curvature[order[t]!]!;
    }
    score += (groups.weights?.[g] ?? 1) * 0.5 * (first * first + second);
  }
  return score / total;
}

function rowDerivatives(design: Design, link: BinaryLink, coef: Float64Array) {
  const eta = linearPredictor(design.blocks, coef);
  const sign = design.outcome.map((y) => (y === 1 ? 1 : -1));
  const slope = new Float64Array(eta.length);
  const curvature = new Float64Array(eta.length);
  BINARY_ROWS[link].fillSlopes(eta, sign, slope, curvature);
  return { slope, curvature };
}

/** The pooled fit: its own information, no column for log sigma. */
function boundary(problem: RandomInterceptProblem): RandomInterceptOptimum {
  const { design, link, groups, pooled } = problem;
  const { slope, curvature } = rowDerivatives(design, link, pooled.coef);
  const observedCurvature = curvature.map((value) => -value);
  return {
    convergence: { ...pooled.convergence, logLik: pooled.logLik },
    history: [pooled.logLik],
    coef: pooled.coef,
    logSigma: -Infinity,
    bread: pooled.bread,
    rowScore: slope,
    scaleScore: new Float64Array(groups.rows.order.length),
    observedCurvature,
    check: () => 0,
  };
}

/** The inverse information of (beta, log sigma) in the design's own columns. */
function breadBack(scaled: Standardised, bread: Matrix): Matrix {
  const p = bread.rows - 1;
  const whole = Matrix.zeros(p + 1, p + 1);
  if (p > 0) whole.setSubMatrix(scaled.breadBack(bread.subMatrix(0, p - 1, 0, p - 1)), 0, 0);
  scaled.coefBack(Float64Array.from({ length: p }, (_, j) => bread.get(j, p))).forEach((value, j) => {
    whole.set(j, p, value);
    whole.set(p, j, value);
  });
  whole.set(p, p, bread.get(p, p));
  return whole;
}

/** Of a search that left the range of doubles; nothing of it is reported. */
const NO_SCORES: RowScores = {
  rowScore: new Float64Array(0),
  scaleScore: new Float64Array(0),
  observedCurvature: new Float64Array(0),
};

/** From group order to the design's; a group's score by log sigma is shared out evenly over its rows. */
function inDesignOrder({ rowScore, scaleScore, observedCurvature }: RowScores, { rows }: UnitGroups) {
  const { order, starts, groupOf } = rows;
  const perRow = () => new Float64Array(order.length);
  const back = { rowScore: perRow(), scaleScore: perRow(), observedCurvature: perRow() };
  for (let t = 0; t < order.length; t++) {
    const g = groupOf[t]!;
    const row = order[t]!;
    back.rowScore[row] = rowScore[t]!;
    back.scaleScore[row] = scaleScore[g]! / (starts[g + 1]! - starts[g]!);
    back.observedCurvature[row] = observedCurvature[t]!;
  }
  return back;
}

/**
 * How far a Newton step with another number of points goes from theta: the largest change of a parameter over the larger of
 * itself and its standard error, or the relative change of the log-likelihood if that is larger (Stata: quadchk).
 */
function quadratureChange(
  other: RandomInterceptLikelihood,
  theta: Float64Array,
  inverse: Matrix,
  logLik: number,
): number {
  const there = other.evaluate(theta);
  const step = solveDefinite(there.information, there.score);
  let largest = Math.abs(there.logLik - logLik) / Math.max(1, Math.abs(logLik));
  if (step === null) return Number.POSITIVE_INFINITY;
  for (let j = 0; j < theta.length; j++) {
    const size = Math.max(Math.abs(theta[j]!), Math.sqrt(inverse.get(j, j)));
    largest = Math.max(largest, Math.abs(step[j]!) / size);
  }
  return largest;
}
