/** Rows by a condition: those where it is true stay, or go. */
import type { Text } from '../../results/text.ts';
import { isMissing } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { keepingRows } from './flow.ts';
import type { Step } from './step.ts';
import { dropWords, keepWords } from './step-words.ts';

export interface RowChoice {
  readonly where: Expression;
  /** what the sample flow calls it; the condition unless given */
  readonly label?: Text;
}

/** Keeps the rows where a condition is true. Rows where it is missing go, counted by the columns that are missing there. */
export function keep({ where, label }: RowChoice): Step {
  return {
    reads: where.variables,
    creates: [],
    words: [keepWords({ where, ...(label && { label }) })],
    run(frame) {
      const truths = where.truths(frame);
      const unknown = truths.reduce((rows, truth) => rows + (truth === -1 ? 1 : 0), 0);
      const causes = missingCauses(frame, where.variables, (row) => truths[row] === -1);
      const untrue = truths.reduce((rows, truth) => rows + (truth === 0 ? 1 : 0), 0);
      if (unknown > 0) causes.set('condition false', untrue);
      return keepingRows(frame, (row) => truths[row] === 1, label ?? { en: where.text }, causes);
    },
  };
}

/** Drops the rows where a condition is true. Rows where it is missing stay, with a notice. */
export function drop({ where, label }: RowChoice): Step {
  return {
    reads: where.variables,
    creates: [],
    words: [dropWords({ where, ...(label && { label }) })],
    run(frame) {
      const truths = where.truths(frame);
      const unknown = truths.reduce((rows, truth) => rows + (truth === -1 ? 1 : 0), 0);
      const notices =
        unknown === 0
          ? []
          : [
              {
                en: `${unknown} rows stay although the condition is missing there: ${where.text}`,
                zh: `条件缺失而保留${unknown}行：${where.text}`,
              },
            ];
      return keepingRows(frame, (row) => truths[row] !== 1, label ?? { en: `not (${where.text})` }, new Map(), notices);
    },
  };
}

/** How many of some rows miss each variable. */
export function missingCauses(
  frame: Frame,
  variables: readonly string[],
  among: (row: number) => boolean,
): Map<string, number> {
  const causes = new Map<string, number>();
  for (const variable of variables) {
    const column = getColumn(frame, variable);
    let rows = 0;
    for (let row = 0; row < frame.rows; row++) if (among(row) && isMissing(column, row)) rows++;
    causes.set(`${variable} missing`, rows);
  }
  return causes;
}
