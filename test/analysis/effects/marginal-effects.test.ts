/** Marginal effects against R, closed forms, brute force and numeric derivatives. */
import { describe, expect, it } from 'vitest';
import type { CategoricalColumn, NumericColumn } from '../../../src/analysis/data/column.ts';
import { withColumn } from '../../../src/analysis/data/frame.ts';
import { type MarginalEffectsOptions, marginalEffects } from '../../../src/analysis/effects/marginal-effects.ts';
import type { Fit } from '../../../src/analysis/estimators/estimator.ts';
import { factorTerm } from '../../../src/analysis/terms/factor.ts';
import { interactionTerm } from '../../../src/analysis/terms/interaction.ts';
import { powerTerm } from '../../../src/analysis/terms/power.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { linearPredictor } from '../../../src/numerics/block-kernels.ts';
import { normalCdf, normalDensity } from '../../../src/numerics/special.ts';
import type { Estimate } from '../../../src/results/estimates.ts';
import { expanded, POSITIVE, type ToyEquation, toyData, toyFit } from '../vcov/toy-fit.ts';

const plain = ['age', 'income', 'region'].map(variableTerm);
const rich = [
  variableTerm('age'),
  powerTerm('age', 2),
  variableTerm('income'),
  variableTerm('region'),
  interactionTerm([variableTerm('region'), variableTerm('income')]),
  variableTerm('female'),
];
const part = (family: ToyEquation['family'], terms: ToyEquation['terms']): ToyEquation =>
  family === 'gamma_log'
    ? { name: 'amount', family, outcome: 'amount', terms, where: POSITIVE }
    : { name: family === 'ols' ? 'spending' : 'any', family, outcome: family === 'ols' ? 'amount' : 'any', terms };
const twoPart = toyFit(toyData(), [part('probit', rich), part('gamma_log', rich)], true);

const DEFAULTS: MarginalEffectsOptions = {
  at: 'observations',
  dummies: 'discrete',
  binary: 'derivative',
  perColumn: false,
  decompose: false,
};

function effectsOf(fit: Fit, options: Partial<MarginalEffectsOptions>, equation: string, effect = 'marginal_effects') {
  const vcov = modelVcov({ preset: 'stata', information: 'expected' }).compute(fit);
  const { effects } = marginalEffects({ ...DEFAULTS, ...options }).compute(fit, vcov, 0.95);
  const result = effects.find((candidate) => candidate.equation === equation && candidate.effect === effect)!;
  return { result, of: (term: string): Estimate => result.estimates.find((estimate) => estimate.term === term)! };
}

describe('a two-part model with a square and an interaction, against R with numDeriv', () => {
  it.each([
    ['age', 0.0292370130097613, 0.0215444623269161],
    ['income', 1.16264685137316, 0.319495117697838],
    ['region=south', -2.16656632159875, 0.703697941259367],
    ['female=1', 1.27549397369526, 0.537865929002355],
  ])('average effect on the unconditional mean: %s', (term, estimate, stdError) => {
    const found = effectsOf(twoPart, {}, 'combined').of(term);
    expect(found.estimate / estimate).toBeCloseTo(1, 6);
    expect(found.stdError / stdError).toBeCloseTo(1, 6);
  });

  it.each([
    ['age', 0.0247523924830898, 0.0197657487860952],
    ['region=south', -1.1260845741224, 0.487508328546241],
  ])('extensive margin: %s', (term, estimate, stdError) => {
    const found = effectsOf(twoPart, { decompose: true }, 'combined', 'marginal_effects_extensive').of(term);
    expect(found.estimate / estimate).toBeCloseTo(1, 6);
    expect(found.stdError / stdError).toBeCloseTo(1, 6);
  });

  it.each([
    ['age', 0.00857349026455217, 0.00592519117362541],
    ['region=south', -0.256858799657131, 0.129028545452865],
  ])('probability at the means of the variables: %s', (term, estimate, stdError) => {
    const found = effectsOf(twoPart, { at: 'means' }, 'any').of(term);
    expect(found.estimate / estimate).toBeCloseTo(1, 6);
    expect(found.stdError / stdError).toBeCloseTo(1, 6);
  });

  it.each([['discrete'], ['derivative']] as const)('margins add up to the whole, %s', (dummies) => {
    const total = effectsOf(twoPart, { decompose: true, dummies }, 'combined');
    const extensive = effectsOf(twoPart, { decompose: true, dummies }, 'combined', 'marginal_effects_extensive');
    const intensive = effectsOf(twoPart, { decompose: true, dummies }, 'combined', 'marginal_effects_intensive');
    expect(total.result.estimates).toHaveLength(5);
    for (const { term, estimate } of total.result.estimates) {
      expect(extensive.of(term).estimate + intensive.of(term).estimate).toBeCloseTo(estimate, 12);
      expect(Math.abs(intensive.of(term).estimate)).toBeGreaterThan(1e-4);
    }
  });
});

