/** Tree + frame -> a value per row, column by column, with three-valued logic: missing is never true and never large. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { CategoricalColumn } from '../data/column.ts';
import { type Frame, getColumn } from '../data/frame.ts';
import { FUNCTIONS, power } from './functions.ts';
import type { Arithmetic, Comparison, ExpressionNode } from './node.ts';
import { fault } from './token.ts';

/** Truth per row: 1 true, 0 false, -1 missing. */
export type Truths = Int8Array;

export type Value =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'truth'; readonly values: Truths }
  | { readonly kind: 'category'; readonly column: CategoricalColumn }
  | { readonly kind: 'text'; readonly text: string };

interface Context {
  readonly text: string;
  readonly frame: Frame;
}

/** The value of a tree over a frame. E-DATA-COLUMN: a column that is not there; E-SPEC-NAME: an unknown level; E-SPEC-EXPRESSION: kinds that do not go together. */
export function evaluateTree(node: ExpressionNode, text: string, frame: Frame): Value {
  return evaluateNode({ text, frame }, node);
}

function evaluateNode(context: Context, node: ExpressionNode): Value {
  const { rows } = context.frame;
  switch (node.kind) {
    case 'number':
      return numbers(new Float64Array(rows).fill(node.value));
    case 'text':
      return { kind: 'text', text: node.value };
    case 'variable': {
      const column = getColumn(context.frame, node.name);
      return column.kind === 'numeric' ? numbers(column.values) : { kind: 'category', column };
    }
    case 'negative':
      return numbers(numbersOf(context, node.of).map((x) => -x));
    case 'arithmetic':
      return arithmetic(node.sign, numbersOf(context, node.left), numbersOf(context, node.right));
    case 'comparison':
      return truths(compare(context, node));
    case 'and':
    case 'or':
      return truths(join(node.kind, truthsOf(context, node.left), truthsOf(context, node.right)));
    case 'not':
      return truths(truthsOf(context, node.of).map((truth) => (truth === -1 ? -1 : 1 - truth)));
    case 'is missing':
      return truths(missingRows(context, node.of));
    case 'in':
      return truths(isIn(context, node));
    case 'if':
      return choose(context, node);
    case 'call':
      return call(context, node.name, node.parts);
  }
}

function numbers(values: Float64Array): Value {
  return { kind: 'number', values };
}

function truths(values: Truths): Value {
  return { kind: 'truth', values };
}

/** What is not finite is undefined, and undefined is missing. */
function finite(x: number): number {
  return Number.isFinite(x) ? x : Number.NaN;
}

/** A truth counts as 1 or 0 where a number is needed: `(a == 1) + (b == 1)` counts. */
function numbersOf(context: Context, node: ExpressionNode): Float64Array {
  return asNumbers(context, node, evaluateNode(context, node));
}

function asNumbers(context: Context, node: ExpressionNode, value: Value): Float64Array {
  if (value.kind === 'number') return value.values;
  if (value.kind === 'truth') return Float64Array.from(value.values, (truth) => (truth === -1 ? Number.NaN : truth));
  const what = value.kind === 'text' ? 'a text' : `the categorical column "${value.column.info.name}"`;
  throw fault(context.text, node.column, `${what} where a number is needed`, "compare it with a level: == 'level'");
}

function truthsOf(context: Context, node: ExpressionNode): Truths {
  const value = evaluateNode(context, node);
  if (value.kind === 'truth') return value.values;
  const what =
    value.kind === 'number' ? 'a number' : value.kind === 'text' ? 'a text' : `the column "${value.column.info.name}"`;
  throw fault(
    context.text,
    node.column,
    `${what} where a condition is needed`,
    'compare it with something, for example == 1',
  );
}

function arithmetic(sign: Arithmetic, left: Float64Array, right: Float64Array): Value {
  const of = OPERATIONS[sign];
  return numbers(left.map((x, row) => finite(of(x, right[row]!))));
}

/** 0 * missing and missing^0 are missing: NaN ** 0 would be 1. */
const OPERATIONS: Readonly<Record<Arithmetic, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '^': (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : power(x, y)),
};

