/** Frames for tests, written as plain lists: null is missing. */
import type { CategoricalColumn, Column, NumericColumn } from '../../src/analysis/data/column.ts';
import type { Frame } from '../../src/analysis/data/frame.ts';

export function numeric(name: string, values: readonly (number | null)[]): NumericColumn {
  const info = { name, label: { en: name }, private: false };
  return { kind: 'numeric', info, values: Float64Array.from(values, (value) => value ?? Number.NaN), low: null };
}

export function categorical(
  name: string,
  names: readonly string[],
  values: readonly (string | null)[],
): CategoricalColumn {
  const levels = names.map((level) => ({ name: level, label: { en: level } }));
  const info = { name, label: { en: name }, private: false };
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : names.indexOf(value)));
  return { kind: 'categorical', info, codes, levels };
}

export function frameOf(...columns: readonly Column[]): Frame {
  const [first] = columns;
  const rows = first === undefined ? 0 : first.kind === 'numeric' ? first.values.length : first.codes.length;
  return { rows, columns: new Map(columns.map((column) => [column.info.name, column])) };
}

/** Values of a column: numbers or level names, null where missing. */
export function valuesOf(column: Column): (number | string | null)[] {
  if (column.kind === 'numeric') return [...column.values].map((value) => (Number.isNaN(value) ? null : value));
  return [...column.codes].map((code) => (code === -1 ? null : column.levels[code]!.name));
}

/** The message of what a function throws; fails when it does not throw. */
export function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** The message of what a promise rejects with. */
export async function rejected(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
