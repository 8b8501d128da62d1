/** Least squares against the NIST reference sets, closed forms and itself. */
import { describe, expect, it } from 'vitest';
import { constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { denseColumns } from '../../src/numerics/block-kernels.ts';
import { leastSquares } from '../../src/numerics/least-squares.ts';
import { goldenDesign } from './golden-design.ts';
import { uniforms } from './uniforms.ts';

const SETS = ['norris', 'pontius', 'noint1', 'noint2', 'filip', 'longley'].concat(
  [1, 2, 3, 4, 5].map((k) => `wampler${k}`),
);

/** Log relative error, capped at 15; where the certified value is zero, of the absolute error relative to `scale`. */
function digits(actual: number, certified: number, scale: number): number {
  const error = Math.abs(actual - certified) / (certified === 0 ? scale : Math.abs(certified));
  return Math.min(15, error === 0 ? 15 : -Math.log10(error));
}

function worstDigits(set: string): { coef: number; se: number; rmse: number } {
  const { ids, blocks, outcome, outcomeLow, expected } = goldenDesign(`nist-${set}`);
  const fit = leastSquares({ blocks, outcome, outcomeLow, weights: null });
  expect(fit.arithmetic).toBe('double-double');
  const rmse = Math.sqrt(fit.rss / (outcome.length - ids.length));
  const scale = outcome.reduce((largest, y) => Math.max(largest, Math.abs(y)), 0);
  const coef = ids.map((id, j) => digits(fit.coef[j]!, expected.coef[id], scale));
  const se = ids.map((id, j) => digits(rmse * Math.sqrt(fit.crossInverse.get(j, j)), expected.se.classical[id], scale));
  return { coef: Math.min(...coef), se: Math.min(...se), rmse: digits(rmse, expected.rmse, scale) };
}

describe('least squares', () => {
  it('reaches 13 digits in every number of the NIST sets', () => {
    for (const set of SETS) {
      const worst = worstDigits(set);
      expect(worst.coef, set).toBeGreaterThanOrEqual(13);
      expect(worst.se, set).toBeGreaterThanOrEqual(13);
      expect(worst.rmse, set).toBeGreaterThanOrEqual(13);
    }
  });

  it('reproduces means and variances of groups', () => {
    const group = Int32Array.of(-1, 0, 1, 0, 1, -1, 1);
    const outcome = Float64Array.of(1, 2, 4, 5, 9, 3, 8);
    const blocks = [constantBlock(7), factorBlock(group, 2)];
    const fit = leastSquares({ blocks, outcome, outcomeLow: null, weights: null });
    // means 2, 3.5, 7; within sums of squares 2, 4.5, 14
    expect(Array.from(fit.coef)).toEqual([2, 1.5, 5]);
    expect(fit.rss).toBe(20.5);
    expect(fit.crossInverse.get(0, 0)).toBeCloseTo(1 / 2, 15);
    expect(fit.crossInverse.get(1, 1)).toBeCloseTo(1 / 2 + 1 / 2, 15);
    expect(fit.crossInverse.get(2, 2)).toBeCloseTo(1 / 2 + 1 / 3, 15);
    expect(fit.crossInverse.get(1, 2)).toBeCloseTo(1 / 2, 15);
    expect(Array.from(fit.residuals)).toEqual([-1, -1.5, -3, 1.5, 2, 1, 1]);
    expect(Array.from(fit.fitted)).toEqual([2, 3.5, 7, 3.5, 7, 2, 7]);
  });

  it('takes weights like repeated rows, in both arithmetics', () => {
    const next = uniforms(3);
    const n = 40;
    const x = Float64Array.from({ length: n }, next);
    const code = Int32Array.from({ length: n }, () => Math.floor(next() * 4) - 1);
    const outcome = x.map((value, i) => value * 2 + code[i]! + next());
    const times = Float64Array.from({ length: n }, () => 1 + Math.floor(next() * 4));
    const repeat = Array.from(times).flatMap((count, i) => new Array<number>(count).fill(i));
    const weighted = {
      blocks: [constantBlock(n), numericBlock(x), factorBlock(code, 3)],
      outcome,
      outcomeLow: null,
      weights: times,
    };
    const repeated = {
      blocks: [
        constantBlock(repeat.length),
        numericBlock(Float64Array.from(repeat, (i) => x[i]!)),
        factorBlock(
          Int32Array.from(repeat, (i) => code[i]!),
          3,
        ),
      ],
      outcome: Float64Array.from(repeat, (i) => outcome[i]!),
      outcomeLow: null,
      weights: null,
    };
    const fits = [leastSquares(weighted), leastSquares(repeated), leastSquares(weighted, 0)] as const;
    expect(fits.map((fit) => fit.arithmetic)).toEqual(['double-double', 'double-double', 'double']);
    for (const fit of fits) {
      fit.coef.forEach((b, j) => {
        expect(b).toBeCloseTo(fits[1].coef[j]!, 13);
      });
      expect(fit.rss).toBeCloseTo(fits[1].rss, 12);
      const difference = fit.crossInverse.clone().sub(fits[1].crossInverse);
      expect(difference.to1DArray().every((d) => Math.abs(d) < 1e-14)).toBe(true);
    }
  });

  it('keeps 14 digits of the coefficients in doubles when columns are far from zero', () => {
    // Longley's columns are correlated to five digits: 1e-16 times the squared condition is what the inverse can promise
    const { ids, blocks, outcome, outcomeLow, expected } = goldenDesign('nist-longley');
    const fit = leastSquares({ blocks, outcome, outcomeLow, weights: null }, 0);
    expect(fit.arithmetic).toBe('double');
    const rmse = Math.sqrt(fit.rss / (outcome.length - ids.length));
    ids.forEach((id, j) => {
      expect(digits(fit.coef[j]!, expected.coef[id], 1)).toBeGreaterThan(13.5);
      expect(digits(rmse * Math.sqrt(fit.crossInverse.get(j, j)), expected.se.classical[id], 1)).toBeGreaterThan(9);
    });
  });

  it('satisfies the normal equations whatever the blocks', () => {
    const next = uniforms(8);
    const n = 300;
    const x = Float64Array.from({ length: n }, () => 1e6 + next());
    const code = Int32Array.from({ length: n }, () => Math.floor(next() * 3));
    const blocks = [factorBlock(code, 3), { rows: n, width: 3, codes: code, values: x, low: null }];
    const outcome = Float64Array.from({ length: n }, () => next());
    const weights = Float64Array.from({ length: n }, () => 0.1 + next());
    const fit = leastSquares({ blocks, outcome, outcomeLow: null, weights });
    for (const column of denseColumns(blocks)) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += weights[i]! * column[i]! * fit.residuals[i]!;
      expect(Math.abs(sum)).toBeLessThan(1e-7);
    }
  });

  it('says when the columns are dependent', () => {
    const blocks = [constantBlock(3), numericBlock(Float64Array.of(2, 2, 2))];
    const problem = { blocks, outcome: Float64Array.of(1, 2, 3), outcomeLow: null, weights: null };
    for (const limit of [0, 1e9]) {
      const fit = leastSquares(problem, limit);
      expect(fit.definite).toBe(false);
      expect(fit.coef.every(Number.isNaN)).toBe(true);
    }
  });
});
