/** Products with the columns of a design, without ever writing its dummy columns down. */
import { Matrix } from 'ml-matrix';
import type { Block } from './block.ts';
import { pairTable } from './block-pairs.ts';
import { productError } from './double-double.ts';
import { addPredictor, fillCross } from './fused-passes.ts';
import { flatWeightedCross } from './weighted-cross.ts';

/** Number of columns of the blocks together. */
export function columnCount(blocks: readonly Block[]): number {
  let count = 0;
  for (const block of blocks) count += block.width;
  return count;
}

/** X beta, one entry per row; `beta` has one entry per column. */
export function linearPredictor(blocks: readonly Block[], beta: ArrayLike<number>): Float64Array {
  const eta = new Float64Array(rowCount(blocks));
  addPredictor(blocks, beta, eta);
  return eta;
}

function rowCount(blocks: readonly Block[]): number {
  return blocks[0]?.rows ?? 0;
}

/** X'v, one entry per column. */
export function crossVector(blocks: readonly Block[], v: Float64Array): Float64Array {
  const cross = new Float64Array(columnCount(blocks));
  fillCross(blocks, v, cross);
  return cross;
}

/** X'WX, symmetric; `weights` has one entry per row, null means all ones. */
export function weightedCross(blocks: readonly Block[], weights: Float64Array | null): Matrix {
  const p = columnCount(blocks);
  return matrixOf(flatWeightedCross(blocks, weights), p, p);
}

/** A row-major array as a Matrix. */
function matrixOf(flat: Float64Array, rows: number, columns: number): Matrix {
  const matrix = Matrix.zeros(rows, columns);
  for (let j = 0; j < rows; j++) for (let k = 0; k < columns; k++) matrix.set(j, k, flat[j * columns + k]!);
  return matrix;
}

/** A'WB for two sets of blocks over the same rows; `weights` null means all ones. */
export function crossBetween(a: readonly Block[], b: readonly Block[], weights: Float64Array | null): Matrix {
  const cross = Matrix.zeros(columnCount(a), columnCount(b));
  let row = 0;
  for (const left of a) {
    let column = 0;
    for (const right of b) {
      const table = pairTable(left, right, weights);
      for (let t = 0; t < table.length; t++) {
        cross.set(row + Math.floor(t / right.width), column + (t % right.width), table[t]!);
      }
      column += right.width;
    }
    row += left.width;
  }
  return cross;
}

/**
 * Sums of v_i x_i within groups, groupCount x columns: the summed scores of clusters. A group of -1 counts nowhere.
 */
export function groupedSums(blocks: readonly Block[], v: Float64Array, groups: Int32Array, groupCount: number): Matrix {
  const sums = Matrix.zeros(groupCount, columnCount(blocks));
  let offset = 0;
  for (const block of blocks) {
    const { codes, values, rows, width } = block;
    const table = new Float64Array(groupCount * width);
    for (let i = 0; i < rows; i++) {
      const group = groups[i]!;
      const code = codes === null ? 0 : codes[i]!;
      if (group < 0 || code < 0) continue;
      table[group * width + code]! += values === null ? v[i]! : v[i]! * values[i]!;
    }
    for (let g = 0; g < groupCount; g++) {
      for (let j = 0; j < width; j++) sums.set(g, offset + j, table[g * width + j]!);
    }
    offset += width;
  }
  return sums;
}

/** x_i' M x_i for every row, M symmetric: leverages, variances of predictions. */
export function quadraticForms(blocks: readonly Block[], m: Matrix): Float64Array {
  const p = columnCount(blocks);
  const flat = Float64Array.from(m.to1DArray());
  const forms = new Float64Array(rowCount(blocks));
  const columns = new Int32Array(blocks.length);
  const entries = new Float64Array(blocks.length);
  const offsets = blockOffsets(blocks);
  for (let i = 0; i < forms.length; i++) {
    let filled = 0;
    for (let b = 0; b < blocks.length; b++) {
      const { codes, values } = blocks[b]!;
      const code = codes === null ? 0 : codes[i]!;
      if (code < 0) continue;
      columns[filled] = offsets[b]! + code;
      entries[filled] = values === null ? 1 : values[i]!;
      filled++;
    }
    let form = 0;
    for (let a = 0; a < filled; a++) {
      const base = columns[a]! * p;
      let twice = 0;
      for (let b = 0; b < a; b++) twice += entries[b]! * flat[base + columns[b]!]!;
      form += entries[a]! * (2 * twice + entries[a]! * flat[base + columns[a]!]!);
    }
    forms[i] = form;
  }
  return forms;
}

