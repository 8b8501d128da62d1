/** What expressions mean: precedence, three-valued logic, level names, missing and undefined values. */
import { describe, expect, it } from 'vitest';
import { parseExpression, undefinedRows } from '../../../src/analysis/expressions/expression.ts';
import { toRowCondition } from '../../../src/analysis/expressions/to-row-condition.ts';
import { categorical, frameOf, numeric, thrown, valuesOf } from '../frames.ts';

const frame = frameOf(
  numeric('x', [1, 2, null, 0]),
  numeric('y', [4, null, null, 0]),
  numeric('年龄', [30, 40, 50, 60]),
  numeric('odd name', [1, 1, 0, 0]),
  numeric('__proto__', [7, 8, 9, 10]),
  numeric('constructor', [1, 0, 1, 0]),
  categorical('scope', ['city', 'county', 'province'], ['city', 'province', null, 'county']),
  categorical('home', ['province', 'city'], ['city', 'city', 'city', 'province']),
);

const values = (text: string) => valuesOf(parseExpression(text).evaluate(frame));
const truths = (text: string) => [...parseExpression(text).truths(frame)];

describe('arithmetic', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['24 / 4 / 2', 3],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['- - 3', 3],
    ['+3', 3],
    ['1.5e3 + .5', 1500.5],
    ['round(2.5) * 10 + round(-2.5)', 27],
    ['round(0.49999999999999994)', 0],
    ['floor(-1.5)', -2],
    ['max(1, 5, 3) - min(4, 2)', 3],
    ['sqrt(16) + abs(-1) + exp(0) + log(1)', 6],
    ['3 ^ 2', 9],
    ['(1 < 2) + (2 < 1) + (3 == 3)', 2],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual([expected, expected, expected, expected]);
  });

  it('is missing where an input is', () => {
    expect(values('x + y')).toEqual([5, null, null, 0]);
    expect(values('0 * y')).toEqual([0, null, null, 0]);
    expect(values('y ^ 0')).toEqual([1, null, null, 1]);
    expect(values('max(x, y)')).toEqual([4, null, null, 0]);
    expect(values('min(x, y)')).toEqual([1, null, null, 0]);
  });

  it('makes undefined results missing and counts them', () => {
    for (const [text, rows] of [
      ['log(x)', 1],
      ['1 / x', 1],
      ['x / x', 1],
      ['sqrt(-x)', 2],
      ['exp(1000 * x)', 2],
      ['(-x) ^ 0.5', 2],
    ] as const) {
      const expression = parseExpression(text);
      const column = expression.evaluate(frame);
      expect(undefinedRows(expression, frame, column), text).toBe(rows);
      expect(
        valuesOf(column).every((value) => value === null || Number.isFinite(value)),
        text,
      ).toBe(true);
    }
  });
});

