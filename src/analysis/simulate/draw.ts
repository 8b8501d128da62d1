/** A recipe step: columns of independent random draws. */
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { expressionValues, numericColumn } from './columns.ts';
import type { Distribution } from './distributions.ts';
import type { SimulationStep } from './recipe.ts';
import { drawRows } from './streams.ts';

/** One column of draws per name, each from its own streams; missing in rows where `where` is not true. */
export function draw(columns: readonly string[], from: Distribution, where: Expression | null): SimulationStep {
  return {
    reads: [...from.reads, ...(where === null ? [] : where.variables)],
    creates: columns,
    run(frame, setting): Frame {
      const asked = where === null ? null : expressionValues(where, frame);
      const sample = from.bind(frame);
      let next = frame;
      for (const column of columns) {
        const values = drawRows(setting.seed, `draw/${column}`, frame.rows, (stream, row) => {
          const value = sample(stream, row);
          return asked === null || asked[row] === 1 ? value : Number.NaN;
        });
        next = withColumn(next, numericColumn(column, values));
      }
      return next;
    },
  };
}