describe('identities', () => {
  it('least squares: the average effect is the coefficient, with its standard error and t distribution', () => {
    const fit = toyFit(toyData(), [part('ols', plain)]);
    const vcov = modelVcov({ preset: 'stata' }).compute(fit);
    for (const dummies of ['discrete', 'derivative'] as const) {
      const { of } = effectsOf(fit, { dummies }, 'spending');
      fit.equations[0]!.design.columns.slice(1).forEach(({ id }, j) => {
        expect(of(id).estimate).toBeCloseTo(fit.coef[j + 1]!, 12);
        expect(of(id).stdError).toBeCloseTo(Math.sqrt(vcov.matrix.get(j + 1, j + 1)), 12);
        expect(of(id).df).toBe(85);
      });
    }
  });

  it('frequency weights stand for repeated rows', () => {
    const weights = { kind: 'frequency', variable: 'count' } as const;
    const equations = [part('probit', rich), part('gamma_log', rich)];
    const weighted = toyFit(
      toyData(),
      equations.map((equation) => ({ ...equation, weights })),
      true,
    );
    const repeated = toyFit(expanded(toyData(), 'count'), equations, true);
    for (const at of ['observations', 'means'] as const) {
      for (const equation of ['any', 'amount', 'combined']) {
        const { result } = effectsOf(weighted, { at }, equation);
        const { of } = effectsOf(repeated, { at }, equation);
        for (const { term, estimate, stdError } of result.estimates) {
          expect(estimate / of(term).estimate).toBeCloseTo(1, 9);
          expect(stdError / of(term).stdError).toBeCloseTo(1, 9);
        }
      }
    }
  });

  it('probability weights weight the average', () => {
    const weights = { kind: 'probability', variable: 'pw' } as const;
    const fit = toyFit(toyData(), [{ ...part('probit', plain), weights }]);
    const [{ linearPredictor: eta, design }] = fit.equations as [Fit['equations'][0]];
    const total = design.weights!.reduce((sum, w) => sum + w, 0);
    const slope = eta.reduce((sum, z, i) => sum + design.weights![i]! * normalDensity(z), 0) / total;
    expect(effectsOf(fit, {}, 'any').of('age').estimate).toBeCloseTo(slope * fit.coef[1]!, 13);
  });

  it('is the derivative of the average prediction, through square and interaction', () => {
    const mean = (fit: Fit, age: number, income: number) => {
      const { design, offset } = fit.equations[0]!;
      const data = design.frame;
      const moved = (name: string, by: number) => {
        const column = data.columns.get(name) as NumericColumn;
        return { ...column, values: column.values.map((value) => value + by) };
      };
      const frame = withColumn(withColumn(data, moved('age', age)), moved('income', income));
      const eta = linearPredictor(design.blocksFor(frame), fit.coef.slice(offset, offset + design.columns.length));
      return eta.reduce((sum, z) => sum + normalCdf(z), 0) / eta.length;
    };
    const h = 1e-4;
    const { of } = effectsOf(twoPart, {}, 'any');
    expect(of('age').estimate).toBeCloseTo((mean(twoPart, h, 0) - mean(twoPart, -h, 0)) / (2 * h), 9);
    expect(of('income').estimate).toBeCloseTo((mean(twoPart, 0, h) - mean(twoPart, 0, -h)) / (2 * h), 9);
  });

  it('a level effect puts everybody at the level and everybody at the reference', () => {
    const { design } = twoPart.equations[0]!;
    const column = design.frame.columns.get('region') as CategoricalColumn;
    const mean = (code: number) => {
      const frame = withColumn(design.frame, { ...column, codes: new Int32Array(90).fill(code) });
      return linearPredictor(design.blocksFor(frame), twoPart.coef).reduce((sum, z) => sum + normalCdf(z), 0) / 90;
    };
    const { of } = effectsOf(twoPart, {}, 'any');
    expect(of('region=middle').estimate).toBeCloseTo(mean(1) - mean(0), 13);
    expect(of('region=south').estimate).toBeCloseTo(mean(2) - mean(0), 13);
    expect(of('region=south')).toMatchObject({ variable: 'region', level: 'south', reference: 'north' });
  });

  it('factor blocks replaced by codes give what the terms give for a counterfactual frame', () => {
    // region enters alone here (codes replaced) and with income elsewhere (terms rebuilt)
    const alone = toyFit(toyData(), [part('probit', plain)]);
    const { design } = alone.equations[0]!;
    const column = design.frame.columns.get('region') as CategoricalColumn;
    const mean = (code: number) => {
      const frame = withColumn(design.frame, { ...column, codes: new Int32Array(90).fill(code) });
      return linearPredictor(design.blocksFor(frame), alone.coef).reduce((sum, z) => sum + normalCdf(z), 0) / 90;
    };
    expect(effectsOf(alone, {}, 'any').of('region=middle').estimate).toBeCloseTo(mean(1) - mean(0), 14);
  });
});

