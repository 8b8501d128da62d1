/** A recipe step: the values of one column dealt out in the order of another. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, getNumeric, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { quotaCells } from './cells.ts';
import { expressionValues, numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/**
 * A numeric column that holds, within every group and apart inside and outside the core, exactly the values of `of`,
 * rearranged so that they rise with `order`: the distribution stays, the dependence is that of the latent variable.
 * Source: Iman & Conover (1982), with ranks of one latent variable. Throws E-SPEC-VALUE when a value or order is missing.
 */
export function rank(column: string, of: string, order: Expression, by: string | null): SimulationStep {
  return {
    reads: [of, ...order.variables, ...(by === null ? [] : [by])],
    creates: [column],
    run(frame, setting): Frame {
      const values = getNumeric(frame, of).values;
      const latent = expressionValues(order, frame);
      const ranked = new Float64Array(frame.rows).fill(Number.NaN);
      for (const { rows } of quotaCells(frame, by, setting)) {
        if (rows.some((row) => Number.isNaN(values[row]) || Number.isNaN(latent[row]))) {
          throw new Failure('E-SPEC-VALUE', {
            finding: `rank "${column}": "${of}" or its order is missing in some rows`,
          });
        }
        const byLatent = Int32Array.from(rows).sort((a, b) => latent[a]! - latent[b]! || a - b);
        const sorted = Float64Array.from(rows, (row) => values[row]!).sort();
        byLatent.forEach((row, position) => {
          ranked[row] = sorted[position]!;
        });
      }
      return withColumn(frame, numericColumn(column, ranked));
    },
  };
}
