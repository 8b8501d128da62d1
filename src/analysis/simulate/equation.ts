/** A recipe step: a linear predictor from a list of coefficients. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { type Frame, getCategorical, getColumn, getNumeric, withColumn } from '../data/frame.ts';
import { numericColumn } from './columns.ts';
import type { SimulationStep } from './recipe.ts';

/** A slope for a numeric column, or one number per level of a categorical one (a level not named has 0). */
export type Coefficient = number | ReadonlyMap<string, number>;

/**
 * column = intercept + sum of coefficient x value, in the order listed; missing where a value is missing.
 * Throws E-SPEC-NAME for a level that the column does not have.
 */
export function equation(column: string, intercept: number, terms: ReadonlyMap<string, Coefficient>): SimulationStep {
  return {
    reads: [...terms.keys()],
    creates: [column],
    run(frame): Frame {
      const values = new Float64Array(frame.rows).fill(intercept);
      for (const [name, coefficient] of terms) add(values, frame, name, coefficient);
      return withColumn(frame, numericColumn(column, values));
    },
  };
}

function add(values: Float64Array, frame: Frame, name: string, coefficient: Coefficient): void {
  if (typeof coefficient === 'number') {
    const slope = getNumeric(frame, name).values;
    for (let row = 0; row < values.length; row++) values[row]! += coefficient * slope[row]!;
    return;
  }
  const { codes } = getCategorical(frame, name);
  const shifts = levelShifts(frame, name, coefficient);
  for (let row = 0; row < values.length; row++) {
    const code = codes[row]!;
    values[row]! += code === -1 ? Number.NaN : shifts[code]!;
  }
}

function levelShifts(frame: Frame, name: string, coefficient: ReadonlyMap<string, number>): number[] {
  const column = getColumn(frame, name);
  const known = column.kind === 'categorical' ? column.levels.map((level) => level.name) : [];
  for (const level of coefficient.keys()) {
    if (known.includes(level)) continue;
    const accepted = nearestHint(level, known) ?? `levels: ${known.join(', ')}`;
    throw new Failure('E-SPEC-NAME', { finding: `"${name}" has no level "${level}"`, accepted });
  }
  return known.map((level) => coefficient.get(level) ?? 0);
}
