/** Effects of models with fixed effects and adoption terms: which variables they are of, and against what. */
import { describe, expect, it } from 'vitest';
import type { EffectResult } from '../../../src/results/estimates.ts';
import { run, staggeredCsv, staggeredSpec } from './staggered.ts';

const CSV = staggeredCsv({ persons: 25 });

async function effectsOf(effects: string, changes: Record<string, string> = {}): Promise<Map<string, EffectResult>> {
  let spec = staggeredSpec({ estimator: 'logit', effects });
  for (const [from, to] of Object.entries(changes)) spec = spec.replace(from, to);
  const { models } = await run(spec, CSV);
  return new Map(models.study!.effects.map((one) => [one.effect, one]));
}

const terms = ({ estimates }: EffectResult): string[] => estimates.map(({ term }) => term);
const EVENTS = [-2, 0, 1, 2, 3, 4].map((time) => `event_time=${time}`);

describe('marginal effects with fixed effects and event time', () => {
  it('are of the terms, the event times against the reference, and not of the fixed effects', async () => {
    const found = await effectsOf(
      '[marginal_effects, {marginal_effects: {name: means, at: means}}, {marginal_effects: {name: unit, variables: [unit]}}]',
    );
    expect(terms(found.get('marginal_effects')!)).toEqual(['x', ...EVENTS]);
    expect(terms(found.get('means')!)).toEqual(['x', ...EVENTS]);
    expect(found.get('means')!.estimates.every(({ estimate }) => Number.isFinite(estimate))).toBe(true);
    expect(found.get('marginal_effects')!.estimates[1]).toMatchObject({
      variable: 'event_time',
      level: '-2',
      reference: '-1',
    });
    expect(terms(found.get('unit')!)).toHaveLength(8);
  });

  it('are the differences of mean predictions with everybody at the event time', async () => {
    const found = await effectsOf(
      '[marginal_effects, {predictions: {levels_of: [event_time]}}, {contrasts: {variable: event_time, pairs: reference}}]',
    );
    const predicted = new Map(found.get('predictions')!.estimates.map(({ term, estimate }) => [term, estimate]));
    for (const { term, estimate } of found.get('marginal_effects')!.estimates.slice(1)) {
      expect(estimate).toBeCloseTo(predicted.get(term)! - predicted.get('event_time=-1')!, 12);
    }
    found.get('contrasts')!.estimates.forEach(({ estimate }, i) => {
      expect(estimate).toBeCloseTo(found.get('marginal_effects')!.estimates[i + 1]!.estimate, 12);
    });
  });

  it('flip one indicator alone when every column is a variable of its own', async () => {
    const found = await effectsOf(
      '[{marginal_effects: {name: flipped, per_column: true, at: observations, binary: discrete}}, {marginal_effects: {name: slopes, per_column: true, at: observations}}, {marginal_effects: {name: at_means, per_column: true, binary: discrete}}, coefficients]',
    );
    expect(terms(found.get('flipped')!)).toEqual(['x', ...EVENTS]);
    const of = (effect: string, term: string) => found.get(effect)!.estimates.find((one) => one.term === term)!;
    expect(of('flipped', 'x').estimate).toBeCloseTo(of('slopes', 'x').estimate, 13);
    // a logistic curve: difference and derivative agree in sign and nearly in size, and are not the same
    for (const term of EVENTS) {
      expect(of('flipped', term).estimate / of('slopes', term).estimate).toBeGreaterThan(0.8);
      expect(of('flipped', term).estimate).not.toBe(of('slopes', term).estimate);
      expect(Math.sign(of('at_means', term).estimate)).toBe(Math.sign(of('coefficients', term).estimate));
    }
    expect(found.get('flipped')!.convention.en).toContain('each moving alone');
  });
});

