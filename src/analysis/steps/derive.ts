/** A column by an expression. */
import type { Measure } from '../../results/measure.ts';
import type { Text } from '../../results/text.ts';
import { type Expression, undefinedRows } from '../expressions/expression.ts';
import { infoOf, withCreated } from './created.ts';
import type { MadeColumn, Step } from './step.ts';
import { deriveWords } from './step-words.ts';

export interface Derived {
  readonly name: string;
  readonly value: Expression;
  readonly label?: Text;
  readonly unit?: Text;
  /** what its numbers measure, where the expression does not tell */
  readonly measure?: Measure;
}

/**
 * Adds the value of an expression as a column: numbers, 1/0 for a condition, or a category. Missing where the expression is; results
 * that are undefined although every input is known (log(0), 0/0) are missing too, and counted.
 */
export function derive({ value, measure, ...naming }: Derived): Step {
  const { label, unit } = naming;
  return {
    reads: value.variables,
    creates: [naming.name],
    made: [
      {
        name: naming.name,
        label: label ?? { en: naming.name },
        ...(unit && { unit }),
        ...(measure ? { measure } : measuredBy(value)),
      },
    ],
    words: [deriveWords({ value, ...naming })],
    run(frame) {
      const column = value.evaluate(frame);
      const undefinedCount = undefinedRows(value, frame, column);
      const notices =
        undefinedCount === 0
          ? []
          : [
              {
                en: `${naming.name}: undefined in ${undefinedCount} rows whose inputs are known`,
                zh: `${naming.name}：${undefinedCount}行输入已知但无定义`,
              },
            ];
      return withCreated(frame, { ...column, info: { ...infoOf(naming), private: column.info.private } }, notices);
    },
  };
}

/** What an expression tells for certain: a condition is 0 or 1, and log(...) is a logarithm. */
function measuredBy({ form }: Expression): Pick<MadeColumn, 'measure' | 'logOf'> {
  if (form.kind === 'condition') return { measure: { kind: 'event' } };
  if (form.kind !== 'log') return {};
  const { variable, of } = form;
  return { measure: { kind: 'log', of: { en: of } }, ...(variable !== undefined && { logOf: variable }) };
}
