import { describe, expect, it } from 'vitest';
import { randomisationTest } from '../../../src/analysis/placebo/randomisation.ts';
import { exactInterval } from '../../../src/numerics/proportion.ts';

const drawn = { exact: false, included: false, confLevel: 0.95 };

describe('randomisation p values', () => {
  it('count draws at least as far from zero, the real one as one more, with the interval of binom.test', () => {
    const draws = Float64Array.from({ length: 200 }, (_, r) => (r < 25 ? (r % 2 === 0 ? 0.5 : -0.5) : 0.1));
    const test = randomisationTest(0.5, draws, drawn);
    expect(test).toMatchObject({ beyond: 25, draws: 200, share: 0.125, pValue: 26 / 201 });
    // R: binom.test(25, 200)$conf.int
    expect(test.confLow).toBeCloseTo(0.08255234182881691, 13);
    expect(test.confHigh).toBeCloseTo(0.17897375007879945, 13);
    expect(test.pUpper).toBe(14 / 201);
    expect(test.pLower).toBe(201 / 201);
  });

  it('judge ties to 1e-9 and leave out draws without a value', () => {
    const draws = Float64Array.of(1 - 1e-12, -1 - 1e-12, 1 - 1e-6, Number.NaN);
    expect(randomisationTest(1, draws, drawn)).toMatchObject({ beyond: 2, draws: 3, pValue: 3 / 4 });
  });

  it('are shares where every assignment was taken, without an interval', () => {
    const draws = Float64Array.of(3, -3, 1, 2);
    const test = randomisationTest(3, draws, { exact: true, included: true, confLevel: 0.95 });
    expect(test).toMatchObject({ pValue: 0.5, confLow: 0.5, confHigh: 0.5, pUpper: 0.25, pLower: 1 });
    const apart = randomisationTest(3, draws, { exact: true, included: false, confLevel: 0.95 });
    expect(apart).toMatchObject({ pValue: 3 / 5, confLow: 3 / 5, confHigh: 3 / 5 });
  });

  it('are undefined without draws or without a real value', () => {
    for (const test of [
      randomisationTest(1, Float64Array.of(Number.NaN), drawn),
      randomisationTest(Number.NaN, Float64Array.of(1), drawn),
    ]) {
      expect([test.pValue, test.confLow, test.confHigh, test.pUpper].every(Number.isNaN)).toBe(true);
    }
  });
});

describe('exact intervals of a proportion', () => {
  it('are those of R binom.test', () => {
    const cases = [
      [0, 60, 0, 0.05962949228616687],
      [60, 60, 0.9403705077138331, 1],
      [61, 500, 0.09461889645641551, 0.15394209684645388],
      [1, 99999, 2.531805795988072e-7, 5.571571749218211e-5],
    ] as const;
    for (const [count, n, low, high] of cases) {
      const interval = exactInterval(count, n, 0.95);
      expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(1e-13 * low);
      expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(1e-13 * high);
    }
    expect(exactInterval(3, 2, 0.95).low).toBeNaN();
  });
});
