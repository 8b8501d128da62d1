/** Summary tables, the sample flow, comparison tables and the tables made without a spec. */
import { describe, expect, it } from 'vitest';
import { defaultTables } from '../../../src/exhibits/tables/default-tables.ts';
import { tableShapeSchema } from '../../../src/exhibits/tables/registry.ts';
import type { Table } from '../../../src/exhibits/tables/table.ts';
import type { Results } from '../../../src/results/results.ts';
import { exampleResults } from '../example-results.ts';

const HEADING = { id: 'table_1', title: { en: 'Characteristics' } };

function draw(shape: object | string, results: Results = exampleResults): Table {
  return tableShapeSchema.parse(shape).draw(results, HEADING, { language: 'en' });
}

function texts(table: Table): string[][] {
  return table.rows.map((row) => row.cells.map((cell) => cell.text));
}

describe('summary', () => {
  it('shows n (%) and mean (±SD) by group, levels under their variable', () => {
    const table = draw({ summary: { of: 'characteristics' } });
    expect(table.header[0]!.map((cell) => cell.text)).toEqual(['', 'Total sample (N=1165)', 'Rural scheme (N=777)']);
    // 17549.725 is a half: away from zero; 279/1165 = 23.948 %, 886/1165 = 76.052 %, 532/1165 = 45.665 %
    expect(texts(table)).toEqual([
      ['Total expenditure (yuan)', '10366.05 (±17549.73)', '10197.45 (±18374.85)'],
      ['Education'],
      ['Primary school', '279 (23.95)', '218 (28.06)'],
      ['Secondary school', '886 (76.05)', '559 (71.94)'],
      ['Female', '532 (45.67)', '361 (46.46)'],
    ]);
    expect(table.notes).toContain('Values are n (% of non-missing) or mean (±SD, divisor n - 1).');
    expect(table.notes).toContain('Rows with missing values: Total expenditure (yuan) n = 1,156, 772.');
  });

  it('puts the p value on the heading of a factor and names the tests', () => {
    const table = draw({ summary: { of: 'characteristics', p_values: true, sd: 'brackets', counts: false } });
    expect(texts(table)).toEqual([
      ['Total expenditure (yuan)', '10366.05 (17549.73)', '10197.45 (18374.85)', '0.354'],
      ['Education', '<0.001'],
      ['Primary school', '279 (23.95)', '218 (28.06)', ''],
      ['Secondary school', '886 (76.05)', '559 (71.94)', ''],
      ['Female', '532 (45.67)', '361 (46.46)', ''],
    ]);
    expect(table.notes).toContain(
      'P values: one-way analysis of variance (Total expenditure (yuan)), Pearson chi-squared test (Education).',
    );
  });

  it('takes rows, groups, labels, digits and scale from the spec', () => {
    const table = draw({
      summary: {
        of: 'characteristics',
        columns: [{ group: 'rural', header: 'Rural' }],
        rows: [
          { row: 'expenditure', label: 'In thousands', scale: 0.001 },
          { row: 'education', show: 'levels' },
        ],
        digits: { mean: 1, percent: 0 },
      },
    });
    expect(table.header[0]!.map((cell) => cell.text)).toEqual(['', 'Rural (N=777)']);
    expect(texts(table)).toEqual([
      ['In thousands', '10.2 (±18.4)'],
      ['Primary school', '218 (28)'],
      ['Secondary school', '559 (72)'],
    ]);
  });

  it('shows missing rows when asked to', () => {
    const rows = texts(draw({ summary: { of: 'characteristics', missing: true } }));
    expect(rows[1]).toEqual(['Missing', '9', '5']);
    expect(rows).toHaveLength(6);
  });

  it('shows a proportion with its interval', () => {
    // 334/502 = 66.534 %, the interval given is ± 4 points
    expect(texts(draw({ summary: { of: 'reasons', digits: 1 } }))[1]).toEqual([
      'Need or plan to go back to the home town',
      '66.5 [62.5, 70.5]',
    ]);
  });

  it('knows the published cells', () => {
    const shape = tableShapeSchema.parse({
      summary: {
        of: 'characteristics',
        published: 't1',
        columns: [{ group: 'total', published: 'total' }],
        rows: [{ row: 'expenditure', published: 'total_expenditure' }, 'education', 'female'],
        p_values: true,
        p_values_published: 'p_value',
      },
    });
    expect(shape.needs).toEqual({ models: [], summaries: ['characteristics'] });
    expect(shape.matches(exampleResults)).toEqual([
      { cell: 't1.total_expenditure.total', value: 10366.05, sd: 17549.725, nobs: 1156 },
      { cell: 't1.total_expenditure.p_value', value: 0.354 },
      { cell: 't1.primary.total', value: (279 / 1165) * 100, count: 279, nobs: 1165 },
      { cell: 't1.primary.p_value', value: 0.00012 },
      { cell: 't1.secondary.total', value: (886 / 1165) * 100, count: 886, nobs: 1165 },
      { cell: 't1.secondary.p_value', value: 0.00012 },
      { cell: 't1.female.total', value: (532 / 1165) * 100, count: 532, nobs: 1165 },
    ]);
  });

  it.each([
    [{ of: 'charakteristics' }, 'nearest: "characteristics"'],
    [
      { of: 'characteristics', rows: ['educatoin'] },
      'no row of summary characteristics "educatoin"; nearest: "education"',
    ],
    [{ of: 'characteristics', columns: ['totla'] }, 'no group "totla"; nearest: "total"'],
  ])('refuses what the results lack: %j', (summary, message) => {
    expect(() => draw({ summary })).toThrow(message);
  });
});

