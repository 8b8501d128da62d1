/** Expressions of a spec in pandas: nullable columns follow the same three-valued logic as missing values here. */
import type { ExpressionNode } from '../../analysis/expressions/node.ts';
import type { Kind, PlanColumns } from '../plan.ts';
import { kindOf } from '../plan-expression.ts';

/** A text in Python. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

export function listed(items: readonly (string | number)[]): string {
  return `[${items.map((item) => (typeof item === 'number' ? String(item) : quoted(item))).join(', ')}]`;
}

const PRECEDENCE = { or: 1, and: 2, compare: 3, sum: 4, product: 5, sign: 6, power: 7, atom: 8 } as const;

interface Code {
  readonly text: string;
  readonly level: number;
}

/** An expression over the columns of a data frame called d. */
export function pythonExpression(tree: ExpressionNode, columns: PlanColumns): string {
  return write(tree, columns).text;
}

/** A derived column: a condition becomes 1 and 0. */
export function pythonValue(tree: ExpressionNode, kind: Kind, columns: PlanColumns): string {
  const text = pythonExpression(tree, columns);
  return kind === 'truth' ? `numbers(${text})` : text;
}

function write(node: ExpressionNode, columns: PlanColumns): Code {
  const inside = (part: ExpressionNode, level: number): string => {
    const code = write(part, columns);
    return code.level > level ? code.text : `(${code.text})`;
  };
  const free = (part: ExpressionNode): string => write(part, columns).text;
  const number = (part: ExpressionNode, level: number): string =>
    kindOf(part, columns) === 'truth' ? `numbers(${free(part)})` : inside(part, level);
  switch (node.kind) {
    case 'number':
      return { text: String(node.value), level: PRECEDENCE.atom };
    case 'text':
      return { text: quoted(node.value), level: PRECEDENCE.atom };
    case 'variable':
      return { text: `d[${quoted(node.name)}]`, level: PRECEDENCE.atom };
    case 'negative':
      return { text: `-${number(node.of, PRECEDENCE.sign - 1)}`, level: PRECEDENCE.sign };
    case 'arithmetic':
      return arithmetic(node, number, free);
    case 'comparison': {
      const [a, b] = [kindOf(node.left, columns), kindOf(node.right, columns)];
      const side = (part: ExpressionNode, other: Kind): string =>
        part.kind === 'text' && other === 'number' ? String(Number(part.value)) : number(part, PRECEDENCE.compare);
      return { text: `${side(node.left, b)} ${node.sign} ${side(node.right, a)}`, level: PRECEDENCE.compare };
    }
    case 'and':
    case 'or': {
      const sign = node.kind === 'and' ? '&' : '|';
      return {
        text: `${inside(node.left, PRECEDENCE.power)} ${sign} ${inside(node.right, PRECEDENCE.power)}`,
        level: PRECEDENCE[node.kind],
      };
    }
    case 'not':
      return { text: `~${inside(node.of, PRECEDENCE.power)}`, level: PRECEDENCE.sign };
    case 'is missing':
      return { text: `${inside(node.of, PRECEDENCE.power)}.isna()`, level: PRECEDENCE.atom };
    case 'in': {
      const items = node.items.map((item) => (kindOf(node.of, columns) === 'number' ? Number(item) : String(item)));
      return { text: `one_of(${free(node.of)}, ${listed(items)})`, level: PRECEDENCE.atom };
    }
    case 'if': {
      const value = (part: ExpressionNode): string =>
        kindOf(part, columns) === 'truth' ? `numbers(${free(part)})` : free(part);
      return {
        text: `choose(${free(node.condition)}, ${value(node.then)}, ${value(node.otherwise)})`,
        level: PRECEDENCE.atom,
      };
    }
    case 'call':
      return {
        text: call(
          node.name,
          node.parts.map((part) => number(part, 0)),
        ),
        level: PRECEDENCE.atom,
      };
  }
}

function arithmetic(
  node: Extract<ExpressionNode, { kind: 'arithmetic' }>,
  number: (part: ExpressionNode, level: number) => string,
  free: (part: ExpressionNode) => string,
): Code {
  const { sign, left, right } = node;
  if (sign === '/' && left.kind === 'number' && left.value === 0 && right.kind === 'number' && right.value === 0) {
    return { text: 'pd.NA', level: PRECEDENCE.atom };
  }
  if (sign === '/') {
    const divided = `${number(left, PRECEDENCE.product - 1)} / ${number(right, PRECEDENCE.product)}`;
    const never = right.kind === 'number' && right.value !== 0;
    return never
      ? { text: divided, level: PRECEDENCE.product }
      : { text: `finite(${divided})`, level: PRECEDENCE.atom };
  }
  if (sign === '^') {
    if (right.kind === 'number' && right.value >= 1) {
      return { text: `${number(left, PRECEDENCE.power)}**${right.value}`, level: PRECEDENCE.power };
    }
    return { text: `power_of(${free(left)}, ${free(right)})`, level: PRECEDENCE.atom };
  }
  const level = sign === '*' ? PRECEDENCE.product : PRECEDENCE.sum;
  return { text: `${number(left, level - 1)} ${sign} ${number(right, level)}`, level };
}

function call(name: string, parts: readonly string[]): string {
  const joined = parts.join(', ');
  if (name === 'min' || name === 'max') return `extreme("${name}", ${joined})`;
  if (name === 'round') return `round_half_away(${joined})`;
  if (name === 'abs') return `abs(${joined})`;
  return name === 'floor' ? `np.floor(${joined})` : `finite(np.${name}(${joined}))`;
}
