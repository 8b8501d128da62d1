/** The log-likelihood of a random-intercept model for a 0/1 outcome, integrated group by group at adapted nodes. */
import { BINARY_ROWS, type BinaryLink } from './binary-rows.ts';
import type { Block } from './block.ts';
import { hermiteRule } from './gauss-hermite.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { type Modes, modeSearch } from './random-intercept-modes.ts';

/** The data of a random-intercept model, rows in group order. */
export interface RandomInterceptData {
  readonly blocks: readonly Block[];
  /** +1 for a success, -1 for a failure */
  readonly sign: Float64Array;
  readonly groups: GroupedRows;
  /** one per group; null means all ones */
  readonly weights: Float64Array | null;
}

/**
 * What a pass over the nodes leaves, overwritten by the next. Rows are in group order; arrays by node are node-major (all rows, or
 * all groups, of node 0 first).
 */
export interface QuadraturePass {
  readonly points: number;
  readonly groups: GroupedRows;
  readonly modes: Modes;
  /** log-likelihood of each group */
  readonly logLik: Float64Array;
  /** d log-likelihood of its group / d eta_i, by row */
  readonly rowScore: Float64Array;
  /** d log-likelihood / d log sigma, by group */
  readonly scaleScore: Float64Array;
  /** by node and group: z, the node's share of the integral, sums of l' and l'' there */
  readonly z: Float64Array;
  readonly share: Float64Array;
  readonly slopeSum: Float64Array;
  readonly curvatureSum: Float64Array;
  /** by node and row: l' and l'' */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  /** E l' over nodes, by row */
  readonly mean: Float64Array;
  /** derivatives of the group's log-likelihood by the place and the log width of its nodes */
  readonly byMode: Float64Array;
  readonly byWidth: Float64Array;
  /** d mode and d log width / d log sigma, by group, and / d eta_i, by row */
  readonly modeByScale: Float64Array;
  readonly widthByScale: Float64Array;
  readonly modeByRow: Float64Array;
  readonly widthByRow: Float64Array;
}

export interface AdaptiveQuadrature {
  /** Log-likelihoods and exact scores at linear predictors (one per row) and sigma > 0; null outside the range of doubles. */
  pass(eta: Float64Array, sigma: number): QuadraturePass | null;
}

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * log L_g = log of the integral of exp(sum_i l(eta_i + sigma z)) phi(z) dz with `points` Gauss-Hermite nodes moved to the
 * mode of the integrand and scaled by its curvature (Liu and Pierce 1994, Biometrika 81:624; R: lme4::glmer(nAGQ = points),
 * Stata: melogit, intmethod(mcaghermite)); one point is the Laplace approximation. The scores are exact derivatives of this sum,
 * the movement of nodes included: with A and B the derivatives of log L_g by the place and the log width of the nodes (zero but
 * for the error of the rule), d log L_g / d eta_i = E l'_i + A dmode/deta_i + B dlog(width)/deta_i, E over nodes by share.
 */
export function adaptiveQuadrature(link: BinaryLink, data: RandomInterceptData, points: number): AdaptiveQuadrature {
  const { sign, groups } = data;
  const { groupOf, starts, count } = groups;
  const rows = sign.length;
  const kernel = BINARY_ROWS[link];
  const { nodes, logPlain } = hermiteRule(points);
  const search = modeSearch(link, sign, groups);
  const state = emptyPass(points, groups, search.modes);
  const { mode, width, slope, curvature, third, rowCurvature, rowThird } = state.modes;
  const { z, share, slopeSum, curvatureSum, mean, byMode, byWidth } = state;
  const { modeByScale, widthByScale, modeByRow, widthByRow } = state;
  const at = new Float64Array(rows);
  const rowLogLik = new Float64Array(rows);
  const byNode = (values: Float64Array) => Array.from(nodes, (_, k) => values.subarray(k * rows, (k + 1) * rows));
  const slopesAt = byNode(state.slopes);
  const curvaturesAt = byNode(state.curvatures);

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
    for (let j = g; j < share.length; j += count) top = Math.max(top, share[j]!);
    let total = 0;
    for (let j = g; j < share.length; j += count) {
      const term = Math.exp(share[j]! - top);
      share[j] = term;
      total += term;
    }
    state.logLik[g] = Math.log(width[g]!) + top + Math.log(total);
    let a = 0;
    let b = 1;
    let direct = 0;
    for (let j = g; j < share.length; j += count) {
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
    const moved = variance * sigma * (slope[g]! + shift * curvature[g]!);
    const bent = s2 * (2 * curvature[g]! + shift * third[g]!) + s2 * sigma * third[g]! * moved;
    modeByScale[g] = moved;
    widthByScale[g] = 0.5 * variance * bent;
    state.scaleScore[g] = direct + a * moved + b * widthByScale[g]!;
  };

  const scoreRows = (sigma: number): void => {
    mean.fill(0);
    for (let k = 0; k < points; k++) {
      const first = slopesAt[k]!;
      const from = k * count;
      for (let i = 0; i < rows; i++) mean[i]! += share[from + groupOf[i]!]! * first[i]!;
    }
    for (let i = 0; i < rows; i++) {
      const g = groupOf[i]!;
      const variance = width[g]! * width[g]!;
      const moved = variance * sigma * rowCurvature[i]!;
      modeByRow[i] = moved;
      widthByRow[i] = 0.5 * variance * sigma * sigma * (rowThird[i]! + sigma * third[g]! * moved);
      state.rowScore[i] = mean[i]! + byMode[g]! * moved + byWidth[g]! * widthByRow[i]!;
    }
  };

  return {
    pass(eta, sigma) {
      if (!search.update(eta, sigma)) return null;
      visitNodes(eta, sigma);
      let finite = true;
      for (let g = 0; g < count; g++) {
        sumGroup(g, sigma);
        if (!Number.isFinite(state.logLik[g]!)) finite = false;
      }
      scoreRows(sigma);
      return finite ? state : null;
    },
  };
}

function emptyPass(points: number, groups: GroupedRows, modes: Modes): QuadraturePass {
  const { count } = groups;
  const rows = groups.groupOf.length;
  const of = (length: number) => new Float64Array(length);
  return {
    points,
    groups,
    modes,
    logLik: of(count),
    rowScore: of(rows),
    scaleScore: of(count),
    z: of(points * count),
    share: of(points * count),
    slopeSum: of(points * count),
    curvatureSum: of(points * count),
    slopes: of(points * rows),
    curvatures: of(points * rows),
    mean: of(rows),
    byMode: of(count),
    byWidth: of(count),
    modeByScale: of(count),
    widthByScale: of(count),
    modeByRow: of(rows),
    widthByRow: of(rows),
  };
}
