import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY_CODEBOOK } from '../../../src/analysis/data/codebook.ts';
import { type Frame, withColumn } from '../../../src/analysis/data/frame.ts';
import { readCsv } from '../../../src/analysis/data/read-csv.ts';
import { buildDesign } from '../../../src/analysis/design/build-design.ts';
import { type WildBootstrapOptions, wildBootstrap } from '../../../src/analysis/effects/wild-bootstrap.ts';
import type { Asked, Estimator, Fit } from '../../../src/analysis/estimators/estimator.ts';
import { glmEstimator } from '../../../src/analysis/estimators/glm.ts';
import { olsEstimator } from '../../../src/analysis/estimators/ols.ts';
import { stackedEstimator } from '../../../src/analysis/estimators/stacked.ts';
import { fixedEffectTerm } from '../../../src/analysis/terms/fixed-effect.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import type { WildBootstrapTest } from '../../../src/results/wild-bootstrap.ts';
import { frameOf, numeric, survey } from '../estimators/toy-frame.ts';
import { thrown } from '../frames.ts';

const ols = olsEstimator();
const CLUSTERS = 6;
const base = survey(60);
// clusters of unequal size with a common shock, so that the test has something to do
const group = Array.from({ length: 60 }, (_, i) => Math.floor(Math.sqrt(i * 0.55)) % CLUSTERS);
const outcome = Array.from(
  (base.columns.get('number') as { values: Float64Array }).values,
  (y, i) => y + 0.7 * Math.sin(3 * group[i]!),
);
const frame = frameOf(...base.columns.values(), numeric('group', group), numeric('y', outcome));

function fitOf(estimator: Estimator, sample: Frame, more: Partial<Asked> = {}): Fit {
  const asked = {
    label: { en: 'm' },
    outcome: 'y',
    terms: ['x', 'w', 'g'].map(variableTerm),
    intercept: true,
    requires: [],
    ...more,
  };
  return estimator.fit(
    estimator.equations(asked).map((equation) => buildDesign(equation, sample)),
    sample,
  );
}

function options(more: Partial<WildBootstrapOptions> = {}): WildBootstrapOptions {
  return {
    terms: ['x'],
    by: 'group',
    weights: 'rademacher',
    draws: 999,
    enumerate: 'always',
    nullValues: {},
    seed: 1,
    interval: true,
    ...more,
  };
}

function run(fit: Fit, more: Partial<WildBootstrapOptions> = {}) {
  const { effects } = wildBootstrap(options(more)).compute(fit, modelVcov({ preset: 'stata' }).compute(fit), 0.95);
  const [result] = effects;
  return { estimate: result!.estimates[0]!, test: result!.bootstrap![0] as WildBootstrapTest, result: result! };
}

/** The same test the long way: outcomes made of residuals times signs, fitted again and again. */
function byHand(nullValue: number, imposed: boolean, more: Partial<Asked> = {}) {
  const vcov = clusterVcov({ by: ['group'], preset: 'stata' });
  const tOf = (fit: Fit, at: number) => {
    const j = fit.equations[0]!.design.columns.findIndex(({ id }) => id === 'x');
    return (fit.coef[j]! - at) / Math.sqrt(vcov.compute(fit).matrix.get(j, j));
  };
  const fit = fitOf(ols, frame, more);
  const x = (frame.columns.get('x') as { values: Float64Array }).values;
  const shifted = withColumn(
    frame,
    numeric(
      'y',
      outcome.map((y, i) => y - nullValue * x[i]!),
    ),
  );
  const others = { ...more, terms: ['w', 'g'].map(variableTerm) };
  const under = imposed ? fitOf(ols, shifted, others).equations[0]! : fit.equations[0]!;
  const fitted = imposed ? outcome.map((y, i) => y - under.residual[i]!) : [...under.linearPredictor];
  const observed = tOf(fit, nullValue);
  const estimate = fit.coef[fit.equations[0]!.design.columns.findIndex(({ id }) => id === 'x')]!;
  let [strict, inclusive, above, below] = [0, 0, 0, 0];
  for (let signs = 0; signs < 2 ** CLUSTERS; signs++) {
    const y = fitted.map((value, i) => value + under.residual[i]! * (((signs >> group[i]!) & 1) === 1 ? 1 : -1));
    const t = tOf(fitOf(ols, withColumn(frame, numeric('y', y)), more), imposed ? nullValue : estimate);
    const slack = 1e-9 * Math.abs(observed);
    if (Math.abs(t) > Math.abs(observed) + slack) strict++;
    if (Math.abs(t) >= Math.abs(observed) - slack) inclusive++;
    if (t > observed + slack) above++;
    if (t < observed - slack) below++;
  }
  const all = 2 ** CLUSTERS;
  return { observed, strict: strict / all, inclusive: inclusive / all, equalTail: (2 * Math.min(above, below)) / all };
}

