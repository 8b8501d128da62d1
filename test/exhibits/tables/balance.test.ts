/** Balance tables on public data; the expected texts are rounded from R (t.test, chisq.test, var). */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../src/exhibits/tables/table.ts';
import { runAnalysis } from '../../../src/pipeline/run-analysis.ts';
import type { Results } from '../../../src/results/results.ts';
import { loadSpec } from '../../../src/spec/load-spec.ts';
import type { Analysis } from '../../../src/spec/paper.ts';

type TableSpec = Analysis['tables'] extends ReadonlyMap<string, infer T> ? T : never;

const DATA = join(import.meta.dirname, '../../golden/data/lbw.csv');

async function run(balance: string, by = 'smoke'): Promise<{ results: Results; table: TableSpec }> {
  const text = `
summaries:
  mothers:
    by: ${by}
    rows:
      - { mean_sd: { variable: age, test: t_welch } }
      - { mean_sd: { variable: lwt, test: t_welch } }
      - { n_percent: { variable: race, test: chi_square } }
      - { percent_mean_sd: { variable: ht, test: chi_square } }
tables:
  table_1: { title: Smokers and others, balance: { of: mothers${balance} } }
`;
  const analysis = loadSpec('balance.yaml', { text: by === 'smoke' ? text : text.replaceAll(/, test: \w+/g, '') });
  const summaries = [...analysis.summaries.values()];
  const wanted = { models: [], summaries };
  const results = await runAnalysis({ analysis, source: { path: DATA }, wanted, program: 'test', version: '0' });
  return { results, table: analysis.tables.get('table_1')! };
}

async function drawn(balance: string, by?: string): Promise<Table> {
  const { results, table } = await run(balance, by);
  return table.shape.draw(results, table.heading, { language: 'en' });
}

function texts({ rows }: Table): string[][] {
  return rows.map((row) => row.cells.map((cell) => cell.text));
}

describe('balance', () => {
  it('shows both groups, their difference, the normalised difference and the p value', async () => {
    const table = await drawn(', groups: ["1", "0"]');
    expect(table.header[0]!.map((cell) => cell.text)).toEqual([
      '',
      '1 (N=74)',
      '0 (N=115)',
      'Difference',
      'Normalised',
      'P value',
    ]);
    expect(texts(table)).toEqual([
      ['age', '22.95 (5.05)', '23.43 (5.47)', '-0.48', '-0.091', '0.538'],
      ['lwt', '128.14 (33.79)', '130.90 (28.42)', '-2.77', '-0.089', '0.560'],
      ['race', '<0.001'],
      ['black', '10 (13.51)', '16 (13.91)', '-0.40', '-0.012', ''],
      ['other', '12 (16.22)', '55 (47.83)', '-31.61', '-0.716', ''],
      ['white', '52 (70.27)', '44 (38.26)', '32.01', '0.675', ''],
      ['ht', '6.76 (25.27)', '6.09 (24.01)', '0.67', '0.027', '0.854'],
    ]);
    for (const row of table.rows)
      expect(row.cells.reduce((sum, cell) => sum + cell.span, 0)).toBe(table.columns.length);
    expect(table.notes.join('\n')).toContain('Differences are 1 minus 0');
    expect(table.notes.join('\n')).toContain('Welch t test');
  });

  it('takes the two groups of the summary unless they are named, and leaves p values out when asked', async () => {
    const table = await drawn(', p_values: false, rows: [age], digits: { mean: 1, normalised: 1 }');
    expect(texts(table)).toEqual([['age', '23.4 (5.5)', '22.9 (5.0)', '0.5', '0.1']]);
    expect(table.columns).toHaveLength(5);
  });

  it('refuses three groups unless two of them are named, and a group that is not there', async () => {
    await expect(drawn('', 'race')).rejects.toThrow('a balance table compares two');
    await expect(drawn(', groups: ["1", "2"]')).rejects.toThrow('no group "2"');
    const two = await drawn(', groups: [white, black], rows: [age]', 'race');
    expect(texts(two)[0]!.slice(1, 3)).toEqual(['24.29 (5.65)', '21.54 (5.11)']);
  });

  it('refuses p values of tests that compare more than the two groups', async () => {
    const { results, table } = await run(', groups: ["1", "0"]');
    const summary = results.summaries.mothers!;
    const groups = [...summary.groups, { key: 'unknown', label: { en: 'Unknown' }, nobs: 0 }];
    const three = { ...results, summaries: { mothers: { ...summary, groups } } };
    expect(() => table.shape.draw(three, table.heading, { language: 'en' })).toThrow(
      'compare the groups 0, 1, unknown',
    );
    const total = [{ key: 'total', label: { en: 'All' }, nobs: 189 }, ...summary.groups];
    const withTotal = { ...results, summaries: { mothers: { ...summary, groups: total } } };
    expect(texts(table.shape.draw(withTotal, table.heading, { language: 'en' }))[0]!.at(-1)).toBe('0.538');
  });

  it('has no normalised difference where neither group varies', async () => {
    const { results, table } = await run(', groups: ["1", "0"], rows: [age]');
    const summary = results.summaries.mothers!;
    const rows = summary.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, mean: 3, sd: 0 })) }));
    const constant = { ...results, summaries: { mothers: { ...summary, rows } } };
    expect(texts(table.shape.draw(constant, table.heading, { language: 'en' }))[0]!.slice(1, 5)).toEqual([
      '3.00 (0.00)',
      '3.00 (0.00)',
      '0.00',
      '–',
    ]);
  });

  it('gives its numbers to the comparison at full precision, under the columns that are named', async () => {
    const columns =
      '{ first: smokers, second: others, difference: diff, normalised_difference: normalised, p_value: p }';
    const { results, table } = await run(
      `, groups: ["1", "0"], rows: [age, race=white], published: t1, published_columns: ${columns}`,
    );
    const own = new Map(table.shape.matches(results).map(({ cell, ...rest }) => [cell, rest]));
    expect([...own.keys()]).toEqual([
      ...['smokers', 'others', 'diff', 'normalised', 'p'].map((id) => `t1.age.${id}`),
      ...['smokers', 'others', 'diff', 'normalised'].map((id) => `t1.white.${id}`),
    ]);
    expect(own.get('t1.age.smokers')!.value).toBeCloseTo(22.94595, 5);
    expect(own.get('t1.age.smokers')!.sd).toBeCloseTo(5.047424, 6);
    expect(own.get('t1.age.normalised')!.value).toBeCloseTo(-0.09125098, 8);
    expect(own.get('t1.age.p')!.value).toBeCloseTo(0.5376389, 7);
    expect(own.get('t1.white.smokers')).toEqual({ value: (100 * 52) / 74, nobs: 74, count: 52 });
    expect(own.get('t1.white.normalised')!.value).toBeCloseTo(0.6747688, 7);
  });
});
