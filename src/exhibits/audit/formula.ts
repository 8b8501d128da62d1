/** Arithmetic on printed numbers, written as a formula: read once, evaluated over the intervals of their rounding. */
import type { Interval } from './interval.ts';
import { magnitude, scaled } from './interval.ts';

export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly of: NameKind; readonly name: string }
  | { readonly kind: 'call'; readonly word: keyof typeof FUNCTIONS; readonly argument: Formula }
  | { readonly kind: 'operation'; readonly sign: string; readonly a: Formula; readonly b: Formula };

/** What is taken of a name: its number, or by a word before brackets another of its numbers. */
export type NameKind = 'value' | 'se' | 'sd' | 'n' | 'count' | 'recovered';
const KINDS: readonly string[] = ['se', 'sd', 'n', 'count', 'recovered'] satisfies readonly NameKind[];

const whole = (at: (x: number) => number, { lo, hi }: Interval): Interval => ({ lo: at(lo), hi: at(hi) });

const FUNCTIONS = {
  sqrt: ({ lo, hi }: Interval) => whole(Math.sqrt, { lo: hi < 0 ? lo : Math.max(lo, 0), hi }),
  ln: ({ lo, hi }: Interval) => whole(Math.log, { lo: Math.max(lo, 0), hi }),
  exp: (x: Interval) => whole(Math.exp, x),
  abs: magnitude,
};

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][\w.]*)|"([^"]+)"|([-+*/^()]))/y;

/** Throws SyntaxError with what was wrong; names are looked up when it is evaluated. */
export function parseFormula(text: string): Formula {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = (sign: string) => tokens[at]?.sign === sign;
  const expect = (sign: string) => {
    if (!peek(sign))
      throw new SyntaxError(`"${sign}" expected ${tokens[at] ? `before "${tokens[at]!.text}"` : 'at the end'}`);
    at++;
  };
  const chain = (signs: readonly string[], next: () => Formula): Formula => {
    let a = next();
    while (signs.some(peek)) a = { kind: 'operation', sign: tokens[at++]!.text, a, b: next() };
    return a;
  };
  const sum = (): Formula => chain(['+', '-'], product);
  const product = (): Formula => chain(['*', '/'], negated);
  const negated = (): Formula => {
    if (!peek('-')) return power();
    at++;
    return { kind: 'operation', sign: '-', a: { kind: 'number', value: 0 }, b: negated() };
  };
  const power = (): Formula => {
    const base = atom();
    if (!peek('^')) return base;
    at++;
    const exponent = tokens[at++]?.number;
    if (exponent === undefined) throw new SyntaxError('a number expected after "^"');
    return { kind: 'operation', sign: '^', a: base, b: { kind: 'number', value: exponent } };
  };
  const atom = (): Formula => {
    const token = tokens[at++];
    if (token === undefined) throw new SyntaxError('the formula ends too early');
    if (token.number !== undefined) return { kind: 'number', value: token.number };
    if (token.sign === '(') {
      const inside = sum();
      expect(')');
      return inside;
    }
    if (token.name === undefined) throw new SyntaxError(`"${token.text}" is not expected here`);
    if (!peek('(')) return { kind: 'name', of: 'value', name: token.name };
    expect('(');
    const argument = sum();
    expect(')');
    if (Object.hasOwn(FUNCTIONS, token.name)) {
      return { kind: 'call', word: token.name as keyof typeof FUNCTIONS, argument };
    }
    if (!KINDS.includes(token.name) || argument.kind !== 'name') {
      const known = [...Object.keys(FUNCTIONS), ...KINDS].join(', ');
      throw new SyntaxError(`"${token.name}(...)" is none of ${known} (the last five of one name)`);
    }
    return { ...argument, of: token.name as NameKind };
  };
  const formula = sum();
  if (at < tokens.length) throw new SyntaxError(`"${tokens[at]!.text}" is not expected here`);
  return formula;
}

interface Token {
  readonly text: string;
  readonly number?: number;
  readonly name?: string;
  readonly sign?: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new SyntaxError(`"${text.slice(from).trim()}" cannot be read`);
    const [, number, bare, quoted, sign] = found;
    const name = bare ?? quoted;
    if (number !== undefined) tokens.push({ text: number, number: Number(number) });
    else if (name !== undefined) tokens.push({ text: name, name });
    else tokens.push({ text: sign!, sign: sign! });
  }
  return tokens;
}

/** Every name with what is taken of it, in the order of the formula. */
export function namesOf(formula: Formula): readonly { readonly of: NameKind; readonly name: string }[] {
  switch (formula.kind) {
    case 'number':
      return [];
    case 'name':
      return [formula];
    case 'call':
      return namesOf(formula.argument);
    case 'operation':
      return [...namesOf(formula.a), ...namesOf(formula.b)];
  }
}

/**
 * Interval arithmetic (Moore 1966): contains every value that the formula takes inside the rounding, and more where a
 * name stands in it twice. Ends are NaN where nothing is defined.
 */
export function evaluate(formula: Formula, lookUp: (name: { of: NameKind; name: string }) => Interval): Interval {
  switch (formula.kind) {
    case 'number':
      return { lo: formula.value, hi: formula.value };
    case 'name':
      return lookUp(formula);
    case 'call':
      return FUNCTIONS[formula.word](evaluate(formula.argument, lookUp));
    case 'operation':
      return operate(formula.sign, evaluate(formula.a, lookUp), evaluate(formula.b, lookUp));
  }
}

function operate(sign: string, a: Interval, b: Interval): Interval {
  switch (sign) {
    case '+':
      return { lo: a.lo + b.lo, hi: a.hi + b.hi };
    case '-':
      return { lo: a.lo - b.hi, hi: a.hi - b.lo };
    case '*':
      return times(a, b);
    case '/':
      if (b.lo <= 0 && b.hi >= 0) return { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
      return times(a, { lo: 1 / b.hi, hi: 1 / b.lo });
    default:
      return raised(a, b.lo);
  }
}

function times(a: Interval, b: Interval): Interval {
  if (a.lo === a.hi) return scaled(b, a.lo);
  const ends = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  return { lo: Math.min(...ends), hi: Math.max(...ends) };
}

/** Even powers fold the negative half over; others rise. */
function raised(a: Interval, exponent: number): Interval {
  const base = exponent % 2 === 0 ? magnitude(a) : a;
  return { lo: base.lo ** exponent, hi: base.hi ** exponent };
}

const RANK: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 };

/** The formula with numbers in the place of names. */
export function formulaText(formula: Formula, write: (name: { of: NameKind; name: string }) => string): string {
  switch (formula.kind) {
    case 'number':
      return String(formula.value);
    case 'name':
      return write(formula);
    case 'call':
      return `${formula.word}(${formulaText(formula.argument, write)})`;
    case 'operation': {
      const { sign, a, b } = formula;
      const side = (part: Formula, above: number) => {
        const text = formulaText(part, write);
        return part.kind === 'operation' && RANK[part.sign]! < above ? `(${text})` : text;
      };
      const rank = RANK[sign]!;
      return `${side(a, rank)} ${sign} ${side(b, sign === '-' || sign === '/' ? rank + 1 : rank)}`;
    }
  }
}
