/** Conditional logit against survival::clogit, enumeration, and what must hold of it. */
import { describe, expect, it } from 'vitest';
import { type Frame, getNumeric, selectRows, withColumn } from '../../../src/analysis/data/frame.ts';
import { coefficients } from '../../../src/analysis/effects/coefficients.ts';
import { marginalEffects } from '../../../src/analysis/effects/marginal-effects.ts';
import { conditionalLogitEstimator } from '../../../src/analysis/estimators/conditional-logit.ts';
import type { Asked } from '../../../src/analysis/estimators/estimator.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { robustVcov } from '../../../src/analysis/vcov/robust-vcov.ts';
import { crossVector } from '../../../src/numerics/block-kernels.ts';
import { thrown } from '../frames.ts';
import { fitOf } from './oracle.ts';
import { numeric } from './toy-frame.ts';
import { panel } from './toy-panel.ts';

const frame = panel();
const stata = { preset: 'stata' } as const;
const observed = {
  at: 'observations',
  dummies: 'discrete',
  binary: 'derivative',
  perColumn: false,
  decompose: false,
} as const;
const estimator = conditionalLogitEstimator({ group: 'person' });

const asked = (terms: readonly string[], changes: Partial<Asked> = {}): Asked => ({
  label: { en: 'y' },
  outcome: 'y',
  terms: terms.map((name) => variableTerm(name)),
  intercept: true,
  requires: [],
  ...changes,
});

/** Log-likelihood by enumerating every choice of as many rows as are ones in each group. */
function enumerated(data: Frame, coef: readonly number[], names: readonly string[]): number {
  const [person, y, ...x] = ['person', 'y', ...names].map((name) => getNumeric(data, name).values) as Float64Array[];
  let sum = 0;
  for (const id of new Set(person)) {
    const rows = [...person!.keys()].filter((row) => person![row] === id);
    const eta = rows.map((row) => coef.reduce((total, b, j) => total + b * x[j]![row]!, 0));
    const ones = rows.filter((row) => y![row] === 1).length;
    let all = 0;
    let seen = 0;
    for (let mask = 0; mask < 2 ** rows.length; mask++) {
      const chosen = rows.map((_, i) => (mask >> i) & 1);
      if (chosen.reduce((a, b) => a + b, 0) !== ones) continue;
      const weight = Math.exp(chosen.reduce((total, c, i) => total + c * eta[i]!, 0));
      all += weight;
      if (rows.every((row, i) => y![row] === chosen[i])) seen = weight;
    }
    sum += Math.log(seen / all);
  }
  return sum;
}

