/** Coefficients, predictions, contrasts and joint tests. */

import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { coefficients } from '../../../src/analysis/effects/coefficients.ts';
import { type ContrastsOptions, contrasts } from '../../../src/analysis/effects/contrasts.ts';
import { deltaVariance, estimateOf } from '../../../src/analysis/effects/inference.ts';
import { jointTest } from '../../../src/analysis/effects/joint-test.ts';
import { marginalEffects } from '../../../src/analysis/effects/marginal-effects.ts';
import { predictions } from '../../../src/analysis/effects/predictions.ts';
import { effectSchema } from '../../../src/analysis/effects/registry.ts';
import type { Fit } from '../../../src/analysis/estimators/estimator.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { cr2Vcov } from '../../../src/analysis/vcov/cr2-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { POSITIVE, toyData, toyFit } from '../vcov/toy-fit.ts';

const terms = ['age', 'income', 'region'].map(variableTerm);
const ols = toyFit(toyData(), [{ name: 'spending', family: 'ols', outcome: 'amount', terms }]);
const probit = toyFit(toyData(), [{ name: 'any', family: 'probit', outcome: 'any', terms }]);
const twoPart = toyFit(
  toyData(),
  [
    { name: 'any', family: 'probit', outcome: 'any', terms },
    { name: 'amount', family: 'gamma_log', outcome: 'amount', terms, where: POSITIVE },
  ],
  true,
);
const rich = toyFit(toyData(), [
  {
    name: 'any',
    family: 'probit',
    outcome: 'any',
    terms: [
      variableTerm('age'),
      powerTerm('age', 2),
      variableTerm('income'),
      variableTerm('region'),
      interactionTerm([variableTerm('region'), variableTerm('income')]),
      variableTerm('female'),
    ],
  },
]);
const model = modelVcov({ preset: 'stata', information: 'expected' });

describe('coefficients', () => {
  const [result] = coefficients({ exponentiate: false }).compute(rich, model.compute(rich), 0.95).effects;

  it('have the statistics and intervals of R: glm and confint.default', () => {
    const [, age] = result!.estimates;
    expect(age!.statistic).toBeCloseTo(1.43584672961062, 7);
    expect(age!.pValue).toBeCloseTo(0.151045959455722, 7);
    expect(age!.confLow).toBeCloseTo(-0.0685447957413002, 7);
    expect(age!.confHigh).toBeCloseTo(0.444108927131037, 7);
    expect(age!.df).toBeUndefined();
  });

  it('test with t after least squares: confint(lm)', () => {
    const [least] = coefficients({ exponentiate: false }).compute(ols, model.compute(ols), 0.95).effects;
    expect(least!.estimates[1]!.confLow).toBeCloseTo(-0.00421437207790076, 11);
    expect(least!.estimates[1]!.confHigh).toBeCloseTo(0.111754354041908, 11);
    expect(least!.estimates[1]!.df).toBe(85);
  });

  it('use the degrees of freedom of their own under CR2: coef_test p-values of clubSandwich', () => {
    const vcov = cr2Vcov({ by: 'village' }).compute(ols);
    const [effect] = coefficients({ exponentiate: false }).compute(ols, vcov, 0.95).effects;
    const reference = [
      0.301139337429026, 0.0474814144898789, 0.00641822924465086, 0.124549596306964, 0.00913154903077717,
    ];
    reference.forEach((pValue, j) => {
      expect(effect!.estimates[j]!.pValue).toBeCloseTo(pValue, 10);
    });
  });

  it('exponentiated: exp(b), exp(b) se(b), the interval transformed, the test that of b', () => {
    const [effect] = coefficients({ exponentiate: true }).compute(rich, model.compute(rich), 0.9).effects;
    const [narrow] = coefficients({ exponentiate: false }).compute(rich, model.compute(rich), 0.9).effects;
    effect!.estimates.forEach((estimate, j) => {
      const original = narrow!.estimates[j]!;
      expect(estimate.estimate).toBeCloseTo(Math.exp(original.estimate), 13);
      expect(estimate.stdError).toBeCloseTo(Math.exp(original.estimate) * original.stdError, 13);
      expect([estimate.confLow, estimate.confHigh]).toEqual([Math.exp(original.confLow), Math.exp(original.confHigh)]);
      expect([estimate.statistic, estimate.pValue]).toEqual([original.statistic, original.pValue]);
    });
  });

  it('name what was left out, with the reason', () => {
    const omitted = [{ term: 'region=west', reason: 'empty level', rows: 0, detail: 'no rows' }] as const;
    const fit: Fit = { ...probit, equations: [{ ...probit.equations[0]!, omitted }] };
    const [effect] = coefficients({ exponentiate: false }).compute(fit, model.compute(fit), 0.95).effects;
    const last = effect!.estimates.at(-1)!;
    expect(last).toMatchObject({
      term: 'region=west',
      variable: 'region',
      level: 'west',
      omitted: 'empty level: no rows',
    });
    expect([last.estimate, last.stdError, last.pValue].every(Number.isNaN)).toBe(true);
  });
});

