/** What every registered single-equation estimator owes the rooms after it. */
import { describe, expect, it } from 'vitest';
import { selectRows } from '../../../src/analysis/data/frame.ts';
import type { Asked, Estimator } from '../../../src/analysis/estimators/estimator.ts';
import { estimatorSchema } from '../../../src/analysis/estimators/registry.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { crossVector, linearPredictor, weightedCross } from '../../../src/numerics/block-kernels.ts';
import { choicesBehind } from '../../../src/yaml/choice.ts';
import { fitOf } from './oracle.ts';
import { survey } from './toy-frame.ts';

/** Registry word -> choices to try, each with an outcome of the survey that it can take. */
const SINGLE: Readonly<Record<string, readonly (readonly [spec: unknown, outcome: string])[]>> = {
  ols: [
    ['ols', 'number'],
    [{ ols: { retransform: 'smearing' } }, 'number'],
    [{ ols: { retransform: { smearing: { by: 'g' } } } }, 'number'],
  ],
  probit: [['probit', 'binary']],
  logit: [['logit', 'binary']],
  cloglog: [['cloglog', 'binary']],
  fractional_logit: [['fractional_logit', 'share']],
  poisson: [['poisson', 'count']],
  gamma: [
    ['gamma', 'positive'],
    [{ gamma: { link: 'identity' } }, 'positive'],
    [{ gamma: { dispersion: 'ml' } }, 'positive'],
  ],
  inverse_gaussian: [['inverse_gaussian', 'positive']],
  gaussian: [
    ['gaussian', 'number'],
    [{ gaussian: { link: 'log' } }, 'positive'],
  ],
  glm: [
    [{ glm: { family: 'poisson', link: 'log' } }, 'count'],
    [{ glm: { family: 'bernoulli', link: 'cloglog' } }, 'binary'],
  ],
};
/** Several equations, or rows tied by a group: tested in files of their own. */
const SEVERAL = ['two_part', 'stacked', 'logit_re', 'probit_re', 'conditional_logit'];

const asked = (outcome: string, weights?: Asked['weights']): Asked => ({
  label: { en: outcome },
  outcome,
  terms: [variableTerm('x'), variableTerm('g')],
  intercept: true,
  requires: [],
  ...(weights && { weights }),
});

const tried = Object.values(SINGLE)
  .flat()
  .map(([spec, outcome]) => {
    const estimator: Estimator = estimatorSchema.parse(spec);
    return [JSON.stringify(spec), estimator, outcome] as const;
  });

it('every registered estimator is tried here', () => {
  const registered = Object.keys(choicesBehind(estimatorSchema)!.choices());
  expect([...Object.keys(SINGLE), ...SEVERAL].sort()).toEqual(registered.sort());
});

