/** The cells in which a recipe fills quotas and ranks: the groups of a column, inside and outside the core apart. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, getCategorical } from '../data/frame.ts';
import type { Setting } from './recipe.ts';

export interface QuotaCell {
  /** level of the grouping column; empty without one */
  readonly group: string;
  /** whether counts must hold to the row here */
  readonly exact: boolean;
  /** indices of its rows, ascending */
  readonly rows: Int32Array;
}

/**
 * Cells by the levels of `by` (null for one group of all rows) and by the core, in level order, core first; empty ones
 * are left out. Rows whose group is missing are in no cell.
 */
export function quotaCells(frame: Frame, by: string | null, setting: Setting): QuotaCell[] {
  const groups = by === null ? null : getCategorical(frame, by);
  const names = groups === null ? [''] : groups.levels.map((level) => level.name);
  const inCore = coreRows(frame, setting);
  const rows = names.map(() => ({ core: [] as number[], other: [] as number[] }));
  for (let row = 0; row < frame.rows; row++) {
    const group = groups === null ? 0 : groups.codes[row]!;
    if (group === -1) continue;
    const cell = rows[group]!;
    (inCore === null || inCore[row] === 1 ? cell.core : cell.other).push(row);
  }
  const cells: QuotaCell[] = [];
  names.forEach((group, index) => {
    const { core, other } = rows[index]!;
    if (core.length > 0) cells.push({ group, exact: setting.exact, rows: Int32Array.from(core) });
    if (other.length > 0) cells.push({ group, exact: false, rows: Int32Array.from(other) });
  });
  return cells;
}

/** 1 in the core; null where the column that marks it is not made yet, so that every row counts. */
function coreRows(frame: Frame, { core }: Setting): Uint8Array | null {
  if (core === null || !frame.columns.has(core.column)) return null;
  const column = getCategorical(frame, core.column);
  const code = column.levels.findIndex((level) => level.name === core.level);
  if (code === -1) {
    throw new Failure('E-SPEC-NAME', {
      place: { path: 'exact_where.level' },
      finding: `"${core.column}" has no level "${core.level}"`,
      accepted: `levels: ${column.levels.map((level) => level.name).join(', ')}`,
    });
  }
  return Uint8Array.from(column.codes, (value) => (value === code ? 1 : 0));
}
