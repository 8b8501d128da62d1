/** Whether covariates predict a 0/1 outcome perfectly, for all rows or some, so that no finite estimate exists. */
import type { Block } from './block.ts';
import { columnCount, crossVector, linearPredictor, selectBlockRows } from './block-kernels.ts';
import { dependentColumns } from './collinearity.ts';
import { type ConePoint, projectOnCone, type Rows } from './nonnegative-projection.ts';
import { backSolve, forwardSolve, type SemidefiniteFactor, semidefiniteFactor } from './semidefinite-factor.ts';
import { type ShiftedBlocks, shiftedBlocks } from './shifted-blocks.ts';
import { flatWeightedCross } from './weighted-cross.ts';

/** A design, whose columns may be dependent, and 0 or 1 for every row. */
export interface BinaryData {
  readonly blocks: readonly Block[];
  readonly outcome01: ArrayLike<number>;
}

export interface Separation {
  readonly kind: 'none' | 'quasi-complete' | 'complete';
  /** 1 where the row is predicted perfectly */
  readonly rows: Uint8Array;
  readonly rowCount: number;
  /** true where the coefficient has no finite estimate */
  readonly columns: readonly boolean[];
  /** +1 or -1: the infinity the coefficient runs to; 0 for the others */
  readonly direction: Int8Array;
  /** columns that leave together with the rows: combinations of earlier columns once the rows are gone */
  readonly drop: readonly boolean[];
  /** false when the search gave up before a proof either way (never seen; `kind` then counts only what was proved) */
  readonly certain: boolean;
}

/** Columns with a smaller left-over share (centred, in doubles) take no part: no fit in doubles can tell them apart. */
const FLOOR = 1e-11;
/** Products below this are zero; the largest of a separating direction is at least one. */
const ZERO = 1e-7;
/** Smallest weight of a row that counts as positive in a proof of overlap. */
const SMALLEST_WEIGHT = 1e-10;

/**
 * Finds every row that some linear combination of the columns predicts perfectly: the largest set with
 * (2 y_i - 1) x_i'g >= 0 for all rows and > 0 on the set, for any link function. Method: z = X g (signed) is the projection of
 * a vector of ones on the cone of non-negative predictions; then sum z = sum z^2, so z is zero or has an element of at least
 * one, and the two cases are told apart with certainty. Rows with z > 0 leave, and the rest is searched again until it overlaps.
 * Source: Albert and Anderson 1984, Biometrika 71:1; the target of the iterative rectifier of Correia, Guimaraes and Zylkin
 * 2019 (arXiv:1903.01633), reached here in finitely many steps. Stata: "predicts failure perfectly"; R: detectseparation.
 */
export function detectSeparation(data: BinaryData): Separation {
  const { blocks } = data;
  const total = blocks[0]?.rows ?? 0;
  const width = columnCount(blocks);
  const rows = new Uint8Array(total);
  const direction = new Int8Array(width);
  let remaining = Int32Array.from({ length: total }, (_, i) => i);
  let certain = true;
  while (remaining.length > 0 && width > 0) {
    const found = separatingDirection(selectBlockRows(blocks, remaining), (k) => data.outcome01[remaining[k]!]!);
    if (!found.finished) certain = false;
    if (found.signs === null) break;
    for (let j = 0; j < width; j++) if (direction[j] === 0) direction[j] = found.signs[j]!;
    for (const k of found.rows) rows[remaining[k]!] = 1;
    remaining = remaining.filter((i) => rows[i] === 0);
  }
  const rowCount = total - remaining.length;
  const columns = Array.from(direction, (sign) => sign !== 0);
  return {
    kind: rowCount === 0 ? 'none' : rowCount === total ? 'complete' : 'quasi-complete',
    rows,
    rowCount,
    columns,
    direction,
    drop: columnsToDrop(blocks, remaining, total, columns),
    certain,
  };
}

function columnsToDrop(
  blocks: readonly Block[],
  remaining: Int32Array,
  total: number,
  columns: readonly boolean[],
): readonly boolean[] {
  if (remaining.length === total) return columns;
  if (remaining.length === 0) return columns.map(() => true);
  return dependentColumns(selectBlockRows(blocks, remaining), null);
}

interface Direction {
  /** signs of the coefficients of a direction that separates, null when none does */
  readonly signs: Int8Array | null;
  /** the rows it predicts perfectly */
  readonly rows: readonly number[];
  readonly finished: boolean;
}