describe('conditional logit', () => {
  const fit = fitOf(estimator, asked(['x', 'wave', 'g']), frame);
  const { statistics, omitted, design, scoreResidual, warnings } = fit.equations[0]!;

  it('is what survival::clogit(y ~ x + wave + strata(person), method = "exact") gives', () => {
    // survival 3.5-3, eps 1e-13
    [0.857434798989945, 0.089105457233729].forEach((value, j) => {
      expect(fit.coef[j]).toBeCloseTo(value, 11);
    });
    [0.15929668920218, 0.12514942569636].forEach((value, j) => {
      expect(Math.sqrt(fit.observedBread.get(j, j))).toBeCloseTo(value, 11);
    });
    expect(statistics.logLik).toBeCloseTo(-68.073406356766, 11);
    expect(statistics.logLikNull).toBeCloseTo(-88.043571880441, 11);
  });

  it('has the likelihood that enumeration gives', () => {
    expect(statistics.logLik).toBeCloseTo(enumerated(frame, [...fit.coef], ['x', 'wave']), 10);
    const h = 1e-3;
    for (const j of [0, 1]) {
      const moved = (by: number) =>
        enumerated(
          frame,
          [...fit.coef].map((b, k) => (k === j ? b + by : b)),
          ['x', 'wave'],
        );
      expect(Math.abs(moved(h) - moved(-h)) / (2 * h)).toBeLessThan(1e-4);
      // inverse of the second difference is the variance where the other coefficient is held
      const second = (2 * moved(0) - moved(h) - moved(-h)) / h ** 2;
      const information = fit.observedBread.clone();
      const determinant = information.get(0, 0) * information.get(1, 1) - information.get(0, 1) ** 2;
      expect(second / (information.get(1 - j, 1 - j) / determinant)).toBeCloseTo(1, 5);
    }
  });

  it('drops and counts groups without variation, and columns that do not vary within groups', () => {
    expect([statistics.groups, statistics.groupsDropped, statistics.rowsDropped]).toEqual([63, 87, 210]);
    expect(design.rows.length).toBe(frame.rows - 210);
    expect(design.lost.at(-1)).toEqual({ reason: 'no variation of y within person', rows: 210 });
    expect(warnings!.join()).toContain('87 groups of person (210 rows)');
    expect(omitted.map(({ term, reason }) => [term, reason])).toEqual([
      ['g=b', 'constant'],
      ['g=c', 'constant'],
    ]);
    for (const sum of crossVector(design.blocks, scoreResidual)) expect(Math.abs(sum)).toBeLessThan(1e-9);
  });

  it('does not feel a shift of a column within groups, or its scale', () => {
    const person = getNumeric(frame, 'person').values;
    const shifted = withColumn(
      frame,
      numeric(
        'x',
        getNumeric(frame, 'x').values.map((x, i) => 1e6 * (x + person[i]!)),
      ),
    );
    const again = fitOf(estimator, asked(['x', 'wave']), shifted);
    expect(again.coef[0]! * 1e6).toBeCloseTo(fit.coef[0]!, 8);
    expect(again.equations[0]!.statistics.logLik).toBeCloseTo(statistics.logLik!, 9);
  });

  it('refuses marginal effects, and gives the index and odds ratios', () => {
    const vcov = modelVcov(stata).compute(fit);
    expect(thrown(() => marginalEffects(observed).compute(fit, vcov, 0.95))).toMatch(
      /^E-FIT-IDENTIFICATION conditional logit has no predicted probability: the effects of the values of "person" are not estimated/,
    );
    const [index] = marginalEffects({ ...observed, of: ['y.xb'] }).compute(fit, vcov, 0.95).effects;
    expect(index!.estimates[0]!.estimate).toBeCloseTo(fit.coef[0]!, 12);
    const [atZero] = marginalEffects({ ...observed, of: ['y.u0'] }).compute(fit, vcov, 0.95).effects;
    expect(atZero!.convention.en).toContain('the effect of person is set to zero');
    const [odds] = coefficients({ exponentiate: true }).compute(fit, vcov, 0.95).effects;
    expect(odds!.estimates[0]!.estimate).toBeCloseTo(Math.exp(fit.coef[0]!), 12);
  });

  it('has persons as its unit of robust covariance', () => {
    const robust = robustVcov(stata).compute(fit);
    expect(robust.matrix.get(0, 0)).toBe(
      clusterVcov({ by: ['person'], ...stata })
        .compute(fit)
        .matrix.get(0, 0),
    );
    expect(robust.convention.clusters).toEqual([{ variable: 'person', groups: 63 }]);
  });

  it('takes weights of persons as persons repeated', () => {
    const weighted = fitOf(estimator, asked(['x', 'wave'], { weights: { kind: 'frequency', variable: 'w' } }), frame);
    const [person, w] = ['person', 'w'].map((name) => getNumeric(frame, name).values) as [Float64Array, Float64Array];
    const copies = [0, 1, 2].flatMap((copy) =>
      [...person.keys()].filter((row) => w[row]! > copy).map((row) => [row, copy] as const),
    );
    const repeated = withColumn(
      selectRows(frame, Int32Array.from(copies.map(([row]) => row))),
      numeric(
        'person',
        copies.map(([row, copy]) => person[row]! + copy / 4),
      ),
    );
    const again = fitOf(estimator, asked(['x', 'wave']), repeated);
    weighted.coef.forEach((value, j) => {
      expect(value).toBeCloseTo(again.coef[j]!, 10);
    });
    weighted.observedBread.diagonal().forEach((value, j) => {
      expect(value / again.observedBread.get(j, j)).toBeCloseTo(1, 9);
    });
    fit.refit(w).forEach((value, j) => {
      expect(value).toBeCloseTo(again.coef[j]!, 9);
    });
  });

  it('names separation within groups, and groups that say nothing', () => {
    const y = getNumeric(frame, 'y').values;
    const perfect = withColumn(
      frame,
      numeric(
        'x',
        y.map((value, i) => value + (i % 5) / 10),
      ),
    );
    expect(thrown(() => fitOf(estimator, asked(['x']), perfect))).toMatch(/^E-FIT-SEPARATED y: x predict perfectly/);
    const constant = withColumn(
      frame,
      numeric(
        'y',
        getNumeric(frame, 'person').values.map((id) => id % 2),
      ),
    );
    expect(thrown(() => fitOf(estimator, asked(['x']), constant))).toContain('E-FIT-IDENTIFICATION');
    expect(thrown(() => fitOf(estimator, asked(['g']), frame))).toMatch(
      /E-FIT-IDENTIFICATION y: no term varies within "person"/,
    );
    expect(thrown(() => fitOf(estimator, asked(['x'], { outcome: 'wave' }), frame))).toContain('E-FIT-OUTCOME');
  });
});
