/** The outcome of an equation as numbers. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { Equation } from './design.ts';

export interface Outcome {
  readonly values: Float64Array;
  readonly low: Float64Array | null;
}

/**
 * The outcome over the rows of a frame, after the equation's outcome rule. A categorical outcome with two levels is 1 at the
 * level that is not the reference (the second where the codebook names none); with another number of levels, or an infinite
 * value, E-FIT-OUTCOME.
 */
export function outcomeOf(equation: Equation, frame: Frame): Outcome {
  const column = getColumn(frame, equation.outcome);
  const { outcomeRule } = equation;
  if (column.kind === 'categorical') {
    const { levels, codes } = column;
    if (levels.length !== 2) {
      throw new Failure('E-FIT-OUTCOME', {
        place: { path: equation.name },
        finding: `the outcome "${equation.outcome}" has ${levels.length} levels`,
        accepted: 'a number, or a category with two levels',
        remedy: 'recode it in a step of the sample',
      });
    }
    const one = levels[1]!.name === column.info.reference ? 0 : 1;
    return ruled({ values: Float64Array.from(codes, (code) => (code === one ? 1 : 0)), low: null }, outcomeRule);
  }
  if (!column.values.every(Number.isFinite)) {
    throw new Failure('E-FIT-OUTCOME', {
      place: { path: equation.name },
      finding: `the outcome "${equation.outcome}" is infinite in some rows`,
    });
  }
  return ruled({ values: column.values, low: column.low }, outcomeRule);
}

function ruled(outcome: Outcome, rule: Equation['outcomeRule']): Outcome {
  return rule === undefined ? outcome : { values: outcome.values.map((value) => rule.apply(value)), low: null };
}