describe('the wild cluster bootstrap', () => {
  for (const [name, more] of [
    ['least squares', {}],
    ['least squares with analytic weights', { weights: { kind: 'analytic', variable: 'v' } }],
  ] as const) {
    it(`of ${name} is that of outcomes made anew and fitted again`, () => {
      const fit = fitOf(ols, frame, more);
      for (const nullValue of [0, 0.05]) {
        const { test } = run(fit, { nullValues: { x: nullValue } });
        expect(test).toMatchObject({
          clusters: CLUSTERS,
          draws: 64,
          enumerated: true,
          weights: 'rademacher',
          nullValue,
        });
        const { observed, ...restricted } = byHand(nullValue, true, more);
        expect(test.statistic).toBeCloseTo(observed, 9);
        expect(test.restricted).toEqual(restricted);
        const { observed: _, ...unrestricted } = byHand(nullValue, false, more);
        expect(test.unrestricted).toEqual(unrestricted);
      }
    });
  }

  it('is inverted into the values that it does not reject', () => {
    const fit = fitOf(ols, frame);
    const { estimate } = run(fit);
    const pAt = (value: number) => run(fit, { nullValues: { x: value }, interval: false }).estimate.pValue;
    for (const [end, outwards] of [
      [estimate.confLow, -1],
      [estimate.confHigh, 1],
    ] as const) {
      expect(Number.isFinite(end)).toBe(true);
      expect(pAt(end - outwards * 1e-6)).toBeGreaterThan(0.05);
      expect(pAt(end + outwards * 1e-6)).toBeLessThanOrEqual(0.05);
    }
    expect(estimate.confLow).toBeLessThan(estimate.estimate);
    expect(run(fit, { interval: false }).estimate.confLow).toBeNaN();
  });

  it('has no end where too few clusters can never reject', () => {
    const three = withColumn(
      frame,
      numeric(
        'group',
        group.map((one) => Math.floor(one / 2)),
      ),
    );
    const { estimate } = run(fitOf(ols, three));
    expect([estimate.confLow, estimate.confHigh]).toEqual([-Infinity, Infinity]);
  });

  it('draws by seed and term, whatever else is tested', () => {
    const fit = fitOf(ols, frame);
    const drawn = { weights: 'webb', enumerate: 'never', draws: 500 } as const;
    const alone = run(fit, drawn).test;
    const { result } = run(fit, { ...drawn, terms: ['w', 'x'] });
    expect(result.bootstrap![1]).toEqual(alone);
    expect(run(fit, { ...drawn, seed: 2 }).test.restricted).not.toEqual(alone.restricted);
    // six-point weights have variance one: the p value is near that of the exact distribution of two-point weights
    const many = run(fit, { ...drawn, draws: 20000 });
    expect(many.estimate.pValue).toBe((many.test.restricted.inclusive * 20000 + 1) / 20001);
    expect(
      Math.abs(
        many.test.restricted.inclusive - run(fit, { ...drawn, draws: 20000, seed: 9 }).test.restricted.inclusive,
      ),
    ).toBeLessThan(0.02);
  });

  it('takes every vector where there are no more of them than draws, six-point weights where clusters are few', () => {
    const fit = fitOf(ols, frame);
    const { weights: _, ...open } = options({ enumerate: 'auto' });
    const compute = (more: Partial<WildBootstrapOptions>) =>
      wildBootstrap({ ...open, ...more }).compute(fit, modelVcov({ preset: 'stata' }).compute(fit), 0.95).effects[0]!
        .bootstrap![0]!;
    expect(compute({})).toMatchObject({ weights: 'webb', enumerated: false, draws: 999 });
    expect(compute({ weights: 'rademacher' })).toMatchObject({ enumerated: true, draws: 64 });
    expect(compute({ weights: 'rademacher', draws: 63 })).toMatchObject({ enumerated: false, draws: 63 });
    expect(compute({ enumerate: 'always' })).toMatchObject({ weights: 'webb', enumerated: true, draws: 6 ** 6 });
  });

  it('says what it cannot do', () => {
    const fit = fitOf(ols, frame);
    expect(thrown(() => run(fit, { terms: ['g=c '] }))).toBe(
      'E-SPEC-NAME no column "g=c " in the model; nearest: "g=c"',
    );
    const rows = withColumn(
      frame,
      numeric(
        'group',
        group.map((_, i) => i),
      ),
    );
    expect(thrown(() => run(fitOf(ols, rows)))).toMatch(
      /^E-RESOURCE 2\^60 vectors of weights, one of each cluster; the limit is 1048576/,
    );
    const absorbed = fitOf(olsEstimator({ absorb: true }), frame, { terms: [variableTerm('x'), fixedEffectTerm('g')] });
    expect(thrown(() => run(absorbed))).toMatch(/^E-VCOV-UNDEFINED .*absorbed fixed effects; set absorb: false/);
    const label = { en: 'part' };
    const two = stackedEstimator(
      [
        { name: 'a', label, estimator: ols },
        { name: 'b', label, estimator: ols },
      ],
      [],
    );
    expect(thrown(() => run(fitOf(two, frame)))).toMatch(/a fit of several equations/);
    const one = withColumn(
      frame,
      numeric(
        'group',
        group.map(() => 1),
      ),
    );
    expect(thrown(() => run(fitOf(ols, one)))).toMatch(/^E-VCOV-CLUSTERS/);
  });
});

