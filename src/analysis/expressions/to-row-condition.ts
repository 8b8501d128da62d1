/** A condition on rows from its text. */
import type { RowCondition } from '../data/row-condition.ts';
import { parseExpression } from './expression.ts';

/** Parses a condition; it holds where it is true, not where it is false or missing. E-SPEC-EXPRESSION as parseExpression. */
export function toRowCondition(text: string): RowCondition {
  const { variables, truths } = parseExpression(text);
  return { text, variables, holds: (frame) => Uint8Array.from(truths(frame), (truth) => (truth === 1 ? 1 : 0)) };
}
