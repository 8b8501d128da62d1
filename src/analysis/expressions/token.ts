/** The words and signs of an expression, each with its 1-based column. */
import { Failure } from '../../errors/failure.ts';

const LENGTH_CAP = 4096;

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'quoted name' | 'word' | 'sign' | 'end';
  /** the sign, word, name or text itself; the digits of a number */
  readonly text: string;
  /** 1-based, in characters */
  readonly column: number;
}

/** words that mean something and therefore need backticks as column names */
export const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'missing', 'if']);
const SIGNS = ['==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '^', '(', ')', '[', ']', ','];

const SPACE = /\s+/y;
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const TEXT = /'(?:[^']|'')*'|"(?:[^"]|"")*"/y;
const QUOTED_NAME = /`[^`]+`/y;

/** Signs of other languages, and what to write here. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/(?:&&|&)/y, 'write "and"'],
  [/(?:\|\||\|)/y, 'write "or"'],
  [/(?:<>|~=|!==)/y, 'write "!="'],
  [/===/y, 'write "=="'],
  [/=/y, 'one = compares nothing; write "=="'],
  [/(?:!|~)/y, 'write "not"'],
  [/\*\*/y, 'write "^"'],
  [/\./y, 'a name with a point needs backticks: `a.b`; a missing value is tested by "is missing"'],
  [/['"]/y, 'the quote never closes'],
  [/`/y, 'the backtick never closes'],
  [/%/y, 'percent signs are not numbers'],
  [/[“”‘’]/y, "use straight quotes: 'text'"],
];

/** Splits a text; E-SPEC-EXPRESSION at the first character that means nothing here. */
export function tokensOf(text: string): Token[] {
  if (text.length > LENGTH_CAP) {
    throw new Failure('E-SPEC-EXPRESSION', {
      finding: `an expression of ${text.length} characters`,
      accepted: `at most ${LENGTH_CAP}`,
    });
  }
  const tokens: Token[] = [];
  let at = 0;
  const next = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = next(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = nextToken(text, at, next);
    tokens.push(token.token);
    at += token.length;
  }
  tokens.push({ kind: 'end', text: 'the end', column: text.length + 1 });
  return tokens;
}

function nextToken(
  text: string,
  at: number,
  next: (pattern: RegExp) => string | undefined,
): { token: Token; length: number } {
  const column = at + 1;
  const made = (kind: Token['kind'], written: string, value = written) => ({
    token: { kind, text: value, column },
    length: written.length,
  });
  const name = next(NAME);
  if (name !== undefined) return made(WORDS.has(name) ? 'word' : 'name', name);
  const number = next(NUMBER);
  if (number !== undefined) {
    if (/[\p{L}_.]/u.test(text[at + number.length] ?? ''))
      throw fault(
        text,
        column,
        `"${number}${text[at + number.length]}"`,
        'a name that starts with a digit needs backticks',
      );
    return made('number', number);
  }
  const quoted = next(TEXT);
  if (quoted !== undefined) {
    const quote = quoted[0]!;
    return made('text', quoted, quoted.slice(1, -1).replaceAll(quote + quote, quote));
  }
  const backticked = next(QUOTED_NAME);
  if (backticked !== undefined) return made('quoted name', backticked, backticked.slice(1, -1));
  const hint = HINTS.find(([pattern]) => next(pattern) !== undefined);
  const sign = SIGNS.find((candidate) => text.startsWith(candidate, at));
  const longer = hint !== undefined && next(hint[0])!.length > (sign?.length ?? 0);
  if (sign !== undefined && !longer) return made('sign', sign);
  const character = String.fromCodePoint(text.codePointAt(at)!);
  throw fault(text, column, `"${hint === undefined ? character : next(hint[0])}"`, hint?.[1]);
}

/** A failure at a column of the expression. */
export function fault(text: string, column: number, finding: string, remedy?: string): Failure {
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return new Failure('E-SPEC-EXPRESSION', {
    finding: `column ${column} of "${shown}": ${finding}`,
    ...(remedy !== undefined && { remedy }),
  });
}