describe('at chosen values', () => {
  it('sets variables and averages over the rest', () => {
    const { result, of } = effectsOf(
      twoPart,
      {
        at: new Map<string, string | number>([
          ['age', 50],
          ['region', 'south'],
        ]),
      },
      'any',
    );
    const { design } = twoPart.equations[0]!;
    const age = { ...(design.frame.columns.get('age') as NumericColumn), values: new Float64Array(90).fill(50) };
    const region = { ...(design.frame.columns.get('region') as CategoricalColumn), codes: new Int32Array(90).fill(2) };
    const eta = linearPredictor(design.blocksFor(withColumn(withColumn(design.frame, age), region)), twoPart.coef);
    const slope = twoPart.coef[1]! + 2 * 50 * twoPart.coef[2]!;
    expect(of('age').estimate).toBeCloseTo(eta.reduce((sum, z) => sum + normalDensity(z) * slope, 0) / 90, 13);
    expect(result.convention.en).toContain('age = 50, region = south');
  });

  it('refuses levels and variables that do not exist', () => {
    expect(() => effectsOf(twoPart, { at: new Map([['region', 'west']]) }, 'any')).toThrow(/E-SPEC-NAME/);
    expect(() => effectsOf(twoPart, { at: new Map([['age', 'old']]) }, 'any')).toThrow(/E-SPEC-VALUE/);
    expect(() => effectsOf(twoPart, { variables: ['agee'] }, 'any')).toThrow(/E-SPEC-NAME.*nearest: "age"/);
    expect(() => effectsOf(twoPart, { of: ['amuont'] }, 'any')).toThrow(/E-SPEC-NAME.*nearest: "amount"/);
  });
});

describe('numeric 0/1 variables', () => {
  const terms = ['age', 'dummy'].map(variableTerm);
  const fit = toyFit(toyData(), [part('probit', terms)]);
  const asFactor = toyFit(toyData(), [part('probit', ['age', 'female'].map(variableTerm))]);

  it('are differentiated unless asked otherwise', () => {
    const slope = fit.equations[0]!.linearPredictor.reduce((sum, z) => sum + normalDensity(z), 0) / 90;
    expect(effectsOf(fit, {}, 'any').of('dummy').estimate).toBeCloseTo(slope * fit.coef[2]!, 13);
  });

  it('are compared at 1 and 0 on request, as the factor is', () => {
    const discrete = effectsOf(fit, { binary: 'discrete' }, 'any').of('dummy');
    const level = effectsOf(asFactor, {}, 'any').of('female=1');
    expect(discrete.estimate).toBeCloseTo(level.estimate, 12);
    expect(discrete.stdError).toBeCloseTo(level.stdError, 12);
    const derivative = effectsOf(asFactor, { dummies: 'derivative' }, 'any').of('female=1');
    expect(derivative.estimate).toBeCloseTo(effectsOf(fit, {}, 'any').of('dummy').estimate, 12);
  });

  it('used as a factor have their levels compared, also at the means', () => {
    const numberAsFactor = toyFit(toyData(), [part('probit', [variableTerm('age'), factorTerm('dummy')])]);
    for (const at of ['observations', 'means'] as const) {
      const { of } = effectsOf(numberAsFactor, { at }, 'any');
      const { of: reference } = effectsOf(asFactor, { at }, 'any');
      expect(of('dummy=1').estimate).toBeCloseTo(reference('female=1').estimate, 12);
      expect(of('dummy=1').stdError).toBeCloseTo(reference('female=1').stdError, 12);
    }
  });
});

