/** Powers against exact rational arithmetic. */
import { describe, expect, it } from 'vitest';
import { powerColumn } from '../../src/numerics/power-column.ts';

describe('powers of a column', () => {
  it('keep 30 digits', () => {
    const bases = [-6.860120914, 0.1, 3, -1e-3, 2014, 1.0000001];
    for (let exponent = 1; exponent <= 12; exponent++) {
      const { values, low } = powerColumn(Float64Array.from(bases), null, exponent);
      bases.forEach((base, i) => {
        // base = whole / 2^80 exactly
        const whole = BigInt(base * 2 ** 62) * 2n ** 18n + BigInt(((base * 2 ** 62) % 1) * 2 ** 18);
        const exact = whole ** BigInt(exponent);
        const unit = 2n ** BigInt(80 * exponent);
        const parts = [values[i]!, low[i]!].map((part) => rational(part, unit));
        const error = exact - parts[0]! - parts[1]!;
        const absolute = error < 0n ? -error : error;
        const size = exact < 0n ? -exact : exact;
        expect(absolute * 10n ** 30n <= size, `${base}^${exponent}`).toBe(true);
      });
    }
  });

  it('use the low part of the base and pass missing values', () => {
    const { values, low } = powerColumn(Float64Array.of(3, NaN), Float64Array.of(2 ** -60, 0), 2);
    expect(values[0]).toBe(9);
    expect(low[0]).toBe(6 * 2 ** -60);
    expect(values[1]).toBeNaN();
  });
});

/** A double in units of 1 / unit, exactly (up to one unit when the unit is too coarse). */
function rational(value: number, unit: bigint): bigint {
  if (value === 0) return 0n;
  let exponent = 0;
  let mantissa = value;
  while (mantissa !== Math.trunc(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return (BigInt(mantissa) * unit) / 2n ** BigInt(exponent);
}
