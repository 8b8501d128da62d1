/** A recipe step: columns of independent random draws. */
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { expressionValues, numericColumn } from './columns.ts';
import type { Distribution } from './distributions.ts';
import type { SimulationStep } from './recipe.ts';
import { drawRows } from './streams.ts';
import { unitsOf } from './units.ts';

export interface DrawOptions {
  readonly columns: readonly string[];
  readonly from: Distribution;
  /** a column whose values are drawn for once each, in all their rows; null draws for every row */
  readonly per: string | null;
  readonly where: Expression | null;
}

/**
 * One column of draws per name, each from its own streams; missing in rows where `where` is not true or `per` is
 * missing. With `per`, parameters are those of the first row of each of its values.
 */
export function draw({ columns, from, per, where }: DrawOptions): SimulationStep {
  return {
    reads: [...from.reads, ...(per === null ? [] : [per]), ...(where === null ? [] : where.variables)],
    creates: columns,
    run(frame, setting): Frame {
      const asked = where === null ? null : expressionValues(where, frame);
      const units = unitsOf(frame, per);
      const sample = from.bind(frame);
      let next = frame;
      for (const column of columns) {
        const drawn = drawRows(setting.seed, `draw/${column}`, units.count, (stream, unit) =>
          sample(stream, units.firstRow[unit]!),
        );
        const values = Float64Array.from(units.ofRow, (unit, row) =>
          unit !== -1 && (asked === null || asked[row] === 1) ? drawn[unit]! : Number.NaN,
        );
        next = withColumn(next, numericColumn(column, values));
      }
      return next;
    },
  };
}
