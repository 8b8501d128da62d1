/** Text -> tree: a Pratt parser for arithmetic, comparison, and/or/not, in, if, `is missing` and a few functions. */
import { nearestHint } from '../../errors/nearest.ts';
import { FUNCTIONS } from './functions.ts';
import type { Arithmetic, Comparison, ExpressionNode } from './node.ts';
import { fault, type Token, tokensOf, WORDS } from './token.ts';

const DEPTH_CAP = 64;

/** how tightly an operator binds what stands left and right of it */
const LEFT_BINDING: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'is', 'not'].map((sign) => [sign, 4] as const),
  ...['+', '-'].map((sign) => [sign, 5] as const),
  ...['*', '/'].map((sign) => [sign, 6] as const),
  ['^', 8],
]);
const NOT_BINDING = 3;
const SIGN_BINDING = 7;

interface Parser {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/** Parses a whole text; E-SPEC-EXPRESSION with the 1-based column of what cannot stand there. */
export function parseTree(text: string): ExpressionNode {
  const parser: Parser = { text, tokens: tokensOf(text), at: 0, depth: 0 };
  if (peek(parser).kind === 'end') throw fault(text, 1, 'an empty expression');
  const node = parseAbove(parser, 0);
  if (peek(parser).kind !== 'end') throw unexpected(parser, peek(parser), 'an operator or the end');
  return node;
}

function parseAbove(parser: Parser, binding: number): ExpressionNode {
  let left = parsePrefix(parser);
  for (;;) {
    const token = peek(parser);
    const power = isOperator(token) ? LEFT_BINDING.get(token.text) : undefined;
    if (power === undefined || power <= binding) break;
    left = parseInfix(parser, left, token, power);
  }
  return left;
}

/** An operand inside brackets, behind a sign or in an exponent: what makes a tree deep. */
function parseDeeper(parser: Parser, binding: number): ExpressionNode {
  if (++parser.depth > DEPTH_CAP) throw fault(parser.text, peek(parser).column, `nesting deeper than ${DEPTH_CAP}`);
  const node = parseAbove(parser, binding);
  parser.depth--;
  return node;
}

function parsePrefix(parser: Parser): ExpressionNode {
  const token = advance(parser);
  const { column } = token;
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: numberOf(parser, token), column };
    case 'text':
      return { kind: 'text', value: token.text, column };
    case 'quoted name':
      return { kind: 'variable', name: token.text, column };
    case 'name':
      return isSign(peek(parser), '(') ? parseCall(parser, token) : variable(parser, token);
  }
  if (token.text === '-' || token.text === '+') {
    const of = parseDeeper(parser, SIGN_BINDING);
    return token.text === '-' ? { kind: 'negative', of, column } : of;
  }
  if (token.text === 'not' && token.kind === 'word')
    return { kind: 'not', of: parseDeeper(parser, NOT_BINDING), column };
  if (token.text === 'if' && token.kind === 'word') return parseIf(parser, column);
  if (token.text === '(') {
    const inside = parseDeeper(parser, 0);
    expectSign(parser, ')');
    return inside;
  }
  throw unexpected(parser, token, 'a column, number, text or function');
}

function numberOf(parser: Parser, token: Token): number {
  const value = Number(token.text);
  if (!Number.isFinite(value)) throw fault(parser.text, token.column, `${token.text} is beyond the range of numbers`);
  return value;
}

function variable(parser: Parser, token: Token): ExpressionNode {
  const meant = wordMeant(token);
  if (meant !== undefined) throw fault(parser.text, token.column, `"${token.text}"`, `write "${meant}"`);
  return { kind: 'variable', name: token.text.normalize('NFC'), column: token.column };
}

function parseInfix(parser: Parser, left: ExpressionNode, token: Token, binding: number): ExpressionNode {
  advance(parser);
  const { column, text: sign } = token;
  if (binding === 4) return parseComparison(parser, left, token);
  const right = sign === '^' ? parseDeeper(parser, binding - 1) : parseAbove(parser, binding);
  if (sign === 'and' || sign === 'or') return { kind: sign, left, right, column };
  return { kind: 'arithmetic', sign: sign as Arithmetic, left, right, column };
}

/** Comparisons do not chain: `1 < x < 3` would compare a truth with 3. */
function parseComparison(parser: Parser, left: ExpressionNode, token: Token): ExpressionNode {
  const node = comparisonOf(parser, left, token);
  const next = peek(parser);
  if (isOperator(next) && LEFT_BINDING.get(next.text) === 4) {
    throw fault(
      parser.text,
      next.column,
      'a comparison of a comparison',
      'join two comparisons by "and", or use parentheses',
    );
  }
  return node;
}

