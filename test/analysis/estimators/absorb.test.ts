/** Absorbed fixed effects: the same answers as indicators, on every road that leads to a number. */
import { describe, expect, it } from 'vitest';
import type { ModelResult } from '../../../src/results/estimates.ts';
import { uniforms } from '../../numerics/uniforms.ts';
import { run } from '../effects/staggered.ts';

const ROWS = 160;

/** An unbalanced panel: firm, year, region (firms nested in it), x, z constant within firms, g a factor, w, y. */
function panel(): string {
  const next = uniforms(21);
  const lines = ['firm,year,region,x,z,g,w,f,y'];
  for (let i = 0; i < ROWS; i++) {
    const firm = Math.floor(next() * 18);
    const year = 2000 + Math.floor(next() * 6);
    const x = next() * 4 + firm / 3;
    const g = ['a', 'b', 'c'][Math.floor(next() * 3)]!;
    const w = 0.5 + next();
    const y = 1 + 0.7 * x + (g === 'b' ? 1 : 0) + firm + 0.3 * (year - 2000) + next();
    lines.push([firm, year, firm % 4, x, firm * 2 + 1, g, w, 1 + Math.floor(next() * 3), y].join(','));
  }
  // two firms seen once, one of them in a year of its own: a second row becomes a singleton when the first leaves
  lines.push('100,2000,0,1,1,a,1,1,3', '101,2050,1,2,1,b,1,1,4', '3,2050,3,2,7,b,1,1,9');
  return lines.join('\n');
}

const DATA = panel();

interface Asked {
  readonly estimator: string;
  readonly effects?: string;
  readonly vcov?: string;
  readonly weights?: string;
  readonly fixed?: string;
  readonly terms?: string;
}

async function fitted({
  estimator,
  effects = '[coefficients]',
  vcov = 'model',
  weights,
  fixed = '[firm, year]',
  terms = '[x, g]',
}: Asked): Promise<ModelResult> {
  const spec = `
codebook:
  open: true
  columns: { g: { kind: category }, firm: { kind: category }, year: { kind: number }, region: { kind: category } }
models:
  m:
    estimator: ${estimator}
    outcome: y
    fixed_effects: ${fixed}
    terms: ${terms}
${weights === undefined ? '' : `    weights: ${weights}\n`}    vcov: ${vcov}
    effects: ${effects}
`;
  return (await run(spec, DATA)).models.m!;
}

const ABSORB = '{ ols: { absorb: true } }';
const DUMMIES = '{ ols: { absorb: false } }';

function numbers({ effects }: ModelResult): [string, number, number][] {
  return effects.flatMap(({ effect, estimates }) =>
    estimates
      .filter(({ term, omitted }) => term !== '(Intercept)' && omitted === undefined)
      .map(({ term, estimate, stdError }): [string, number, number] => [`${effect} ${term}`, estimate, stdError]),
  );
}

async function same(asked: Omit<Asked, 'estimator'>, digits = 10): Promise<void> {
  const absorbed = numbers(await fitted({ ...asked, estimator: ABSORB }));
  const dummies = numbers(await fitted({ ...asked, estimator: DUMMIES }));
  expect(absorbed.map(([term]) => term)).toEqual(dummies.map(([term]) => term));
  expect(absorbed.length).toBeGreaterThan(0);
  absorbed.forEach(([, estimate, stdError], i) => {
    expect(estimate).toBeCloseTo(dummies[i]![1], digits);
    expect(stdError).toBeCloseTo(dummies[i]![2], digits);
  });
}

describe('absorbed effects give what indicators give', () => {
  it.each([
    ['model', 'model'],
    ['hc1', 'hc1'],
    ['hc0', 'hc0'],
    ['clustered by one of the effects', '{ cluster: { by: firm } }'],
    ['clustered, nested effects not counted', '{ cluster: { by: firm, absorbed_df: nested } }'],
    ['clustered by a coarser variable, fixest', '{ cluster: { by: region, preset: fixest } }'],
    ['two-way', '{ cluster: { by: [region, g] } }'],
  ])('coefficients under %s', async (_, vcov) => {
    await same({ vcov });
  });

  it.each(['{ analytic: w }', '{ probability: w }', '{ frequency: f }'])(
    'coefficients under weights %s',
    async (weights) => {
      await same({ weights, vcov: 'model' });
      await same({ weights, vcov: 'robust' });
    },
  );

  it.each(['[firm]', '[year]', '[firm, region]', '[firm, year, region]', '[g, year, region]'])(
    'coefficients with effects %s',
    async (fixed) => {
      await same({ fixed, terms: '[x]' });
    },
  );

  it('leave-one-cluster-out covariances', async () => {
    await same({ vcov: '{ cv3: { by: f } }', fixed: '[region]', terms: '[x]' });
    await same({ vcov: '{ cv3_jackknife: { by: f } }', fixed: '[region]', terms: '[x]' });
  });

  it('marginal effects, mean predictions and contrasts with their standard errors', async () => {
    const effects =
      '[marginal_effects, predictions, {contrasts: {variable: g, pairs: all}}, {joint_test: {terms: [g]}}]';
    await same({ effects });
    await same({ effects, vcov: '{ cluster: { by: firm } }', weights: '{ analytic: w }' });
    const [absorbed, dummies] = await Promise.all([ABSORB, DUMMIES].map((estimator) => fitted({ estimator, effects })));
    expect(absorbed!.tests[0]!.statistic).toBeCloseTo(dummies!.tests[0]!.statistic, 9);
  });

  it('fit statistics', async () => {
    const [absorbed, dummies] = await Promise.all([ABSORB, DUMMIES].map((estimator) => fitted({ estimator })));
    const mine = absorbed!.equations[0]!.statistics;
    const theirs = dummies!.equations[0]!.statistics;
    for (const name of [
      'rss',
      'rSquared',
      'adjRSquared',
      'rmse',
      'dfResidual',
      'rank',
      'logLik',
      'logLikNull',
      'aic',
      'bic',
    ]) {
      expect(mine[name], name).toBeCloseTo(theirs[name]!, 9);
    }
    expect(mine.absorbedDf).toBe(mine.rank! - 3);
  });
});