describe.each(tried)('%s', (_, estimator, outcome) => {
  const frame = survey();
  const ones = new Float64Array(frame.rows).fill(1);

  it('scores sum to zero', () => {
    const { design, scoreResidual } = fitOf(estimator, asked(outcome), frame).equations[0]!;
    const sums = crossVector(design.blocks, scoreResidual);
    const sizes = crossVector(design.blocks, scoreResidual.map(Math.abs));
    sums.forEach((sum, j) => {
      expect(Math.abs(sum) / sizes[j]!).toBeLessThan(1e-9);
    });
  });

  it('breads are symmetric inverses of the weighted curvature', () => {
    const fit = fitOf(estimator, asked(outcome, { kind: 'probability', variable: 'v' }), frame);
    const { design, observedCurvature, expectedCurvature } = fit.equations[0]!;
    for (const [bread, curvature] of [
      [fit.observedBread, observedCurvature],
      [fit.expectedBread, expectedCurvature],
    ] as const) {
      const information = weightedCross(
        design.blocks,
        curvature.map((value, i) => value * design.weights![i]!),
      );
      const product = bread.mmul(information);
      for (let j = 0; j < product.rows; j++) {
        for (let k = 0; k < product.rows; k++) {
          expect(product.get(j, k)).toBeCloseTo(j === k ? 1 : 0, 8);
          expect(bread.get(j, k)).toBeCloseTo(bread.get(k, j), 12);
        }
      }
    }
  });

  it('the linear predictor is that of its coefficients', () => {
    const fit = fitOf(estimator, asked(outcome), frame);
    const { design, linearPredictor: eta } = fit.equations[0]!;
    linearPredictor(design.blocks, fit.coef).forEach((value, i) => {
      expect(value).toBeCloseTo(eta[i]!, 9);
    });
  });

  it('refit with ones is the fit, and with counts the fit of repeated rows', () => {
    const fit = fitOf(estimator, asked(outcome), frame);
    fit.refit(ones).forEach((value, j) => {
      expect(value).toBeCloseTo(fit.coef[j]!, 9);
    });
    const counts = ones.map((_, i) => (i * 7) % 4);
    const repeated = [...counts].flatMap((count, i) => new Array<number>(count).fill(i));
    const again = fitOf(estimator, asked(outcome), selectRows(frame, Int32Array.from(repeated)));
    fit.refit(counts).forEach((value, j) => {
      expect(value).toBeCloseTo(again.coef[j]!, 8);
    });
  });

  it('frequency weights are repeated rows, statistics and breads included', () => {
    const weighted = fitOf(estimator, asked(outcome, { kind: 'frequency', variable: 'w' }), frame);
    const column = frame.columns.get('w')!;
    const counts = column.kind === 'numeric' ? [...column.values] : [];
    const rows = Int32Array.from(counts.flatMap((count, i) => new Array<number>(count).fill(i)));
    const repeated = fitOf(estimator, asked(outcome), selectRows(frame, rows));
    const [a, b] = [weighted.equations[0]!, repeated.equations[0]!];
    expect(a.design.nobs).toBe(b.design.nobs);
    expect(a.dfResidual).toBe(b.dfResidual);
    expect(a.dispersion).toBeCloseTo(b.dispersion, 9);
    expect(Object.keys(a.statistics)).toEqual(Object.keys(b.statistics));
    for (const [name, value] of Object.entries(b.statistics)) {
      expect(Math.abs(a.statistics[name]! - value) / Math.max(1, Math.abs(value)), name).toBeLessThan(1e-9);
    }
    weighted.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(repeated.coef[j]!, 9);
    });
    weighted.observedBread.to1DArray().forEach((value, j) => {
      expect(value).toBeCloseTo(repeated.observedBread.to1DArray()[j]!, 9);
    });
  });

  it('the scale of probability weights changes neither coefficients nor the model covariance', () => {
    const scaled = { ...frame, columns: new Map(frame.columns) };
    const v = frame.columns.get('v')!;
    if (v.kind === 'numeric') scaled.columns.set('v', { ...v, values: v.values.map((value) => 250 * value) });
    const [a, b] = [frame, scaled].map((data) =>
      fitOf(estimator, asked(outcome, { kind: 'probability', variable: 'v' }), data),
    );
    a!.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(b!.coef[j]!, 9);
      const variance = (fit: typeof a) => fit!.equations[0]!.dispersion * fit!.observedBread.get(j, j);
      expect(variance(a) / variance(b)).toBeCloseTo(1, 9);
    });
  });

  it('the derivatives of its expectation are derivatives', () => {
    const fit = fitOf(estimator, asked(outcome), frame);
    const [expectation] = fit.expectations;
    const eta = fit.equations[0]!.linearPredictor;
    const h = 1e-5;
    const [low, at, high] = [-h, 0, h].map((shift) => expectation!.evaluate([eta.map((value) => value + shift)]));
    at!.mean.forEach((mean, i) => {
      const unit = Math.max(1, Math.abs(mean));
      expect((high!.mean[i]! - low!.mean[i]!) / (2 * h) / unit).toBeCloseTo(at!.gradient[0]![i]! / unit, 6);
      expect((high!.gradient[0]![i]! - low!.gradient[0]![i]!) / (2 * h) / unit).toBeCloseTo(
        at!.hessian[0]![0]![i]! / unit,
        6,
      );
    });
  });
});