function comparisonOf(parser: Parser, left: ExpressionNode, token: Token): ExpressionNode {
  const { column, text } = token;
  if (text === 'is') {
    const negated = takeWord(parser, 'not');
    if (!takeWord(parser, 'missing')) throw unexpected(parser, peek(parser), '"missing" or "not missing"');
    const node: ExpressionNode = { kind: 'is missing', of: left, column };
    return negated ? { kind: 'not', of: node, column } : node;
  }
  if (text === 'not' && !takeWord(parser, 'in')) throw unexpected(parser, peek(parser), '"in"');
  if (text === 'in' || text === 'not') {
    const node: ExpressionNode = { kind: 'in', of: left, items: parseItems(parser), column };
    return text === 'not' ? { kind: 'not', of: node, column } : node;
  }
  const right = parseAbove(parser, 4);
  return { kind: 'comparison', sign: text as Comparison, left, right, column };
}

function parseItems(parser: Parser): (number | string)[] {
  expectSign(parser, '[');
  const items: (number | string)[] = [];
  do {
    const negative = isSign(peek(parser), '-') && advance(parser) !== undefined;
    const token = advance(parser);
    if (token.kind === 'number') items.push(negative ? -numberOf(parser, token) : numberOf(parser, token));
    else if (token.kind === 'text' && !negative) items.push(token.text);
    else throw unexpected(parser, token, negative ? 'a number' : 'a number or a text in quotes');
  } while (isSign(peek(parser), ',') && advance(parser));
  expectSign(parser, ']');
  return items;
}

function parseCall(parser: Parser, token: Token): ExpressionNode {
  const { text: name, column } = token;
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    const names = [...FUNCTIONS.keys(), 'if'];
    throw fault(
      parser.text,
      column,
      `no function "${name}"`,
      nearestHint(name, names) ?? `functions: ${names.join(', ')}`,
    );
  }
  const parts = parseParts(parser);
  if (parts.length < known.least || parts.length > known.most) {
    const wanted = known.least === known.most ? `${known.least}` : `at least ${known.least}`;
    throw fault(parser.text, column, `${name}() with ${parts.length} arguments`, `it takes ${wanted}`);
  }
  return { kind: 'call', name, parts, column };
}

function parseIf(parser: Parser, column: number): ExpressionNode {
  const [condition, then, otherwise, ...more] = parseParts(parser);
  if (condition === undefined || then === undefined || otherwise === undefined || more.length > 0) {
    throw fault(parser.text, column, 'if() without exactly three arguments', 'write if(condition, value, other value)');
  }
  return { kind: 'if', condition, then, otherwise, column };
}

function parseParts(parser: Parser): ExpressionNode[] {
  expectSign(parser, '(');
  const parts: ExpressionNode[] = [];
  if (!isSign(peek(parser), ')')) {
    do parts.push(parseDeeper(parser, 0));
    while (isSign(peek(parser), ',') && advance(parser));
  }
  expectSign(parser, ')');
  return parts;
}

function peek(parser: Parser): Token {
  return parser.tokens[parser.at]!;
}

function advance(parser: Parser): Token {
  const token = peek(parser);
  if (token.kind !== 'end') parser.at++;
  return token;
}

function isOperator(token: Token): boolean {
  return token.kind === 'sign' || token.kind === 'word';
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === 'sign' && token.text === sign;
}

function takeWord(parser: Parser, word: string): boolean {
  const token = peek(parser);
  if (token.kind !== 'word' || token.text !== word) return false;
  parser.at++;
  return true;
}

function expectSign(parser: Parser, sign: string): void {
  const token = advance(parser);
  if (!isSign(token, sign)) throw unexpected(parser, token, `"${sign}"`);
}

/** The word that a name in capitals was meant to be. */
function wordMeant(token: Token): string | undefined {
  const lower = token.text.toLowerCase();
  return token.kind === 'name' && WORDS.has(lower) ? lower : undefined;
}

function unexpected(parser: Parser, token: Token, wanted: string): Error {
  const found = token.kind === 'end' ? 'the expression ends' : `"${token.text}"`;
  const meant = wordMeant(token);
  return fault(parser.text, token.column, `${found} where ${wanted} is needed`, meant && `write "${meant}"`);
}
