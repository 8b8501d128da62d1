/** Percentiles and quantile groups against R's type 2 quantiles, which follow the same rule as Stata's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, xtile } from '../../src/numerics/quantiles.ts';

const values = Float64Array.from([2.5, 7, 1, 4, 4, 9.5, 3, 3, 8, 6]);
const weights = Float64Array.from([3, 1, 2, 2, 1, 1, 4, 2, 2, 2]);
const percents = [10, 20, 25, 40, 50, 75, 90];

describe('percentile', () => {
  it('agrees with R, with and without frequency weights', () => {
    // R: quantile(x, p, type = 2) and quantile(rep(x, w), p, type = 2)
    expect(percents.map((percent) => percentile(values, null, percent))).toEqual([1.75, 2.75, 3, 3.5, 4, 7, 8.75]);
    expect(percents.map((percent) => percentile(values, weights, percent))).toEqual([1.75, 2.5, 2.75, 3, 3, 6, 8]);
  });

  it('sees ties through the rounding of fractional weights', () => {
    const tenths = weights.map((weight) => weight / 10);
    expect(percents.map((percent) => percentile(values, tenths, percent))).toEqual([1.75, 2.5, 2.75, 3, 3, 6, 8]);
  });

  it('leaves out missing values and zero weights', () => {
    const some = Float64Array.from([5, Number.NaN, 1, 99]);
    expect(percentile(some, Float64Array.from([1, 1, 1, 0]), 50)).toBe(3);
    expect(percentile(Float64Array.from([Number.NaN]), null, 50)).toBe(Number.NaN);
  });
});

describe('xtile', () => {
  it('puts ties into the lower group', () => {
    // Cuts of 1..10 into five: 2.5, 4.5, 6.5, 8.5.
    const ten = Float64Array.from([10, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...xtile(ten, null, 5)]).toEqual([4, 0, 0, 1, 1, 2, 2, 3, 3, 4]);
    // Six observations, thirds: cuts are 1 (between two equal values) and 2.5.
    const tied = Float64Array.from([1, 1, 1, 2, 3, Number.NaN, 3]);
    expect([...xtile(tied, null, 3)]).toEqual([0, 0, 0, 1, 2, -1, 2]);
    // All equal: everyone in the lowest group.
    expect([...xtile(new Float64Array(4).fill(7), null, 4)]).toEqual([0, 0, 0, 0]);
  });

  it('treats frequency weights as repeated rows', () => {
    const data = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(data, fc.integer({ min: 2, max: 6 }), (rows, groups) => {
        const weighted = xtile(
          Float64Array.from(rows, ([value]) => value),
          Float64Array.from(rows, ([, weight]) => weight),
          groups,
        );
        const repeated = xtile(
          Float64Array.from(rows.flatMap(([value, weight]) => new Array<number>(weight).fill(value))),
          null,
          groups,
        );
        const expanded = rows.flatMap(([, weight], i) => new Array<number>(weight).fill(weighted[i]!));
        expect([...repeated]).toEqual(expanded);
      }),
    );
  });

  it('has no groups where nothing is known', () => {
    expect([...xtile(Float64Array.from([Number.NaN, Number.NaN]), null, 5)]).toEqual([-1, -1]);
    expect([...xtile(Float64Array.from([1, 2]), Float64Array.from([0, 0]), 2)]).toEqual([-1, -1]);
  });
});
