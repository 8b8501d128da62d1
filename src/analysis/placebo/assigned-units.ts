/** Units of a sample, what is assigned to them in truth, and the column that another assignment makes. */
import { Failure } from '../../errors/failure.ts';
import { type Column, isMissing, type NumericColumn } from '../data/column.ts';
import { type Frame, getColumn, getNumeric } from '../data/frame.ts';
import type { Assigned, AssignedUnits, Assignment } from './placebo.ts';

/** The units of a placebo over the rows of a sample. */
export interface PlacedUnits extends AssignedUnits {
  /** units with a treated row in the model; of two labels, units with the larger; undefined for more */
  readonly treated: number | undefined;
  /** whether an assignment gives every row of the model its real value */
  recreates(column: Column): boolean;
  /** the assigned column over the sample under another assignment; rows without a unit of the model keep their value */
  columnUnder(assignment: Assignment): Column;
}

/** The units that have rows in the model (`rows`, ascending), by the values of a column, or the rows themselves. */
export function placedUnits(
  sample: Frame,
  unit: string | undefined,
  assigned: Assigned,
  rows: Int32Array,
): PlacedUnits {
  const real = assigned.kind === 'labels' ? getColumn(sample, assigned.column) : getNumeric(sample, assigned.column);
  const { codes, names } = unit === undefined ? rowUnits(sample, rows) : unitCodes(getColumn(sample, unit), rows, unit);
  const time = assigned.kind === 'treatment' ? getNumeric(sample, assigned.time) : null;
  const value = valueUnder(assigned, real, time);
  const columnUnder = (assignment: Assignment): Column =>
    real.kind === 'numeric'
      ? {
          ...real,
          low: null,
          values: real.values.map((own, row) => (codes[row]! < 0 ? own : value(row, assignment[codes[row]!]!))),
        }
      : { ...real, codes: real.codes.map((own, row) => (codes[row]! < 0 || own < 0 ? own : assignment[codes[row]!]!)) };
  const own = valuesOf(real);
  return {
    names,
    treated: treatedUnits(assigned, own, codes, rows),
    actual: () => actualAssignment(assigned, real, time, codes, names.length, rows, unit),
    columnUnder,
    recreates(column) {
      const other = valuesOf(column);
      return rows.every((row) => Object.is(own[row], other[row]));
    },
  };
}

function treatedUnits(
  { kind }: Assigned,
  own: Float64Array | Int32Array,
  codes: Int32Array,
  rows: Int32Array,
): number | undefined {
  const labels = new Set(Array.from(rows, (row) => own[row]!));
  if (kind === 'labels' && labels.size !== 2) return undefined;
  const first = kind === 'labels' ? Math.min(...labels) : 0;
  const treated = new Set<number>();
  for (const row of rows) {
    // a year that is missing is never
    if (kind === 'adopted' ? !Number.isNaN(own[row]!) : own[row]! > first) treated.add(codes[row]!);
  }
  return treated.size;
}

function valuesOf(column: Column): Float64Array | Int32Array {
  return column.kind === 'numeric' ? column.values : column.codes;
}

function valueUnder(
  assigned: Assigned,
  real: Column,
  time: NumericColumn | null,
): (row: number, given: number) => number {
  if (time === null)
    return assigned.kind === 'labels'
      ? (row, given) => (isMissing(real, row) ? Number.NaN : given)
      : (_, given) => given;
  return (row, year) => (isMissing(real, row) ? Number.NaN : time.values[row]! >= year ? 1 : 0);
}

interface Coded {
  /** unit of every sample row, -1 for none that the model has */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

function rowUnits(sample: Frame, rows: Int32Array): Coded {
  const codes = new Int32Array(sample.rows).fill(-1);
  rows.forEach((row, i) => {
    codes[row] = i;
  });
  return { codes, names: Array.from(rows, (_, i) => String(i + 1)) };
}

function unitCodes(column: Column, rows: Int32Array, unit: string): Coded {
  const values = valuesOf(column);
  const missing = rows.reduce((count, row) => count + (isMissing(column, row) ? 1 : 0), 0);
  if (missing > 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `${missing} rows of the model have no value of the unit "${unit}"`,
      remedy: 'leave these rows out of the sample',
    });
  }
  const ids = [...new Set(Array.from(rows, (row) => values[row]!))].sort((a, b) => a - b);
  const codeOf = new Map(ids.map((id, code) => [id, code]));
  const names = ids.map((id) =>
    column.kind === 'numeric' ? (column.texts?.get(id) ?? String(id)) : column.levels[id]!.name,
  );
  return { codes: Int32Array.from(values, (id) => codeOf.get(id) ?? -1), names };
}

function actualAssignment(
  assigned: Assigned,
  real: Column,
  time: NumericColumn | null,
  codes: Int32Array,
  count: number,
  rows: Int32Array,
  unit: string | undefined,
): Assignment {
  const values = valuesOf(real);
  const assignment = new Float64Array(count).fill(Number.NaN);
  if (time !== null) {
    for (const row of rows) {
      if (values[row] !== 1) continue;
      const code = codes[row]!;
      const year = time.values[row]!;
      if (!(assignment[code]! <= year)) assignment[code] = year;
    }
  } else for (const row of rows) assignment[codes[row]!] = values[row]!;
  const under = valueUnder(assigned, real, time);
  const broken = new Set<number>();
  for (const row of rows) {
    const code = codes[row]!;
    if (!Object.is(under(row, assignment[code]!), values[row]! + 0)) broken.add(code);
  }
  if (broken.size > 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding:
        assigned.kind === 'treatment'
          ? `"${assigned.column}" is not 0 before a year and 1 from it on in ${broken.size} of ${count} units "${unit}"`
          : `"${assigned.column}" has more than one value in ${broken.size} of ${count} units "${unit}"`,
      remedy: 'name the units that it was assigned to, or give the roll-outs in a file',
    });
  }
  return assignment;
}
