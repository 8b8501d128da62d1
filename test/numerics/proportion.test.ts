/** Intervals of proportions against R. */
import { describe, expect, it } from 'vitest';
import { waldInterval, wilsonInterval } from '../../src/numerics/proportion.ts';
import { relativeError } from './relative-error.ts';

describe('wilsonInterval', () => {
  // R: prop.test(count, n, correct = FALSE, conf.level = level)$conf.int
  it.each([
    [37, 120, 0.95, 0.232727369889163, 0.39582997723800678],
    [0, 30, 0.9, 0, 0.08272430812509922],
    [1, 1165, 0.95, 0.00015153929629526031, 0.004846109252711446],
  ])('%d of %d at %d', (count, n, level, low, high) => {
    const interval = wilsonInterval(count, n, level);
    expect(relativeError(interval.low, low)).toBeLessThan(1e-13);
    expect(relativeError(interval.high, high)).toBeLessThan(3e-15);
    const mirrored = wilsonInterval(n - count, n, level);
    expect(relativeError(mirrored.high, 1 - interval.low)).toBeLessThan(1e-15);
  });

  it('is exact at the ends and NaN outside', () => {
    expect(wilsonInterval(0, 5, 0.95).low).toBe(0);
    expect(wilsonInterval(5, 5, 0.95).high).toBe(1);
    for (const interval of [wilsonInterval(1, 0, 0.95), wilsonInterval(6, 5, 0.95), waldInterval(-1, 5, 0.95)]) {
      expect(interval).toEqual({ low: Number.NaN, high: Number.NaN });
    }
  });
});

describe('waldInterval', () => {
  it('is p plus and minus z times its standard error, not cut', () => {
    const interval = waldInterval(1, 10, 0.95);
    const half = 1.959963984540054 * Math.sqrt(0.009);
    expect(relativeError(interval.low, 0.1 - half)).toBeLessThan(1e-14);
    expect(relativeError(interval.high, 0.1 + half)).toBeLessThan(1e-14);
    expect(interval.low).toBeLessThan(0);
    expect(waldInterval(10, 10, 0.95)).toEqual({ low: 1, high: 1 });
  });
});
