/** A decimal number read without loss: the nearest double and what that double leaves over. */
import { productError } from './double-double.ts';

/** value + low is the decimal to about 32 digits; `value` is the nearest double, `low` the nearest double of the rest. */
export interface ExactDecimal {
  readonly value: number;
  readonly low: number;
}

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;
// Powers of ten up to here, and whole numbers of up to 15 digits, are exact doubles.
const EXACT_POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
const EXACT_DIGITS = 15;

/**
 * The decimal number written in `text` (digits with at most one point, an optional sign and exponent, no spaces), as a
 * pair of doubles. {NaN, 0} for any other text; {±Infinity, 0} beyond the doubles; `low` is 0 where `value` is 0.
 */
export function exactDecimal(text: string): ExactDecimal {
  const parts = DECIMAL.exec(text);
  if (parts === null) return { value: Number.NaN, low: 0 };
  const value = Number(text);
  if (value === 0 || !Number.isFinite(value)) return { value, low: 0 };
  const fraction = parts[3]!;
  const digits = (parts[2]! + fraction).replace(/^0+/, '');
  const exponent = Number(parts[4] ?? 0) - fraction.length;
  const sign = parts[1] === '-' ? -1 : 1;
  if (digits.length <= EXACT_DIGITS && exponent >= -22 && exponent <= 0) {
    return { value, low: sign * quotientRest(Number(digits), EXACT_POWERS[-exponent]!, Math.abs(value)) };
  }
  return { value, low: sign * exactRest(BigInt(digits), exponent, Math.abs(value)) };
}

/** whole / divisor - quotient for the correctly rounded quotient; the remainder of a division is exact. */
function quotientRest(whole: number, divisor: number, quotient: number): number {
  const product = quotient * divisor;
  return (whole - product - productError(quotient, divisor, product)) / divisor;
}

/** digits x 10^exponent - value, rounded once. */
function exactRest(digits: bigint, exponent: number, value: number): number {
  const { significand, power } = binaryParts(value);
  // Both numbers over the common denominator 10^ten x 2^two.
  const ten = Math.max(0, -exponent);
  const two = Math.max(0, -power);
  const decimal = (digits * 10n ** BigInt(Math.max(0, exponent))) << BigInt(two);
  const binary = (significand << BigInt(Math.max(0, power))) * 10n ** BigInt(ten);
  return ratio(decimal - binary, (10n ** BigInt(ten)) << BigInt(two));
}

/** A positive double as significand x 2^power. */
function binaryParts(value: number): { significand: bigint; power: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const biased = Number(word >> 52n);
  const stored = word & 0xfffffffffffffn;
  return biased === 0
    ? { significand: stored, power: -1074 }
    : { significand: stored | (1n << 52n), power: biased - 1075 };
}

/** The double nearest to numerator / denominator (to one unit in the last place), for any sizes. */
function ratio(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  // Scale so that the whole quotient has 64 to 66 bits, then let Number() round it.
  const shift = bitLength(denominator) - bitLength(size) + 65;
  const quotient = shift >= 0 ? (size << BigInt(shift)) / denominator : size / (denominator << BigInt(-shift));
  const half = Math.trunc(shift / 2);
  return (numerator < 0n ? -1 : 1) * Number(quotient) * 2 ** -half * 2 ** (half - shift);
}

function bitLength(n: bigint): number {
  return n.toString(16).length * 4;
}
