/** X'WX of a block design, the kernel that fits spend their time in: register tiles, scatter-adds and tables of cells. */
import type { Block } from './block.ts';
import { pairTable } from './block-pairs.ts';
import { addTileProducts, TILE_ROWS, tileStride } from './dense-tiles.ts';
import { type FactorGroup, fillGroupCells, groupFactors, groupLevelSums, levelOf } from './factor-groups.ts';

/** Interactions of a factor with a number up to this width are written out as dense columns: zeros are cheap, branches are not. */
const DENSE_WIDTH = 4;

/** A column that is kept as numbers; `code` selects the rows of an interaction, null takes all. */
interface DenseColumn {
  readonly block: Block;
  readonly code: number | null;
  readonly position: number;
  /** its column in the tiles; constants share column 0 */
  readonly tile: number;
}

interface Plan {
  readonly dense: readonly DenseColumn[];
  readonly groups: readonly FactorGroup[];
  /** wide interactions of a factor with a number */
  readonly wide: readonly { readonly block: Block; readonly position: number }[];
  readonly tiles: number;
  readonly width: number;
}

/**
 * X'WX as a flat row-major p x p array. Rows are taken in tiles, tiles in order, so the order of summation is fixed by the
 * design alone.
 */
export function flatWeightedCross(blocks: readonly Block[], weights: Float64Array | null): Float64Array {
  const plan = planOf(blocks);
  const cross = new Float64Array(plan.width * plan.width);
  const rows = blocks[0]?.rows ?? 0;
  addDenseAndFactors(plan, rows, weights, cross);
  addWide(blocks, plan, weights, cross);
  for (let j = 0; j < plan.width; j++) {
    for (let k = 0; k < j; k++) cross[j * plan.width + k] = cross[k * plan.width + j]!;
  }
  return cross;
}

function planOf(blocks: readonly Block[]): Plan {
  const dense: DenseColumn[] = [];
  const factors: { codes: Int32Array; width: number; position: number }[] = [];
  const wide: { block: Block; position: number }[] = [];
  let position = 0;
  let tiles = 1;
  for (const block of blocks) {
    if (block.codes === null) dense.push({ block, code: null, position, tile: block.values === null ? 0 : tiles++ });
    else if (block.values === null) factors.push({ codes: block.codes, width: block.width, position });
    else if (block.width > DENSE_WIDTH) wide.push({ block, position });
    else
      for (let j = 0; j < block.width; j++) {
        dense.push({ block, code: j, position: position + j, tile: tiles++ });
      }
    position += block.width;
  }
  return { dense, groups: groupFactors(factors, blocks[0]?.rows ?? 0), wide, tiles, width: position };
}

function addDenseAndFactors(plan: Plan, rows: number, weights: Float64Array | null, cross: Float64Array): void {
  const { dense, groups, tiles: columns } = plan;
  // column 0 of the tiles is the constant: its weighted twin is the weight itself, which the cells of factors sum up
  const stride = tileStride(columns);
  const plain = new Float64Array(stride * TILE_ROWS);
  const weighted = weights === null ? plain : new Float64Array(stride * TILE_ROWS);
  plain.fill(1, 0, TILE_ROWS);
  const products = new Float64Array(stride * stride);
  const cells = groups.map(() => new Int32Array(TILE_ROWS));
  const sums = groups.map((group) => new Float64Array(group.cells * stride));
  const joints = groups.map((a, g) => groups.slice(0, g).map((b) => new Float64Array(a.cells * b.cells)));

  for (let start = 0; start < rows; start += TILE_ROWS) {
    const height = Math.min(TILE_ROWS, rows - start);
    for (const column of dense) if (column.tile > 0) copyColumn(column, start, height, plain);
    if (weights !== null) weighTile(weights, start, height, columns, plain, weighted);
    addTileProducts(plain, weighted, columns, height, products);
    for (let g = 0; g < groups.length; g++) {
      fillGroupCells(groups[g]!, start, height, cells[g]!);
      scatterRows(cells[g]!, weighted, stride, height, sums[g]!);
      for (let h = 0; h < g; h++) {
        countCells(cells[g]!, cells[h]!, groups[h]!.cells, weighted, height, joints[g]![h]!);
      }
    }
  }

  for (let a = 0; a < dense.length; a++) {
    for (let b = a; b < dense.length; b++) {
      put(
        cross,
        plan.width,
        dense[a]!.position,
        dense[b]!.position,
        productOf(products, stride, dense[a]!.tile, dense[b]!.tile),
      );
    }
  }
  groups.forEach((group, g) => {
    unpackGroup(plan, group, sums[g]!, stride, cross);
    for (let h = 0; h < g; h++) unpackJoint(plan, group, groups[h]!, joints[g]![h]!, cross);
  });
}

