/** A recipe step: columns by formula, each able to read those before it. */
import type { Column } from '../data/column.ts';
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { categoricalColumn, numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** One column per formula, in the order listed; a condition gives 1 or 0, a choice between texts a category. */
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
      for (const [name, formula] of formulas) next = withColumn(next, renamed(name, formula.evaluate(next)));
      return next;
    },
  };
}

function renamed(name: string, column: Column): Column {
  if (column.kind === 'numeric') return numericColumn(name, column.values);
  const levels = column.levels.map((level) => level.name);
  return categoricalColumn(name, column.codes, levels);
}
