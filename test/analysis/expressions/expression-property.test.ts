/** Random expressions against a direct computation in JavaScript. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/analysis/expressions/expression.ts';
import { frameOf, numeric, valuesOf } from '../frames.ts';

/** A random expression: its text, fully or sparsely bracketed, and what it gives for one row (null is missing). */
interface Sample {
  readonly text: string;
  readonly of: (row: Readonly<Record<string, number | null>>) => number | null;
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);
const lift2 = (a: Sample, b: Sample, text: string, of: (x: number, y: number) => number): Sample => ({
  text,
  of: (row) => {
    const x = a.of(row);
    const y = b.of(row);
    return x === null || y === null ? null : finite(of(x, y));
  },
});

const { number: numberExpression, truth: truthExpression } = fc.letrec<{ number: Sample; truth: Sample }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.integer({ min: 0, max: 20 }).map((x): Sample => ({ text: `${x}`, of: () => x })),
    fc.constantFrom('a', 'b', 'c').map((name): Sample => ({ text: name, of: (row) => row[name]! })),
    fc
      .tuple(tie('number'), tie('number'), fc.constantFrom('+', '-', '*', '/'))
      .map(([a, b, sign]) =>
        lift2(a, b, `(${a.text}) ${sign} (${b.text})`, (x, y) =>
          sign === '+' ? x + y : sign === '-' ? x - y : sign === '*' ? x * y : x / y,
        ),
      ),
    tie('number').map(
      (a): Sample => ({ text: `-(${a.text})`, of: (row) => (a.of(row) === null ? null : -a.of(row)!) }),
    ),
    tie('number').map(
      (a): Sample => ({ text: `abs(${a.text})`, of: (row) => (a.of(row) === null ? null : Math.abs(a.of(row)!)) }),
    ),
    tie('number').map(
      (a): Sample => ({
        text: `log(${a.text})`,
        of: (row) => (a.of(row) === null ? null : finite(Math.log(a.of(row)!))),
      }),
    ),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => lift2(a, b, `max(${a.text}, ${b.text})`, Math.max)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(
      ([c, a, b]): Sample => ({
        text: `if(${c.text}, ${a.text}, ${b.text})`,
        of: (row) => (c.of(row) === null ? null : c.of(row) === 1 ? a.of(row) : b.of(row)),
      }),
    ),
  ),
  truth: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .tuple(tie('number'), tie('number'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='))
      .map(([a, b, sign]) =>
        lift2(a, b, `(${a.text}) ${sign} (${b.text})`, (x, y) =>
          Number(
            sign === '=='
              ? x === y
              : sign === '!='
                ? x !== y
                : sign === '<'
                  ? x < y
                  : sign === '<='
                    ? x <= y
                    : sign === '>'
                      ? x > y
                      : x >= y,
          ),
        ),
      ),
    tie('number').map((a): Sample => ({ text: `(${a.text}) is missing`, of: (row) => (a.of(row) === null ? 1 : 0) })),
    tie('truth').map(
      (a): Sample => ({ text: `not (${a.text})`, of: (row) => (a.of(row) === null ? null : 1 - a.of(row)!) }),
    ),
    fc.tuple(tie('truth'), tie('truth'), fc.constantFrom('and', 'or')).map(
      ([a, b, word]): Sample => ({
        text: `(${a.text}) ${word} (${b.text})`,
        of: (row) => {
          const both = [a.of(row), b.of(row)];
          const decides = word === 'and' ? 0 : 1;
          return both.includes(decides) ? decides : both.includes(null) ? null : 1 - decides;
        },
      }),
    ),
  ),
}));

const cell = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
  freq: 3,
});
const rows = fc.array(fc.record({ a: cell, b: cell, c: cell }), { minLength: 1, maxLength: 6 });

function agree(sample: Sample, cells: readonly Readonly<Record<string, number | null>>[]): void {
  const frame = frameOf(
    ...['a', 'b', 'c'].map((name) =>
      numeric(
        name,
        cells.map((row) => row[name]!),
      ),
    ),
  );
  const found = valuesOf(parseExpression(sample.text).evaluate(frame));
  const plain = (value: number | string | null) => (value === 0 ? 0 : value);
  expect(found.map(plain)).toEqual(cells.map((row) => plain(sample.of(row))));
}

describe('random expressions', () => {
  const short = (sample: Sample) => sample.text.length < 1500;

  it('give the numbers of a direct computation', () => {
    fc.assert(fc.property(numberExpression.filter(short), rows, agree), { numRuns: 500 });
  });

  it('give the truths of a direct computation', () => {
    fc.assert(fc.property(truthExpression.filter(short), rows, agree), { numRuns: 500 });
  });

  it('follow the precedence of JavaScript where brackets are left out', () => {
    const operators = fc.constantFrom(' + ', ' - ', ' * ', ' / ');
    const term = fc.constantFrom('a', 'b', '3', '0.5', '-b');
    fc.assert(
      fc.property(term, fc.array(fc.tuple(operators, term), { maxLength: 8 }), rows, (first, rest, cells) => {
        const text = first + rest.map(([sign, next]) => sign + next).join('');
        const direct = new Function('a', 'b', `return ${text.replaceAll('- -', '+ ')}`) as (
          a: number,
          b: number,
        ) => number;
        // a step that is not finite makes ours missing at once; JavaScript may come back from infinity
        const known = cells.filter((row) => row.a !== null && row.b !== null && row.b !== 0 && row.a !== 0);
        agree({ text, of: (row) => finite(direct(row.a!, row.b!)) }, known);
      }),
      { numRuns: 500 },
    );
  });

  it('never throw anything but a failure, whatever the text', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '1',
      '.5',
      '"t"',
      "'",
      '(',
      ')',
      '[',
      ']',
      ',',
      '==',
      '=',
      '<',
      'and',
      'or',
      'not',
      'is',
      'missing',
      'in',
      'if',
      '^',
      '-',
      '`',
      '\u0000',
      '中',
    );
    const frame = frameOf(numeric('a', [1, null]), numeric('b', [0, 2]));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
        ),
        (text) => {
          try {
            parseExpression(text).evaluate(frame);
          } catch (error) {
            expect((error as Error).name).toBe('Failure');
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
