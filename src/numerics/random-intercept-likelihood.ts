/** The random-intercept log-likelihood as a function of (beta, log sigma), for the one Newton solver. */
import { Matrix } from 'ml-matrix';
import { adaptiveQuadrature, type QuadraturePass, type RandomInterceptData } from './adaptive-quadrature.ts';
import { type QuadratureCurvature, quadratureCurvature } from './adaptive-quadrature-curvature.ts';
import type { BinaryLink } from './binary-rows.ts';
import { columnCount, crossVector, linearPredictor } from './block-kernels.ts';
import { compensatedSum } from './moments.ts';
import type { Evaluation, Likelihood } from './newton.ts';
import { solveDefinite } from './symmetric.ts';
import { withinGroupCross } from './within-group-cross.ts';

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
  /** null where the likelihood is not finite */
  rowScores(theta: Float64Array): RowScores | null;
}

/**
 * Sum over groups of w_g log L_g at theta = (beta, log sigma), with its exact score and minus its second derivative: see
 * adaptiveQuadrature and quadratureCurvature. The likelihood is concave in beta but not in log sigma: `evaluate` reverses a negative
 * curvature of the profile over log sigma, so that Newton climbs there too; `information` does not. The modes of the last evaluation
 * start the next.
 */
export function randomInterceptLikelihood(
  link: BinaryLink,
  data: RandomInterceptData,
  points: number,
): RandomInterceptLikelihood {
  const { blocks, groups, weights } = data;
  const p = columnCount(blocks);
  const quadrature = adaptiveQuadrature(link, data, points);
  const within = withinGroupCross(blocks, groups, points);
  const rowWeights = weights && Float64Array.from(groups.groupOf, (g) => weights[g]!);
  let curvature: ((sigma: number) => QuadratureCurvature) | undefined;

  const passAt = (theta: Float64Array): QuadraturePass | null => {
    const logSigma = theta[p]!;
    if (!(logSigma <= LARGEST_LOG_SIGMA && logSigma >= SMALLEST_LOG_SIGMA)) return null;
    return quadrature.pass(linearPredictor(blocks, theta), Math.exp(logSigma));
  };
  const scoreOf = ({ rowScore, scaleScore }: QuadraturePass): Float64Array => {
    const score = new Float64Array(p + 1);
    score.set(crossVector(blocks, weighted(rowScore, rowWeights)));
    score[p] = compensatedSum(weighted(scaleScore, weights));
    return score;
  };
  const curvatureOf = (pass: QuadraturePass, theta: Float64Array): QuadratureCurvature => {
    curvature ??= quadratureCurvature(pass);
    return curvature(Math.exp(theta[p]!));
  };
  const informationOf = (pass: QuadraturePass, theta: Float64Array): Matrix => {
    const second = curvatureOf(pass, theta);
    const beta = within.cross(second, rowWeights);
    const mixed = crossVector(blocks, weighted(second.crossed, rowWeights));
    const information = Matrix.zeros(p + 1, p + 1);
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++) information.set(a, b, -beta.get(a, b));
      information.set(a, p, -mixed[a]!);
      information.set(p, a, -mixed[a]!);
    }
    information.set(p, p, -compensatedSum(weighted(second.scale, weights)));
    return information;
  };
  const nowhere = (): Evaluation => ({
    logLik: -Infinity,
    score: new Float64Array(p + 1),
    information: Matrix.zeros(p + 1, p + 1),
  });

  return {
    logLik(theta) {
      const pass = passAt(theta);
      return pass === null ? -Infinity : compensatedSum(weighted(pass.logLik, weights));
    },
    evaluate(theta) {
      const pass = passAt(theta);
      if (pass === null) return nowhere();
      const logLik = compensatedSum(weighted(pass.logLik, weights));
      return { logLik, score: scoreOf(pass), information: climbing(informationOf(pass, theta)) };
    },
    information(theta) {
      const pass = passAt(theta);
      return pass === null ? nowhere().information : informationOf(pass, theta);
    },
    rowScores(theta) {
      const pass = passAt(theta);
      if (pass === null) return null;
      const { diagonal, deviations, outer } = curvatureOf(pass, theta);
      const observedCurvature = diagonal.map((value, i) => {
        let sum = value;
        for (let j = i; j < deviations.length; j += diagonal.length) sum += deviations[j]! * deviations[j]!;
        for (const [u, v] of outer) sum += 2 * u[i]! * v[i]!;
        return -sum;
      });
      return { rowScore: pass.rowScore.slice(), scaleScore: pass.scaleScore.slice(), observedCurvature };
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

function weighted(values: Float64Array, weights: Float64Array | null): Float64Array {
  return weights === null ? values : values.map((value, i) => value * weights[i]!);
}
