/** A recipe step: columns by formula, each able to read those before it. */
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { expressionValues, numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** One column per formula, in the order listed; a condition gives 1 or 0. */
export function compute(formulas: ReadonlyMap<string, Expression>): SimulationStep {
  const reads = new Set<string>();
  const made = new Set<string>();
  for (const [name, formula] of formulas) {
    for (const variable of formula.variables) if (!made.has(variable)) reads.add(variable);
    made.add(name);
  }
  return {
    reads: [...reads],
    creates: [...formulas.keys()],
    run(frame): Frame {
      let next = frame;
      for (const [name, formula] of formulas) {
        next = withColumn(next, numericColumn(name, expressionValues(formula, next)));
      }
      return next;
    },
  };
}
