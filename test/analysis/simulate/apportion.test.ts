/** Whole numbers in given proportions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../../src/analysis/simulate/apportion.ts';

describe('apportion', () => {
  it('gives whole parts back when they add up', () => {
    expect(apportion(1165, [777, 120, 268])).toEqual([777, 120, 268]);
  });

  it('gives the left-over rows to the largest remainders, the earlier part first', () => {
    // 10 x (1, 1, 1) / 3 = 3.33 each; 7 x (5, 3, 2) / 10 = 3.5, 2.1, 1.4
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [5, 3, 2])).toEqual([4, 2, 1]);
  });

  it('always adds up and stays within one of the proportion', () => {
    const parts = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 })
      .filter((p) => p.some((x) => x > 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), parts, (total, given) => {
        const sum = given.reduce((a, b) => a + b, 0);
        const counts = apportion(total, given);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
        counts.forEach((count, i) => {
          expect(Math.abs(count - (total * given[i]!) / sum)).toBeLessThan(1);
        });
      }),
      { numRuns: 200 },
    );
  });
});