describe('treated_post', () => {
  const event = /- event_time:[\s\S]*?off_grid: calendar\n/;
  const spec = (fixedEffects: string, effects: string) =>
    staggeredSpec({ estimator: 'logit', fixedEffects, effects }).replace(
      event,
      '- treated_post: { adopted: adopted, time: wave }\n',
    );

  it('is one variable, differentiated or changed from 0 to 1', async () => {
    const effects =
      '[coefficients, marginal_effects, {marginal_effects: {name: change, binary: discrete}}, predictions]';
    const { models } = await run(spec('[region, wave]', effects), CSV);
    const of = (effect: string) => models.study!.effects.find((one) => one.effect === effect)!;
    expect(terms(of('coefficients'))).toEqual(['(Intercept)', 'x', 'treated_post']);
    expect(terms(of('marginal_effects'))).toEqual(['x', 'treated_post']);
    const [slope, change] = ['marginal_effects', 'change'].map((effect) => of(effect).estimates[1]!.estimate);
    expect(Math.abs(slope! - change!)).toBeGreaterThan(0);
    expect(Math.abs(slope! / change! - 1)).toBeLessThan(0.1);
    // never-treated rows stay: the estimation sample is every row
    expect(models.study!.equations[0]!.rows).toBe(CSV.split('\n').length - 1);
    expect(of('predictions').estimates[0]!.estimate).toBeCloseTo(
      CSV.split('\n')
        .slice(1)
        .filter((line) => line.endsWith(',1')).length /
        (CSV.split('\n').length - 1),
      10,
    );
  });

  it('works in an equation that is predicted on the rows of another', async () => {
    const two = spec('[region, wave]', '[{marginal_effects: {of: [combined]}}]').replace(
      'estimator: logit',
      'estimator: { two_part: { first: logit, second: { gamma: { link: log } } } }',
    );
    const { models } = await run(
      two
        .replace('outcome: y', 'outcome: amount')
        .replace('    steps:\n', '    steps:\n      - derive: { amount: "y * (1 + x)" }\n'),
      CSV,
    );
    const [combined] = models.study!.effects;
    expect(terms(combined!)).toEqual(['x', 'treated_post']);
    expect(combined!.estimates.every(({ stdError }) => stdError > 0)).toBe(true);
  });
});

describe('fixed effects of a model with parts', () => {
  it('stay in a part that has terms of its own', async () => {
    const spec = `
models:
  m:
    outcome: y
    fixed_effects: [region, wave]
    terms: [x]
    estimator: { stacked: { equations: [ { name: one, estimator: ols }, { name: two, estimator: logit, terms: [] } ] } }
`;
    const { models } = await run(spec, CSV);
    expect(models.m!.equations.map(({ fixedEffects }) => fixedEffects!.map(({ variable }) => variable))).toEqual([
      ['region', 'wave'],
      ['region', 'wave'],
    ]);
  });

  it('are left out of k when nested in the clusters, indicators or not', async () => {
    const of = (cluster: string) => `
models:
  m: { outcome: y, fixed_effects: [unit, wave], terms: [x], estimator: logit, vcov: { cluster: { by: region, ${cluster} } } }
`;
    const se = async (cluster: string) => (await run(of(cluster), CSV)).models.m!;
    const [all, nested] = await Promise.all([
      se('factor: cr1, absorbed_df: all'),
      se('factor: cr1, absorbed_df: nested'),
    ]);
    const rows = CSV.split('\n').length - 1;
    const ratio = (nested.effects[0]!.estimates[1]!.stdError / all.effects[0]!.estimates[1]!.stdError) ** 2;
    expect(ratio).toBeCloseTo((rows - 12) / (rows - 12 + 8), 12);
    expect(nested.vcov.notes.map(({ en }) => en)).toContain(
      'fixed effects nested in the clusters are not counted in k: unit',
    );
    expect((await se('preset: fixest')).vcov.factor).toBeCloseTo((3 / 2) * ((rows - 1) / (rows - 4)), 12);
  });
});