function call(context: Context, name: string, parts: readonly ExpressionNode[]): Value {
  const { of } = FUNCTIONS.get(name)!;
  const columns = parts.map((part) => numbersOf(context, part));
  const values = new Float64Array(context.frame.rows);
  for (let row = 0; row < values.length; row++) values[row] = finite(of(...columns.map((column) => column[row]!)));
  return numbers(values);
}

function choose(context: Context, node: Extract<ExpressionNode, { kind: 'if' }>): Value {
  const condition = truthsOf(context, node.condition);
  const then = evaluateNode(context, node.then);
  const otherwise = evaluateNode(context, node.otherwise);
  if (isTextual(then) && isTextual(otherwise)) return chooseCategory(context, condition, then, otherwise);
  const a = asNumbers(context, node.then, then);
  const b = asNumbers(context, node.otherwise, otherwise);
  return numbers(a.map((x, row) => (condition[row] === 1 ? x : condition[row] === 0 ? b[row]! : Number.NaN)));
}

type Textual = Extract<Value, { kind: 'category' | 'text' }>;

function isTextual(value: Value): value is Textual {
  return value.kind === 'category' || value.kind === 'text';
}

/** Texts and categories make a category, its levels in order of appearance. */
function chooseCategory(context: Context, condition: Truths, then: Textual, otherwise: Textual): Value {
  const sides = [otherwise, then].map((value) =>
    value.kind === 'category'
      ? value.column
      : { codes: null, levels: [{ name: value.text, label: { en: value.text } }] },
  );
  const levels = [
    ...new Map([sides[1]!, sides[0]!].flatMap((side) => side.levels).map((level) => [level.name, level])).values(),
  ];
  const indexOf = new Map(levels.map(({ name }, index) => [name, index]));
  const maps = sides.map((side) => side.levels.map(({ name }) => indexOf.get(name)!));
  const codes = Int32Array.from(condition, (truth, row) => {
    if (truth === -1) return -1;
    const code = sides[truth]!.codes === null ? 0 : sides[truth]!.codes[row]!;
    return code === -1 ? -1 : maps[truth]![code]!;
  });
  const hidden = [then, otherwise].some((value) => value.kind === 'category' && value.column.info.private);
  const info = { name: context.text, label: { en: context.text }, private: hidden };
  return { kind: 'category', column: { kind: 'categorical', info, codes, levels } };
}

function join(kind: 'and' | 'or', left: Truths, right: Truths): Truths {
  const decides = kind === 'and' ? 0 : 1;
  return left.map((a, row) => {
    const b = right[row]!;
    if (a === decides || b === decides) return decides;
    return a === -1 || b === -1 ? -1 : 1 - decides;
  });
}

function missingRows(context: Context, node: ExpressionNode): Truths {
  const value = evaluateNode(context, node);
  const truthsWhere = (missing: (row: number) => boolean) =>
    Int8Array.from({ length: context.frame.rows }, (_, row) => (missing(row) ? 1 : 0));
  if (value.kind === 'number') return truthsWhere((row) => Number.isNaN(value.values[row]));
  if (value.kind === 'truth') return truthsWhere((row) => value.values[row] === -1);
  if (value.kind === 'category') return truthsWhere((row) => value.column.codes[row] === -1);
  throw fault(context.text, node.column, 'a text is never missing', 'name a column');
}

function compare(context: Context, node: Extract<ExpressionNode, { kind: 'comparison' }>): Truths {
  const left = evaluateNode(context, node.left);
  const right = evaluateNode(context, node.right);
  if (left.kind === 'category' || right.kind === 'category' || left.kind === 'text' || right.kind === 'text') {
    return compareTexts(context, node, left, right);
  }
  const of = COMPARISONS[node.sign];
  const a = asNumbers(context, node.left, left);
  const b = asNumbers(context, node.right, right);
  return Int8Array.from(a, (x, row) => {
    const y = b[row]!;
    return Number.isNaN(x) || Number.isNaN(y) ? -1 : of(x, y) ? 1 : 0;
  });
}

const COMPARISONS: Readonly<Record<Comparison, (x: number, y: number) => boolean>> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

