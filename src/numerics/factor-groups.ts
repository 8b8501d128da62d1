/** Factors packed into groups, so that one table of cells serves several factors at once. */

export interface Factor {
  readonly codes: Int32Array;
  readonly width: number;
  /** index of its first column in the design */
  readonly position: number;
}

/** A factor inside a group: a cell's level is floor(cell / stride) mod (width + 1) - 1. */
export interface PackedFactor extends Factor {
  readonly stride: number;
}

export interface FactorGroup {
  readonly factors: readonly PackedFactor[];
  /** number of combinations of levels, code -1 included */
  readonly cells: number;
}

/** Cells of two groups together stay within the second-level cache, and below the number of rows. */
const MOST_CELLS = 128;

/** Packs factors, in order, while the combinations of their levels stay few; a wide factor is a group of its own. */
export function groupFactors(factors: readonly Factor[], rows: number): FactorGroup[] {
  const most = Math.min(MOST_CELLS, Math.floor(Math.sqrt(rows)));
  const groups: FactorGroup[] = [];
  let packed: PackedFactor[] = [];
  let cells = 1;
  for (const factor of factors) {
    if (packed.length > 0 && cells * (factor.width + 1) > most) {
      groups.push({ factors: packed, cells });
      packed = [];
      cells = 1;
    }
    packed.push({ ...factor, stride: cells });
    cells *= factor.width + 1;
  }
  if (packed.length > 0) groups.push({ factors: packed, cells });
  return groups;
}

/** The cell of each row start .. start + height - 1. */
export function fillGroupCells(group: FactorGroup, start: number, height: number, cells: Int32Array): void {
  cells.fill(0, 0, height);
  for (const { codes, stride } of group.factors) {
    for (let i = 0; i < height; i++) cells[i]! += (codes[start + i]! + 1) * stride;
  }
}

/** The level of a factor in a cell of its group, -1 for none. */
export function levelOf(factor: PackedFactor, cell: number): number {
  return (Math.floor(cell / factor.stride) % (factor.width + 1)) - 1;
}

/** Sums over the cells of each level: (width + 1) x columns, code -1 first. */
export function groupLevelSums(
  group: FactorGroup,
  factor: PackedFactor,
  sums: Float64Array,
  columns: number,
): Float64Array {
  const levels = new Float64Array((factor.width + 1) * columns);
  for (let cell = 0; cell < group.cells; cell++) {
    const to = (levelOf(factor, cell) + 1) * columns;
    for (let c = 0; c < columns; c++) levels[to + c]! += sums[cell * columns + c]!;
  }
  return levels;
}
