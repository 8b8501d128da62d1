/** Which meaning a model's numbers are given: estimators, effects, terms and declared columns, on public data, against their estimates. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedReadings } from '../../src/pipeline/expected-readings.ts';
import { runAnalysis } from '../../src/pipeline/run-analysis.ts';
import type { Estimate } from '../../src/results/estimates.ts';
import type { Results } from '../../src/results/results.ts';
import { loadSpec } from '../../src/spec/load-spec.ts';

const PATH = join(import.meta.dirname, '../golden/data/lbw.csv');

const CODEBOOK = `
codebook:
  open: true
  row: { en: births, zh: 例分娩 }
  columns:
    id: { kind: id }
    race:
      kind: category
      label: Mother
      levels: [{ name: white, label: White }, { name: black, label: Black }, { name: other, label: Other }]
    lwt: { kind: number, label: Weight before, unit: pounds }
    bwt: { kind: number, label: Birth weight, unit: grams }
samples:
  all_births:
    steps:
      - derive:
          log_bwt: { value: log(bwt), label: Log birth weight }
          log_lwt: log(lwt)
          odd_log: log(lwt + 1)
          light: { value: bwt < 2500, label: Light, measure: { event: a light birth } }
          part: { value: bwt / 5000, label: Part of five kilos, measure: share }
          sometimes: "if(bwt > 2800, bwt, 0)"
          mark: { value: "min(5, max(1, round(bwt / 1000)))", label: Mark, measure: { score: [1, 5] } }
`;

async function run(models: string, keyResults: string): Promise<Results> {
  const text = `${CODEBOOK}models:\n${models}\n${keyResults === '' ? '' : `key_results:\n${keyResults}\n`}`;
  const analysis = loadSpec('births.yaml', { text });
  const wanted = { models: [...analysis.models.values()], summaries: [] };
  return runAnalysis({ analysis, source: { path: PATH }, wanted, program: 'test', version: '0' });
}

function find(results: Results, model: string, effect: string, term: string, equation?: string): Estimate {
  const found = results.models[model]!.effects.find(
    (one) => one.effect === effect && (equation === undefined || one.equation === equation),
  );
  return found!.estimates.find((one) => one.term === term)!;
}

const english = ({ sentences = [] }: Results) => sentences.map(({ sentence }) => sentence.en);

describe('key sentences', () => {
  it('tell probabilities, odds and the index of one outcome apart', async () => {
    const results = await run(
      `  p: { sample: all_births, estimator: probit, outcome: light, terms: [smoke, lwt], effects: [coefficients, marginal_effects] }
  l: { sample: all_births, estimator: logit, outcome: light, terms: [smoke, lwt] }
  o: { sample: all_births, estimator: ols, outcome: light, terms: [smoke, lwt] }`,
      `  - { model: p, effect: marginal_effects, term: smoke }
  - { model: p, effect: coefficients, term: smoke }
  - { model: l, term: smoke }
  - { model: o, term: smoke }`,
    );
    const [margin, index, odds, linear] = english(results) as [string, string, string, string];
    expect(margin).toContain(
      `a probability of a light birth higher by ${(100 * find(results, 'p', 'marginal_effects', 'smoke').estimate).toFixed(1)} percentage points`,
    );
    expect(margin).toContain('“smoke” at 1 rather than 0 is associated');
    expect(margin).toContain('averaged over 189 births, as a derivative, not as the full change');
    const mean = results.models.p!.equations[0]!.statistics.outcomeMean!;
    expect(mean).toBeCloseTo(59 / 189, 14);
    expect(margin).toContain(`of the overall mean, ${(5900 / 189).toFixed(1)} %`);
    expect(index).toContain('the probit index is no probability');
    expect(odds).toContain(
      `odds of a light birth ${Math.exp(find(results, 'l', 'coefficients', 'smoke').estimate).toFixed(1)} times as high`,
    );
    expect(linear).toContain(
      `probability of a light birth higher by ${(100 * find(results, 'o', 'coefficients', 'smoke').estimate).toFixed(1)}`,
    );
    expect(linear).not.toContain('derivative');
    expect(results.warnings.filter((one) => one.startsWith('key_results'))).toEqual([]);
  });

  it('know logarithms by their expression, on either side', async () => {
    const results = await run(
      `  y: { sample: all_births, estimator: ols, outcome: log_bwt, terms: [smoke, lwt] }
  x: { sample: all_births, estimator: ols, outcome: bwt, terms: [log_lwt, smoke] }
  z: { sample: all_births, estimator: ols, outcome: log_bwt, terms: [odd_log] }`,
      '  - { model: y, term: smoke }\n  - { model: x, term: log_lwt }\n  - { model: z, term: odd_log }',
    );
    const [logged, level, both] = english(results) as [string, string, string];
    const y = find(results, 'y', 'coefficients', 'smoke');
    expect(logged).toContain(
      `“Birth weight” (its geometric mean) lower by ${(-100 * Math.expm1(y.estimate)).toFixed(1)} %`,
    );
    expect(logged).toContain(
      `95 % interval from ${(100 * Math.expm1(y.confLow)).toFixed(1)} to ${(100 * Math.expm1(y.confHigh)).toFixed(1)} %`,
    );
    expect(level).toContain('10 % more of “Weight before”');
    expect(level).toContain(
      `${(find(results, 'x', 'coefficients', 'log_lwt').estimate * Math.log(1.1)).toFixed(0)} grams`,
    );
    expect(both).toContain('10 % more of “lwt + 1”');
  });

  it('say levels against the reference, all of a variable or one', async () => {
    const models = '  m: { sample: all_births, estimator: ols, outcome: bwt, terms: [race, lwt] }';
    const all = await run(models, '  - { model: m, term: race }');
    expect(all.sentences?.map(({ term }) => term)).toEqual(['race=black', 'race=other']);
    expect(english(all)[0]).toContain(
      '“Black” rather than “White” (Mother) is associated with “Birth weight” lower by',
    );
    expect(english(all)[0]).toContain(' grams (95 % interval');
    const one = await run(models, '  - { model: m, term: race=other, label: Others, among: mothers }');
    expect(one.sentences?.map(({ label }) => label?.en)).toEqual(['Others']);
    expect(english(one)[0]).toContain(', among mothers,');
  });

  it('say whom the parts of a two-part model are about', async () => {
    const results = await run(
      `  t: { sample: all_births, estimator: { two_part: { first: probit, second: gamma } }, outcome: sometimes, terms: [smoke], effects: [{ marginal_effects: { decompose: true } }, coefficients] }`,
      `  - { model: t }
  - { model: t, equation: amount, effect: coefficients, term: smoke }
  - { model: t, equation: combined, effect: marginal_effects_extensive, term: smoke }`,
    );
    const [first, second, combined, coefficient, extensive] = english(results) as [
      string,
      string,
      string,
      string,
      string,
    ];
    expect(first).toContain('a probability of sometimes > 0');
    const { rows } = results.models.t!.equations[1]!;
    expect(second).toContain(`where sometimes > 0, averaged over ${rows} births of the 189 in the sample`);
    expect(combined).toContain('averaged over 189 births, everybody counted, those with zero too');
    const b = find(results, 't', 'coefficients', 'smoke', 'amount').estimate;
    expect(coefficient).toContain(`lower by ${(-100 * Math.expm1(b)).toFixed(1)} %`);
    expect(coefficient).toContain('“smoke” at 1 rather than 0');
    expect(extensive).toContain('the part through whether there is any (extensive margin)');
  });

  it('take shares and scores as declared', async () => {
    const results = await run(
      `  s: { sample: all_births, estimator: fractional_logit, outcome: part, terms: [smoke], vcov: robust, effects: [marginal_effects, coefficients] }
  m: { sample: all_births, estimator: ols, outcome: mark, terms: [smoke] }`,
      '  - { model: s }\n  - { model: s, effect: coefficients }\n  - { model: m }',
    );
    const [share, ratio, score] = english(results) as [string, string, string];
    expect(share).toContain(
      `“Part of five kilos” lower by ${(-100 * find(results, 's', 'marginal_effects', 'smoke').estimate).toFixed(1)} percentage points`,
    );
    expect(ratio).toContain('ratio of “Part of five kilos” to its complement');
    expect(score).toContain('points on the scale from 1 to 5');
  });

  it('do not read one column of a power or an interaction alone', async () => {
    const results = await run(
      `  m: { sample: all_births, estimator: ols, outcome: bwt, terms: [lwt, { power: { of: lwt, exponent: 2 } }, smoke], effects: [coefficients, marginal_effects] }`,
      '  - { model: m, effect: coefficients, term: lwt }\n  - { model: m, effect: coefficients, term: lwt^2 }\n  - { model: m, term: lwt }',
    );
    const [linear, square, whole] = english(results) as [string, string, string];
    for (const one of [linear, square]) expect(one).toMatch(/one unit more of the column “.*” alone/i);
    expect(whole).toMatch(/one unit more of “Weight before” \(unit: pounds\)/i);
  });

  it('without a choice are the first term of each model', async () => {
    const models = '  m: { sample: all_births, estimator: ols, outcome: bwt, terms: [race, lwt] }';
    const results = await run(models, '');
    expect(results.sentences?.map(({ term }) => term)).toEqual(['race=black', 'race=other']);
  });

  it('say with a warning what the run does not have', async () => {
    const results = await run(
      '  m: { sample: all_births, estimator: ols, outcome: bwt, terms: [race] }',
      '  - { model: m, term: race=purple }',
    );
    expect(results.sentences).toBeUndefined();
    expect(results.warnings).toContain('key_results: m: no term "race=purple" in "coefficients"');
  });

  it('can be read before any data', () => {
    const text = `${CODEBOOK}models:\n  m: { sample: all_births, estimator: ols, outcome: log_bwt, terms: [race] }\n`;
    const [reading, ...others] = expectedReadings(loadSpec('births.yaml', { text }));
    expect(others).toEqual([]);
    expect(reading?.reading.en).toBe(
      '“each level” rather than “White” (Mother): an estimate of 0.10 means “Birth weight” (its geometric mean) higher by 10.5 % (10.0 log points), all other terms held constant',
    );
  });
});
