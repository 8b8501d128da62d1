/** Expressions of a spec in Stata, where a missing value is larger than every number and needs a guard. */

import { columnsRead } from '../../analysis/expressions/columns-read.ts';
import type { ExpressionNode } from '../../analysis/expressions/node.ts';
import type { PlanColumns } from '../plan.ts';
import { kindOf } from '../plan-expression.ts';

/** A text in Stata, in compound quotes where it holds a quote; what would begin a macro is escaped. */
export function quoted(written: string): string {
  const text = written.replace(/([$`])/g, '\\$1');
  return text.includes('"') ? `\`"${text}"'` : `"${text}"`;
}

/** What a column is called in Stata, and the value label of a category. */
export interface Names {
  variable(column: string): string;
  /** the number of a level: "yes":insurance */
  level(column: string, level: string): string;
}

/**
 * A condition that is 1 only where it is true: comparisons with a missing part are 0. Under `not` and `or` that is no longer
 * the three-valued logic of the program, so that a condition with both a `not` and possibly missing parts is guarded as a whole.
 */
export function stataCondition(tree: ExpressionNode, columns: PlanColumns, names: Names): string {
  switch (tree.kind) {
    case 'and':
      return `${bracket(tree.left, columns, names)} & ${bracket(tree.right, columns, names)}`;
    case 'or':
      return `${bracket(tree.left, columns, names)} | ${bracket(tree.right, columns, names)}`;
    case 'not':
      return stataFalse(tree.of, columns, names);
    case 'is missing':
      return `missing(${stataValue(tree.of, columns, names)})`;
    case 'comparison':
    case 'in':
      return guarded(tree, plain(tree, columns, names), columns, names);
    default:
      return `${stataValue(tree, columns, names)} == 1`;
  }
}

/** Where a condition is false, and known to be. */
function stataFalse(tree: ExpressionNode, columns: PlanColumns, names: Names): string {
  switch (tree.kind) {
    case 'and':
      return `(${stataFalse(tree.left, columns, names)}) | (${stataFalse(tree.right, columns, names)})`;
    case 'or':
      return `(${stataFalse(tree.left, columns, names)}) & (${stataFalse(tree.right, columns, names)})`;
    case 'not':
      return stataCondition(tree.of, columns, names);
    case 'is missing':
      return `!missing(${stataValue(tree.of, columns, names)})`;
    default:
      return guarded(tree, `!(${plain(tree, columns, names)})`, columns, names);
  }
}

function bracket(tree: ExpressionNode, columns: PlanColumns, names: Names): string {
  const text = stataCondition(tree, columns, names);
  return / [&|] /.test(text) ? `(${text})` : text;
}

/** Equality with something that is there needs no guard: missing is equal to nothing else. */
function guarded(tree: ExpressionNode, text: string, columns: PlanColumns, names: Names): string {
  const equality = (tree.kind === 'comparison' && tree.sign === '==') || tree.kind === 'in';
  const literal =
    tree.kind === 'in' ||
    (tree.kind === 'comparison' && [tree.left, tree.right].some(({ kind }) => kind === 'number' || kind === 'text'));
  // missing is larger than every number: only what is below or equal to a number needs no guard
  const below = tree.kind === 'comparison' && (tree.sign === '<' || tree.sign === '<=') && tree.right.kind === 'number';
  if (((equality && literal) || below) && !text.startsWith('!')) return text;
  const parts = tree.kind === 'comparison' ? [tree.left, tree.right] : tree.kind === 'in' ? [tree.of] : [tree];
  const known = parts.filter((part) => columnsRead(part).length > 0).map((part) => stataValue(part, columns, names));
  return known.length === 0 ? text : `${text} & !missing(${[...new Set(known)].join(', ')})`;
}

/** A comparison as it stands, right where nothing is missing. */
function plain(tree: ExpressionNode, columns: PlanColumns, names: Names): string {
  if (tree.kind === 'in') {
    const of = stataValue(tree.of, columns, names);
    return `inlist(${of}, ${tree.items.map((item) => literalOf(tree.of, item, columns, names)).join(', ')})`;
  }
  if (tree.kind !== 'comparison') return `${stataValue(tree, columns, names)} == 1`;
  const { left, right, sign } = tree;
  const side = (one: ExpressionNode, other: ExpressionNode): string =>
    one.kind === 'text' ? literalOf(other, one.value, columns, names) : stataValue(one, columns, names, 'sum');
  return `${side(left, right)} ${sign} ${side(right, left)}`;
}

function literalOf(beside: ExpressionNode, item: string | number, columns: PlanColumns, names: Names): string {
  if (typeof item === 'number' || kindOf(beside, columns) === 'number') return String(Number(item));
  return beside.kind === 'variable' ? names.level(beside.name, item) : quoted(item);
}

const LEVELS = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;
type Level = keyof typeof LEVELS;

/** A number; a condition counts as 1, 0 or missing. Stata makes log(0) and 1/0 missing by itself. */
export function stataValue(tree: ExpressionNode, columns: PlanColumns, names: Names, inside?: Level): string {
  const [text, level] = value(tree, columns, names);
  return inside === undefined || LEVELS[level] > LEVELS[inside] ? text : `(${text})`;
}

function value(tree: ExpressionNode, columns: PlanColumns, names: Names): readonly [string, Level] {
  const part = (one: ExpressionNode, inside?: Level): string => stataValue(one, columns, names, inside);
  switch (tree.kind) {
    case 'number':
      return [String(tree.value), 'atom'];
    case 'text':
      return [quoted(tree.value), 'atom'];
    case 'variable':
      return [names.variable(tree.name), 'atom'];
    case 'negative':
      return [`-${part(tree.of, 'product')}`, 'sign'];
    case 'arithmetic': {
      const { sign, left, right } = tree;
      if (sign === '/' && left.kind === 'number' && left.value === 0 && right.kind === 'number' && right.value === 0)
        return ['.', 'atom'];
      if (sign === '^') {
        const power = `${part(left, 'power')}^${part(right, 'power')}`;
        if (right.kind === 'number' && right.value >= 1) return [power, 'power'];
        return [`cond(missing(${part(left)}, ${part(right)}), ., ${power})`, 'atom'];
      }
      const level: Level = sign === '*' || sign === '/' ? 'product' : 'sum';
      const loose: Level | undefined = level === 'sum' ? undefined : 'sum';
      return [`${part(left, loose)} ${sign} ${part(right, level)}`, level];
    }
    case 'if': {
      const { condition, otherwise } = tree;
      const [then, other] = [part(tree.then), part(otherwise)];
      if (condition.kind === 'comparison' || condition.kind === 'in') {
        const reads = [...new Set(columnsRead(condition))].map(names.variable);
        const choice = `cond(${plain(condition, columns, names)}, ${then}, ${other})`;
        // two variables that are equal by both being missing would be equal to Stata
        if (other === '.' && reads.length === 1)
          return [`cond(${stataCondition(condition, columns, names)}, ${then}, .)`, 'atom'];
        const parts = condition.kind === 'in' ? [condition.of] : [condition.left, condition.right];
        const known = parts.filter((one) => columnsRead(one).length > 0).map((one) => stataValue(one, columns, names));
        return [`cond(missing(${[...new Set(known)].join(', ')}), ., ${choice})`, 'atom'];
      }
      const yes = stataCondition(condition, columns, names);
      if (condition.kind === 'is missing') return [`cond(${yes}, ${then}, ${other})`, 'atom'];
      return [`cond(${yes}, ${then}, cond(${stataFalse(condition, columns, names)}, ${other}, .))`, 'atom'];
    }
    case 'call':
      return [
        call(
          tree.name,
          tree.parts.map((one) => part(one)),
        ),
        'atom',
      ];
    case 'is missing':
      return [`missing(${part(tree.of)})`, 'atom'];
    case 'not':
      if (tree.of.kind === 'is missing') return [`!missing(${part(tree.of.of)})`, 'atom'];
      return [
        `cond(${stataCondition(tree, columns, names)}, 1, cond(${stataFalse(tree, columns, names)}, 0, .))`,
        'atom',
      ];
    case 'comparison':
    case 'in': {
      const parts = tree.kind === 'in' ? [tree.of] : [tree.left, tree.right];
      const known = parts.filter((one) => columnsRead(one).length > 0).map((one) => stataValue(one, columns, names));
      if (known.length === 0) return [plain(tree, columns, names), 'sum'];
      return [`cond(missing(${[...new Set(known)].join(', ')}), ., ${plain(tree, columns, names)})`, 'atom'];
    }
    default:
      return [
        `cond(${stataCondition(tree, columns, names)}, 1, cond(${stataFalse(tree, columns, names)}, 0, .))`,
        'atom',
      ];
  }
}

/** min() and max() of Stata pass over missing values; ours are missing. Stata's round() takes halves up, ours away from zero. */
function call(name: string, parts: readonly string[]): string {
  const joined = parts.join(', ');
  if (name === 'min' || name === 'max') return `cond(missing(${joined}), ., ${name}(${joined}))`;
  if (name === 'round') return `sign(${joined}) * floor(abs(${joined}) + 0.5)`;
  return `${name === 'log' ? 'ln' : name}(${joined})`;
}
