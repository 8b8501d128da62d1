/** What must hold of covariances whatever the data: repeated rows, single-row clusters, stacked scores, shifted columns. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { NumericColumn } from '../../../src/analysis/data/column.ts';
import { withColumn } from '../../../src/analysis/data/frame.ts';
import { variableTerm } from '../../../src/analysis/terms/variable.ts';
import { clusterVcov } from '../../../src/analysis/vcov/cluster-vcov.ts';
import { cr2Vcov } from '../../../src/analysis/vcov/cr2-vcov.ts';
import { jackknifeVcov } from '../../../src/analysis/vcov/jackknife-vcov.ts';
import { modelVcov } from '../../../src/analysis/vcov/model-vcov.ts';
import { hcVcov, robustVcov } from '../../../src/analysis/vcov/robust-vcov.ts';
import type { VcovEstimator } from '../../../src/analysis/vcov/vcov.ts';
import { denseColumns } from '../../../src/numerics/block-kernels.ts';
import { expanded, POSITIVE, type ToyEquation, toyData, toyFit } from './toy-fit.ts';

const terms = ['age', 'income', 'region'].map(variableTerm);
const twoParts: ToyEquation[] = [
  { name: 'any', family: 'probit', outcome: 'any', terms },
  { name: 'amount', family: 'gamma_log', outcome: 'amount', terms, where: POSITIVE },
];
const ols: ToyEquation[] = [{ name: 'y', family: 'ols', outcome: 'amount', terms }];
const stata = { preset: 'stata' } as const;

function expectSame(a: Matrix, b: Matrix, digits = 1e-9) {
  const scale = (i: number, j: number) => Math.sqrt(Math.abs(b.get(i, i) * b.get(j, j)));
  for (let i = 0; i < b.rows; i++) {
    for (let j = 0; j < b.columns; j++) {
      expect(Math.abs(a.get(i, j) - b.get(i, j)) / scale(i, j)).toBeLessThan(digits);
    }
  }
}

describe('frequency weights stand for repeated rows', () => {
  const weights = { kind: 'frequency', variable: 'count' } as const;
  const single: [string, VcovEstimator][] = [
    ['model', modelVcov(stata)],
    ['hc2', hcVcov('hc2', { preset: 'sandwich' })],
    ['hc3', hcVcov('hc3', { preset: 'sandwich' })],
    ['robust', robustVcov(stata)],
    ['cluster', clusterVcov({ by: ['village'], ...stata })],
    ['two-way', clusterVcov({ by: ['village', 'year'], ...stata, twoWay: 'each' })],
    ['cr2', cr2Vcov({ by: 'village' })],
    ['cv3', jackknifeVcov({ by: 'village', centre: 'estimate' })],
  ];

  it.each(single)('least squares: %s', (_, vcov) => {
    const weighted = vcov.compute(
      toyFit(
        toyData(),
        ols.map((equation) => ({ ...equation, weights })),
      ),
    );
    const repeated = vcov.compute(toyFit(expanded(toyData(), 'count'), ols));
    expectSame(weighted.matrix, repeated.matrix);
    expect(weighted.convention.df).toBe(repeated.convention.df);
    const { factor } = repeated.convention;
    expect(weighted.convention.factor).toEqual(Number.isNaN(factor) ? factor : expect.closeTo(factor, 12));
    weighted.coefDf?.forEach((df, j) => {
      expect(df / repeated.coefDf![j]!).toBeCloseTo(1, 9);
    });
  });

  it.each(single.filter(([name]) => name !== 'cr2'))('two parts: %s', (_, vcov) => {
    const weighted = vcov.compute(
      toyFit(
        toyData(),
        twoParts.map((equation) => ({ ...equation, weights })),
      ),
    );
    expectSame(weighted.matrix, vcov.compute(toyFit(expanded(toyData(), 'count'), twoParts)).matrix);
  });
});

describe('stacked equations', () => {
  const fit = toyFit(toyData(), twoParts);

  it('one cluster per row is the robust covariance, n/(n-1) = G/(G-1) of the whole sample', () => {
    const robust = robustVcov(stata).compute(fit);
    const clustered = clusterVcov({ by: ['row'], ...stata }).compute(fit);
    expectSame(clustered.matrix, robust.matrix, 1e-13);
    expect(robust.convention.factor).toBe(90 / 89);
    expect(clustered.convention.factor).toBe(90 / 89);
  });

  it('lines scores up by sample row: the covariance written out with dense scores', () => {
    const rows = Array.from({ length: 90 }, () => new Float64Array(fit.coef.length));
    for (const { design, scoreResidual, offset } of fit.equations) {
      denseColumns(design.blocks).forEach((column, j) => {
        design.rows.forEach((row, i) => {
          rows[row]![offset + j] = column[i]! * scoreResidual[i]!;
        });
      });
    }
    const scores = new Matrix(rows.map((row) => [...row]));
    const villages = new Matrix(
      Array.from({ length: 15 }, (_, g) => scores.subMatrix(6 * g, 6 * g + 5, 0, scores.columns - 1).sum('column')),
    );
    const sandwich = (s: Matrix, factor: number) =>
      fit.observedBread.mmul(s.transpose().mmul(s)).mmul(fit.observedBread).mul(factor);
    expectSame(robustVcov(stata).compute(fit).matrix, sandwich(scores, 90 / 89));
    const clustered = clusterVcov({ by: ['village'], ...stata }).compute(fit).matrix;
    expectSame(clustered, sandwich(villages, 15 / 14));
    expect(Math.abs(clustered.get(1, 6)) / Math.sqrt(clustered.get(1, 1) * clustered.get(6, 6))).toBeGreaterThan(0.01);
  });

  it('keeps the parts apart in the model covariance, each with its own dispersion', () => {
    const { matrix } = modelVcov({ ...stata, information: 'expected' }).compute(fit);
    const [, second] = fit.equations;
    expect(matrix.get(1, 6)).toBe(0);
    expect(matrix.get(6, 6)).toBeCloseTo(fit.expectedBread.get(6, 6) * second!.dispersion, 14);
    expect(second!.dispersion).not.toBeCloseTo(1, 1);
  });

  it('counts all coefficients in the factors with k', () => {
    const { convention } = clusterVcov({ by: ['village'], preset: 'fixest' }).compute(fit);
    expect(convention.factor).toBeCloseTo(((15 / 14) * 89) / (90 - 10), 14);
    expect(convention.factorFormula).toBe('G/(G-1) x (n-1)/(n-k)');
  });
});

describe('probability weights', () => {
  const weights = { kind: 'probability', variable: 'pw' } as const;

  it('do not matter in scale', () => {
    const data = toyData();
    const tenfold = (data.columns.get('pw') as NumericColumn).values.map((w) => 10 * w);
    const scaled = withColumn(data, { ...(data.columns.get('pw') as NumericColumn), values: tenfold });
    const weighted = twoParts.map((equation) => ({ ...equation, weights }));
    for (const vcov of [robustVcov(stata), clusterVcov({ by: ['village'], ...stata }), hcVcov('hc3', stata)]) {
      expectSame(vcov.compute(toyFit(scaled, weighted)).matrix, vcov.compute(toyFit(data, weighted)).matrix);
    }
  });

  it('are named as a fault of the model covariance', () => {
    const { convention } = modelVcov(stata).compute(toyFit(toyData(), [{ ...ols[0]!, weights }]));
    expect(convention.notes).toHaveLength(1);
    expect(modelVcov(stata).compute(toyFit(toyData(), ols)).convention.notes).toEqual([]);
  });
});

describe('a column far from zero', () => {
  const shifted = (shift: number) => {
    const data = toyData();
    const age = data.columns.get('age') as NumericColumn;
    // whole numbers, so that the shifted column holds the same information to the last digit
    const values = age.values.map((value) => Math.round(value) + shift);
    return toyFit(withColumn(data, { ...age, values }), [{ name: 'y', family: 'ols', outcome: 'amount', terms }]);
  };

  it.each([
    ['robust', robustVcov(stata)],
    ['cluster', clusterVcov({ by: ['village'], ...stata })],
  ] as const)('%s: slopes have the same covariance', (_, vcov) => {
    const here = vcov.compute(shifted(0)).matrix;
    const there = vcov.compute({ ...shifted(20_000), ...exactShift(20_000) }).matrix;
    for (const j of [1, 2, 3, 4]) expect(there.get(j, j) / here.get(j, j)).toBeCloseTo(1, 9);
  });

  /** breads of the shifted columns from those of the unshifted ones: b_0 = b_0 - shift b_1. */
  function exactShift(shift: number) {
    const transform = Matrix.eye(5);
    transform.set(0, 1, -shift);
    const bread = transform.mmul(shifted(0).expectedBread).mmul(transform.transpose());
    return { observedBread: bread, expectedBread: bread };
  }
});
