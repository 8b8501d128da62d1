/** docs/json.md names every field that the JSON of runs and comparisons has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { json } from '../../src/exhibits/formats/json.ts';
import { comparePublished } from '../../src/pipeline/compare-published.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import { loadPaper } from '../../src/spec/load-paper.ts';
import { loadPublished } from '../../src/spec/load-published.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';
import type { Analysis } from '../../src/spec/paper.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/json.md'), 'utf8');

/** Objects whose keys are names of the spec. */
const OWN_NAMES = [
  ...['models', 'summaries', 'variables', 'reasons', 'mediations', 'splits', 'placebos', 'rollouts'],
  ...['means', 'sds', 'vector', 'loadings', 'coefficients', 'indicatorWeights', 'specKeys'],
];

const EVERYTHING = `
samples:
  pairs: { steps: [{ derive: { pair: 1 + floor(id / 2) } }] }
models:
  least_squares: { estimator: ols, outcome: bwt, terms: [age, { factor: race }], effects: [coefficients, { joint_test: { terms: [race] } }] }
  cluster: { estimator: logit, outcome: low, terms: [age, smoke], vcov: { cluster: { by: [race, ftv] } }, weights: { probability: lwt } }
  bias_reduced: { estimator: ols, outcome: bwt, terms: [age], vcov: { cr2: { by: race } } }
  amount: { estimator: { gamma: { link: identity } }, outcome: lwt, terms: [age], effects: [{ contrasts: { variable: race } }, predictions] }
summaries:
  by_smoke:
    by: smoke
    rows:
      - { mean_sd: { variable: age, test: anova, conf_level: 0.95 } }
      - { mean_sd: { variable: lwt, test: t_welch } }
      - { n_percent: { variable: ht, test: chi_square } }
      - { proportion: { variable: ui } }
`.replace('outcome: lwt, terms: [age]', 'outcome: lwt, terms: [age, { factor: race }]');

async function record(analysis: Analysis, path: string, published?: string): Promise<unknown> {
  const wanted = { models: [...analysis.models.values()], summaries: [...analysis.summaries.values()] };
  const results = await runAnalysis({ analysis, source: { path }, wanted, program: 'test', version: '0' });
  const exhibits = [...analysis.tables.keys(), ...analysis.figures.keys()];
  const comparisons =
    published === undefined ? [] : comparePublished(analysis, exhibits, results, loadPublished(published));
  const options = { language: 'en', width: 80, color: false } as const;
  return JSON.parse((await json.render({ results: { ...results, comparisons }, exhibits: [] }, options)) as string);
}

function keysOf(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) keysOf(item, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      into.add(key);
      if (!OWN_NAMES.includes(key)) keysOf(part, into);
      else if (key !== 'reasons') for (const own of Object.values(part as object)) keysOf(own, into);
    }
  }
  return into;
}

/** The second paper with a pooled logit and few draws: event study, mediation, split, placebo, roll-out, components. */
async function staggered(): Promise<unknown> {
  const settings = [
    'models.benchmark.estimator=logit',
    'models.event_study.estimator=logit',
    'models.event_study.fixed_effects=[province, wave]',
    'mediations.objective.bootstrap={ resample: rows, draws: 4, seed: 1, intervals: [percentile], quantiles: type6 }',
    'mediations.objective.khb={ residual_covariance: over_n }',
    'splits.income.permutation={ draws: 4, seed: 1, exchange: rows }',
    'placebos.provinces.draws=4',
  ];
  const analysis = loadPaper(join(root, 'specs/pooling'), { settings });
  const wanted = {
    models: [analysis.models.get('event_study')!, analysis.models.get('without_controls')!],
    summaries: [],
    mediations: [analysis.mediations.get('objective')!],
    splits: [analysis.splits.get('income')!],
    placebos: [analysis.placebos.get('provinces')!],
    rollouts: [...analysis.rollouts.values()],
  };
  const source = { path: analysis.data.sampleData! };
  const results = await runAnalysis({ analysis, source, wanted, program: 'test', version: '0' });
  const { models, comparisons, warnings } = results;
  const variant = {
    command: 'did',
    name: 'pooled',
    label: { en: 'pooled' },
    settings: [],
    models,
    comparisons,
    warnings,
  };
  const variants = [{ ...variant, failed: 'E-FIT-CONVERGENCE' }];
  const options = { language: 'en', width: 80, color: false } as const;
  return JSON.parse((await json.render({ results: { ...results, variants }, exhibits: [] }, options)) as string);
}

it('names every field', async () => {
  const toy = loadPaper(join(root, 'test/toy/specs/visits'));
  const records = [
    await record(loadSpec('everything.yaml', { text: EVERYTHING }), join(root, 'test/golden/data/lbw.csv')),
    await record(toy, toy.data.sampleData!, join(toy.folder, 'published.yaml')),
    await record(loadSpec(join(root, 'docs/examples/visits.yaml')), join(root, 'docs/examples/visits.csv')),
    await staggered(),
  ];
  const keys = [...new Set(records.flatMap((one) => [...keysOf(one)]))];
  expect(keys.length).toBeGreaterThan(120);
  const named = (key: string) =>
    page.includes(`\`${key}\``) || /^(welch|paired)[A-Z]/.test(key) || ['en', 'zh'].includes(key);
  expect(keys.filter((key) => !named(key))).toEqual([]);
});
