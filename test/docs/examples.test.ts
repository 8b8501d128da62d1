/** The walk of docs/own-data.md and the reform of docs/recipes.md: commands run, and numbers are those that R computes. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultTables } from '../../src/exhibits/tables/default-tables.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import type { Results } from '../../src/results/results.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import { shell, temporaryFolder } from '../cli/program.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/own-data.md'), 'utf8');
const spec = join(root, 'docs/examples/visits.yaml');
const data = join(root, 'docs/examples/visits.csv');

async function run(settings: readonly string[] = [], text?: string): Promise<Results> {
  const analysis = loadSpec(text === undefined ? spec : 'own.yaml', { settings, ...(text !== undefined && { text }) });
  const wanted = { models: [...analysis.models.values()], summaries: [...analysis.summaries.values()] };
  const results = await runAnalysis({ analysis, source: { path: data }, wanted, program: 'test', version: '0' });
  for (const { shape, heading } of analysis.tables.values()) shape.draw(results, heading, { language: 'en' });
  return results;
}

const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1]!);

describe('docs/own-data.md', () => {
  it('the five lines run, without a codebook', async () => {
    const [five] = blocks('yaml');
    expect(Object.keys((await run([], five)).models)).toEqual(['visits']);
  });

  it('the numbers are those of R: glm(binomial("probit")), glm(Gamma("log")), 764 and 515 rows', async () => {
    const { models, flows } = await run();
    expect(flows[0]!.steps[0]!.rows).toBe(808);
    const { equations, effects } = models.use!;
    expect(equations.map(({ rows }) => rows)).toEqual([764, 515]);
    const of = (effect: string, equation: string) =>
      effects.find((one) => one.effect === effect && one.equation === equation)!.estimates;
    const close = (estimates: ReturnType<typeof of>, expected: readonly number[]) =>
      expected.forEach((value, j) => {
        expect(Math.abs(estimates[j]!.estimate / value - 1), estimates[j]!.term).toBeLessThan(1e-6);
      });
    close(
      of('coefficients', 'participation'),
      [0.22443205985, -0.34605233942, 0.04222493863, 0.045962433, -0.10757551825, -0.29980070275],
    );
    close(
      of('coefficients', 'amount'),
      [1.14075879887, -0.03242294792, 0.01614410024, 0.28053249321, 0.11293551713, -0.03005011275],
    );
    close(of('marginal_effects', 'combined'), [-0.563206985]);
    expect(page).toContain('takes 0.56 (standard error 0.30) from an expected 2.76 visits');
  });

  it('the expected visits and the part through participation are those that the page gives', async () => {
    const effects = '[{ predictions: { of: [combined] } }, { marginal_effects: { of: [combined], decompose: true } }]';
    const { models } = await run([`models.use.effects=${effects}`]);
    const [mean, whole, extensive] = models.use!.effects.map(({ estimates }) => estimates[0]!);
    // R: mean(pnorm(predict(f)) * exp(predict(g, d)))
    expect(mean!.estimate).toBeCloseTo(2.756626715, 8);
    expect(whole!.stdError.toFixed(2)).toBe('0.30');
    // R: mean((P1 - P0) * (M0 + M1) / 2)
    expect(extensive!.estimate).toBeCloseTo(-0.4748584706, 6);
    expect(page).toContain('0.47 of it through');
  });

  it('every --set and --vcov of its commands can be applied', async () => {
    const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
    expect(commands.filter((command) => !command.startsWith('reimb '))).toEqual([]);
    const sets = commands.flatMap((command) => /--set (\S+)/.exec(command)?.[1] ?? []);
    const vcovs = commands.flatMap((command) => /--vcov "([^"]+)"/.exec(command)?.[1] ?? []);
    expect([sets.length, vcovs.length]).toEqual([1, 1]);
    expect((await run(sets)).models.use!.equations[1]!.estimator).toBe('gamma (identity link)');
    expect((await run([`models.use.vcov=${vcovs[0]}`])).models.use!.vcov.kind).toBe('cluster');
  });

  it('its tables fit its models, and without tables there is one for each', async () => {
    const tables = blocks('yaml').find((block) => block.startsWith('tables:'))!;
    const results = await run([], readFileSync(spec, 'utf8') + tables);
    const titles = defaultTables(results, { language: 'en' }).map(({ title }) => title);
    expect(titles).toEqual([
      'Persons by plan',
      'Visits to a doctor: coefficients',
      'Visits to a doctor: marginal effects',
    ]);
  });
});

describe('the commands of docs/own-data.md, one after the other', () => {
  it('end as the page says', { timeout: 180_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    try {
      const [five, ...others] = blocks('yaml');
      const mistaken = others.find((block) => block.trim().startsWith('terms:'))!;
      symlinkSync(join(root, 'docs'), join(folder, 'docs'));
      writeFileSync(join(folder, 'first.yaml'), five!);
      const mine = readFileSync(spec, 'utf8').replace(/^ {4}terms: .*\n/m, mistaken);
      writeFileSync(join(folder, 'mine.yaml'), mine);
      for (const command of blocks('sh').flatMap((block) => block.trim().split('\n'))) {
        const expected = Number(/# exit code (\d+)$/.exec(command)?.[1] ?? 0);
        const { code, stderr, stdout } = await shell(command.replace(/^reimb/, '$reimb'), { cwd: folder });
        expect(code, `${command}\n${stderr}`).toBe(expected);
        if (command.includes('L051')) expect(stdout).toContain('L051-power-without-lower');
        if (command.endsWith('key result')) {
          const said = stdout.replace(/\n {2}/g, ' ');
          const quoted = /lower by 12\.1 percentage points \(95 % interval .*? p < 0\.001\)/.exec(
            page.replaceAll('\n', ' '),
          )!;
          expect(said).toContain(quoted[0]);
        }
      }
      expect(readFileSync(join(folder, 'mine.yaml'), 'utf8')).toBe(
        mine.replace('[plan, { power', '[plan, diseases, { power'),
      );
    } finally {
      remove();
    }
  });
});

describe('docs/examples/castle.yaml', () => {
  const recipes = readFileSync(join(root, 'docs/recipes.md'), 'utf8');

  it('gives what R gives: lm with indicators, sandwich::vcovCL(type = "HC1") by state', async () => {
    const analysis = loadSpec(join(root, 'docs/examples/castle.yaml'));
    const results = await runAnalysis({
      analysis,
      source: { path: join(root, 'docs/examples/castle.csv') },
      wanted: { models: [...analysis.models.values()], summaries: [] },
      program: 'test',
      version: '0',
    });
    const policy = results.models.effect!.effects[0]!.estimates.find(({ term }) => term === 'law_effect')!;
    expect(policy.estimate).toBeCloseTo(0.09416589876698, 12);
    expect(policy.stdError).toBeCloseTo(0.06560388714, 10);
    const study = results.models.by_year!.effects.find(({ effect }) => effect === 'event_study')!;
    const expected = [
      [-5, -0.0269980331203],
      [-4, -0.0208175742722],
      [-3, 0.0371891875863],
      [-2, 0.0542598807406],
      [-1, 0],
      [0, 0.098235613418],
      [1, 0.1001378308115],
      [2, 0.103442875842],
      [3, 0.0934367882257],
    ] as const;
    expect(study.estimates.map(({ level }) => Number(level))).toEqual(expected.map(([time]) => time));
    expected.forEach(([, value], j) => {
      expect(study.estimates[j]!.estimate).toBeCloseTo(value, 11);
    });
    const percent = (value: number) => (100 * Math.expm1(value)).toFixed(1);
    const said = `${percent(policy.estimate)} percent higher, with a 95 percent interval from ${percent(policy.confLow!)} to ${percent(policy.confHigh!)}`;
    expect(recipes.replaceAll('\n', ' ')).toContain(said);
  });
});