describe('the score bootstrap', async () => {
  const file = join(import.meta.dirname, '../../golden/data/nlsw88.csv');
  const columns = ['union', 'tenure', 'collgrad', 'ttl_exp', 'industry'];
  const { frame: sample } = await readCsv({ path: file }, EMPTY_CODEBOOK, { columns });
  const terms = ['tenure', 'collgrad', 'ttl_exp'];
  const asked = { outcome: 'union', terms: terms.map(variableTerm), requires: ['industry'] };
  const fitted = (link: 'logit' | 'probit') =>
    fitOf(glmEstimator({ family: 'bernoulli', link, name: link }), sample, asked);
  // restricted glm(), scores by cluster through the inverse observed information, all 4096 vectors; computed in R 4.2
  const expected = [
    ['logit', 'tenure', 2.7463789802012, 18 / 4096, 16 / 4096],
    ['logit', 'collgrad', 0.895644374024334, 2434 / 4096, 2432 / 4096],
    ['probit', 'tenure', 2.83774868804779, 14 / 4096, 12 / 4096],
    ['probit', 'collgrad', 0.905477263771242, 2326 / 4096, 2324 / 4096],
  ] as const;

  for (const [link, term, statistic, inclusive, strict] of expected) {
    it(`of ${term} after ${link} is that of scores under the null`, () => {
      const { test, estimate } = run(fitted(link), { terms: [term], by: 'industry' });
      expect(test).toMatchObject({ clusters: 12, draws: 4096, enumerated: true });
      expect(test.statistic).toBeCloseTo(statistic, 8);
      expect(test.restricted).toMatchObject({ inclusive, strict });
      expect(test.unrestricted).toBeUndefined();
      expect(estimate.pValue).toBe(inclusive);
      expect(estimate.confLow).toBeNaN();
    });
  }

  it('tests zero only', () => {
    expect(
      thrown(() => run(fitted('logit'), { terms: ['tenure'], by: 'industry', nullValues: { tenure: 1 } })),
    ).toMatch(/^E-VCOV-UNDEFINED .*a null other than zero after maximum likelihood/);
  });
});