describe('what absorbing reports', () => {
  it('counts singletons through the chain and drops them when told', async () => {
    const kept = await fitted({ estimator: ABSORB });
    const dropped = await fitted({ estimator: '{ ols: { singletons: drop } }' });
    expect(kept.equations[0]!.statistics).toMatchObject({ singletons: 3, singletonsDropped: 0 });
    expect(dropped.equations[0]!.statistics).toMatchObject({ singletons: 3, singletonsDropped: 3 });
    expect(dropped.equations[0]!.nobs).toBe(ROWS);
    expect(dropped.equations[0]!.lost).toContainEqual({ reason: 'alone at a level of a fixed effect', rows: 3 });
    const of = (model: ModelResult) => numbers(model).map(([, estimate]) => estimate);
    of(kept).forEach((estimate, i) => {
      expect(estimate).toBeCloseTo(of(dropped)[i]!, 11);
    });
    expect(kept.equations[0]!.statistics.dfResidual).toBe(dropped.equations[0]!.statistics.dfResidual);
  });

  it('leaves out what is constant within the effects and says which they are', async () => {
    for (const estimator of [ABSORB, DUMMIES]) {
      const { equations, effects } = await fitted({ estimator, terms: '[x, z, g]' });
      expect(equations[0]!.omitted.map(({ term, reason }) => [term, reason])).toEqual([['z', 'collinear']]);
      expect(effects[0]!.estimates.find(({ term }) => term === 'x')!.estimate).toBeCloseTo(0.7, 0);
    }
    const { equations } = await fitted({ estimator: ABSORB, terms: '[x, z, g]' });
    expect(equations[0]!.omitted[0]!.detail).toBe('a linear combination of the fixed effects (firm, year)');
  });

  it('names the effects in the results, and lists indicators only when asked', async () => {
    const absorbed = await fitted({ estimator: ABSORB });
    expect(absorbed.equations[0]!.fixedEffects).toEqual([
      { variable: 'firm', levels: 20, absorbed: true },
      { variable: 'year', levels: 7, absorbed: true },
    ]);
    const asked = await fitted({ estimator: DUMMIES, effects: '[{coefficients: {fixed_effects: true}}]' });
    const listed = asked.effects[0]!.estimates.map(({ term }) => term);
    expect(listed.filter((term) => term.startsWith('firm='))).toHaveLength(19);
    expect(listed.filter((term) => term.startsWith('year='))).toHaveLength(6);
    const silent = await fitted({ estimator: DUMMIES, effects: '[coefficients, marginal_effects]' });
    expect(
      silent.effects
        .flatMap(({ estimates }) => estimates.map(({ term }) => term))
        .some((term) => /firm|year/.test(term)),
    ).toBe(false);
  });

  it('takes indicators for few levels and absorbs many, unless told', async () => {
    expect((await fitted({ estimator: 'ols' })).equations[0]!.fixedEffects![0]!.absorbed).toBe(false);
    const many = Array.from({ length: 150 }, (_, i) => `${i % 75},${i % 31},${(i * 7) % 11},${(i * 13) % 17}`);
    const { models } = await run(
      'models: { m: { estimator: ols, outcome: y, terms: [x], fixed_effects: [a, b] } }',
      ['a,b,x,y', ...many].join('\n'),
    );
    expect(models.m!.equations[0]!.fixedEffects!.map(({ absorbed }) => absorbed)).toEqual([true, true]);
  });

  it('explains what absorbing cannot give', async () => {
    await expect(fitted({ estimator: ABSORB, vcov: 'hc3' })).rejects.toThrow(/E-VCOV-UNDEFINED.*absorb: false/);
    await expect(fitted({ estimator: ABSORB, vcov: '{ cr2: { by: firm } }' })).rejects.toThrow(
      /E-VCOV-UNDEFINED.*absorb: false/,
    );
    await expect(fitted({ estimator: '{ ols: { absorb: true, retransform: smearing } }' })).rejects.toThrow(
      /E-SPEC-VALUE.*retransform/,
    );
    await expect(fitted({ estimator: '{ ols: { absorb: false, singletons: drop } }' })).rejects.toThrow(
      /E-SPEC-VALUE.*singletons/,
    );
    await expect(fitted({ estimator: ABSORB, fixed: '[firm, firm]' })).rejects.toThrow(
      /the fixed effect "firm" a second time/,
    );
  });

  it('needs more rows than coefficients and effects', async () => {
    const csv = ['a,x,y', '1,2,3', '2,1,5', '3,4,1', '3,5,2'].join('\n');
    const spec = 'models: { m: { estimator: { ols: { absorb: true } }, outcome: y, terms: [x], fixed_effects: [a] } }';
    await expect(run(spec, csv)).rejects.toThrow(/E-FIT-EMPTY.*4 rows for 1 coefficients and 3 degrees/);
  });
});
