/** Expressions of a spec in R, where NA follows the same three-valued logic as missing values here. */
import type { ExpressionNode } from '../../analysis/expressions/node.ts';
import type { Kind, PlanColumns } from '../plan.ts';
import { kindOf } from '../plan-expression.ts';

/** A text in R. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\u2028|\\u2029/g, ' ');
}

const SYNTACTIC = /^(?:[\p{L}]|\.(?![0-9]))[\p{L}\p{N}._]*$/u;
const RESERVED = new Set([
  ...[
    'if',
    'else',
    'repeat',
    'while',
    'function',
    'for',
    'next',
    'break',
    'TRUE',
    'FALSE',
    'NULL',
    'Inf',
    'NaN',
    'NA',
    'in',
  ],
  ...['T', 'F'],
]);

/** A name in R, in backticks where it needs them. */
export function named(name: string): string {
  if (SYNTACTIC.test(name) && !RESERVED.has(name)) return name;
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** `c("a", "b")`, or the text alone. */
export function vector(items: readonly (string | number)[]): string {
  const written = items.map((item) => (typeof item === 'number' ? numeral(item) : quoted(item)));
  return written.length === 1 ? written[0]! : `c(${written.join(', ')})`;
}

export function numeral(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

const LOOSEST = 0;
const PRECEDENCE = { or: 1, and: 2, not: 3, compare: 4, sum: 5, product: 6, sign: 7, power: 8, atom: 9 } as const;

interface Code {
  readonly text: string;
  readonly level: number;
}

/** An expression over the columns of a data frame, to stand inside with(d, ...). */
export function rExpression(tree: ExpressionNode, columns: PlanColumns): string {
  return write(tree, columns).text;
}

/** A derived column: a condition becomes 1 and 0. */
export function rValue(tree: ExpressionNode, kind: Kind, columns: PlanColumns): string {
  const text = rExpression(tree, columns);
  if (kind === 'truth' || (tree.kind === 'if' && kindOf(tree.then, columns) === 'truth')) return `as.numeric(${text})`;
  return text;
}

function write(node: ExpressionNode, columns: PlanColumns): Code {
  const inside = (part: ExpressionNode, level: number): string => {
    const code = write(part, columns);
    return code.level > level ? code.text : `(${code.text})`;
  };
  const free = (part: ExpressionNode): string => inside(part, LOOSEST);
  switch (node.kind) {
    case 'number':
      return { text: numeral(node.value), level: PRECEDENCE.atom };
    case 'text':
      return { text: quoted(node.value), level: PRECEDENCE.atom };
    case 'variable':
      return { text: named(node.name), level: PRECEDENCE.atom };
    case 'negative':
      return { text: `-${inside(node.of, PRECEDENCE.sign - 1)}`, level: PRECEDENCE.sign };
    case 'arithmetic':
      return arithmetic(node, inside, free);
    case 'comparison': {
      const [left, right] = sides(node.left, node.right, columns, (part) => inside(part, PRECEDENCE.compare));
      return { text: `${left} ${node.sign} ${right}`, level: PRECEDENCE.compare };
    }
    case 'and':
    case 'or': {
      const level = PRECEDENCE[node.kind];
      const sign = node.kind === 'and' ? '&' : '|';
      return { text: `${inside(node.left, level - 1)} ${sign} ${inside(node.right, level)}`, level };
    }
    case 'not':
      return { text: `!${inside(node.of, PRECEDENCE.not)}`, level: PRECEDENCE.not };
    case 'is missing':
      return { text: `is.na(${free(node.of)})`, level: PRECEDENCE.atom };
    case 'in':
      return {
        text: `one_of(${free(node.of)}, ${vector(literals(node.of, node.items, columns))})`,
        level: PRECEDENCE.atom,
      };
    case 'if':
      return {
        text: `ifelse(${free(node.condition)}, ${choice(node.then, columns, free)}, ${choice(node.otherwise, columns, free)})`,
        level: PRECEDENCE.atom,
      };
    case 'call':
      return { text: call(node.name, node.parts.map(free)), level: PRECEDENCE.atom };
  }
}

function arithmetic(
  node: Extract<ExpressionNode, { kind: 'arithmetic' }>,
  inside: (part: ExpressionNode, level: number) => string,
  free: (part: ExpressionNode) => string,
): Code {
  const { sign, left, right } = node;
  if (sign === '/' && left.kind === 'number' && left.value === 0 && right.kind === 'number' && right.value === 0) {
    return { text: 'NA', level: PRECEDENCE.atom };
  }
  if (sign === '/') {
    const divided = `${inside(left, PRECEDENCE.product - 1)} / ${inside(right, PRECEDENCE.product)}`;
    const never = right.kind === 'number' && right.value !== 0;
    return never
      ? { text: divided, level: PRECEDENCE.product }
      : { text: `finite(${divided})`, level: PRECEDENCE.atom };
  }
  if (sign === '^') {
    if (right.kind === 'number' && right.value >= 1) {
      return { text: `${inside(left, PRECEDENCE.power)}^${numeral(right.value)}`, level: PRECEDENCE.power };
    }
    return { text: `power_of(${free(left)}, ${free(right)})`, level: PRECEDENCE.atom };
  }
  const level = sign === '*' ? PRECEDENCE.product : PRECEDENCE.sum;
  return { text: `${inside(left, level - 1)} ${sign} ${inside(right, level)}`, level };
}

/** A number in quotes beside a number is that number; two categories are compared by their names. */
function sides(
  left: ExpressionNode,
  right: ExpressionNode,
  columns: PlanColumns,
  text: (part: ExpressionNode) => string,
): readonly [string, string] {
  const [a, b] = [kindOf(left, columns), kindOf(right, columns)];
  const one = (part: ExpressionNode, other: Kind): string =>
    part.kind === 'text' && other === 'number' ? numeral(Number(part.value)) : text(part);
  const names = a === 'category' && b === 'category' && left.kind !== 'text' && right.kind !== 'text';
  return names ? [`as.character(${text(left)})`, `as.character(${text(right)})`] : [one(left, b), one(right, a)];
}

function literals(of: ExpressionNode, items: readonly (string | number)[], columns: PlanColumns): (string | number)[] {
  return items.map((item) => (kindOf(of, columns) === 'number' ? Number(item) : String(item)));
}

/** A category inside ifelse() would lose its names. */
function choice(node: ExpressionNode, columns: PlanColumns, free: (part: ExpressionNode) => string): string {
  return node.kind === 'variable' && kindOf(node, columns) === 'category' ? `as.character(${free(node)})` : free(node);
}

function call(name: string, parts: readonly string[]): string {
  const joined = parts.join(', ');
  if (name === 'log' || name === 'exp' || name === 'sqrt') return `finite(${name}(${joined}))`;
  if (name === 'round') return `round_half_away(${joined})`;
  if (name === 'min' || name === 'max') return `p${name}(${joined})`;
  return `${name}(${joined})`;
}