function separatingDirection(blocks: readonly Block[], outcome: (row: number) => number): Direction {
  const count = blocks[0]!.rows;
  const shifted = shiftedBlocks(blocks);
  const size = shifted.shift.length;
  const factor = semidefiniteFactor(flatWeightedCross(shifted.blocks, null), size, FLOOR);
  const sign = Float64Array.from({ length: count }, (_, i) => (outcome(i) === 1 ? 1 : -1));
  const target = crossVector(shifted.blocks, sign);
  forwardSolve(factor, target);
  const found = projectOnCone(whitenedRows(shifted.blocks, factor, sign), target, ZERO * 1e-2, 0.5);
  if (found.end === 'origin') return { signs: null, rows: [], finished: true };
  const rows: number[] = [];
  for (let i = 0; i < count; i++) if (found.products[i]! > ZERO) rows.push(i);
  const separates = found.end === 'inside' && rows.length > 0;
  return { signs: separates ? signsOf(found, factor, shifted) : null, rows, finished: separates };
}

/** Signed rows in the coordinates in which X'X is the identity. */
function whitenedRows(blocks: readonly Block[], factor: SemidefiniteFactor, sign: Float64Array): Rows {
  return {
    count: sign.length,
    row(i) {
      const row = new Float64Array(factor.size);
      let offset = 0;
      for (const { codes, values, width } of blocks) {
        const code = codes === null ? 0 : codes[i]!;
        if (code >= 0) row[offset + code] = sign[i]! * (values === null ? 1 : values[i]!);
        offset += width;
      }
      forwardSolve(factor, row);
      return row;
    },
    products(g) {
      const beta = g.slice();
      backSolve(factor, beta);
      const products = linearPredictor(blocks, beta);
      for (let i = 0; i < products.length; i++) products[i]! *= sign[i]!;
      return products;
    },
  };
}

/** Signs of the direction in the columns as given; coefficients at rounding level are zero. */
function signsOf(found: ConePoint, factor: SemidefiniteFactor, { shift, scale }: ShiftedBlocks): Int8Array {
  const beta = found.point.slice();
  backSolve(factor, beta);
  let largest = 0;
  for (const slope of beta) largest = Math.max(largest, Math.abs(slope));
  const signs = new Int8Array(beta.length);
  let constant = beta[0]!;
  let terms = Math.abs(constant);
  for (let j = 0; j < beta.length; j++) {
    if (Math.abs(beta[j]!) > ZERO * largest) signs[j] = Math.sign(beta[j]!);
    const moved = (beta[j]! / scale[j]!) * shift[j]!;
    constant -= moved;
    terms += Math.abs(moved);
  }
  if (terms > 0) signs[0] = Math.abs(constant) > ZERO * Math.max(terms, largest) ? Math.sign(constant) : 0;
  return signs;
}

/**
 * Proof, from a fit, that nothing is separated; costs one cross product. True is certain, false means that detectSeparation
 * must decide. `scoreResidual` is d l_i / d eta_i at the fit (y - p for logit; any positive multiple per row of the sign of
 * 2y - 1 would do), the columns are independent. Formula: positive weights l_i with sum l_i (2 y_i - 1) x_i = 0 exist exactly
 * when no direction separates (Stiemke's lemma); those of the fit, corrected by their least-squares distance from the
 * condition, must stay positive.
 */
export function certifiesOverlap(data: BinaryData, scoreResidual: Float64Array): boolean {
  const { blocks, outcome01 } = data;
  for (let i = 0; i < scoreResidual.length; i++) {
    const weight = outcome01[i] === 1 ? scoreResidual[i]! : -scoreResidual[i]!;
    if (!(weight > SMALLEST_WEIGHT)) return false;
  }
  const shifted = shiftedBlocks(blocks).blocks;
  const size = columnCount(blocks);
  const factor = semidefiniteFactor(flatWeightedCross(shifted, null), size, FLOOR);
  if (factor.shares.some((share) => share <= FLOOR)) return false;
  const correction = crossVector(shifted, scoreResidual);
  forwardSolve(factor, correction);
  backSolve(factor, correction);
  const change = linearPredictor(shifted, correction);
  for (let i = 0; i < change.length; i++) {
    if (!(Math.abs(change[i]!) < 0.5 * Math.abs(scoreResidual[i]!))) return false;
  }
  return true;
}