describe('per column', () => {
  it('is phi(mean of the columns b) b_j for every column, square and indicators on their own', () => {
    const { result, of } = effectsOf(twoPart, { perColumn: true, at: 'means' }, 'any');
    const { design } = twoPart.equations[0]!;
    const k = design.columns.length;
    const means = Array.from({ length: k }, (_, j) => {
      const unit = new Float64Array(k);
      unit[j] = 1;
      return linearPredictor(design.blocks, unit).reduce((sum, value) => sum + value, 0) / 90;
    });
    const density = normalDensity(means.reduce((sum, mean, j) => sum + mean * twoPart.coef[j]!, 0));
    expect(result.estimates.map(({ term }) => term)).toEqual(design.columns.slice(1).map(({ id }) => id));
    design.columns.slice(1).forEach(({ id }, j) => {
      expect(of(id).estimate).toBeCloseTo(density * twoPart.coef[j + 1]!, 14);
    });
    expect(of('region=south')).toMatchObject({ variable: 'region', level: 'south', reference: 'north' });
  });

  it('averaged over the rows, moves the column in both parts of a combined expectation', () => {
    const { of } = effectsOf(twoPart, { perColumn: true, at: 'observations' }, 'combined');
    const { of: variables } = effectsOf(twoPart, { dummies: 'derivative' }, 'combined');
    expect(of('female=1').estimate).toBeCloseTo(variables('female=1').estimate, 12);
    expect(of('female=1').stdError).toBeCloseTo(variables('female=1').stdError, 12);
    expect(of('age').estimate).not.toBeCloseTo(variables('age').estimate, 3);
  });
});

describe('what was left out', () => {
  const omittedIn = (fit: Fit, e: number, term: string, reason: 'collinear' | 'separated'): Fit => ({
    ...fit,
    equations: fit.equations.map((equation, index) => {
      if (index !== e) return equation;
      const drop = equation.design.columns.map(({ id }) => id === term);
      const design = equation.design.without(drop, null);
      return { ...equation, design, omitted: [{ term, reason, rows: 0, detail: '' }] };
    }),
  });

  it('has no number but a reason, in every expectation that needs it', () => {
    const base = toyFit(toyData(), [part('probit', plain), part('gamma_log', plain)], true);
    const coef = base.coef.filter((_, j) => j !== 9);
    const reduced = { ...omittedIn(base, 1, 'region=south', 'collinear'), coef };
    const matrix = modelVcov({ preset: 'stata' }).compute(base).matrix.clone().removeColumn(9).removeRow(9);
    const vcov = { ...modelVcov({ preset: 'stata' }).compute(base), matrix };
    const { effects } = marginalEffects(DEFAULTS).compute(reduced, vcov, 0.95);
    const south = (equation: string) =>
      effects.find((effect) => effect.equation === equation)!.estimates.find(({ term }) => term === 'region=south')!;
    expect(south('any').omitted).toBeUndefined();
    expect(south('any').estimate).toBeLessThan(0);
    for (const equation of ['amount', 'combined']) {
      expect(south(equation).omitted).toBe('collinear in amount');
      expect(south(equation).estimate).toBeNaN();
      expect(south(equation).level).toBe('south');
    }
  });

  it('a level without a coefficient in one part does not count in the combined average', () => {
    const base = toyFit(toyData(), [part('probit', plain), part('gamma_log', plain)], true);
    const coef = base.coef.filter((_, j) => j !== 9);
    const reduced = { ...omittedIn(base, 1, 'region=south', 'separated'), coef };
    const matrix = modelVcov({ preset: 'stata' }).compute(base).matrix.clone().removeColumn(9).removeRow(9);
    const vcov = { ...modelVcov({ preset: 'stata' }).compute(base), matrix };
    const { effects } = marginalEffects({ ...DEFAULTS, of: ['combined'] }).compute(reduced, vcov, 0.95);
    expect(effects[0]!.rows).toBe(60);
    expect(effects[0]!.convention.en).toContain('effects (30 rows without a prediction');
  });
});

describe('words of the convention', () => {
  it('say what was averaged and how, in both languages', () => {
    const { result } = effectsOf(twoPart, {}, 'combined');
    expect(result.convention.en).toBe(
      'Average marginal effects; numeric variables by the total derivative through all their powers and ' +
        'interactions; factor levels by the difference in predictions from the reference level; standard errors by the delta ' +
        'method, covariates held fixed.',
    );
    expect(result.rows).toBe(90);
    expect(result.convention.zh).toContain('平均边际效应；');
    const perColumn = effectsOf(twoPart, { perColumn: true, at: 'means' }, 'any').result.convention;
    expect(perColumn.en).toContain('at the means of the design columns;');
    expect(perColumn.zh).toContain('各自视为连续变量');
  });
});
