/** A recipe step: quantile groups of a column. */
import { xtile } from '../../numerics/quantiles.ts';
import { type Frame, getNumeric, withColumn } from '../data/frame.ts';
import { quotaCells } from './cells.ts';
import { categoricalColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** As many groups as levels, lowest first, apart inside and outside the core; ties go to the lower group (Stata's xtile). */
export function quantileGroups(column: string, of: string, levels: readonly string[]): SimulationStep {
  return {
    reads: [of],
    creates: [column],
    run(frame, setting): Frame {
      const { values } = getNumeric(frame, of);
      const codes = new Int32Array(frame.rows).fill(-1);
      for (const { rows } of quotaCells(frame, null, setting)) {
        const groups = xtile(
          Float64Array.from(rows, (row) => values[row]!),
          null,
          levels.length,
        );
        rows.forEach((row, i) => {
          codes[row] = groups[i]!;
        });
      }
      return withColumn(frame, categoricalColumn(column, codes, levels));
    },
  };
}
