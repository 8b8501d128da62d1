/** The first paper's spec loads without a fault, and its shipped data are what its recipe makes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvLines, simulate } from '../../src/analysis/simulate/simulate.ts';
import { comparePublished } from '../../src/pipeline/compare-published.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadPublished } from '../../src/spec/load-published.ts';
import { loadRecipe } from '../../src/spec/load-recipe.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'specs/reimb');
const DATA = join(ROOT, 'sample-data/cmds2014.csv');

/** sampling of one synthetic draw */
const BEYOND_TWO_SE = ['t3.other_reason.reimbursed', 't3.secondary_hospital.amount', 't4.ncms_across_cities.ratio'];

describe('specs/reimb', () => {
  it('loads', () => {
    const paper = loadPaper(FOLDER);
    expect(paper.program).toBe('reimb');
    expect([...paper.commands.keys()]).toEqual(['describe', 'benefits', 'two-part', 'alternatives', 'reasons']);
    expect([...paper.models.keys()]).toContain('benefits');
  });

  it.each(variants())('loads with the variant %s of %s', (_name, _command, settings) => {
    expect(() => loadPaper(FOLDER, { settings })).not.toThrow();
  });

  it('has every label in English and in Chinese', () => {
    const paper = loadPaper(FOLDER);
    const untranslated = [...paper.codebook.columns.values()].flatMap(({ name, label, levels }) => [
      ...(label.zh === undefined ? [name] : []),
      ...(levels ?? []).filter((level) => level.label.zh === undefined).map((level) => `${name}=${level.name}`),
    ]);
    expect(untranslated).toEqual([]);
  });
});

describe('the exhibits on the sample data', () => {
  const exhibits = ['table_1', 'table_2', 'table_3', 'table_4', 'figure_1', 'figure_2'];
  const compared = compareWithPublished(exhibits);

  it('stand beside every printed number', async () => {
    const { comparisons } = await compared;
    expect(comparisons.map(({ table }) => table)).toEqual(['t1', 't2', 't3', 't4', 'fig1']);
    const cells = comparisons.flatMap((comparison) => comparison.cells);
    const alone = cells.filter(({ ours }) => Number.isNaN(ours)).map(({ cell }) => cell);
    expect(alone).toEqual([]);
    // Table 1: 32 rows of 3 cells less 4 dashes; Table 2: 16; Table 3: 26 x 3 and 3 counts; Table 4: 12; Figure 1: 3
    expect(cells).toHaveLength(32 * 3 - 4 + 16 + 26 * 3 + 3 + 12 + 3);
  });

  it('lose the rows that the paper loses', async () => {
    const { results } = await compared;
    const flow = results.flows.find(({ sample }) => sample === 'analysis')!;
    const kept = flow.steps.filter((step) => step.lost > 0 || step.rows === 20_000).map((step) => step.rows);
    expect(kept).toEqual([20_000, 1960, 1520, 1230, 1165]);
    expect(results.models.benefits!.equations.map(({ nobs }) => nobs)).toEqual([1165, 663, 663]);
    expect(results.models.benefits_ncms!.equations.map(({ nobs }) => nobs)).toEqual([777, 391, 391]);
    expect(results.models.benefits_urban!.equations.map(({ nobs }) => nobs)).toEqual([388, 272, 272]);
    expect(results.warnings).toEqual([]);
  });

  it('print every count of Table 1 that the paper prints, but for the one that contradicts itself', async () => {
    const { comparisons } = await compared;
    const table = comparisons.find(({ table }) => table === 't1')!;
    const counts = table.cells.filter(({ printed }) => !printed.includes('±'));
    expect(counts.filter(({ verdict }) => verdict !== 'within_rounding').map(({ cell }) => cell)).toEqual([
      't1.rural_hukou.ncms',
    ]);
  });

  // one draw: the exceptions and their reason are listed in docs/papers/wang2022.md
  it('has the estimates within two published standard errors, but for the listed ones', async () => {
    const { comparisons } = await compared;
    const cells = comparisons
      .filter(({ table }) => table === 't3' || table === 't4')
      .flatMap((comparison) => comparison.cells);
    const beyond = cells.filter(({ z }) => z !== undefined && Math.abs(z) > 2).map(({ cell }) => cell);
    expect(beyond).toEqual(BEYOND_TWO_SE);
  });
});