/** Index of the first column of each block. */
export function blockOffsets(blocks: readonly Block[]): Int32Array {
  const offsets = new Int32Array(blocks.length);
  for (let b = 1; b < blocks.length; b++) offsets[b] = offsets[b - 1]! + blocks[b - 1]!.width;
  return offsets;
}

/** The blocks at the given rows, in that order. */
export function selectBlockRows(blocks: readonly Block[], rows: Int32Array): Block[] {
  return blocks.map((block) => ({
    rows: rows.length,
    width: block.width,
    codes: block.codes && gatherCodes(block.codes, rows),
    values: block.values && gather(block.values, rows),
    low: block.low && gather(block.low, rows),
  }));
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]!]!;
  return gathered;
}

function gatherCodes(codes: Int32Array, rows: Int32Array): Int32Array {
  const gathered = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = codes[rows[i]!]!;
  return gathered;
}

/**
 * The blocks without the columns marked true. A dropped level's code becomes -1, so its rows join the reference; a block
 * that loses every column is left out.
 */
export function dropColumns(blocks: readonly Block[], drop: readonly boolean[]): Block[] {
  const kept: Block[] = [];
  let offset = 0;
  for (const block of blocks) {
    const recode = new Int32Array(block.width + 1).fill(-1);
    let width = 0;
    for (let j = 0; j < block.width; j++) if (!drop[offset + j]) recode[j + 1] = width++;
    offset += block.width;
    if (width === block.width) kept.push(block);
    else if (width > 0) kept.push({ ...block, width, codes: block.codes!.map((code) => recode[code + 1]!) });
  }
  return kept;
}

/**
 * The columns of an interaction, a's columns varying slowest: combined codes a.code x b.width + b.code and multiplied
 * values. `low` keeps what the product of two numbers lost by rounding, and the factors' own low parts.
 */
export function productBlock(a: Block, b: Block): Block {
  const numbers = a.values === null ? b : b.values === null ? a : multipliedNumbers(a, b);
  return {
    rows: a.rows,
    width: a.width * b.width,
    codes: a.codes === null ? b.codes : b.codes === null ? a.codes : combinedCodes(a.codes, b.codes, b.width),
    values: numbers.values,
    low: numbers.low,
  };
}

function combinedCodes(a: Int32Array, b: Int32Array, bWidth: number): Int32Array {
  const codes = new Int32Array(a.length);
  for (let i = 0; i < codes.length; i++) codes[i] = a[i]! < 0 || b[i]! < 0 ? -1 : a[i]! * bWidth + b[i]!;
  return codes;
}

function multipliedNumbers(a: Block, b: Block): Pick<Block, 'values' | 'low'> {
  const values = new Float64Array(a.rows);
  const low = new Float64Array(a.rows);
  let anyLow = false;
  for (let i = 0; i < a.rows; i++) {
    const x = a.values![i]!;
    const y = b.values![i]!;
    const product = x * y;
    const rest = productError(x, y, product) + (x * (b.low?.[i] ?? 0) + y * (a.low?.[i] ?? 0));
    values[i] = product + rest;
    low[i] = rest - (values[i]! - product);
    if (low[i] !== 0) anyLow = true;
  }
  return { values, low: anyLow ? low : null };
}

/** Every column written out, zeros included: for small designs and tests. */
export function denseColumns(blocks: readonly Block[]): Float64Array[] {
  const columns: Float64Array[] = [];
  for (const { codes, values, rows, width } of blocks) {
    for (let j = 0; j < width; j++) {
      const column = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        if (codes === null || codes[i] === j) column[i] = values === null ? 1 : values[i]!;
      }
      columns.push(column);
    }
  }
  return columns;
}
