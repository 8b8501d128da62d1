/** Fixed decimals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFixed } from '../../src/numerics/decimal.ts';

describe('formatFixed', () => {
  it.each([
    [1.005, 2, '1.01'],
    [-1.005, 2, '-1.01'],
    [2.5, 0, '3'],
    [-2.5, 0, '-3'],
    [0.125, 2, '0.13'],
    [1.45, 1, '1.5'],
    [0.5, 0, '1'],
    [0.4999, 0, '0'],
    [-0.0004, 3, '0.000'],
    [-0.0005, 3, '-0.001'],
    [-0, 2, '0.00'],
    [0, 0, '0'],
    [999.9995, 3, '1000.000'],
    [9.99, 1, '10.0'],
    [12, 3, '12.000'],
    [1e21, 2, '1000000000000000000000.00'],
    [1.5e-7, 7, '0.0000002'],
    [1.5e-7, 8, '0.00000015'],
    [4.9e-7, 6, '0.000000'],
    [5e-7, 6, '0.000001'],
    [5e-324, 3, '0.000'],
    [Number.NaN, 3, ''],
    [Infinity, 3, 'Inf'],
    [-Infinity, 0, '-Inf'],
  ])('%d with %d digits is %s', (x, digits, text) => expect(formatFixed(x, digits)).toBe(text));

  it('reads back within half a unit of the last digit and has the digits asked for', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), (x, digits) => {
        const text = formatFixed(x, digits);
        expect(text).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`));
        expect(Math.abs(Number(text) - x)).toBeLessThanOrEqual(0.5 * 10 ** -digits * (1 + 1e-6));
      }),
    );
  });
});
