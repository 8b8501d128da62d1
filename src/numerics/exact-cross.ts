/** X'WX of a block design in double-double: for ranks and for least squares, where digits matter more than time. */
import type { Block } from './block.ts';
import { productError, sumError } from './double-double.ts';

/** A square matrix of pairs hi + lo, row-major. */
export interface PairMatrix {
  readonly size: number;
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

/** One number per row as a pair; `hi` null is a column of ones, `lo` null zeros. `bound`: see integerBound. */
interface PairColumn {
  readonly hi: Float64Array | null;
  readonly lo: Float64Array | null;
  readonly bound: number;
}

const ONES: PairColumn = { hi: null, lo: null, bound: 1 };

/** Sums of integers below this are exact in a double, in any order. */
const EXACT_INTEGERS = 9007199254740992;

/** Double-double multiply-adds that exactCross takes at most (columns that are whole numbers cost a tenth of this). */
export function exactCrossCost(blocks: readonly Block[]): number {
  return ((blocks[0]?.rows ?? 0) * blocks.length * (blocks.length + 1)) / 2;
}

/**
 * X'WX with the blocks' low parts, each element to about 30 digits of the sum of its absolute terms. Products of whole
 * numbers whose sum stays below 2^53 are summed in plain doubles, which is exact.
 */
export function exactCross(blocks: readonly Block[], weights: Float64Array | null): PairMatrix {
  let size = 0;
  for (const block of blocks) size += block.width;
  const cross = { size, hi: new Float64Array(size * size), lo: new Float64Array(size * size) };
  const columns = blocks.map((block) => pairColumn(block.values, block.low));
  const weight = pairColumn(weights, null);
  let row = 0;
  blocks.forEach((left, a) => {
    const weighted = multiplyColumns(weight, columns[a]!);
    let column = row;
    for (let b = a; b < blocks.length; b++) {
      const right = blocks[b]!;
      addPair(left, weighted, right, columns[b]!, cross, row, column);
      column += right.width;
    }
    row += left.width;
  });
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) {
      cross.hi[j * size + k] = cross.hi[k * size + j]!;
      cross.lo[j * size + k] = cross.lo[k * size + j]!;
    }
  }
  return cross;
}

function pairColumn(hi: Float64Array | null, low: Float64Array | null): PairColumn {
  if (hi === null) return ONES;
  const lo = low?.some((part) => part !== 0) ? low : null;
  return { hi, lo, bound: lo === null ? integerBound(hi) : Infinity };
}

/** The largest absolute value where all are whole numbers, otherwise Infinity. */
function integerBound(values: Float64Array): number {
  let bound = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== Math.floor(value)) return Infinity;
    bound = Math.max(bound, Math.abs(value));
  }
  return bound;
}

function multiplyColumns(a: PairColumn, b: PairColumn): PairColumn {
  if (a.hi === null) return b;
  if (b.hi === null) return a;
  const rows = a.hi.length;
  const hi = new Float64Array(rows);
  const bound = a.bound * b.bound;
  if (bound < EXACT_INTEGERS) {
    for (let i = 0; i < rows; i++) hi[i] = a.hi[i]! * b.hi[i]!;
    return { hi, lo: null, bound };
  }
  const lo = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const x = a.hi[i]!;
    const y = b.hi[i]!;
    const product = x * y;
    let rest = productError(x, y, product);
    if (a.lo !== null) rest += a.lo[i]! * y;
    if (b.lo !== null) rest += x * b.lo[i]!;
    hi[i] = product + rest;
    lo[i] = rest - (hi[i]! - product);
  }
  return { hi, lo, bound: Infinity };
}

function addPair(
  left: Block,
  x: PairColumn,
  right: Block,
  y: PairColumn,
  cross: PairMatrix,
  row: number,
  column: number,
): void {
  const { rows } = left;
  const at = row * cross.size + column;
  if (left.codes === null && right.codes === null && x.hi !== null && y.hi !== null) {
    if (x.bound * y.bound * rows < EXACT_INTEGERS) cross.hi[at] = dot(x.hi, y.hi);
    else pairDot(x.hi, x.lo, y.hi, y.lo, cross, at);
    return;
  }
  const table = scatter(left, right, multiplyColumns(x, y), rows);
  for (let j = 0; j < left.width; j++) {
    for (let k = 0; k < right.width; k++) {
      cross.hi[at + j * cross.size + k] = table.hi[j * right.width + k]!;
      cross.lo[at + j * cross.size + k] = table.lo[j * right.width + k]!;
    }
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/**
 * The dot product of two pair columns. The rounding errors of products and sums are collected in one double of their own:
 * as good as arithmetic in twice the precision (Ogita, Rump and Oishi 2005, SIAM J. Sci. Comput. 26:1955, algorithm Dot2).
 */
function pairDot(
  x: Float64Array,
  xLow: Float64Array | null,
  y: Float64Array,
  yLow: Float64Array | null,
  cross: PairMatrix,
  at: number,
): void {
  let hi = 0;
  let lo = 0;
  let last = 0;
  for (let i = 0; i < x.length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    const product = a * b;
    const sum = hi + product;
    let rest = productError(a, b, product);
    if (xLow !== null) rest += xLow[i]! * b;
    if (yLow !== null) rest += a * yLow[i]!;
    const error = rest + sumError(hi, product, sum);
    const lowSum = lo + error;
    last += sumError(lo, error, lowSum);
    lo = lowSum;
    hi = sum;
  }
  lo += last;
  cross.hi[at] = hi + lo;
  cross.lo[at] = lo - (cross.hi[at]! - hi);
}

/** Sums of a pair column over the cells of two codes, left.width x right.width; rounding errors as in pairDot. */
function scatter(left: Block, right: Block, product: PairColumn, rows: number): { hi: Float64Array; lo: Float64Array } {
  // one cell in front takes the rows that belong to no column
  const size = left.width * right.width + 1;
  const hi = new Float64Array(size);
  const lo = new Float64Array(size);
  const cells = cellsOf(left.codes, right.codes, right.width, rows);
  const values = product.hi ?? new Float64Array(rows).fill(1);
  if (product.bound * rows < EXACT_INTEGERS) {
    for (let i = 0; i < rows; i++) hi[cells[i]!]! += values[i]!;
  } else {
    for (let i = 0; i < rows; i++) {
      const cell = cells[i]!;
      const before = hi[cell]!;
      const value = values[i]!;
      const sum = before + value;
      hi[cell] = sum;
      lo[cell]! += sumError(before, value, sum) + (product.lo === null ? 0 : product.lo[i]!);
    }
    for (let cell = 0; cell < size; cell++) {
      const sum = hi[cell]! + lo[cell]!;
      lo[cell]! -= sum - hi[cell]!;
      hi[cell] = sum;
    }
  }
  return { hi: hi.subarray(1), lo: lo.subarray(1) };
}

function cellsOf(left: Int32Array | null, right: Int32Array | null, rightWidth: number, rows: number): Int32Array {
  const cells = new Int32Array(rows);
  const only = left === null ? right : right === null ? left : null;
  if (only !== null) for (let i = 0; i < rows; i++) cells[i] = only[i]! + 1;
  else if (left === null || right === null) cells.fill(1);
  else {
    for (let i = 0; i < rows; i++) {
      cells[i] = left[i]! < 0 || right[i]! < 0 ? 0 : left[i]! * rightWidth + right[i]! + 1;
    }
  }
  return cells;
}
