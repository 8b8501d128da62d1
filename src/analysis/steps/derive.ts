/** A column by an expression. */
import type { Text } from '../../results/text.ts';
import { type Expression, undefinedRows } from '../expressions/expression.ts';
import { infoOf, withCreated } from './created.ts';
import type { Step } from './step.ts';
import { deriveWords } from './step-words.ts';

export interface Derived {
  readonly name: string;
  readonly value: Expression;
  readonly label?: Text;
  readonly unit?: Text;
}

/**
 * Adds the value of an expression as a column: numbers, 1/0 for a condition, or a category. Missing where the expression is; results
 * that are undefined although every input is known (log(0), 0/0) are missing too, and counted.
 */
export function derive({ value, ...naming }: Derived): Step {
  return {
    reads: value.variables,
    creates: [naming.name],
    words: [deriveWords({ value, ...naming })],
    run(frame) {
      const column = value.evaluate(frame);
      const undefinedCount = undefinedRows(value, frame, column);
      const notices =
        undefinedCount === 0 ? [] : [`${naming.name}: undefined in ${undefinedCount} rows whose inputs are known`];
      return withCreated(frame, { ...column, info: { ...infoOf(naming), private: column.info.private } }, notices);
    },
  };
}