describe('flow', () => {
  it('counts down from the rows read to the rows of each equation', () => {
    const table = draw('flow');
    expect(table.header[0]!.map((cell) => cell.text)).toEqual(['survey.csv', 'rows', 'lost', 'causes']);
    expect(texts(table)).toEqual([
      ['read', '20,000', '', ''],
      ['stayed in hospital', '1,230', '18,770', ''],
      ['complete covariates', '1,165', '65', 'income 31, facility 22'],
      ['Two-part model: Any payment', '1,165', '', ''],
      ['Two-part model: Amount paid, log', '663', '502', '387 without a payment, 115 amount missing'],
    ]);
    expect(table.notes).toEqual(['3 codes mapped to missing in income']);
  });
  it('refuses an unknown sample', () => expect(() => draw({ flow: { sample: 'stay' } })).toThrow('nearest: "stays"'));
});

describe('comparison', () => {
  const results: Results = {
    ...exampleResults,
    comparisons: [
      {
        table: 't3',
        counts: { within_rounding: 1, within_2_se: 0, differs: 1, not_comparable: 0 },
        cells: [
          {
            cell: 't3.a.x',
            printed: '0.375** (0.044)',
            published: 0.375,
            publishedStdError: 0.044,
            ours: 0.37512,
            oursStdError: 0.0441,
            z: 0.003,
            verdict: 'within_rounding',
          },
          {
            cell: 't3.b.x',
            printed: '-0.015 (0.173)',
            published: -0.015,
            publishedStdError: 0.173,
            ours: 0.3711,
            oursStdError: 0.17,
            z: 2.232,
            verdict: 'differs',
            note: { en: 'one draw' },
          },
        ],
      },
    ],
  };
  it('lists cells with as many decimals as were printed', () => {
    const table = draw({ comparison: { table: 't3' } }, results);
    expect(texts(table)).toEqual([
      ['t3.a.x', '0.375** (0.044)', '0.375 (0.044)', '0.00', 'within rounding'],
      ['t3.b.x', '-0.015 (0.173)', '0.371 (0.170)', '2.23', 'differs: one draw'],
    ]);
    expect(table.notes).toEqual(['t3: 2 cells   within rounding 1   differs 1']);
  });
  it('lists only the verdicts asked for', () => {
    expect(draw({ comparison: { verdicts: ['differs'] } }, results).rows).toHaveLength(1);
  });
  it('does not take printed text for a number', () => {
    const odd = structuredClone(results) as unknown as { comparisons: { cells: { printed: string }[] }[] };
    odd.comparisons[0]!.cells[0]!.printed = '=HYPERLINK("x")';
    expect(draw({ comparison: {} }, odd as unknown as Results).rows[0]!.cells[1]).not.toHaveProperty('numeric');
  });
});

describe('default tables', () => {
  it('draws one table per summary and per effect of a model', () => {
    const tables = defaultTables(exampleResults, { language: 'en' });
    expect(tables.map((table) => table.id)).toEqual(['characteristics', 'reasons', 'two_part.marginal_effects']);
    expect(tables[2]!.header.at(-1)!.map((cell) => cell.text)).toEqual(['', 'ME', 'SE', 'ME', 'SE']);
    expect(tables[2]!.rows.at(-1)!.cells.map((cell) => cell.text)).toEqual(['Observations', '1165', '', '663', '']);
  });
});
