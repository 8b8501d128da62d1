/** Exact second derivatives of an adaptive quadrature, by the linear predictors and the log standard deviation. */
import type { QuadraturePass } from './adaptive-quadrature.ts';

/**
 * With eta_i, eta_j rows of one group and s = log sigma,
 *
 *     d2 log L_g / d eta_i d eta_j = c_i [i = j] + sum over nodes of d_ik d_jk + v_i m_j + m_i v_j + w_i l_j + l_i w_j.
 */
export interface QuadratureCurvature {
  /** c, by row */
  readonly diagonal: Float64Array;
  /** d, node-major */
  readonly deviations: Float64Array;
  /** the pairs (v, m) and (w, l), by row */
  readonly outer: readonly (readonly [Float64Array, Float64Array])[];
  /** d2 log L_g / d eta_i d s, by row */
  readonly crossed: Float64Array;
  /** d2 log L_g / d s^2, by group */
  readonly scale: Float64Array;
}

/**
 * Second derivatives at the last pass. The sum depends on its parameters directly and through the place m and the log width l of
 * the nodes, so for any two of them, a and b,
 *
 *     G_ab = F_ab + F_am m_b + m_a F_bm + F_al l_b + l_a F_bl + F_mm m_a m_b + F_ml (m_a l_b + l_a m_b) + F_ll l_a l_b
 *            + A m_ab + B l_ab,
 *
 * where F_ab = E h_ab + Cov(h_a, h_b) over nodes (Louis 1982, J. R. Stat. Soc. B 44:226) and all the rest vanishes with the error of
 * the rule; with few points it decides how fast Newton converges. m_ab and l_ab come from differentiating h_z(m) = 0 and
 * l = -log(-h_zz(m)) / 2 twice. Overwrites nothing of the pass.
 */
