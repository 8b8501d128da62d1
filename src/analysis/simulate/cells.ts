/** The cells in which a recipe fills quotas and ranks: the groups of a column, inside and outside the core apart. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, getCategorical } from '../data/frame.ts';
import type { Setting } from './recipe.ts';
import type { Units } from './units.ts';

export interface QuotaCell {
  /** level of the grouping column; empty without one */
  readonly group: string;
  /** whether counts must hold to the row here */
  readonly exact: boolean;
  /** indices of its rows, ascending */
  readonly rows: Int32Array;
}

/** A cell of persons (or other units): who is in it and how many rows each counts for. */
export interface UnitCell {
  readonly group: string;
  readonly exact: boolean;
  /** indices of units, ascending */
  readonly units: Int32Array;
  /** rows that each counts for, at least one */
  readonly weights: Int32Array;
}

/**
 * Cells by the levels of `by` (null for one group of all rows) and by the core, in level order, core first; empty ones
 * are left out. Rows whose group is missing are in no cell.
 */
export function quotaCells(frame: Frame, by: string | null, setting: Setting): QuotaCell[] {
  const { names, groups } = groupsOf(frame, by);
  const inCore = coreRows(frame, setting);
  const rows = names.map(() => ({ core: [] as number[], other: [] as number[] }));
  for (let row = 0; row < frame.rows; row++) {
    const group = groups[row]!;
    if (group === -1) continue;
    const cell = rows[group]!;
    (inCore === null || inCore[row] === 1 ? cell.core : cell.other).push(row);
  }
  return names.flatMap((group, index) => {
    const { core, other } = rows[index]!;
    return [
      ...(core.length > 0 ? [{ group, exact: setting.exact, rows: Int32Array.from(core) }] : []),
      ...(other.length > 0 ? [{ group, exact: false, rows: Int32Array.from(other) }] : []),
    ];
  });
}

/**
 * The same cells with units in place of rows. A unit is in the core when one of its core rows is counted (`counted`
 * 1 at a row; null counts all), and counts for as many rows as are; the others count for all their rows.
 * Throws E-SPEC-VALUE when the rows of a unit are in several groups.
 */
export function unitCells(
  frame: Frame,
  by: string | null,
  setting: Setting,
  { units, counted, per }: { readonly units: Units; readonly counted: Float64Array | null; readonly per: string },
): UnitCell[] {
  const { names, groups } = groupsOf(frame, by);
  const inCore = coreRows(frame, setting);
  const groupOf = Int32Array.from(units.firstRow, (row) => groups[row]!);
  const core = new Int32Array(units.count);
  const all = new Int32Array(units.count);
  units.ofRow.forEach((unit, row) => {
    if (unit === -1) return;
    if (groups[row] !== groupOf[unit]) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `"${by}" is not the same in all rows of a value of "${per}"`,
        remedy: 'a group of persons must be a fixed trait of theirs; take the value at the first row',
      });
    }
    all[unit]! += 1;
    if ((inCore === null || inCore[row] === 1) && (counted === null || counted[row] === 1)) core[unit]! += 1;
  });
  const members = (group: number, wanted: boolean) =>
    Int32Array.from({ length: units.count }, (_, unit) => unit).filter(
      (unit) => groupOf[unit] === group && core[unit]! > 0 === wanted,
    );
  return names.flatMap((group, index) => {
    const inside = members(index, true);
    const outside = members(index, false);
    return [
      ...(inside.length > 0
        ? [{ group, exact: setting.exact, units: inside, weights: inside.map((unit) => core[unit]!) }]
        : []),
      ...(outside.length > 0
        ? [{ group, exact: false, units: outside, weights: outside.map((unit) => all[unit]!) }]
        : []),
    ];
  });
}

function groupsOf(frame: Frame, by: string | null): { names: readonly string[]; groups: Int32Array } {
  if (by === null) return { names: [''], groups: new Int32Array(frame.rows) };
  const { levels, codes } = getCategorical(frame, by);
  return { names: levels.map((level) => level.name), groups: codes };
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