describe('sample-data/cmds2014.csv', () => {
  const bytes = readFileSync(DATA);

  it('is what the recipe makes with its own rows and seed', () => {
    const hash = createHash('sha256');
    for (const line of csvLines(simulate(loadRecipe(join(FOLDER, 'simulate.yaml'))))) hash.update(line);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash.digest('hex'));
  });

  it('is small enough for git and marked in every row', () => {
    expect(bytes.length).toBeLessThan(3_000_000);
    const { header, rows } = table(bytes.toString());
    expect(rows).toHaveLength(20_000);
    expect(new Set(rows.map((row) => row[header.indexOf('synthetic')]))).toEqual(new Set(['1']));
  });

  // printed or derived from the printed numbers: docs/papers/wang2022.md
  it('has the counts of the paper', () => {
    const { header, rows } = table(bytes.toString());
    const at = (row: readonly string[], name: string) => row[header.indexOf(name)]!;
    const inpatients = rows.filter((row) => at(row, 'inpatient') === '1');
    const here = inpatients.filter((row) => at(row, 'inpatient_place') === '1');
    const insured = here.filter((row) => ['ncms', 'urbmi', 'uebmi'].some((name) => at(row, name) === '1'));
    const lost = (row: readonly string[]) =>
      at(row, 'birth_year') === '-8' || at(row, 'household_income_month') === '-8' || at(row, 'facility') === '9';
    const complete = insured.filter((row) => !lost(row));
    expect([inpatients.length, here.length, insured.length, complete.length]).toEqual([1960, 1520, 1230, 1165]);

    const reimbursed = complete.filter((row) =>
      at(row, 'reimb_source')
        .split(';')
        .some((code) => '1234578'.includes(code) && code !== ''),
    );
    const paid = reimbursed.filter((row) => Number(at(row, 'reimb_amount')) > 0);
    expect([reimbursed.length, paid.length]).toEqual([778, 663]);
    expect(reimbursed.filter((row) => at(row, 'reimb_amount') === '0')).toHaveLength(20);
    expect(['3', '2', '1'].map((code) => reimbursed.filter((row) => at(row, 'scope') === code).length)).toEqual([
      242, 234, 302,
    ]);
    expect(['3', '2', '1'].map((code) => paid.filter((row) => at(row, 'scope') === code).length)).toEqual([
      214, 199, 250,
    ]);
    expect(complete.filter((row) => at(row, 'cost_total') === '-8')).toHaveLength(9);
    expect(
      ['1', '2', '3', '4'].map((code) => complete.filter((row) => at(row, 'reimb_reason') === code).length),
    ).toEqual([334, 84, 53, 31]);
  });
});

async function compareWithPublished(exhibits: readonly string[]) {
  const paper = loadPaper(FOLDER);
  const shapes = exhibits.map((name) => (paper.tables.get(name) ?? paper.figures.get(name))!.shape);
  const models = new Set(shapes.flatMap(({ needs }) => needs.models));
  const summaries = new Set(shapes.flatMap(({ needs }) => needs.summaries));
  const wanted = {
    models: [...models].map((name) => paper.models.get(name)!),
    summaries: [...summaries].map((name) => paper.summaries.get(name)!),
  };
  const results = await runAnalysis({
    analysis: paper,
    source: { path: DATA },
    wanted,
    program: 'reimb',
    version: 'test',
  });
  const comparisons = comparePublished(paper, exhibits, results, loadPublished(join(FOLDER, 'published.yaml')));
  return { results, comparisons };
}

function variants(): [string, string, readonly string[]][] {
  return [...loadPaper(FOLDER).commands.values()].flatMap((command) =>
    [...command.variants.values()].map((variant): [string, string, readonly string[]] => [
      variant.name,
      command.name,
      variant.settings,
    ]),
  );
}

function table(text: string) {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  return { header: header.split(','), rows: lines.map((line) => line.split(',')) };
}