/** Categories are equal or not; `<` between answers would compare spellings. */
function compareTexts(
  context: Context,
  node: Extract<ExpressionNode, { kind: 'comparison' }>,
  left: Value,
  right: Value,
): Truths {
  const { sign, column } = node;
  if (sign !== '==' && sign !== '!=')
    throw fault(context.text, column, `"${sign}" between categories or texts`, 'use ==, != or in [...]');
  const equal = equalTexts(context, node, left, right);
  return sign === '==' ? equal : equal.map((truth) => (truth === -1 ? -1 : 1 - truth));
}

function equalTexts(
  context: Context,
  node: Extract<ExpressionNode, { kind: 'comparison' }>,
  left: Value,
  right: Value,
): Truths {
  if (left.kind === 'category' && right.kind === 'category') return equalCategories(left.column, right.column);
  const [one, other] = left.kind === 'text' ? [right, left] : [left, right];
  if (other.kind === 'text' && one.kind !== 'text') return membership(context, one, [other.text], node.column);
  if (one.kind === 'text')
    throw fault(context.text, node.column, 'two texts are compared', 'name a column; column names need no quotes');
  throw fault(context.text, node.column, 'a category is compared with a number', "put the level's name in quotes");
}

function equalCategories(left: CategoricalColumn, right: CategoricalColumn): Truths {
  const indexOf = new Map(right.levels.map(({ name }, index) => [name, index]));
  const asRight = left.levels.map(({ name }) => indexOf.get(name) ?? -2);
  return Int8Array.from(left.codes, (code, row) => {
    const other = right.codes[row]!;
    return code === -1 || other === -1 ? -1 : asRight[code] === other ? 1 : 0;
  });
}

function isIn(context: Context, node: Extract<ExpressionNode, { kind: 'in' }>): Truths {
  const value = evaluateNode(context, node.of);
  if (value.kind === 'text')
    throw fault(context.text, node.of.column, 'a text before "in"', 'name a column; column names need no quotes');
  return membership(context, value, node.items, node.column);
}

/** Whether a column is one of some literals. A number in quotes (`'4'`) is that number beside a numeric column. */
function membership(
  context: Context,
  value: Exclude<Value, { kind: 'text' }>,
  items: readonly (number | string)[],
  column: number,
): Truths {
  if (value.kind === 'truth')
    throw fault(context.text, column, 'a condition is compared with a literal', 'use it as it is, or with "not"');
  if (value.kind === 'number') {
    const wanted = new Set(items.map((item) => numberLiteral(context, item, column)));
    return Int8Array.from(value.values, (x) => (Number.isNaN(x) ? -1 : wanted.has(x) ? 1 : 0));
  }
  const { column: category } = value;
  const wanted = new Uint8Array(category.levels.length);
  for (const item of items) wanted[levelIndex(context, category, item, column)] = 1;
  return Int8Array.from(category.codes, (code) => (code === -1 ? -1 : wanted[code]!));
}

function numberLiteral(context: Context, item: number | string, column: number): number {
  if (typeof item === 'number') return item;
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(item)) return Number(item);
  throw fault(
    context.text,
    column,
    `a number is compared with the text "${item}"`,
    'is the column a category? then declare it in the codebook',
  );
}

function levelIndex(
  context: Context,
  { info, levels }: CategoricalColumn,
  item: number | string,
  column: number,
): number {
  if (typeof item === 'number')
    throw fault(
      context.text,
      column,
      `the categorical column "${info.name}" is compared with a number`,
      "put the level's name in quotes",
    );
  const name = item.normalize('NFC');
  const index = levels.findIndex((level) => level.name === name);
  if (index !== -1) return index;
  const names = levels.map((level) => level.name);
  const accepted = info.private
    ? undefined
    : (nearestHint(name, names) ?? (names.length <= 12 ? `levels: ${names.join(', ')}` : undefined));
  throw new Failure('E-SPEC-NAME', {
    finding: `column ${column} of "${context.text}": column "${info.name}" has no level "${item}"`,
    ...(accepted && { accepted }),
  });
}
