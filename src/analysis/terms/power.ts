/** A power of a numeric variable: the column `x^p`. */
import { numericBlock } from '../../numerics/block.ts';
import { powerColumn } from '../../numerics/power-column.ts';
import { getNumeric } from '../data/frame.ts';
import { numberAt } from './number-at.ts';
import type { Term } from './term.ts';

/**
 * The term `x^p` for an integer p of two or more, with the part that a double cannot hold (see Block). The derivative by x is
 * p x^(p-1); at a point it is the power of the point's number, not the mean of the powers.
 */
export function powerTerm(variable: string, exponent: number): Term {
  const id = `${variable}^${exponent}`;
  return {
    name: id,
    variables: [variable],
    bind(frame) {
      const { label } = getNumeric(frame, variable).info;
      const powered = { en: `${label.en}^${exponent}`, zh: `${label.zh ?? label.en}^${exponent}` };
      return {
        columns: [{ id, label: powered, variables: [variable], variableLabel: label }],
        block(source) {
          const { values, low } = getNumeric(source, variable);
          const power = powerColumn(values, low, exponent);
          return numericBlock(power.values, power.low);
        },
        derivative(source, by) {
          if (by !== variable) return null;
          return numericBlock(getNumeric(source, variable).values.map((x) => exponent * x ** (exponent - 1)));
        },
        at: (point) => Float64Array.of(numberAt(point, variable) ** exponent),
        derivativeAt: (point, by) =>
          Float64Array.of(by === variable ? exponent * numberAt(point, variable) ** (exponent - 1) : 0),
      };
    },
  };
}
