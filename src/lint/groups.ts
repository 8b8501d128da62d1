/** Rows by the values of a column: whether something varies within them, and which units adopt when. */
import { type Frame, selectRows } from '../analysis/data/frame.ts';
import type { SeenDesign } from '../pipeline/check-analysis.ts';

export interface Keys {
  /** per row, from 0 to count - 1; -1 where the column is missing */
  readonly codes: Int32Array;
  /** values that rows have */
  readonly count: number;
}

/** The values of a column as codes in order of appearance; undefined when the frame lacks it. */
export function keysOf(frame: Frame, name: string): Keys | undefined {
  const column = frame.columns.get(name);
  if (column === undefined) return undefined;
  const values: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const seen = new Map<number, number>();
  const codes = new Int32Array(frame.rows);
  for (let row = 0; row < frame.rows; row++) {
    const value = values[row]!;
    const missing = column.kind === 'numeric' ? Number.isNaN(value) : value === -1;
    let code = missing ? -1 : seen.get(value);
    if (code === undefined) {
      code = seen.size;
      seen.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, count: seen.size };
}

/** The pairs of two columns' values that rows have. */
export function cellKeys(one: Keys, other: Keys): Keys {
  const seen = new Map<number, number>();
  const codes = one.codes.map((code, row) => {
    const second = other.codes[row]!;
    if (code === -1 || second === -1) return -1;
    const key = code * other.count + second;
    let cell = seen.get(key);
    if (cell === undefined) {
      cell = seen.size;
      seen.set(key, cell);
    }
    return cell;
  });
  return { codes, count: seen.size };
}

/** Whether a coded column has one value in every group; rows that miss either say nothing. */
export function constantWithin(codes: Int32Array, groups: Keys): boolean {
  const first = new Int32Array(groups.count).fill(-1);
  for (let row = 0; row < codes.length; row++) {
    const group = groups.codes[row]!;
    const code = codes[row]!;
    if (group === -1 || code === -1) continue;
    if (first[group] === -1) first[group] = code;
    else if (first[group] !== code) return false;
  }
  return true;
}

/** The rows of a design with further columns of its sample, where the sample has them. */
export function rowsWith({ design, sample }: SeenDesign, names: readonly (string | undefined)[]): Frame {
  const more = names.filter(
    (name) => name !== undefined && !design.frame.columns.has(name) && sample.columns.has(name),
  );
  if (more.length === 0) return design.frame;
  const beside = selectRows(sample, design.rows, more as string[]);
  return { rows: design.frame.rows, columns: new Map([...design.frame.columns, ...beside.columns]) };
}

interface AdoptionColumns {
  readonly adopted: string;
  readonly time: string;
  readonly lag: number;
  readonly unit?: string;
}

interface Adoptions {
  /** the first time of the rows */
  readonly first: number;
  readonly always: { readonly rows: number; readonly units: number | undefined };
  /** units in all, and those that adopt after the first and by the last time; undefined without a column of units */
  readonly units: number | undefined;
  readonly switching: number | undefined;
}

/** Who had adopted when, over the rows of a frame; undefined when a column is not numeric or not there. */
export function adoptions(frame: Frame, { adopted, time, lag, unit }: AdoptionColumns): Adoptions | undefined {
  const from = frame.columns.get(adopted);
  const now = frame.columns.get(time);
  if (from?.kind !== 'numeric' || now?.kind !== 'numeric' || frame.rows === 0) return undefined;
  let [first, last] = [Infinity, -Infinity];
  for (const at of now.values) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  const keys = unit === undefined ? undefined : keysOf(frame, unit);
  const always = new Set<number>();
  const switching = new Set<number>();
  let rows = 0;
  for (let row = 0; row < frame.rows; row++) {
    const at = from.values[row]! + lag;
    const key = keys?.codes[row] ?? -1;
    if (at <= first) {
      rows++;
      always.add(key);
    } else if (at <= last) switching.add(key);
  }
  return {
    first,
    always: { rows, units: keys && always.size },
    units: keys?.count,
    switching: keys && switching.size,
  };
}
