/** The log-likelihood of a random-intercept model for a 0/1 outcome, integrated group by group at adapted nodes. */
import { BINARY_ROWS, type BinaryLink } from './binary-rows.ts';
import type { Block } from './block.ts';
import { hermiteRule } from './gauss-hermite.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { modeSearch } from './random-intercept-modes.ts';

/** The data of a random-intercept model, rows in group order. */
export interface RandomInterceptData {
  readonly blocks: readonly Block[];
  /** +1 for a success, -1 for a failure */
  readonly sign: Float64Array;
  readonly groups: GroupedRows;
  /** one per group; null means all ones */
  readonly weights: Float64Array | null;
}

/** What one pass over the nodes leaves; overwritten by the next pass. Rows are in group order. */
export interface QuadraturePass {
  /** false outside the range of doubles: nothing else may be read */
  readonly finite: boolean;
  /** log-likelihood of each group */
  readonly logLik: Float64Array;
  /** d log-likelihood of its group / d eta_i, by row */
  readonly rowScore: Float64Array;
  /** d log-likelihood / d log sigma, by group */
  readonly scaleScore: Float64Array;
}

/** Second derivatives by eta and log sigma at the last pass; see `moments`. */
export interface PosteriorMoments {
  /** E l''(eta_i + sigma z) given the group's outcomes, by row */
  readonly curvature: Float64Array;
  /** node-major: sqrt(p_k) (l'_ik - E l'_i); their products over nodes are covariances of l' within a group */
  readonly deviations: Float64Array;
  /** d2 log-likelihood of its group / d eta_i d log sigma, by row */
  readonly crossed: Float64Array;
  /** d2 log-likelihood / d log sigma2, by group */
  readonly scale: Float64Array;
}

