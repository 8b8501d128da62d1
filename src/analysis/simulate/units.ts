/** What a recipe draws or deals for: single rows, or all rows of a person (a value of a column) at once. */
import { type Frame, getColumn } from '../data/frame.ts';

export interface Units {
  readonly count: number;
  /** the unit of each row; -1 where the column is missing */
  readonly ofRow: Int32Array;
  /** the first row of each unit */
  readonly firstRow: Int32Array;
}

/**
 * The units of a column: its distinct values, ascending (the levels that occur, in their order, of a category). Without
 * a column every row is a unit of its own.
 */
export function unitsOf(frame: Frame, per: string | null): Units {
  if (per === null) {
    const rows = Int32Array.from({ length: frame.rows }, (_, row) => row);
    return { count: frame.rows, ofRow: rows, firstRow: rows };
  }
  const column = getColumn(frame, per);
  const values = column.kind === 'numeric' ? column.values : Float64Array.from(column.codes, missingToNaN);
  const firstRows = new Map<number, number>();
  values.forEach((value, row) => {
    if (!Number.isNaN(value) && !firstRows.has(value)) firstRows.set(value, row);
  });
  const distinct = Float64Array.from(firstRows.keys()).sort();
  const unitOf = new Map(Array.from(distinct, (value, unit) => [value, unit]));
  return {
    count: distinct.length,
    ofRow: Int32Array.from(values, (value) => unitOf.get(value) ?? -1),
    firstRow: Int32Array.from(distinct, (value) => firstRows.get(value)!),
  };
}

function missingToNaN(code: number): number {
  return code === -1 ? Number.NaN : code;
}