describe('predictions', () => {
  it('the mean prediction of least squares is the mean outcome; its variance is x V x at the means', () => {
    const vcov = model.compute(ols);
    const [effect] = predictions({ at: 'observations', levelsOf: ['region'] }).compute(ols, vcov, 0.95).effects;
    const { design } = ols.equations[0]!;
    expect(effect!.estimates[0]!.estimate).toBeCloseTo(design.outcome.reduce((sum, y) => sum + y, 0) / 90, 12);
    const s2 = ols.equations[0]!.dispersion;
    expect(effect!.estimates[0]!.stdError).toBeCloseTo(Math.sqrt(s2 / 90), 12);
    expect(effect!.estimates.map(({ term }) => term)).toEqual([
      'mean_prediction',
      'region=north',
      'region=middle',
      'region=south',
    ]);
  });

  it('the mean prediction of the two parts against R with numDeriv', () => {
    const fit = toyFit(
      toyData(),
      [
        { name: 'any', family: 'probit', outcome: 'any', terms: rich.equations[0]!.design.equation.terms },
        {
          name: 'amount',
          family: 'gamma_log',
          outcome: 'amount',
          terms: rich.equations[0]!.design.equation.terms,
          where: POSITIVE,
        },
      ],
      true,
    );
    const { effects } = predictions({ at: 'observations', of: ['combined'], levelsOf: [] }).compute(
      fit,
      model.compute(fit),
      0.95,
    );
    expect(effects[0]!.estimates[0]!.estimate).toBeCloseTo(2.20396309369651, 7);
    expect(effects[0]!.estimates[0]!.stdError).toBeCloseTo(0.265651191800034, 7);
  });
});

describe('contrasts', () => {
  const options: ContrastsOptions = { variable: 'region', pairs: 'reference', scale: 'margins', at: 'observations' };
  const vcov = clusterVcov({ by: ['village'], preset: 'stata' }).compute(twoPart);
  const of = (changes: Partial<ContrastsOptions>) =>
    contrasts({ ...options, ...changes }).compute(twoPart, vcov, 0.95).effects;

  it('of margins against the reference are the marginal effects', () => {
    const { effects } = marginalEffects({
      at: 'observations',
      dummies: 'discrete',
      binary: 'derivative',
      variables: ['region'],
      perColumn: false,
      decompose: false,
    }).compute(twoPart, vcov, 0.95);
    of({}).forEach((effect, e) => {
      expect(effect.estimates.map(({ term }) => term)).toEqual([
        'region=middle - region=north',
        'region=south - region=north',
      ]);
      effect.estimates.forEach(({ estimate, stdError }, j) => {
        expect(estimate).toBe(effects[e]!.estimates[j]!.estimate);
        expect(stdError).toBe(effects[e]!.estimates[j]!.stdError);
      });
    });
  });

  it('of all pairs and of neighbours are differences of those', () => {
    const [middle, south] = of({ of: ['combined'] })[0]!.estimates;
    const all = of({ of: ['combined'], pairs: 'all' })[0]!.estimates;
    expect(all.map(({ level, reference }) => `${level}-${reference}`)).toEqual([
      'middle-north',
      'south-north',
      'south-middle',
    ]);
    expect(all[2]!.estimate).toBeCloseTo(south!.estimate - middle!.estimate, 12);
    const sequential = of({ of: ['combined'], pairs: 'sequential' })[0]!.estimates;
    expect(sequential.map(({ level, reference }) => `${level}-${reference}`)).toEqual(['middle-north', 'south-middle']);
    expect(sequential[1]!.stdError).toBe(all[2]!.stdError);
  });

  it('of coefficients: b_a - b_b with its variance', () => {
    const amount = of({ scale: 'coefficients', pairs: 'all' })[1]!;
    expect(amount.equation).toBe('amount');
    const [b, v] = [twoPart.coef, vcov.matrix];
    expect(amount.estimates[0]!.estimate).toBe(b[8]);
    expect(amount.estimates[2]!.estimate).toBeCloseTo(b[9]! - b[8]!, 14);
    expect(amount.estimates[2]!.stdError).toBeCloseTo(Math.sqrt(v.get(8, 8) + v.get(9, 9) - 2 * v.get(8, 9)), 14);
  });

  it('refuse a number', () => {
    expect(() => of({ variable: 'age' })).toThrow(/E-SPEC-VALUE/);
  });
});

