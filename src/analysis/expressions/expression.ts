/** Conditions and derived values as text: parsed once, evaluated over any frame that has the columns. */

import { type Column, isMissing } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import { columnsRead } from './columns-read.ts';
import { evaluateTree, type Truths } from './evaluate.ts';
import type { ExpressionNode } from './node.ts';
import { parseTree } from './parse.ts';
import { fault } from './token.ts';

/** A condition (0 or 1), the logarithm of a text and perhaps of a single column, or anything else. */
export type ExpressionForm =
  | { readonly kind: 'condition' | 'other' }
  | { readonly kind: 'log'; readonly of: string; readonly variable?: string };

export interface Expression {
  readonly text: string;
  /** columns that it reads, each once, in order of appearance */
  readonly variables: readonly string[];
  /** what the outermost operation makes, where that says what the numbers are */
  readonly form: ExpressionForm;
  /** A column named after the text: numbers (a condition gives 1, 0 or missing), or a category. */
  evaluate(frame: Frame): Column;
  /** A truth per row: 1 true, 0 false, -1 missing. Anything but a condition is E-SPEC-EXPRESSION. */
  truths(frame: Frame): Truths;
}

/**
 * Parses an expression: + - * / ^, == != < <= > >=, and or not, in [..], not in [..], is missing, is not missing,
 * if(condition, value, other), log exp sqrt abs round floor min max; texts in quotes are level names; odd column names in backticks.
 * Any arithmetic or comparison with a missing value is missing, and so is an undefined result (log(0), 1/0);
 * `false and missing` is false, `true or missing` is true.
 * Precedence, loosest first: or; and; not; comparisons (which do not chain); + -; * /; sign; ^ (from the right).
 * E-SPEC-EXPRESSION with the 1-based column.
 */
export function parseExpression(text: string): Expression {
  const tree = parseTree(text);
  return {
    text,
    variables: [...new Set(columnsRead(tree))],
    form: formOf(tree, text),
    evaluate(frame) {
      const info = { name: text, label: { en: text }, private: false };
      const value = evaluateTree(tree, text, frame);
      switch (value.kind) {
        case 'number':
          return { kind: 'numeric', info, values: value.values, low: null };
        case 'truth':
          return { kind: 'numeric', info, values: Float64Array.from(value.values, oneOrZero), low: null };
        case 'category':
          return { ...value.column, info: { ...info, private: value.column.info.private } };
        case 'text':
          throw fault(text, tree.column, 'a text, the same in every row', 'name a column; column names need no quotes');
      }
    },
    truths(frame) {
      const value = evaluateTree(tree, text, frame);
      if (value.kind === 'truth') return value.values;
      throw fault(
        text,
        tree.column,
        'a value where a condition is needed',
        'compare it with something, for example == 1',
      );
    },
  };
}

const CONDITIONS: readonly ExpressionNode['kind'][] = ['comparison', 'and', 'or', 'not', 'is missing', 'in'];

function formOf(tree: ExpressionNode, text: string): ExpressionForm {
  if (CONDITIONS.includes(tree.kind)) return { kind: 'condition' };
  if (tree.kind !== 'call' || tree.name !== 'log') return { kind: 'other' };
  const [part] = tree.parts;
  const of = /^\s*log\s*\(([\s\S]*)\)\s*$/.exec(text)?.[1]?.trim();
  if (part === undefined || of === undefined) return { kind: 'other' };
  return { kind: 'log', of, ...(part.kind === 'variable' && { variable: part.name }) };
}

function oneOrZero(truth: number): number {
  return truth === -1 ? Number.NaN : truth;
}

/** Rows where an expression is missing although every column that it reads is known: log(0), 0/0. */
export function undefinedRows({ variables }: Expression, frame: Frame, result: Column): number {
  const columns = variables.map((name) => getColumn(frame, name));
  let rows = 0;
  for (let row = 0; row < frame.rows; row++) {
    if (isMissing(result, row) && !columns.some((column) => isMissing(column, row))) rows++;
  }
  return rows;
}
