/** The natural logarithm in pair arithmetic, for exponents that must be exact to the last digit of their exponential. */
import { add, addProduct, type DoubleDouble, divide, doubleDouble, multiply, ONE, subtract } from './double-double.ts';

const LN2: DoubleDouble = { hi: Math.LN2, lo: 2.3190468138462996e-17 };
const HALVINGS = 9;
const TAYLOR_TERMS = 10;

/**
 * log(x) to about 30 digits (absolute below 1, relative above), -Infinity at 0 and NaN below.
 * Formula: one Newton step of exp(y) = m from the double logarithm, after x = m 2^k.
 */
export function logarithm(x: DoubleDouble): DoubleDouble {
  if (!(x.hi > 0) || x.hi === Infinity) return { hi: Math.log(x.hi), lo: 0 };
  const k = Math.round(Math.log2(x.hi));
  // Two factors, because 2^-k itself can overflow.
  const half = Math.trunc(k / 2);
  const first = 2 ** -half;
  const second = 2 ** (half - k);
  const m = { hi: x.hi * first * second, lo: x.lo * first * second };
  const start = Math.log(m.hi);
  const correction = subtract(multiply(m, exponential(-start)), ONE);
  const result = { hi: start, lo: 0 };
  addProduct(result, k, LN2.hi);
  addProduct(result, k, LN2.lo);
  return add(result, correction);
}

/** exp(r) for |r| below 1: Taylor series of exp(r / 2^9) - 1, then nine doublings by (1 + s)^2 - 1 = 2s + s^2. */
function exponential(r: number): DoubleDouble {
  const reduced = doubleDouble(r / 2 ** HALVINGS);
  let term = reduced;
  let s = reduced;
  for (let n = 2; n <= TAYLOR_TERMS; n++) {
    term = divide(multiply(term, reduced), doubleDouble(n));
    s = add(s, term);
  }
  for (let n = 0; n < HALVINGS; n++) s = add(add(s, s), multiply(s, s));
  return add(ONE, s);
}
