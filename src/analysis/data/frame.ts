/** Named columns of one length. A frame is never altered: every operation returns a new one. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { CategoricalColumn, Column, NumericColumn } from './column.ts';

export interface Frame {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** The column of that name, or E-DATA-COLUMN with the nearest name. */
export function getColumn(frame: Frame, name: string): Column {
  const column = frame.columns.get(name);
  if (column === undefined) {
    const accepted = nearestHint(name, frame.columns.keys());
    throw new Failure('E-DATA-COLUMN', { finding: `no column "${name}"`, ...(accepted && { accepted }) });
  }
  return column;
}

/** The numeric column of that name; a categorical one is E-DATA-COLUMN. */
export function getNumeric(frame: Frame, name: string): NumericColumn {
  const column = getColumn(frame, name);
  if (column.kind !== 'numeric') {
    throw new Failure('E-DATA-COLUMN', { finding: `column "${name}" is categorical where a number is needed` });
  }
  return column;
}

/** The categorical column of that name; a numeric one is E-DATA-COLUMN. */
export function getCategorical(frame: Frame, name: string): CategoricalColumn {
  const column = getColumn(frame, name);
  if (column.kind !== 'categorical') {
    throw new Failure('E-DATA-COLUMN', { finding: `column "${name}" is numeric where categories are needed` });
  }
  return column;
}

/** A frame with one column added or replaced. */
export function withColumn(frame: Frame, column: Column): Frame {
  const columns = new Map(frame.columns);
  columns.set(column.info.name, column);
  return { rows: frame.rows, columns };
}

/** The rows at the given indices, in that order; only the named columns where names are given. */
export function selectRows(frame: Frame, rows: Int32Array, names?: Iterable<string>): Frame {
  const columns = new Map<string, Column>();
  for (const name of names ?? frame.columns.keys()) {
    columns.set(name, selectColumnRows(getColumn(frame, name), rows));
  }
  return { rows: rows.length, columns };
}

function selectColumnRows(column: Column, rows: Int32Array): Column {
  if (column.kind === 'numeric') {
    const { low } = column;
    return { ...column, values: gather(column.values, rows), low: low && gather(low, rows) };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) gathered[i] = values[rows[i]!]!;
  return gathered;
}
