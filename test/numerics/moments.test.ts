/** Sums and moments against R and closed forms. */
import { describe, expect, it } from 'vitest';
import { exactDecimal } from '../../src/numerics/exact-decimal.ts';
import { centredSums, compensatedSum, moments } from '../../src/numerics/moments.ts';
import { relativeError } from './relative-error.ts';

const values = Float64Array.from([2.5, 7, 1, 4, 4, 9.5, 3, 3, 8, 6]);
const weights = Float64Array.from([3, 1, 2, 2, 1, 1, 4, 2, 2, 2]);

describe('compensatedSum', () => {
  it('keeps what plain addition loses', () => {
    expect(compensatedSum(Float64Array.from([1, 1e100, 1, -1e100]))).toBe(2);
    expect(compensatedSum(Float64Array.from([1, 1e20, 1, -1e20]))).toBe(2);
    expect(compensatedSum(new Float64Array(10).fill(0.1))).toBe(1);
    expect(compensatedSum(Float64Array.from([1, Number.NaN, 2]))).toBe(3);
    expect(compensatedSum(Float64Array.from([1, -1]), Float64Array.from([2 ** -70, 2 ** -70]))).toBe(2 ** -69);
    expect(compensatedSum(new Float64Array(0))).toBe(0);
  });
});

describe('moments', () => {
  it('agrees with R unweighted, with frequency and with analytic weights', () => {
    // R: mean(x), var(x); mean(rep(x, w)), var(rep(x, w)); weighted.mean(x, w), sum(w (x - m)^2) / sum(w) * 10 / 9
    const plain = moments({ values });
    expect([plain.rows, plain.excluded, plain.count, plain.minimum, plain.maximum]).toEqual([10, 0, 10, 1, 9.5]);
    expect(relativeError(plain.mean, 4.8)).toBeLessThan(1e-15);
    expect(relativeError(plain.variance, 66.1 / 9)).toBeLessThan(1e-15);
    const frequency = moments({ values, weights });
    expect(frequency.count).toBe(20);
    expect(relativeError(frequency.mean, 4.2)).toBeLessThan(1e-15);
    expect(relativeError(frequency.variance, 5.7473684210526317)).toBeLessThan(1e-15);
    const analytic = moments({ values, weights: weights.map((w) => w / 7), weightKind: 'analytic' });
    expect(analytic.count).toBe(10);
    expect(relativeError(analytic.mean, 4.2)).toBeLessThan(1e-15);
    expect(relativeError(analytic.variance, 6.0666666666666664)).toBeLessThan(1e-15);
    expect(analytic.standardDeviation).toBe(Math.sqrt(analytic.variance));
  });

  it('leaves out what is missing', () => {
    const some = moments({
      values: Float64Array.from([1, Number.NaN, 3, 100, 200]),
      weights: Float64Array.from([1, 1, 1, 0, Number.NaN]),
    });
    expect([some.rows, some.excluded, some.mean, some.variance, some.maximum]).toEqual([2, 3, 2, 2, 3]);
    const none = moments({ values: Float64Array.from([Number.NaN]) });
    expect([none.rows, none.mean, none.variance, none.minimum]).toEqual([0, Number.NaN, Number.NaN, Number.NaN]);
    const one = moments({ values: Float64Array.from([5]) });
    expect([one.mean, one.variance]).toEqual([5, Number.NaN]);
  });

  it('uses the exact decimals', () => {
    const pairs = ['1000000000000.2', '1000000000000.3', '1000000000000.4'].map(exactDecimal);
    const result = moments({
      values: Float64Array.from(pairs, (pair) => pair.value),
      low: Float64Array.from(pairs, (pair) => pair.low),
    });
    expect(relativeError(result.variance, 0.01)).toBeLessThan(1e-15);
  });
});

describe('centredSums', () => {
  it('keeps groups apart and gives an empty one no mean', () => {
    const groups = Int32Array.from([0, 0, 2, 2, 2, -1, 0, 2, 2, 0]);
    const [first, empty, third] = centredSums(values, null, groups, 3, null);
    expect([first!.rows, first!.mean.hi, first!.squares.hi]).toEqual([4, 4.625, 14.6875]);
    expect([empty!.rows, empty!.weight, empty!.mean.hi, empty!.squares.hi]).toEqual([0, 0, Number.NaN, 0]);
    expect([third!.rows, third!.mean.hi]).toEqual([5, 4]);
  });
});