function copyColumn(column: DenseColumn, start: number, height: number, tile: Float64Array): void {
  const at = column.tile * TILE_ROWS;
  const codes = column.block.codes;
  const values = column.block.values!;
  // a block copy waits for memory once, a loop at every element
  if (codes === null) tile.set(values.subarray(start, start + height), at);
  else {
    const { code } = column;
    for (let i = 0; i < height; i++) tile[at + i] = codes[start + i] === code ? values[start + i]! : 0;
  }
}

function weighTile(
  weights: Float64Array,
  start: number,
  height: number,
  columns: number,
  plain: Float64Array,
  weighted: Float64Array,
): void {
  for (let i = 0; i < height; i++) weighted[i] = weights[start + i]!;
  for (let c = 1; c < columns; c++) {
    const at = c * TILE_ROWS;
    for (let i = 0; i < height; i++) weighted[at + i] = weighted[i]! * plain[at + i]!;
  }
}

/** Adds the tile's columns, three at a time, to the row of sums of each cell. */
function scatterRows(
  cells: Int32Array,
  weighted: Float64Array,
  stride: number,
  height: number,
  sums: Float64Array,
): void {
  for (let c = 0; c < stride; c += 3) {
    const from0 = c * TILE_ROWS;
    const from1 = from0 + TILE_ROWS;
    const from2 = from1 + TILE_ROWS;
    for (let i = 0; i < height; i++) {
      const to = cells[i]! * stride + c;
      sums[to]! += weighted[from0 + i]!;
      sums[to + 1]! += weighted[from1 + i]!;
      sums[to + 2]! += weighted[from2 + i]!;
    }
  }
}

function countCells(
  a: Int32Array,
  b: Int32Array,
  bCells: number,
  weights: Float64Array,
  height: number,
  joint: Float64Array,
): void {
  for (let i = 0; i < height; i++) joint[a[i]! * bCells + b[i]!]! += weights[i]!;
}

/** Sums of a group's cells become: its factors by the dense columns, and its factors by each other. */
function unpackGroup(plan: Plan, group: FactorGroup, sums: Float64Array, stride: number, cross: Float64Array): void {
  for (const factor of group.factors) {
    const levels = groupLevelSums(group, factor, sums, stride);
    for (let j = 0; j < factor.width; j++) {
      const position = factor.position + j;
      put(cross, plan.width, position, position, levels[(j + 1) * stride]!);
      plan.dense.forEach((column) => {
        put(cross, plan.width, position, column.position, levels[(j + 1) * stride + column.tile]!);
      });
    }
    for (const other of group.factors) {
      if (other.position >= factor.position) break;
      for (let cell = 0; cell < group.cells; cell++) {
        const j = levelOf(factor, cell);
        const k = levelOf(other, cell);
        if (j < 0 || k < 0) continue;
        put(cross, plan.width, factor.position + j, other.position + k, sums[cell * stride]!);
      }
    }
  }
}

function unpackJoint(plan: Plan, a: FactorGroup, b: FactorGroup, joint: Float64Array, cross: Float64Array): void {
  for (const left of a.factors) {
    for (const right of b.factors) {
      for (let cell = 0; cell < a.cells; cell++) {
        const j = levelOf(left, cell);
        if (j < 0) continue;
        for (let other = 0; other < b.cells; other++) {
          const k = levelOf(right, other);
          if (k < 0) continue;
          put(cross, plan.width, left.position + j, right.position + k, joint[cell * b.cells + other]!);
        }
      }
    }
  }
}

function addWide(blocks: readonly Block[], plan: Plan, weights: Float64Array | null, cross: Float64Array): void {
  for (const { block, position } of plan.wide) {
    let other = 0;
    for (const right of blocks) {
      // a pair of wide blocks is met twice: take it the first time
      const done = other < position && plan.wide.some((entry) => entry.position === other);
      if (!done)
        addTable(pairTable(block, right, weights), block.width, right.width, position, other, cross, plan.width);
      other += right.width;
    }
  }
}

function addTable(
  table: Float64Array,
  rows: number,
  columns: number,
  row: number,
  column: number,
  cross: Float64Array,
  width: number,
): void {
  for (let j = 0; j < rows; j++) {
    for (let k = 0; k < columns; k++) {
      if (row === column && k < j) continue;
      put(cross, width, row + j, column + k, table[j * columns + k]!);
    }
  }
}

function productOf(products: Float64Array, stride: number, a: number, b: number): number {
  return products[a < b ? a * stride + b : b * stride + a]!;
}

/** Adds to the upper triangle. */
function put(cross: Float64Array, width: number, j: number, k: number, value: number): void {
  cross[j < k ? j * width + k : k * width + j]! += value;
}