export interface AdaptiveQuadrature {
  readonly points: number;
  /** Log-likelihoods and exact scores at linear predictors (one per row) and sigma > 0. */
  pass(eta: Float64Array, sigma: number): QuadraturePass;
  /** Second derivatives at the predictors of the last pass; once per pass, it overwrites the slopes at the nodes. */
  moments(sigma: number): PosteriorMoments;
}

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * log L_g = log of the integral of exp(sum_i l(eta_i + sigma z)) phi(z) dz with `points` Gauss-Hermite nodes moved to the
 * mode of the integrand and scaled by its curvature (Liu and Pierce 1994, Biometrika 81:624; Naylor and Smith 1982; R:
 * lme4::glmer(nAGQ = points), Stata: melogit, intmethod(mcaghermite)); one point is the Laplace approximation. The scores
 * are exact derivatives of this sum, the movement of nodes included: with A and B the derivatives of log L_g by the place and
 * the log width of the nodes (zero but for the error of the rule),
 *
 *     d log L_g / d eta_i = E l'_i + A dmode/deta_i + B dlog(width)/deta_i,
 *
 * E over nodes by their share of the integral. `moments` gives E h'' + Cov(h') (Louis 1982, J. R. Stat. Soc. B 44:226), the
 * second derivative of the integral, which leaves A and B out.
 */
export function adaptiveQuadrature(link: BinaryLink, data: RandomInterceptData, points: number): AdaptiveQuadrature {
  const { sign, groups } = data;
  const { groupOf, starts, count } = groups;
  const rows = sign.length;
  const kernel = BINARY_ROWS[link];
  const { nodes, logPlain } = hermiteRule(points);
  const search = modeSearch(link, sign, groups);
  const { mode, width, slope, curvature, third, rowCurvature, rowThird } = search.modes;
  const at = new Float64Array(rows);
  const rowLogLik = new Float64Array(rows);
  const slopes = new Float64Array(points * rows);
  const curvatures = new Float64Array(points * rows);
  const slopesAt = Array.from(nodes, (_, k) => slopes.subarray(k * rows, (k + 1) * rows));
  const curvaturesAt = Array.from(nodes, (_, k) => curvatures.subarray(k * rows, (k + 1) * rows));
  // per node and group, node-major: z, its share of the integral, sums of l' and l''
  const z = new Float64Array(points * count);
  const share = new Float64Array(points * count);
  const slopeSum = new Float64Array(points * count);
  const curvatureSum = new Float64Array(points * count);
  const logLik = new Float64Array(count);
  const rowScore = new Float64Array(rows);
  const scaleScore = new Float64Array(count);
  const byMode = new Float64Array(count);
  const byWidth = new Float64Array(count);
  const mean = new Float64Array(rows);
  const expectedCurvature = new Float64Array(rows);
  const crossed = new Float64Array(rows);
  const scale = new Float64Array(count);
  const scaleMean = new Float64Array(count);

  const visitNodes = (eta: Float64Array, sigma: number): void => {
    for (let k = 0; k < points; k++) {
      const from = k * count;
      for (let g = 0; g < count; g++) z[from + g] = mode[g]! + width[g]! * nodes[k]!;
      for (let i = 0; i < rows; i++) at[i] = eta[i]! + sigma * z[from + groupOf[i]!]!;
      const first = slopesAt[k]!;
      const second = curvaturesAt[k]!;
      kernel.fill(at, sign, rowLogLik, first, second);
      for (let g = 0; g < count; g++) {
        let log = 0;
        let s1 = 0;
        let s2 = 0;
        for (let i = starts[g]!; i < starts[g + 1]!; i++) {
          log += rowLogLik[i]!;
          s1 += first[i]!;
          s2 += second[i]!;
        }
        const place = z[from + g]!;
        share[from + g] = log + logPlain[k]! - 0.5 * place * place - HALF_LOG_TWO_PI;
        slopeSum[from + g] = s1;
        curvatureSum[from + g] = s2;
      }
    }
  };

  /** From logs of the terms to shares; the group's log-likelihood, A, B and the score by log sigma. */
  const sumGroup = (g: number, sigma: number): void => {
    let top = -Infinity;
    for (let k = 0; k < points; k++) top = Math.max(top, share[k * count + g]!);
    let total = 0;
    for (let k = 0; k < points; k++) {
      const term = Math.exp(share[k * count + g]! - top);
      share[k * count + g] = term;
      total += term;
    }
    logLik[g] = Math.log(width[g]!) + top + Math.log(total);
    let a = 0;
    let b = 1;
    let direct = 0;
    for (let k = 0; k < points; k++) {
      const j = k * count + g;
      const p = share[j]! / total;
      share[j] = p;
      const h1 = sigma * slopeSum[j]! - z[j]!;
      a += p * h1;
      b += p * h1 * (z[j]! - mode[g]!);
      direct += p * sigma * z[j]! * slopeSum[j]!;
    }
    byMode[g] = a;
    byWidth[g] = b;
    const variance = width[g]! * width[g]!;
    const s2 = sigma * sigma;
    const shift = sigma * mode[g]!;
    const h3 = s2 * sigma * third[g]!;
    const modeMoves = variance * sigma * (slope[g]! + shift * curvature[g]!);
    const widthMoves = 0.5 * variance * (s2 * (2 * curvature[g]! + shift * third[g]!) + h3 * modeMoves);
    scaleScore[g] = direct + a * modeMoves + b * widthMoves;
  };

  return {
    points,
    pass(eta, sigma) {
      if (!search.update(eta, sigma)) return { finite: false, logLik, rowScore, scaleScore };
      visitNodes(eta, sigma);
      let finite = true;
      for (let g = 0; g < count; g++) {
        sumGroup(g, sigma);
        if (!Number.isFinite(logLik[g]!)) finite = false;
      }
      mean.fill(0);
      for (let k = 0; k < points; k++) {
        const first = slopesAt[k]!;
        const from = k * count;
        for (let i = 0; i < rows; i++) mean[i]! += share[from + groupOf[i]!]! * first[i]!;
      }
      for (let i = 0; i < rows; i++) {
        const g = groupOf[i]!;
        const variance = width[g]! * width[g]!;
        const modeMoves = variance * sigma * rowCurvature[i]!;
        const h3 = sigma * sigma * sigma * third[g]!;
        const widthMoves = 0.5 * variance * (sigma * sigma * rowThird[i]! + h3 * modeMoves);
        rowScore[i] = mean[i]! + byMode[g]! * modeMoves + byWidth[g]! * widthMoves;
      }
      return { finite, logLik, rowScore, scaleScore };
    },
    moments(sigma) {
      for (let g = 0; g < count; g++) {
        let average = 0;
        for (let j = g; j < share.length; j += count) average += share[j]! * sigma * z[j]! * slopeSum[j]!;
        let second = 0;
        for (let j = g; j < share.length; j += count) {
          const score = sigma * z[j]! * slopeSum[j]!;
          const shift = sigma * z[j]!;
          second += share[j]! * (score + shift * shift * curvatureSum[j]! + (score - average) ** 2);
        }
        scaleMean[g] = average;
        scale[g] = second;
      }
      expectedCurvature.fill(0);
      crossed.fill(0);
      for (let k = 0; k < points; k++) {
        const first = slopesAt[k]!;
        const second = curvaturesAt[k]!;
        for (let i = 0; i < rows; i++) {
          const g = groupOf[i]!;
          const j = k * count + g;
          const p = share[j]!;
          const shift = sigma * z[j]!;
          const deviation = first[i]! - mean[i]!;
          expectedCurvature[i]! += p * second[i]!;
          crossed[i]! += p * (shift * second[i]! + deviation * (shift * slopeSum[j]! - scaleMean[g]!));
          first[i] = Math.sqrt(p) * deviation;
        }
      }
      return { curvature: expectedCurvature, deviations: slopes, crossed, scale };
    },
  };
}
