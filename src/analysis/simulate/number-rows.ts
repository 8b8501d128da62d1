/** A recipe step: the running number of each row. */
import { withColumn } from '../data/frame.ts';
import { numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** 1, 2, ... in the order of the file: an `order` by it deals levels in blocks. */
export function numberRows(column: string): SimulationStep {
  return {
    reads: [],
    creates: [column],
    run: (frame) =>
      withColumn(
        frame,
        numericColumn(
          column,
          Float64Array.from({ length: frame.rows }, (_, i) => i + 1),
        ),
      ),
  };
}