describe('conditions', () => {
  it('never holds for a missing value', () => {
    expect(truths('x > 0')).toEqual([1, 1, -1, 0]);
    expect(truths('y > 1e300')).toEqual([0, -1, -1, 0]);
    expect(truths('not y > 1')).toEqual([0, -1, -1, 1]);
    expect([...toRowCondition('y != 4').holds(frame)]).toEqual([0, 0, 0, 1]);
  });

  it('follows three-valued logic', () => {
    const t = '1 == 1';
    const f = '1 == 0';
    const m = 'y == 0'; // missing in the second row
    const second = (text: string) => truths(text)[1];
    for (const [left, right, and, or] of [
      [t, t, 1, 1],
      [t, f, 0, 1],
      [t, m, -1, 1],
      [f, t, 0, 1],
      [f, f, 0, 0],
      [f, m, 0, -1],
      [m, t, -1, 1],
      [m, f, 0, -1],
      [m, m, -1, -1],
    ] as const) {
      // biome-ignore format: a truth table
      expect(second(`${left} and ${right}`), `${left} and ${right}`).toBe(and);
      expect(second(`${left} or ${right}`), `${left} or ${right}`).toBe(or);
    }
    expect(second(`not ${m}`)).toBe(-1);
  });

  it('binds or looser than and, not looser than comparison', () => {
    expect(truths('1 == 1 or 1 == 1 and 1 == 0')).toEqual([1, 1, 1, 1]);
    expect(truths('not x == 1')).toEqual([0, 1, -1, 1]);
    expect(truths('not x == 1 and x == 2')).toEqual([0, 1, -1, 0]);
    expect(truths('x + 1 > 2 and x * 2 < 5')).toEqual([0, 1, -1, 0]);
  });

  it('tests for missing', () => {
    expect(truths('y is missing')).toEqual([0, 1, 1, 0]);
    expect(truths('y is not missing')).toEqual([1, 0, 0, 1]);
    expect(truths('scope is missing')).toEqual([0, 0, 1, 0]);
    expect(truths('x + y is missing')).toEqual([0, 1, 1, 0]);
    expect(truths('(x > 1) is missing')).toEqual([0, 0, 1, 0]);
  });

  it('compares categories with level names and with each other', () => {
    expect(truths("scope == 'city'")).toEqual([1, 0, -1, 0]);
    expect(truths('scope != "city"')).toEqual([0, 1, -1, 1]);
    expect(truths("'county' == scope")).toEqual([0, 0, -1, 1]);
    expect(truths("scope in ['city', 'county']")).toEqual([1, 0, -1, 1]);
    expect(truths("scope not in ['city']")).toEqual([0, 1, -1, 1]);
    expect(truths('scope == home')).toEqual([1, 0, -1, 0]);
  });

  it('takes numbers in lists and in quotes', () => {
    expect(truths('x in [1, -2, 0]')).toEqual([1, 0, -1, 1]);
    expect(truths("x == '2'")).toEqual([0, 1, -1, 0]);
    expect(truths("x in ['1', 0]")).toEqual([1, 0, -1, 1]);
  });

  it('chooses by if', () => {
    expect(values('if(x > 1, 10, y)')).toEqual([4, 10, null, 0]);
    expect(values('if(x is missing, -1, x)')).toEqual([1, 2, -1, 0]);
    expect(values("if(x > 1, 'many', if(x == 0, 'none', 'one'))")).toEqual(['one', 'many', null, 'none']);
    expect(values("if(scope is missing, 'unknown', scope)")).toEqual(['city', 'province', 'unknown', 'county']);
  });
});

describe('names', () => {
  it('knows any column, in backticks where it is no word', () => {
    expect(values('年龄 / 10')).toEqual([3, 4, 5, 6]);
    expect(values('`odd name` + 1')).toEqual([2, 2, 1, 1]);
    expect(values('__proto__ + constructor')).toEqual([8, 8, 10, 10]);
    expect(parseExpression('x + y * x > if(`odd name` == 1, log(z), 2)').variables).toEqual([
      'x',
      'y',
      'odd name',
      'z',
    ]);
  });

  it('has no properties, no calls of columns, nothing of JavaScript', () => {
    for (const text of [
      'x.length',
      'x[0]',
      'constructor("return 1")',
      'x => 1',
      'process.exit(1)',
      'x ? 1 : 2',
      'x; y',
      '`x`()',
      'x} 1',
    ]) {
      expect(
        thrown(() => parseExpression(text)),
        text,
      ).toMatch(/^E-SPEC-EXPRESSION/);
    }
    for (const text of ['toString', 'hasOwnProperty', 'globalThis']) {
      expect(
        thrown(() => parseExpression(text).evaluate(frame)),
        text,
      ).toMatch(/^E-DATA-COLUMN/);
    }
  });
});

