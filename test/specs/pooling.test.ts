/** The second paper's spec loads without a fault, its shipped data are what its recipe makes, and its numbers are what the pages say. */
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
const FOLDER = join(ROOT, 'specs/pooling');
const DATA = join(ROOT, 'sample-data/clds.csv');
const EXHIBITS = ['table_2', 'table_3', 'table_4', 'table_5', 'table_6', 'table_7'];

/** one synthetic draw, and a count that the paper copied from another column */
const DIFFERS = ['t3.social_status.c2_me', 't6.observations.old_generation'];

describe('specs/pooling', () => {
  it('loads', () => {
    const paper = loadPaper(FOLDER);
    expect(paper.program).toBe('pooling');
    expect([...paper.commands.keys()]).toEqual([
      'rollout',
      'describe',
      'did',
      'mediation',
      'heterogeneity',
      'placebo',
      'robustness',
    ]);
    expect([...paper.tables.keys()].filter((name) => /^table_\d$/.test(name))).toHaveLength(7);
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

  it('has the roll-out of the published table', () => {
    const { tables } = loadPublished(join(FOLDER, 'published.yaml'));
    const years = new Map(
      tables
        .find(({ id }) => id === 't1')!
        .rows.map(({ key, cells }) => [key, (cells.year as unknown as { year: number }).year]),
    );
    const { entries } = loadPaper(FOLDER).rollouts.get('provincial_pooling')!;
    const prefix = (programme?: string) => (programme === 'residents' ? 'urrbmi' : 'uebmi');
    expect(new Map(entries.map(({ unit, year, programme }) => [`${prefix(programme)}_${unit}`, year]))).toEqual(years);
  });
});

describe('the exhibits on the sample data', () => {
  const compared = compareWithPublished();

  it('stand beside the printed numbers', async () => {
    const { comparisons } = await compared;
    expect(comparisons.map(({ table }) => table)).toEqual(['t2', 't3', 't4', 't5', 't6', 't7']);
    const cells = comparisons.flatMap((comparison) => comparison.cells);
    const alone = cells.filter(({ ours }) => Number.isNaN(ours)).map(({ cell }) => cell);
    // the mean of the policy and the number of rows stand in the printed table as rows of their own
    expect(alone).toEqual(['t2.policy.treated', 't2.observation.all']);
    // Table 2: 18 rows of 3 cells; 3: 2 + 13 x 2 and 2 counts; 4: 2 + 2; 5: 6 + 4 and 3; 6: 6 + 6; 7: 4 + 2
    expect(cells).toHaveLength(18 * 3 + 2 + 30 + 4 + 13 + 12 + 6);
  });

  it('lose the rows that the paper loses', async () => {
    const { results } = await compared;
    const rows = (name: string) => results.models[name]!.equations[0]!.nobs;
    expect(['without_controls', 'benchmark', 'expanded', 'expanded_controls'].map(rows)).toEqual([
      7719, 6310, 9816, 7662,
    ]);
  });

  // one draw: the exceptions and their reason are listed in docs/papers/zhang2024.md
  it('are within two published standard errors, but for the listed ones', async () => {
    const { comparisons } = await compared;
    const differs = comparisons
      .flatMap((comparison) => comparison.cells)
      .filter(({ verdict }) => verdict === 'differs')
      .map(({ cell }) => cell);
    expect(differs).toEqual(DIFFERS);
  });

  it('have the ratio of marginal effect to coefficient of the printed table under the default alone', async () => {
    const { results } = await compared;
    const ratios = ['without_controls', 'benchmark'].map((name) => ratio(results, name));
    for (const value of ratios) {
      expect(value).toBeGreaterThan(0.13);
      expect(value).toBeLessThan(0.16);
    }
    const did = loadPaper(FOLDER).commands.get('did')!;
    const pooled = await run(['table_3'], did.variants.get('as_written')!.settings);
    for (const name of ['without_controls', 'benchmark']) expect(ratio(pooled.results, name)).toBeGreaterThan(0.21);
  });

  // R: glmer(srh ~ policy + factor(region) + factor(wave) + (1 | pid), binomial, nAGQ = 24), lme4 1.1, bobyqa
  it('are those of lme4', async () => {
    const { results } = await compared;
    const { statistics } = results.models.without_controls!.equations[0]!;
    expect(Math.abs(statistics.logLik! + 5058.73778136)).toBeLessThan(1e-6);
    expect(Math.abs(statistics.sigma! - 1.75183018)).toBeLessThan(1e-5);
    const policy = estimates(results, 'without_controls', 'coefficients').find(({ term }) => term === 'policy')!;
    // bobyqa stops a little below our maximum
    expect(Math.abs(policy.estimate - 0.60010119)).toBeLessThan(3e-5);
    expect(Math.abs(policy.stdError - 0.21236168)).toBeLessThan(3e-5);
  });

  it('do not change when the quadrature points are doubled', async () => {
    const { results } = await compared;
    const doubled = await run(
      ['table_3'],
      ['models.benchmark.estimator.logit_re.points=48', 'models.without_controls.estimator.logit_re.points=48'],
    );
    for (const name of ['without_controls', 'benchmark']) {
      estimates(results, name, 'coefficients').forEach(({ estimate, stdError }, index) => {
        const other = estimates(doubled.results, name, 'coefficients')[index]!;
        expect(Math.abs(other.estimate - estimate) / stdError).toBeLessThan(1e-3);
        expect(Math.abs(other.stdError / stdError - 1)).toBeLessThan(1e-3);
      });
    }
  });
});

describe('the event study', () => {
  it('says which province stands behind each event time, and what lies outside', async () => {
    const { results } = await run(['table_event_study']);
    const [support] = results.models.event_study!.supports!;
    const names = new Map(support!.rows.map((row) => [row.eventTime, row.names]));
    expect(names.get(-1)).toEqual(['ningxia 2014']);
    expect(names.get(1)).toEqual(['ningxia 2016']);
    expect(names.get(0)).toEqual(['qinghai 2016', 'shanghai 2016']);
    expect(support!.rows.filter((row) => row.oneUnitTime).map((row) => row.eventTime)).toEqual([-1, 1, 4]);
    expect(support!.beyond.map(({ side, rule }) => [side, rule])).toContainEqual(['right', 'zero']);
    expect(support!.neverTreated.units).toBe(23);
    expect(support!.alwaysTreated.names).toContain('beijing 2014');
  });

  it.each([
    ['a window that ends before it begins', '4..-2', /ends before it begins/],
    ['a window without its reference', '0..4', /reference -1 is not in the event window/],
    ['no window', 'x', /two whole numbers/],
  ])('refuses %s', (_, window, message) => {
    const { sets } = loadPaper(FOLDER).commands.get('did')!.options.get('event-window')!;
    expect(() => loadPaper(FOLDER, { settings: sets.map((path) => `${path}=${window}`) })).toThrow(message);
  });

  it('warns of event times that no row has', async () => {
    const window = 'models.event_study.terms.event_time.window=-4..-1';
    const { results } = await run(['table_event_study'], [window]);
    expect(results.warnings.filter((warning) => /event_time=-[34].*not identified/.test(warning))).toHaveLength(2);
  });
});

describe('the roll-out and the data', () => {
  const edited = (from: string, to: string) => {
    const setting = `samples.panel.steps.adoption.pooling_year.${from}=${to}`;
    return () => loadPaper(FOLDER, { settings: [setting] });
  };

  it('names the province that a typo means', () => {
    expect(edited('rollout', '[{ unit: shanghia, year: 2016, programme: residents }]')).toThrow(
      /"shanghia".*nearest: "shanghai"/s,
    );
    expect(edited('rollout', 'provincial_poling')).toThrow(
      /no roll-out "provincial_poling"; nearest: "provincial_pooling"/,
    );
  });

  it('counts a province that the roll-out does not name as never treated', async () => {
    const entries = '[{ unit: chongqing, year: 2011 }]';
    const { results } = await run(
      ['table_3'],
      [
        `samples.panel.steps.adoption.pooling_year.rollout=${entries}`,
        'samples.panel.steps.adoption.pooling_year.programme=',
        'samples.panel.steps.adoption.pooling_year.outside=',
      ],
    );
    const notices = results.flows.flatMap(({ steps }) => steps.flatMap((step) => step.notices.map(({ en }) => en)));
    expect(notices.join('\n')).toMatch(/never adopted, 28 of 29 units/);
  });
});

describe('sample-data/clds.csv', () => {
  const bytes = readFileSync(DATA);
  const { header, rows } = table(bytes.toString());
  const at = (row: readonly string[], name: string) => row[header.indexOf(name)]!;
  const migrants = rows.filter(
    (row) =>
      at(row, 'hukou_same_county') === '2' &&
      at(row, 'moved_half_year') === '1' &&
      at(row, 'insurance') === '1' &&
      at(row, 'srh') !== '-8',
  );
  const base = migrants.filter((row) => at(row, 'wave') !== '2012');
  const ADOPTED: Readonly<Record<string, number>> = {
    beijing: 2001,
    chongqing: 2011,
    tianjin: 2012,
    ningxia: 2015,
    qinghai: 2016,
    shanghai: 2016,
  };
  const isTreated = (row: readonly string[]) => Number(at(row, 'wave')) >= (ADOPTED[at(row, 'province')] ?? 9999);

  it('is what the recipe makes with its own rows and seed', () => {
    const hash = createHash('sha256');
    for (const line of csvLines(simulate(loadRecipe(join(FOLDER, 'simulate.yaml'))))) hash.update(line);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash.digest('hex'));
  });

  it('is small enough for git, marked in every row, and holds rows that the filters drop', () => {
    expect(bytes.length).toBeLessThan(3_000_000);
    expect(rows).toHaveLength(20_656);
    expect(new Set(rows.map((row) => at(row, 'synthetic')))).toEqual(new Set(['1']));
    expect(rows.length - migrants.length).toBe(4 * (2000 + 400 + 250 + 60));
  });

  // printed or derived from the printed numbers: docs/papers/zhang2024.md
  it('has the counts of the paper', () => {
    const waves = ['2012', '2014', '2016', '2018'].map((wave) => migrants.filter((row) => at(row, 'wave') === wave));
    expect(waves.map((wave) => wave.length)).toEqual([2097, 2900, 2600, 2219]);
    expect(waves.map((wave) => wave.filter(isTreated).length)).toEqual([20, 52, 117, 114]);
    const known = (of: readonly (readonly string[])[]) => of.filter((row) => at(row, 'annual_income') !== '').length;
    expect([known(base), base.length - known(base), known(waves[0]!)]).toEqual([6310, 1409, 1352]);
    expect(known(migrants)).toBe(7662);

    const treated = base.filter(isTreated);
    const untreated = base.filter((row) => !isTreated(row));
    const good = (of: readonly (readonly string[])[]) => of.filter((row) => Number(at(row, 'srh')) <= 2).length;
    expect([treated.length, good(treated), untreated.length, good(untreated)]).toEqual([283, 190, 7436, 4447]);
    const has = (name: string) => treated.filter((row) => at(row, name) === '1').length;
    expect(['sex', 'spouse', 'hukou', 'smoke', 'drink', 'exercise'].map(has)).toEqual([164, 215, 221, 118, 80, 93]);
    const west = treated.filter((row) => ['chongqing', 'ningxia', 'qinghai'].includes(at(row, 'province')));
    expect([treated.length - west.length, west.length]).toEqual([101, 182]);
    expect(treated.filter((row) => at(row, 'province') !== at(row, 'hukou_province'))).toEqual([]);
    expect(new Set(migrants.map((row) => at(row, 'province'))).size).toBe(29);
  });

  it('asks in 2012 neither for a spouse, nor exercise, nor siblings', () => {
    const early = rows.filter((row) => at(row, 'wave') === '2012');
    for (const name of ['spouse', 'exercise', 'siblings']) {
      expect(new Set(early.map((row) => at(row, name)))).toEqual(new Set(['']));
    }
  });

  it('interviews 40 percent of a province again in the next wave, and persons stay who they are', () => {
    const byPerson = new Map<string, (readonly string[])[]>();
    for (const row of base) byPerson.set(at(row, 'pid'), [...(byPerson.get(at(row, 'pid')) ?? []), row]);
    const times = [...byPerson.values()].map((of) => of.length);
    expect([1, 2, 3].map((time) => times.filter((count) => count === time).length)).toEqual([4223, 1208, 360]);
    for (const own of byPerson.values()) {
      for (const name of ['province', 'hukou_province', 'birth_year', 'sex', 'hukou', 'education', 'siblings']) {
        expect(new Set(own.map((row) => at(row, name))).size).toBe(1);
      }
    }
  });
});

async function compareWithPublished() {
  const { results, paper } = await run(EXHIBITS);
  return {
    results,
    comparisons: comparePublished(paper, EXHIBITS, results, loadPublished(join(FOLDER, 'published.yaml'))),
  };
}

async function run(exhibits: readonly string[], settings: readonly string[] = []) {
  const paper = loadPaper(FOLDER, { settings });
  const shapes = exhibits.map((name) => (paper.tables.get(name) ?? paper.figures.get(name))!.shape);
  const named = <T>(
    pick: (needs: (typeof shapes)[number]['needs']) => readonly string[] | undefined,
    from: ReadonlyMap<string, T>,
  ) => [...new Set(shapes.flatMap(({ needs }) => pick(needs) ?? []))].map((name) => from.get(name)!);
  const wanted = {
    models: named((needs) => needs.models, paper.models),
    summaries: named((needs) => needs.summaries, paper.summaries),
    mediations: named((needs) => needs.mediations, paper.mediations),
    splits: named((needs) => needs.splits, paper.splits),
  };
  const source = { path: DATA };
  const results = await runAnalysis({ analysis: paper, source, wanted, program: 'pooling', version: 'test' });
  return { results, paper };
}

type Run = Awaited<ReturnType<typeof run>>['results'];

function estimates(results: Run, model: string, effect: string) {
  return results.models[model]!.effects.find((one) => one.effect === effect && one.equation === 'healthy')!.estimates;
}

/** marginal effect over coefficient of the policy */
function ratio(results: Run, model: string): number {
  const of = (effect: string) => estimates(results, model, effect).find(({ term }) => term === 'policy')!.estimate;
  return of('average') / of('coefficients');
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
