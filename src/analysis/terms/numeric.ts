/** A numeric variable as it stands: one column named after it. */
import { type Block, constantBlock, numericBlock } from '../../numerics/block.ts';
import type { NumericColumn } from '../data/column.ts';
import { type Frame, getNumeric } from '../data/frame.ts';
import { numberAt } from './number-at.ts';
import type { BoundTerm } from './term.ts';

/** Binds a numeric column: column `x`, derivative one. */
export function bindNumeric(column: NumericColumn): BoundTerm {
  const { name, label } = column.info;
  return {
    columns: [{ id: name, label, variables: [name], variableLabel: label }],
    block(frame: Frame): Block {
      const { values, low } = getNumeric(frame, name);
      return numericBlock(values, low);
    },
    derivative: (frame, variable) => (variable === name ? constantBlock(frame.rows) : null),
    at: (point) => Float64Array.of(numberAt(point, name)),
    derivativeAt: (_, variable) => Float64Array.of(variable === name ? 1 : 0),
  };
}