describe('faults', () => {
  it.each([
    ['', 'column 1 of "": an empty expression'],
    ['x >', 'column 4 of "x >": the expression ends where a column, number, text or function is needed'],
    ['x = 1', 'column 3 of "x = 1": "="; one = compares nothing; write "=="'],
    ['x <> 1', '"<>"; write "!="'],
    ['x && y', '"&&"; write "and"'],
    ['x | y', '"|"; write "or"'],
    ['!x', '"!"; write "not"'],
    ['x ** 2', '"**"; write "^"'],
    ['x === 2', '"==="; write "=="'],
    ['x == 1 AND y == 2', 'column 8 of "x == 1 AND y == 2": "AND" where an operator or the end is needed; write "and"'],
    [
      '1 < x < 3',
      'column 7 of "1 < x < 3": a comparison of a comparison; join two comparisons by "and", or use parentheses',
    ],
    ["x == 'a", 'column 6 of "x == \'a": "\'"; the quote never closes'],
    ['(x', 'the expression ends where ")" is needed'],
    ['x)', '")" where an operator or the end is needed'],
    ['lgo(x)', 'no function "lgo"; nearest: "log"'],
    ['log(x, y)', 'log() with 2 arguments; it takes 1'],
    ['min(x)', 'min() with 1 arguments; it takes at least 2'],
    ['if(x == 1, 2)', 'if() without exactly three arguments'],
    ['x in 1', '"1" where "[" is needed'],
    ['x in []', '"]" where a number or a text in quotes is needed'],
    ['x is null', '"null" where "missing" or "not missing" is needed'],
    ['2x', '"2x"; a name that starts with a digit needs backticks'],
    ['x == .', 'a missing value is tested by "is missing"'],
    ['1e999', '1e999 is beyond the range of numbers'],
    ['x @ y', 'column 3 of "x @ y": "@"'],
  ])('%s', (text, message) => {
    const said = thrown(() => parseExpression(text));
    expect(said).toMatch(/^E-SPEC-EXPRESSION /);
    expect(said).toContain(message);
  });

  it.each([
    [
      "scope == 'provinec'",
      'E-SPEC-NAME',
      'column 7 of "scope == \'provinec\'": column "scope" has no level "provinec"; nearest: "province"',
    ],
    ['scope == 1', 'E-SPEC-EXPRESSION', 'compared with a number'],
    ['scope + 1', 'E-SPEC-EXPRESSION', 'the categorical column "scope" where a number is needed'],
    ["scope < 'city'", 'E-SPEC-EXPRESSION', '"<" between categories or texts'],
    ["x == 'many'", 'E-SPEC-EXPRESSION', 'a number is compared with the text "many"'],
    ["'a' == 'b'", 'E-SPEC-EXPRESSION', 'two texts are compared'],
    ['agee > 1', 'E-DATA-COLUMN', 'no column "agee"'],
    ["if(x == 1, 'a', 2)", 'E-SPEC-EXPRESSION', 'a text where a number is needed'],
    ["'a'", 'E-SPEC-EXPRESSION', 'a text, the same in every row'],
  ])('%s over a frame', (text, code, message) => {
    const said = thrown(() => parseExpression(text).evaluate(frame));
    expect(said).toMatch(new RegExp(`^${code} `));
    expect(said).toContain(message);
  });

  it('wants a condition where rows are chosen', () => {
    expect(thrown(() => parseExpression('x').truths(frame))).toContain('a value where a condition is needed');
    expect(thrown(() => parseExpression('x and y == 1').truths(frame))).toContain(
      'a number where a condition is needed',
    );
    expect(thrown(() => parseExpression('not x').truths(frame))).toContain('a number where a condition is needed');
  });

  it('does not name levels of a private column', () => {
    const secret = categorical('id', ['person-1234'], ['person-1234']);
    const hidden = frameOf({ ...secret, info: { ...secret.info, private: true } });
    const said = thrown(() => parseExpression("id == 'person-1235'").truths(hidden));
    expect(said).toMatch(/^E-SPEC-NAME/);
    expect(said).not.toContain('person-1234');
  });

  it('limits depth and length, and survives long chains', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    expect(values(nested(64))[0]).toBe(1);
    expect(thrown(() => parseExpression(nested(65)))).toContain('nesting deeper than 64');
    expect(thrown(() => parseExpression(`${'-'.repeat(100)}1`))).toContain('nesting deeper than 64');
    expect(thrown(() => parseExpression('not '.repeat(100)))).toContain('nesting deeper than 64');
    expect(thrown(() => parseExpression(Array(100).fill('2').join('^')))).toContain('nesting deeper than 64');
    expect(thrown(() => parseExpression(' '.repeat(4097)))).toContain('at most 4096');
    expect(values(Array(2048).fill('1').join('+'))[0]).toBe(2048);
  });
});
