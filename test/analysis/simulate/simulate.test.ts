/** A recipe gives the same file again, exact counts in its core, and dependence in the order it asks for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../../src/analysis/simulate/registry.ts';
import { csvLines, simulate } from '../../../src/analysis/simulate/simulate.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { validate } from '../../../src/yaml/validate.ts';

const RECIPE = `
schema: simulate/1
label: { en: Toy }
rows: 1000
seed: 5
exact_where: { column: stage, level: inside }
steps:
  - quotas: { column: stage, levels: { inside: 400, outside: 600 } }
  - draw: { columns: [e, u], from: normal }
  - draw: { columns: [wage_drawn], from: { lognormal: { mu: 7, sigma: 0.5 } } }
  - quotas:
      column: school
      by: stage
      order: e
      levels: { inside: { low: 100, middle: 200, high: 100 }, outside: { low: 1, middle: 1, high: 2 } }
  - cross: { column: stage_school, of: [stage, school] }
  - equation: { column: years, intercept: 6, terms: { school: { middle: 3, high: 9 }, e: 0.5 } }
  - rank: { column: wage, of: wage_drawn, order: years + u, by: stage }
  - quantiles: { column: fifth, of: wage, levels: [q1, q2, q3, q4, q5] }
  - shares: { column: colour, levels: { red: 0.25, blue: 0.75 } }
  - compute:
      double: 2 * years
      tall: double > 20
columns:
  id: { sequence: 11 }
  made: { constant: "yes, made" }
  school: { codes: { low: "1", middle: "2", high: "3" }, where: stage == 'inside' }
  wage: { decimals: 2, missing: [{ where: fifth == 'q5', code: "-8" }] }
  fifth: {}
  colour: {}
  stage: {}
  e: { decimals: 6 }
`;

const recipe = (text = RECIPE) => validate(parseYaml(text, 'toy.yaml'), recipeSchema);
const column = (survey: ReturnType<typeof simulate>, name: string) => survey.cells[survey.names.indexOf(name)]!;
const count = (texts: readonly string[], text: string) => texts.filter((one) => one === text).length;

describe('simulate', () => {
  const survey = simulate(recipe());

  it('gives the same bytes again, and others for another seed', () => {
    const text = [...csvLines(survey)].join('');
    expect([...csvLines(simulate(recipe(), { seed: 5, rows: 1000 }))].join('')).toBe(text);
    expect([...csvLines(simulate(recipe(), { seed: 6 }))].join('')).not.toBe(text);
  });

  it('keeps the draws of a column when another column is added', () => {
    const more = recipe(RECIPE.replace('columns: [e, u]', 'columns: [e, extra, u]'));
    expect(column(simulate(more), 'e')).toEqual(column(survey, 'e'));
  });

  it('keeps the first block of rows when more rows are made', () => {
    const longer = column(simulate(recipe(), { rows: 5000 }), 'e');
    expect(longer.slice(0, 1000)).toEqual(column(survey, 'e'));
    expect(new Set(longer).size).toBeGreaterThan(4990);
  });

  it('holds counts to the row inside the core and as proportions outside', () => {
    const school = column(survey, 'school');
    expect([count(school, '1'), count(school, '2'), count(school, '3'), count(school, '')]).toEqual([
      100, 200, 100, 600,
    ]);
    expect(count(column(survey, 'colour'), 'red')).toBe(250);
  });

  it('scales counts with the rows', () => {
    const school = column(simulate(recipe(), { rows: 2500 }), 'school');
    expect([count(school, '1'), count(school, '2'), count(school, '3')]).toEqual([250, 500, 250]);
    expect(simulate(recipe(), { rows: 7 }).cells[0]).toHaveLength(7);
  });

  it('fills later levels with higher values of the order', () => {
    const e = column(survey, 'e').map(Number);
    const school = column(survey, 'school');
    const of = (code: string) => e.filter((_, i) => school[i] === code);
    expect(Math.max(...of('1'))).toBeLessThan(Math.min(...of('2')));
    expect(Math.max(...of('2'))).toBeLessThan(Math.min(...of('3')));
  });

  it('spreads the core over the file', () => {
    const inside = column(survey, 'stage').map((stage) => stage === 'inside');
    for (let start = 0; start < 1000; start += 250) {
      const share = inside.slice(start, start + 250).filter(Boolean).length / 250;
      expect(Math.abs(share - 0.4)).toBeLessThan(5 * Math.sqrt((0.4 * 0.6) / 250));
    }
  });

  it('cuts quantiles apart inside and outside, and writes the missing code', () => {
    const stage = column(survey, 'stage');
    const fifth = column(survey, 'fifth');
    const inside = fifth.filter((_, i) => stage[i] === 'inside');
    for (const level of ['q1', 'q2', 'q3', 'q4', 'q5']) expect(count(inside, level)).toBe(80);
    expect(count(column(survey, 'wage'), '-8')).toBe(200);
  });

  it('writes CSV with quotes where they are needed', () => {
    const [header, first] = [...csvLines(survey)];
    expect(header).toBe('id,made,school,wage,fifth,colour,stage,e\n');
    expect(first).toMatch(/^11,"yes, made",[123]?,(-8|\d+\.\d\d),q[1-5],(red|blue),(inside|outside),-?\d\.\d{6}\n$/);
  });
});

describe('rank', () => {
  it('rearranges the drawn values and leaves their distribution alone', () => {
    const text = RECIPE.replace(
      '  fifth: {}',
      '  fifth: {}\n  wage_drawn: { decimals: 9 }\n  ranked: { of: wage, decimals: 9 }\n  years: { decimals: 9 }',
    );
    const survey = simulate(recipe(text));
    const drawn = column(survey, 'wage_drawn').map(Number);
    const ranked = column(survey, 'ranked').map(Number);
    expect([...ranked].sort((a, b) => a - b)).toEqual([...drawn].sort((a, b) => a - b));
    const years = column(survey, 'years').map(Number);
    expect(correlation(ranked, years)).toBeGreaterThan(0.7);
    expect(Math.abs(correlation(drawn, years))).toBeLessThan(0.15);
  });
});

describe('docs/simulate.md', () => {
  it('shows a recipe that runs', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/simulate.md'), 'utf8');
    const survey = simulate(recipe(/```yaml\n([\s\S]*?)```/.exec(page)![1]));
    expect(survey.names).toEqual(['id', 'school', 'wage']);
    expect(count(column(survey, 'school'), '2')).toBe(300);
    // P(z > 2) = 0.0228 of 1000 rows
    expect(Math.abs(count(column(survey, 'wage'), '-8') - 22.8)).toBeLessThan(5 * Math.sqrt(22.3));
  });
});

describe('faults of a recipe', () => {
  const fault = (from: string, to: string) => () => simulate(recipe(RECIPE.replace(from, to)));

  it.each([
    ['counts that do not add up', 'low: 100, middle', 'low: 99, middle', /add up to 399, there are 400 rows/],
    ['a group without counts', ', outside: { low: 1, middle: 1, high: 2 }', '', /no counts for group "outside"/],
    ['a level without a code', ', high: "3"', '', /no code for level "high"/],
    ['a level of a coefficient', 'middle: 3', 'midle: 3', /no level "midle"; nearest: "middle"/],
    ['a column that nothing makes', 'years + u', 'yeers + u', /"yeers", which no earlier step makes; nearest: "years"/],
    ['a column that is made twice', 'column: colour', 'column: fifth', /makes column "fifth" a second time/],
    ['an unknown step', '- rank:', '- rnk:', /no step "rnk"; nearest: "rank"/],
    ['an unknown key', 'order: e\n', 'ordr: e\n', /ordr/],
    ['an expression that does not parse', '2 * years', '2 * * years', /E-SPEC-EXPRESSION/],
    ['two sources of a column', 'sequence: 11', 'sequence: 11, constant: x', /two sources/],
    ['a level of the core', 'level: inside', 'level: insider', /no level "insider"/],
  ])('%s', (_, from, to, message) => {
    expect(RECIPE).toContain(from);
    expect(fault(from, to)).toThrow(message);
  });

  it('refuses rows that are no whole number', () => {
    expect(() => simulate(recipe(), { rows: 1.5 })).toThrow(/E-RESOURCE/);
  });

  it('refuses ordered levels whose names look like numbers, since a mapping does not keep their order', () => {
    const text = RECIPE.replace(
      'inside: { low: 100, middle: 200, high: 100 }',
      'inside: { "3": 100, "2": 200, "1": 100 }',
    );
    expect(() => simulate(recipe(text))).toThrow(/order/);
  });
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const product = (a: readonly number[], b: readonly number[], ma: number, mb: number) =>
    a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
  return product(x, y, mx, my) / Math.sqrt(product(x, x, mx, mx) * product(y, y, my, my));
}
