/** Verdicts, cell type by cell type, on numbers worked out by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compare } from '../../../src/exhibits/published/compare.ts';
import { compareCell, type Printed } from '../../../src/exhibits/published/compare-cell.ts';
import { type Published, publishedSchema } from '../../../src/exhibits/published/schema.ts';

const estimate: Printed = {
  type: 'estimate',
  printed: '0.222',
  printedSe: '0.136',
  est: 0.222,
  dp: 3,
  stars: '',
  se: 0.136,
  dpSe: 3,
};
const zero: Printed = { type: 'estimate', printed: '0.000', est: 0, dp: 3, stars: '', se: 0, dpSe: 3 };
const mean: Printed = { type: 'mean_sd', printed: '37.65 (9.75)', est: 37.65, dp: 2, sd: 9.75, dpSd: 2, columnN: 1165 };
const share: Printed = { type: 'n_percent', printed: '778 (66.78)', n: 778, percent: 66.78, dp: 2, columnN: 1165 };

function verdict(printed: Printed, value: number, more: object = {}) {
  return compareCell('c', printed, { cell: 'c', value, ...more });
}

describe('estimates', () => {
  it.each([
    [0.222, 'within_rounding'],
    [0.2225, 'within_rounding'],
    [0.2215, 'within_rounding'],
    [0.22251, 'within_2_se'],
    [0.494, 'within_2_se'],
    [0.4941, 'differs'],
    [-0.05, 'within_2_se'],
    [-0.0501, 'differs'],
    [Number.NaN, 'not_comparable'],
  ])('0.222 (0.136) and %d: %s', (ours, expected) => expect(verdict(estimate, ours).verdict).toBe(expected));

  it('gives z in published standard errors', () => {
    const cell = verdict(estimate, 0.358, { stdError: 0.14 });
    expect(cell.z).toBeCloseTo(1, 12);
    expect(cell).toMatchObject({
      printed: '0.222 (0.136)',
      published: 0.222,
      publishedStdError: 0.136,
      oursStdError: 0.14,
    });
  });

  it('takes a standard error printed as zero as at most half its last digit', () => {
    expect(verdict(zero, -0.0004).verdict).toBe('within_rounding');
    expect(verdict(zero, -0.0009)).toMatchObject({
      verdict: 'within_2_se',
      note: { en: expect.stringContaining('rounds to zero') },
    });
    expect(verdict(zero, -0.0011).verdict).toBe('differs');
    expect(verdict(zero, -0.0011)).not.toHaveProperty('z');
  });
});

describe('means', () => {
  it('agree by rounding, or within two standard errors of the mean', () => {
    // SE = 9.75 / sqrt(1165) = 0.28566
    expect(verdict(mean, 37.654, { sd: 9.75, nobs: 1165 }).verdict).toBe('within_rounding');
    expect(verdict(mean, 38.22, { nobs: 1165 })).toMatchObject({ verdict: 'within_2_se' });
    expect(verdict(mean, 38.22, { nobs: 1165 }).publishedStdError).toBeCloseTo(0.285655, 6);
    expect(verdict(mean, 38.23, { nobs: 1165 }).verdict).toBe('differs');
    expect(verdict(mean, 38.22).verdict).toBe('within_2_se');
  });
  it('use our rows where they are known: a row may rest on fewer than the column', () => {
    expect(verdict(mean, 39, { nobs: 100 }).verdict).toBe('within_2_se');
    expect(verdict(mean, 39).verdict).toBe('differs');
  });
  it('say when only the mean agrees', () => {
    expect(verdict(mean, 37.65, { sd: 9.9 }).note).toEqual({
      en: 'SD 9.90, printed 9.75',
      zh: '标准差 9.90，文中为 9.75',
    });
    expect(verdict(mean, 37.65, { sd: 9.7549 })).not.toHaveProperty('note');
  });
});

describe('counts, percentages, p values', () => {
  it('count cells are exact', () => {
    const count: Printed = { type: 'count', printed: '1165', n: 1165 };
    expect(verdict(count, 1165).verdict).toBe('within_rounding');
    expect(verdict(count, 1166).verdict).toBe('differs');
  });
  it('a percentage needs the same count, or two standard errors', () => {
    // SE = 100 sqrt(0.6678 × 0.3322 / 1165) = 1.37995
    expect(verdict(share, 66.78, { count: 778, nobs: 1165 }).verdict).toBe('within_rounding');
    expect(verdict(share, 69.5, { count: 810, nobs: 1165 })).toMatchObject({
      verdict: 'within_2_se',
      note: { en: 'count 810 of 1165, printed 778', zh: '1165 中的 810，文中为 778' },
    });
    expect(verdict(share, 69.6, { count: 811, nobs: 1165 }).verdict).toBe('differs');
    expect(verdict(share, 66.784).verdict).toBe('within_rounding');
  });
  it('a p value printed as an inequality only has to hold', () => {
    const below: Printed = { type: 'p_value', printed: '<0.001', op: '<', est: 0.001, dp: 3 };
    const equal: Printed = { type: 'p_value', printed: '0.354', op: '=', est: 0.354, dp: 3 };
    expect(verdict(below, 1e-9).verdict).toBe('within_rounding');
    expect(verdict(below, 0.002).verdict).toBe('differs');
    expect(verdict(equal, 0.3544).verdict).toBe('within_rounding');
    expect(verdict(equal, 0.4).verdict).toBe('differs');
  });
  it('a figure value has the decimals it was printed with', () => {
    const value: Printed = { type: 'value', printed: '66.5%', est: 66.5 };
    expect(verdict(value, 66.534).verdict).toBe('within_rounding');
    expect(verdict(value, 66.56).verdict).toBe('differs');
  });
});

const published: Published = publishedSchema.parse({
  schema: 'published-results/1',
  paper: {
    id: 'p',
    authors: 'A',
    year: 2022,
    journal: 'J',
    volume: null,
    article: null,
    doi: 'd',
    data: 'd',
    unit: 'u',
    software: null,
    design: 'd',
  },
  star_conventions: [],
  samples: [],
  variables: [],
  tables: [
    {
      id: 't3',
      printed: 'Table 3',
      title: 'T',
      kind: 'estimates',
      star_convention: null,
      columns: [
        { id: 'paid', header: 'P', reports: 'marginal_effect', n: 1165 },
        { id: 'amount', header: 'A', reports: 'marginal_effect', n: 663 },
      ],
      groups: [],
      rows: [
        {
          key: 'age',
          label: 'Age',
          group: null,
          reference: null,
          cells: {
            paid: {
              printed: '0.010',
              printed_se: '0.012',
              type: 'estimate',
              est: 0.01,
              dp: 3,
              stars: '',
              se: 0.012,
              dp_se: 3,
            },
            amount: { printed: '–', type: 'none' },
          },
        },
        {
          key: 'observations',
          label: 'N',
          group: null,
          reference: null,
          cells: {
            paid: { printed: '1165', type: 'count', n: 1165 },
            amount: { printed: '663', type: 'count', n: 663 },
          },
        },
      ],
    },
    {
      id: 't4',
      printed: 'Table 4',
      title: 'T',
      kind: 'estimates',
      star_convention: null,
      columns: [],
      groups: [],
      rows: [],
    },
  ],
  figures: [
    {
      id: 'fig1',
      printed: 'Figure 1',
      title: 'F',
      values: [
        { key: 'home', label: 'h', printed: '66.5%', value: 66.5, unit: 'percent' },
        { key: 'rest', label: 'r', printed: '', value: 6.2, unit: 'percent' },
      ],
    },
  ],
});

describe('the published file of a paper', () => {
  const file = join(import.meta.dirname, '../../../specs/reimb/published.yaml');
  const paper: Published = publishedSchema.parse(parse(readFileSync(file, 'utf8')));
  const own = paper.tables.flatMap((table) =>
    table.rows.flatMap((row) =>
      Object.entries(row.cells).flatMap(([id, cell]) => {
        const name = `${table.id}.${row.key}.${id}`;
        if (cell.type === 'n_percent') return [{ cell: name, value: cell.percent, count: cell.n }];
        if (cell.type === 'count') return [{ cell: name, value: cell.n }];
        if (cell.type === 'p_value') return [{ cell: name, value: cell.op === '<' ? cell.est / 2 : cell.est }];
        return 'est' in cell ? [{ cell: name, value: cell.est }] : [];
      }),
    ),
  );
  it('agrees with itself in every number', () => {
    const comparisons = compare(paper, own);
    expect(comparisons.map(({ table, counts }) => [table, counts.within_rounding])).toEqual([
      ['t1', 92],
      ['t2', 16],
      ['t3', 81],
      ['t4', 12],
    ]);
    for (const { cells, counts } of comparisons) expect(counts.within_rounding).toBe(cells.length);
  });
  it('differs where a number moves by three standard errors', () => {
    const moved = own.map((number) => ({
      ...number,
      value: number.cell.startsWith('t4.') ? number.value + 0.6 : number.value,
    }));
    expect(compare(paper, moved)[3]!.counts).toMatchObject({ differs: 12, within_rounding: 0 });
  });
});

describe('compare', () => {
  it('walks every printed number of the tables that we have numbers for', () => {
    const comparisons = compare(published, [
      { cell: 't3.age.paid', value: 0.0104 },
      { cell: 't3.observations.paid', value: 1165 },
      { cell: 't3.extra_row.paid', value: 7 },
      { cell: 'fig1.home', value: 60 },
    ]);
    expect(comparisons.map(({ table, counts }) => ({ table, ...counts }))).toEqual([
      { table: 't3', within_rounding: 2, within_2_se: 0, differs: 0, not_comparable: 1 },
      { table: 'fig1', within_rounding: 0, within_2_se: 0, differs: 1, not_comparable: 0 },
    ]);
    expect(comparisons[0]!.cells.map((cell) => cell.cell)).toEqual([
      't3.age.paid',
      't3.observations.paid',
      't3.observations.amount',
    ]);
    expect(comparisons[0]!.cells[2]!.note?.en).toBe('no such number in our table');
  });
  it('refuses tables and columns that were not published', () => {
    expect(() => compare(published, [{ cell: 't5.age.paid', value: 1 }])).toThrow('no published table "t5"');
    expect(() => compare(published, [{ cell: 't3.age.piad', value: 1 }])).toThrow('nearest: "paid"');
  });
});