export function quadratureCurvature(pass: QuadraturePass): (sigma: number) => QuadratureCurvature {
  const { points, groups, modes } = pass;
  const { groupOf, count } = groups;
  const rows = groupOf.length;
  const diagonal = new Float64Array(rows);
  const deviations = new Float64Array(points * rows);
  const crossed = new Float64Array(rows);
  const scale = new Float64Array(count);
  const v = new Float64Array(rows);
  const w = new Float64Array(rows);
  const meanScore = new Float64Array(count);
  // F_mm, F_ml, F_ll, F_sm, F_sl by group
  const mm = new Float64Array(count);
  const ml = new Float64Array(count);
  const ll = new Float64Array(count);
  const sm = new Float64Array(count);
  const sl = new Float64Array(count);

  const visitGroup = (g: number, sigma: number): void => {
    const { z, share, slopeSum, curvatureSum, byMode, byWidth } = pass;
    const centre = modes.mode[g]!;
    const a = byMode[g]!;
    const b = byWidth[g]! - 1;
    let average = 0;
    for (let j = g; j < share.length; j += count) average += share[j]! * sigma * z[j]! * slopeSum[j]!;
    let [fmm, fml, fll, fsm, fsl, fss] = [-a * a, -a * b, -b * b, 0, 0, 0];
    for (let j = g; j < share.length; j += count) {
      const p = share[j]!;
      const shift = sigma * z[j]!;
      const delta = z[j]! - centre;
      const h1 = sigma * slopeSum[j]! - z[j]!;
      const h2 = sigma * sigma * curvatureSum[j]! - 1;
      const score = shift * slopeSum[j]!;
      const scoreSlope = sigma * (slopeSum[j]! + shift * curvatureSum[j]!);
      fmm += p * (h2 + h1 * h1);
      fml += p * delta * (h2 + h1 * h1);
      fll += p * delta * (h1 + delta * (h2 + h1 * h1));
      fsm += p * (scoreSlope + (score - average) * h1);
      fsl += p * delta * (scoreSlope + (score - average) * h1);
      fss += p * (score + shift * shift * curvatureSum[j]! + (score - average) ** 2);
    }
    meanScore[g] = average;
    mm[g] = fmm;
    ml[g] = fml;
    ll[g] = fll;
    sm[g] = fsm;
    sl[g] = fsl;
    scale[g] = fss + scaleThroughNodes(g, sigma);
  };

  /** What G_ss has beyond F_ss. */
  const scaleThroughNodes = (g: number, sigma: number): number => {
    const { byMode, byWidth, modeByScale, widthByScale } = pass;
    const m = modeByScale[g]!;
    const l = widthByScale[g]!;
    const second = scaleSecond(modes, g, sigma, m);
    const moved = second.mode;
    const widened = second.width + 2 * l * l;
    return (
      2 * (sm[g]! * m + sl[g]! * l) +
      mm[g]! * m * m +
      2 * ml[g]! * m * l +
      ll[g]! * l * l +
      byMode[g]! * moved +
      byWidth[g]! * widened
    );
  };

  /** F by row: c, d, v and w so far hold F_ii without its covariance, the deviations, F_im and F_il; crossed holds F_is. */
  const visitRows = (sigma: number): void => {
    const { z, share, slopeSum, slopes, curvatures, mean } = pass;
    for (const values of [diagonal, crossed, v, w]) values.fill(0);
    for (let k = 0; k < points; k++) {
      const from = k * rows;
      for (let i = 0; i < rows; i++) {
        const g = groupOf[i]!;
        const j = k * count + g;
        const p = share[j]!;
        const second = curvatures[from + i]!;
        const deviation = slopes[from + i]! - mean[i]!;
        const shift = sigma * z[j]!;
        const h1 = sigma * slopeSum[j]! - z[j]!;
        const mixed = p * (sigma * second + deviation * h1);
        diagonal[i]! += p * second;
        crossed[i]! += p * (shift * second + deviation * (shift * slopeSum[j]! - meanScore[g]!));
        v[i]! += mixed;
        w[i]! += mixed * (z[j]! - modes.mode[g]!);
        deviations[from + i] = Math.sqrt(p) * deviation;
      }
    }
  };

  const addNodeMovement = (sigma: number): void => {
    const { byMode, byWidth, modeByScale, widthByScale, modeByRow, widthByRow } = pass;
    const { width, third, fourth, rowCurvature, rowThird, rowFourth, mode, curvature } = modes;
    const s2 = sigma * sigma;
    const s3 = s2 * sigma;
    for (let i = 0; i < rows; i++) {
      const g = groupOf[i]!;
      const variance = width[g]! * width[g]!;
      const h3 = s3 * third[g]!;
      const h4 = s2 * s2 * fourth[g]!;
      const b = byWidth[g]!;
      const half = 0.5 * variance * b;
      const k1 = (byMode[g]! + half * h3) * variance;
      const m = modeByRow[i]!;
      const l = widthByRow[i]!;
      const ms = modeByScale[g]!;
      const ls = widthByScale[g]!;
      const shift = sigma * mode[g]!;
      const h2s = s2 * (2 * curvature[g]! + shift * third[g]!);
      const h3s = s3 * (3 * third[g]! + shift * fourth[g]!);
      // A m_is + B l_is = k1 (...) + half (...) + 2 B l_i l_s
      const viaMode =
        sigma * (rowCurvature[i]! + shift * rowThird[i]!) + s2 * rowThird[i]! * ms + h2s * m + h3 * m * ms;
      const viaWidth =
        s2 * (2 * rowThird[i]! + shift * rowFourth[i]!) + s3 * rowFourth[i]! * ms + h3s * m + h4 * m * ms;
      crossed[i]! +=
        v[i]! * ms +
        sm[g]! * m +
        w[i]! * ls +
        sl[g]! * l +
        mm[g]! * m * ms +
        ml[g]! * (m * ls + l * ms) +
        ll[g]! * l * ls +
        k1 * viaMode +
        half * viaWidth +
        2 * b * l * ls;
      diagonal[i]! += k1 * sigma * rowThird[i]! + half * s2 * rowFourth[i]!;
      v[i]! +=
        0.5 * (mm[g]! + k1 * h3 + half * h4) * m + ml[g]! * l + k1 * s2 * rowThird[i]! + half * s3 * rowFourth[i]!;
      w[i]! += (0.5 * ll[g]! + b) * l;
    }
  };

  const outer = [
    [v, pass.modeByRow],
    [w, pass.widthByRow],
  ] as const;
  return (sigma) => {
    for (let g = 0; g < count; g++) visitGroup(g, sigma);
    visitRows(sigma);
    addNodeMovement(sigma);
    return { diagonal, deviations, outer, crossed, scale };
  };
}

/** m_ss, and l_ss less 2 l_s^2, with partial derivatives of h at the mode. */
function scaleSecond(
  { mode, width, slope, curvature, third, fourth }: QuadraturePass['modes'],
  g: number,
  sigma: number,
  m: number,
): { readonly mode: number; readonly width: number } {
  const variance = width[g]! * width[g]!;
  const shift = sigma * mode[g]!;
  const s2 = sigma * sigma;
  const h3 = s2 * sigma * third[g]!;
  const h4 = s2 * s2 * fourth[g]!;
  const h1ss = sigma * (slope[g]! + 3 * shift * curvature[g]! + shift * shift * third[g]!);
  const h2s = s2 * (2 * curvature[g]! + shift * third[g]!);
  const h2ss = s2 * (4 * curvature[g]! + 5 * shift * third[g]! + shift * shift * fourth[g]!);
  const h3s = s2 * sigma * (3 * third[g]! + shift * fourth[g]!);
  const moved = variance * (h1ss + 2 * h2s * m + h3 * m * m);
  return { mode: moved, width: 0.5 * variance * (h2ss + 2 * h3s * m + h4 * m * m + h3 * moved) };
}
