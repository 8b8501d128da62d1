/** Where each group's integrand peaks, how wide it is there, and how both move with the linear predictors. */
import { BINARY_ROWS, type BinaryLink } from './binary-rows.ts';
import type { GroupedRows } from './grouped-rows.ts';

/** Per group, with h(z) = sum over the group's rows of l(eta_i + sigma z) - z^2 / 2. */
export interface Modes {
  /** the z that maximises h; the start of the next search */
  readonly mode: Float64Array;
  /** 1 / sqrt(-h'') there */
  readonly width: Float64Array;
  /** sums of the first four derivatives of l there */
  readonly slope: Float64Array;
  readonly curvature: Float64Array;
  readonly third: Float64Array;
  readonly fourth: Float64Array;
  /** the second to fourth derivative of l by row there */
  readonly rowCurvature: Float64Array;
  readonly rowThird: Float64Array;
  readonly rowFourth: Float64Array;
}

export interface ModeSearch {
  readonly modes: Modes;
  /** Moves the modes to those of new linear predictors (one per row, in group order); false if some search did not end. */
  update(eta: Float64Array, sigma: number): boolean;
}

const TOLERANCE = 1e-11;
const MOST_STEPS = 100;

/**
 * Searches all groups at once by Newton from the last modes. h is strictly concave, so its slope brackets the mode from the
 * first two signs on; a step that leaves the bracket, or that does not halve the slope, is replaced by the bracket's middle.
 */
export function modeSearch(link: BinaryLink, sign: Float64Array, { groupOf, starts, count }: GroupedRows): ModeSearch {
  const kernel = BINARY_ROWS[link];
  const rows = sign.length;
  const perGroup = () => new Float64Array(count);
  const modes: Modes = {
    mode: perGroup(),
    width: perGroup(),
    slope: perGroup(),
    curvature: perGroup(),
    third: perGroup(),
    fourth: perGroup(),
    rowCurvature: new Float64Array(rows),
    rowThird: new Float64Array(rows),
    rowFourth: new Float64Array(rows),
  };
  const { mode, width, slope, curvature, third, fourth, rowCurvature, rowThird, rowFourth } = modes;
  const at = new Float64Array(rows);
  const rowSlope = new Float64Array(rows);
  const low = perGroup();
  const high = perGroup();
  const lastSize = perGroup();

  const derive = (eta: Float64Array, sigma: number): void => {
    for (let i = 0; i < rows; i++) at[i] = eta[i]! + sigma * mode[groupOf[i]!]!;
    kernel.fillSlopes(at, sign, rowSlope, rowCurvature);
    for (let g = 0; g < count; g++) {
      let first = 0;
      let second = 0;
      for (let i = starts[g]!; i < starts[g + 1]!; i++) {
        first += rowSlope[i]!;
        second += rowCurvature[i]!;
      }
      slope[g] = first;
      curvature[g] = second;
    }
  };

  const move = (sigma: number): number => {
    let largest = 0;
    for (let g = 0; g < count; g++) {
      const h1 = sigma * slope[g]! - mode[g]!;
      const h2 = sigma * sigma * curvature[g]! - 1;
      const change = -h1 / h2;
      // a step this small leaves an error of its square
      if (Math.abs(change) <= TOLERANCE * (1 + Math.abs(mode[g]!))) continue;
      if (h1 > 0) low[g] = mode[g]!;
      else high[g] = mode[g]!;
      const bracketed = low[g]! > -Infinity && high[g]! < Infinity;
      const slow = bracketed && Math.abs(h1) > 0.5 * lastSize[g]!;
      const newton = mode[g]! + change;
      const inside = newton > low[g]! && newton < high[g]!;
      const next = inside && !slow ? newton : bracketed ? (low[g]! + high[g]!) / 2 : newton;
      lastSize[g] = Math.abs(h1);
      largest = Math.max(largest, Math.abs(next - mode[g]!) / (1 + Math.abs(mode[g]!)));
      mode[g] = next;
    }
    return largest;
  };

  return {
    modes,
    update(eta, sigma) {
      low.fill(-Infinity);
      high.fill(Infinity);
      lastSize.fill(Infinity);
      let settled = false;
      for (let step = 0; step < MOST_STEPS && !settled; step++) {
        derive(eta, sigma);
        const largest = move(sigma);
        if (Number.isNaN(largest)) break;
        settled = largest === 0;
      }
      kernel.fillHigher(at, rowSlope, rowCurvature, rowThird, rowFourth);
      for (let g = 0; g < count; g++) {
        third[g] = 0;
        fourth[g] = 0;
        for (let i = starts[g]!; i < starts[g + 1]!; i++) {
          third[g]! += rowThird[i]!;
          fourth[g]! += rowFourth[i]!;
        }
        width[g] = 1 / Math.sqrt(1 - sigma * sigma * curvature[g]!);
      }
      if (!settled) mode.fill(0);
      return settled;
    },
  };
}
