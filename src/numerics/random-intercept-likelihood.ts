/** The random-intercept log-likelihood as a function of (beta, log sigma), for the one Newton solver. */
import { Matrix } from 'ml-matrix';
import { adaptiveQuadrature, type QuadraturePass, type RandomInterceptData } from './adaptive-quadrature.ts';
import type { BinaryLink } from './binary-rows.ts';
import { columnCount, crossVector, linearPredictor } from './block-kernels.ts';
import { compensatedSum } from './moments.ts';
import type { Evaluation, Likelihood } from './newton.ts';
import { solveDefinite } from './symmetric.ts';
import { withinGroupCross } from './within-group-cross.ts';

/** From so many points on, E h'' + Cov(h') is near enough to the second derivative of the sum for Newton's direction. */
const DIRECTION_POINTS = 5;
/** From so many points on it is near enough for standard errors: relative error below 1e-6 where the rule itself is good. */
const PRECISE_POINTS = 10;
/** Step of the differences, in columns of size one and in log sigma; the error is its fourth power. */
const STEP = 1e-3;
/** Bounds of log sigma: beyond them sigma^2 leaves the range that a log-odds can have. */
const LARGEST_LOG_SIGMA = 10;
const SMALLEST_LOG_SIGMA = -16;

/** Scores and curvatures of the rows at theta, in group order. */
export interface RowScores {
  readonly rowScore: Float64Array;
  readonly scaleScore: Float64Array;
  /** -d2 log L_g / d eta_i^2, by row */
  readonly observedCurvature: Float64Array;
}

export interface RandomInterceptLikelihood extends Likelihood {
  logLik(theta: Float64Array): number;
  /** minus the second derivative as it is, for standard errors */
  information(theta: Float64Array): Matrix;
  rowScores(theta: Float64Array): RowScores;
}

/**
 * Sum over groups of w_g log L_g at theta = (beta, log sigma), with its exact score and minus its second derivative: see
 * adaptiveQuadrature. With few points (Laplace is one) the information is a difference of scores (four points; columns
 * should be of size one). The likelihood is concave in beta but not in log sigma: `evaluate` reverses a negative curvature of
 * the profile over log sigma, so that Newton climbs there too; `information` does not. The modes of the last evaluation start
 * the next.
 */
export function randomInterceptLikelihood(
  link: BinaryLink,
  data: RandomInterceptData,
  points: number,
): RandomInterceptLikelihood {
  const { blocks, groups, weights } = data;
  const { groupOf, count } = groups;
  const p = columnCount(blocks);
  const quadrature = adaptiveQuadrature(link, data, points);
  const within = points < DIRECTION_POINTS ? null : withinGroupCross(blocks, groups, points);
  const rowWeights = weights && Float64Array.from(groupOf, (g) => weights[g]!);

  const pass = (theta: Float64Array): QuadraturePass | null => {
    const logSigma = theta[p]!;
    if (!(logSigma <= LARGEST_LOG_SIGMA && logSigma >= SMALLEST_LOG_SIGMA)) return null;
    const done = quadrature.pass(linearPredictor(blocks, theta), Math.exp(logSigma));
    return done.finite ? done : null;
  };
  const scoreOf = ({ rowScore, scaleScore }: QuadraturePass): Float64Array => {
    const score = new Float64Array(p + 1);
    score.set(crossVector(blocks, weighted(rowScore, rowWeights)));
    score[p] = compensatedSum(weighted(scaleScore, weights));
    return score;
  };
  const scoreAt = (theta: Float64Array): Float64Array => {
    const done = pass(theta);
    return done === null ? new Float64Array(p + 1).fill(Number.NaN) : scoreOf(done);
  };
  const louis = (theta: Float64Array): Matrix => {
    const { curvature, deviations, crossed, scale } = quadrature.moments(Math.exp(theta[p]!));
    const beta = within!.cross(weighted(curvature, rowWeights), deviations, points, rowWeights);
    const mixed = crossVector(blocks, weighted(crossed, rowWeights));
    const information = Matrix.zeros(p + 1, p + 1);
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++) information.set(a, b, -beta.get(a, b));
      information.set(a, p, -mixed[a]!);
      information.set(p, a, -mixed[a]!);
    }
    information.set(p, p, -compensatedSum(weighted(scale, weights)));
    return information;
  };
  const nowhere = (): Evaluation => ({
    logLik: -Infinity,
    score: new Float64Array(p + 1),
    information: Matrix.zeros(p + 1, p + 1),
  });

  return {
    logLik(theta) {
      const done = pass(theta);
      return done === null ? -Infinity : compensatedSum(weighted(done.logLik, weights));
    },
    evaluate(theta) {
      const done = pass(theta);
      if (done === null) return nowhere();
      const logLik = compensatedSum(weighted(done.logLik, weights));
      const score = scoreOf(done);
      return { logLik, score, information: climbing(within === null ? differenced(scoreAt, theta) : louis(theta)) };
    },
    information(theta) {
      if (within === null || points < PRECISE_POINTS) return differenced(scoreAt, theta);
      return pass(theta) === null ? nowhere().information : louis(theta);
    },
    rowScores(theta) {
      const { rowScore, scaleScore } = quadrature.pass(linearPredictor(blocks, theta), Math.exp(theta[p]!));
      const scores = { rowScore: rowScore.slice(), scaleScore: scaleScore.slice(0, count) };
      const { curvature, deviations } = quadrature.moments(Math.exp(theta[p]!));
      const observedCurvature = curvature.map((value, i) => {
        let variance = 0;
        for (let j = i; j < deviations.length; j += curvature.length) variance += deviations[j]! * deviations[j]!;
        return -value - variance;
      });
      return { ...scores, observedCurvature };
    },
  };
}

/**
 * The information with I_ss, for s = log sigma, changed where the Schur complement d = I_ss - I_sb I_bb^-1 I_bs is negative, so
 * that it becomes |d|.
 */
function climbing(information: Matrix): Matrix {
  const p = information.rows - 1;
  const mixed = Float64Array.from({ length: p }, (_, a) => information.get(a, p));
  const solved = p === 0 ? mixed : solveDefinite(information.subMatrix(0, p - 1, 0, p - 1), mixed);
  if (solved === null) return information;
  const explained = solved.reduce((sum, value, a) => sum + value * mixed[a]!, 0);
  const rest = information.get(p, p) - explained;
  if (rest < 0) information.set(p, p, explained - rest);
  return information;
}

/** Minus the derivative of the score: (8 (s(+h) - s(-h)) - (s(+2h) - s(-2h))) / 12h, made symmetric. */
function differenced(scoreAt: (theta: Float64Array) => Float64Array, theta: Float64Array): Matrix {
  const k = theta.length;
  const jacobian = Matrix.zeros(k, k);
  for (let j = 0; j < k; j++) {
    const shifted = (by: number) => scoreAt(theta.map((value, c) => (c === j ? value + by : value)));
    const [a, b, c, d] = [shifted(STEP), shifted(-STEP), shifted(2 * STEP), shifted(-2 * STEP)];
    for (let i = 0; i < k; i++) jacobian.set(i, j, (8 * (a[i]! - b[i]!) - (c[i]! - d[i]!)) / (12 * STEP));
  }
  return jacobian.add(jacobian.transpose()).mul(-0.5);
}

function weighted(values: Float64Array, weights: Float64Array | null): Float64Array {
  return weights === null ? values : values.map((value, i) => value * weights[i]!);
}
