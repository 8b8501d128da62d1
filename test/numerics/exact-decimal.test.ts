/** Decimals without loss, against exact rational arithmetic (Python fractions). */
import { describe, expect, it } from 'vitest';
import { exactDecimal } from '../../src/numerics/exact-decimal.ts';

describe('exactDecimal', () => {
  // value = float(text), low = float(Fraction(text) - Fraction(value))
  it.each([
    ['0.1', 0.1, -5.551115123125783e-18],
    ['-1000000000000.4', -1000000000000.4, 2.44140625e-5],
    ['3.14159265358979323846', Math.PI, 1.224620365314558e-16],
    ['12345678901234567890123', 1.2345678901234568e22, 148683],
    ['0.30000000000000004', 0.30000000000000004, -4.408920985006262e-18],
    ['9007199254740993', 9007199254740992, 1],
    ['1e23', 1e23, 8388608],
    ['-2.5e-7', -2.5e-7, -1.1312972043528435e-23],
    ['123456789012345.6789', 123456789012345.67, 0.007025],
    ['+.5', 0.5, 0],
    ['7.', 7, 0],
    ['007', 7, 0],
    ['-0', -0, 0],
    ['1e-400', 0, 0],
    ['1e400', Infinity, 0],
    ['-1e400', -Infinity, 0],
  ])('%s', (text, value, low) => {
    const result = exactDecimal(text);
    expect(result.value).toBe(value);
    if (low === 0) expect(result.low).toBeCloseTo(0, 300);
    else expect(Math.abs(result.low / low - 1)).toBeLessThan(2e-16);
  });

  it.each(['', '.', '-', 'e5', '1e', '1.2.3', ' 1', '1 ', '0x10', '1_000', '1,5', 'NaN', 'Infinity'])(
    'refuses "%s"',
    (text) => {
      expect(exactDecimal(text)).toEqual({ value: Number.NaN, low: 0 });
    },
  );
});
