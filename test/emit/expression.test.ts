/** Expressions in three languages: what is written, and in Stata where a missing value would count as large. */
import { describe, expect, it } from 'vitest';
import { parseTree } from '../../src/analysis/expressions/parse.ts';
import type { PlanColumns } from '../../src/emit/plan.ts';
import { pythonExpression } from '../../src/emit/python/expression.ts';
import { rExpression } from '../../src/emit/r/expression.ts';
import { stataCondition, stataValue } from '../../src/emit/stata/expression.ts';
import { namesOver } from '../../src/emit/stata/names.ts';

const COLUMNS: PlanColumns = new Map([
  ['x', { kind: 'number' }],
  ['y', { kind: 'number' }],
  ['sex', { kind: 'category', levels: ['male', 'female'] }],
]);

describe('conditions in Stata', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['x > 5', 'x > 5 & !missing(x)'],
    ['x < 5', 'x < 5'],
    ['x > y', 'x > y & !missing(x, y)'],
    ['x != 3', 'x != 3 & !missing(x)'],
    ["sex == 'female'", 'sex == "female":sex'],
    ['not (x > 5)', '!(x > 5) & !missing(x)'],
    ['not (x > 5 and y < 2)', '(!(x > 5) & !missing(x)) | (!(y < 2) & !missing(y))'],
    ['x is missing or y >= 1', 'missing(x) | (y >= 1 & !missing(y))'],
    ['x not in [1, 2]', '!(inlist(x, 1, 2)) & !missing(x)'],
  ];
  it.each(cases)('%s', (text, written) => {
    expect(stataCondition(parseTree(text), COLUMNS, namesOver(COLUMNS))).toBe(written);
  });
});

describe('values', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'log(x + 1) / y',
      'ln(x + 1) / y',
      'finite(finite(log(x + 1)) / y)',
      'finite(finite(np.log(d["x"] + 1)) / d["y"])',
    ],
    ['x - (y - 1)', 'x - (y - 1)', 'x - (y - 1)', 'd["x"] - (d["y"] - 1)'],
    ['-x ^ 2', '-x^2', '-x^2', '-d["x"]**2'],
    ['(x + y) ^ 2', '(x + y)^2', '(x + y)^2', '(d["x"] + d["y"])**2'],
    ['x ^ 0', 'cond(missing(x, 0), ., x^0)', 'power_of(x, 0)', 'power_of(d["x"], 0)'],
    ['if(x > 5, 1, 0)', 'cond(missing(x), ., cond(x > 5, 1, 0))', 'ifelse(x > 5, 1, 0)', 'choose(d["x"] > 5, 1, 0)'],
    ['max(x, y)', 'cond(missing(x, y), ., max(x, y))', 'pmax(x, y)', 'extreme("max", d["x"], d["y"])'],
    [
      "1 + 2 * (sex == 'male')",
      '1 + 2 * cond(missing(sex), ., sex == "male":sex)',
      '1 + 2 * (sex == "male")',
      '1 + 2 * numbers(d["sex"] == "male")',
    ],
  ];
  it.each(cases)('%s', (text, stata, r, python) => {
    const tree = parseTree(text);
    expect(stataValue(tree, COLUMNS, namesOver(COLUMNS))).toBe(stata);
    expect(rExpression(tree, COLUMNS)).toBe(r);
    expect(pythonExpression(tree, COLUMNS)).toBe(python);
  });

  it('keeps odd column names apart from code', () => {
    const odd = parseTree('`a"b c` > 1');
    expect(rExpression(odd, new Map())).toBe('`a"b c` > 1');
    expect(pythonExpression(odd, new Map())).toBe('d["a\\"b c"] > 1');
  });
});
