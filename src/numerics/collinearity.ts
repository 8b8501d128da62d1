/** Which columns of a design say nothing that the columns before them have not said. */
import type { Block } from './block.ts';
import { selectBlockRows } from './block-kernels.ts';
import { exactCross, exactCrossCost } from './exact-cross.ts';
import { exactFactor } from './exact-factor.ts';
import { semidefiniteFactor } from './semidefinite-factor.ts';
import { shiftedBlocks } from './shifted-blocks.ts';
import { flatWeightedCross } from './weighted-cross.ts';

/**
 * Share of a column's sum of squares that the columns before it must leave unexplained. Rounding of data and products to
 * doubles leaves about 1e-32; the tenth power of the NIST set Filip leaves 3e-15, the fourth power of a calendar year 6e-20.
 */
const DEPENDENT_SHARE = 1e-24;

/** Above this many double-double multiply-adds (about ten seconds) ranks are taken in doubles, with DOUBLE_SHARE. */
const EXACT_LIMIT = 1e9;
const DOUBLE_SHARE = 1e-11;

/**
 * Left-over shares from which a look in doubles is proof of independence: the error of a share is some 1e-12 (sums) times
 * the inverse of the smallest share met before.
 */
const CLEAR_SHARE = 1e-5;

/**
 * True for every column that is a linear combination of the columns before it (the last of a dependent set goes), for
 * columns of zeros, and for columns with values that are not finite. Rows of weight zero do not count; other weights
 * cannot change a rank and are not used. `tolerance` is the share described at DEPENDENT_SHARE. Deterministic: depends on
 * the columns alone. Formula: pivots of L D L' of X'X in double-double, each relative to the column's own sum of squares;
 * a design whose pivots are large in plain doubles of centred columns is passed at once.
 */
export function dependentColumns(
  blocks: readonly Block[],
  weights: Float64Array | null,
  tolerance = DEPENDENT_SHARE,
  exactLimit = EXACT_LIMIT,
): boolean[] {
  const counted = weights?.includes(0) ? selectBlockRows(blocks, rowsWithWeight(weights)) : blocks;
  const quick = doubleShares(counted);
  if (quick.every((share) => share > CLEAR_SHARE)) return quick.map(() => false);
  if (exactCrossCost(counted) > exactLimit) return quick.map((share) => !(share > Math.max(DOUBLE_SHARE, tolerance)));
  return [...exactFactor(exactCross(counted, null), tolerance).dependent];
}

function rowsWithWeight(weights: Float64Array): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) rows.push(i);
  return Int32Array.from(rows);
}

/** The shares in doubles, numeric columns centred where a constant comes first; dependent columns (below DOUBLE_SHARE) skipped. */
function doubleShares(blocks: readonly Block[]): number[] {
  const { blocks: shifted, relative } = shiftedBlocks(blocks);
  const cross = flatWeightedCross(shifted, null);
  const { shares } = semidefiniteFactor(cross, relative.length, DOUBLE_SHARE);
  // a column that centring reduced to rounding noise has no clear share
  return Array.from(shares, (share, j) => Math.min(share, relative[j]!) || 0);
}