describe('joint tests', () => {
  const test = (fit: Fit, asked: readonly string[], across = false) =>
    jointTest({ terms: asked, across }).compute(fit, model.compute(fit), 0.95).tests;

  it('F of least squares is that of the nested models: anova(lm, lm)', () => {
    const [result] = test(ols, ['region']);
    expect(result).toMatchObject({
      equation: 'spending',
      df: 2,
      dfDenominator: 85,
      terms: ['region=middle', 'region=south'],
    });
    expect(result!.statistic).toBeCloseTo(3.61263238675255, 10);
    expect(result!.pValue).toBeCloseTo(0.0312020505851639, 10);
  });

  it('chi-squared after probit: b V^-1 b of R, main effects of the factor only', () => {
    const [result] = test(rich, ['region']);
    expect(result!.statistic).toBeCloseTo(4.07509382182985, 6);
    expect(result!.pValue).toBeCloseTo(0.130348074443314, 7);
    expect(result!.dfDenominator).toBeUndefined();
  });

  it('of one coefficient is the square of its z', () => {
    const [result] = test(probit, ['age']);
    const [, age] = coefficients({ exponentiate: false }).compute(probit, model.compute(probit), 0.95).effects[0]!
      .estimates;
    expect(result!.statistic).toBeCloseTo(age!.statistic ** 2, 10);
    expect(result!.pValue).toBeCloseTo(age!.pValue, 10);
  });

  it('names columns, interactions, and goes across equations', () => {
    expect(test(rich, ['age', 'age^2'])[0]!.terms).toEqual(['age', 'age^2']);
    expect(test(rich, ['age'])[0]!.terms).toEqual(['age']);
    expect(test(rich, ['region:income'])[0]!.terms).toEqual(['region=middle:income', 'region=south:income']);
    expect(test(twoPart, ['region']).map(({ equation }) => equation)).toEqual(['any', 'amount']);
    const [across] = test(twoPart, ['region'], true);
    expect(across).toMatchObject({ equation: 'any + amount', df: 4 });
    // the parts are independent under the model covariance
    const parts = test(twoPart, ['region']);
    expect(across!.statistic).toBeCloseTo(parts[0]!.statistic + parts[1]!.statistic, 9);
  });

  it('is undefined where there are too few clusters, and refuses what is not there', () => {
    const few = clusterVcov({ by: ['dummy'], preset: 'stata' }).compute(ols);
    const [result] = jointTest({ terms: ['region'], across: false }).compute(ols, few, 0.95).tests;
    expect([result!.statistic, result!.pValue].every(Number.isNaN)).toBe(true);
    expect(() => test(ols, ['regoin'])).toThrow(/E-SPEC-NAME.*nearest: "region"/);
  });
});

describe('an estimate', () => {
  const normal = { ...model.compute(probit).convention };
  const subject = { term: 'x', label: { en: 'x' }, variable: 'x' };

  it('of negative or no variance has no standard error, statistic or interval', () => {
    const negative = estimateOf(subject, 1, -0.1, normal, 0.95);
    expect([negative.stdError, negative.statistic, negative.pValue, negative.confLow].every(Number.isNaN)).toBe(true);
    const none = estimateOf(subject, 1, 0, normal, 0.95);
    expect(none.stdError).toBe(0);
    expect([none.statistic, none.pValue, none.confHigh].every(Number.isNaN)).toBe(true);
  });

  it('is not made of rounding noise: variances that cancel are zero', () => {
    const matrix = new Matrix([
      [0.1, -0.3],
      [-0.3, 0.9],
    ]);
    expect(deltaVariance(Float64Array.of(3, 1), matrix)).toBe(0);
    expect(deltaVariance(Float64Array.of(1, 1), matrix)).toBeCloseTo(0.4, 15);
  });
});

describe('in a spec', () => {
  it.each([
    ['coefficients', 'coefficients'],
    [{ coefficients: { exponentiate: true, name: 'odds_ratios' } }, 'odds_ratios'],
    ['marginal_effects', 'marginal_effects'],
    [{ marginal_effects: { at: 'means', dummies: 'derivative', per_column: true } }, 'marginal_effects'],
    [{ marginal_effects: { at: { age: 40, region: 'south' }, of: ['combined'], decompose: true } }, 'marginal_effects'],
    ['predictions', 'predictions'],
    [{ contrasts: { variable: 'region', pairs: 'all' } }, 'contrasts'],
    [{ joint_test: { terms: ['age', 'age^2'] } }, 'joint_test(age, age^2)'],
  ])('%j', (asked, name) => {
    expect(effectSchema.parse(asked).name).toBe(name);
  });

  it.each([
    ['margins'],
    [{ marginal_effects: { att: 'means' } }],
    [{ marginal_effects: { per_column: true, decompose: true } }],
    [{ marginal_effects: { per_column: true, at: { age: 40 } } }],
    [{ contrasts: {} }],
    [{ joint_test: { terms: [] } }],
  ])('not %j', (asked) => {
    expect(effectSchema.safeParse(asked).success).toBe(false);
  });

  it('per_column alone means at the means of the columns', () => {
    const effect = effectSchema.parse({ marginal_effects: { per_column: true } });
    const [result] = effect.compute(probit, model.compute(probit), 0.95).effects;
    expect(result!.convention.en).toMatch(/^Marginal effects at the means of the design columns/);
  });
});
