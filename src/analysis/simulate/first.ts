/** A recipe step: a column held at its value in the first row of each person. */
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import { categoricalColumn, numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';
import { unitsOf } from './units.ts';

/** `of` at the first row of each value of `per`, in all its rows; missing where `per` is. */
export function first(column: string, of: string, per: string): SimulationStep {
  return {
    reads: [of, per],
    creates: [column],
    run(frame): Frame {
      const { ofRow, firstRow } = unitsOf(frame, per);
      const source = getColumn(frame, of);
      if (source.kind === 'numeric') {
        const values = Float64Array.from(ofRow, (unit) => (unit === -1 ? Number.NaN : source.values[firstRow[unit]!]!));
        return withColumn(frame, numericColumn(column, values));
      }
      const codes = ofRow.map((unit) => (unit === -1 ? -1 : source.codes[firstRow[unit]!]!));
      return withColumn(
        frame,
        categoricalColumn(
          column,
          codes,
          source.levels.map((level) => level.name),
        ),
      );
    },
  };
}
