/** Integer powers of a column with the digits that a double loses. */
import { productError } from './double-double.ts';

/**
 * x^exponent as values + low to about 31 digits, where x = values + low (low null: the doubles are exact). The exponent is
 * a positive integer, values stay below 2^996. NaN stays NaN. Formula: repeated squaring in pair arithmetic.
 */
export function powerColumn(
  values: Float64Array,
  low: Float64Array | null,
  exponent: number,
): { values: Float64Array; low: Float64Array } {
  const high = new Float64Array(values.length);
  const rest = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    let base = values[i]!;
    let baseLow = low === null ? 0 : low[i]!;
    let power = 1;
    let powerLow = 0;
    for (let left = exponent; ; ) {
      if (left % 2 === 1) {
        const product = power * base;
        const error = productError(power, base, product) + (power * baseLow + powerLow * base);
        power = product + error;
        powerLow = error - (power - product);
      }
      left = Math.floor(left / 2);
      if (left === 0) break;
      const square = base * base;
      const error = productError(base, base, square) + 2 * base * baseLow;
      base = square + error;
      baseLow = error - (base - square);
    }
    high[i] = power;
    rest[i] = powerLow;
  }
  return { values: high, low: rest };
}
