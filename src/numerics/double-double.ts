/** Arithmetic on unevaluated pairs of doubles (about 32 significant digits) and accumulators that do not allocate. */

/** The number hi + lo, with |lo| at most half a unit in the last place of hi. */
export interface DoubleDouble {
  readonly hi: number;
  readonly lo: number;
}

/** A running sum held as a pair; it is changed in place so that loops do not allocate. */
export interface Accumulator {
  hi: number;
  lo: number;
}

// 2^27 + 1 splits a 53-bit significand into two halves whose products are exact (Dekker 1971, Numer. Math. 18:224-242).
const SPLITTER = 134217729;

export const ZERO: DoubleDouble = { hi: 0, lo: 0 };
export const ONE: DoubleDouble = { hi: 1, lo: 0 };

/**
 * The rounding error of sum = fl(a + b), so that sum + error = a + b exactly.
 * Source: Knuth, The Art of Computer Programming vol. 2, section 4.2.2, theorem B (two-sum).
 */
export function sumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

/**
 * The rounding error of product = fl(a * b), so that product + error = a * b exactly, for |a|, |b| below 2^996 and a
 * product above 2^-969 in size.
 * Source: Dekker 1971 (two-product without a fused multiply-add).
 */
export function productError(a: number, b: number, product: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** a + b exactly, as a pair. */
export function twoSum(a: number, b: number): DoubleDouble {
  const hi = a + b;
  return { hi, lo: sumError(a, b, hi) };
}

/** a * b exactly, as a pair (range as in {@link productError}). */
export function twoProduct(a: number, b: number): DoubleDouble {
  const hi = a * b;
  return { hi, lo: productError(a, b, hi) };
}

/** The pair of a double, or of a double and a small correction to it. */
export function doubleDouble(value: number, low = 0): DoubleDouble {
  return low === 0 ? { hi: value, lo: 0 } : twoSum(value, low);
}

/** A fresh accumulator at zero. */
export function accumulator(): Accumulator {
  return { hi: 0, lo: 0 };
}

/** acc += value. */
export function addTo(acc: Accumulator, value: number): void {
  addPairTo(acc, value, 0);
}

/** acc += high + low. Relative error 2^-104 or so, also when the parts cancel (Li et al. 2002, accurate addition). */
export function addPairTo(acc: Accumulator, high: number, low: number): void {
  const sum = acc.hi + high;
  const error = sumError(acc.hi, high, sum);
  const lowSum = acc.lo + low;
  const lowError = sumError(acc.lo, low, lowSum);
  const carried = error + lowSum;
  const middle = sum + carried;
  const rest = carried - (middle - sum) + lowError;
  acc.hi = middle + rest;
  acc.lo = rest - (acc.hi - middle);
}

/** acc += a * b, the product taken exactly. */
export function addProduct(acc: Accumulator, a: number, b: number): void {
  const product = a * b;
  addPairTo(acc, product, productError(a, b, product));
}

/** acc += (a + aLow) * (b + bLow); the product of the two low parts is below the resolution and left out. */
export function addProductLow(acc: Accumulator, a: number, aLow: number, b: number, bLow: number): void {
  const product = a * b;
  addPairTo(acc, product, productError(a, b, product) + (a * bLow + aLow * b));
}

/** acc += w * (a + aLow) * (b + bLow), for weighted cross products. */
export function addWeightedProduct(
  acc: Accumulator,
  w: number,
  a: number,
  aLow: number,
  b: number,
  bLow: number,
): void {
  const product = a * b;
  const error = productError(a, b, product) + (a * bLow + aLow * b);
  const weighted = w * product;
  addPairTo(acc, weighted, productError(w, product, weighted) + w * error);
}

/** x + y. */
export function add(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const result = { hi: x.hi, lo: x.lo };
  addPairTo(result, y.hi, y.lo);
  return result;
}

/** -x. */
export function negate(x: DoubleDouble): DoubleDouble {
  return { hi: -x.hi, lo: -x.lo };
}

/** x - y. */
export function subtract(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const result = { hi: x.hi, lo: x.lo };
  addPairTo(result, -y.hi, -y.lo);
  return result;
}

/** x * y. */
export function multiply(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const product = x.hi * y.hi;
  const rest = productError(x.hi, y.hi, product) + (x.hi * y.lo + x.lo * y.hi);
  const hi = product + rest;
  return { hi, lo: rest - (hi - product) };
}

/** x / y by long division with two corrections; division by zero gives what plain division gives. */
export function divide(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const first = x.hi / y.hi;
  if (!Number.isFinite(first) || !Number.isFinite(y.hi)) return { hi: first, lo: 0 };
  const remainder = subtract(x, multiply(y, { hi: first, lo: 0 }));
  const second = remainder.hi / y.hi;
  const third = subtract(remainder, multiply(y, { hi: second, lo: 0 })).hi / y.hi;
  return add(twoSum(first, second), { hi: third, lo: 0 });
}

/** The square root of x (NaN below zero), by one Newton correction in pair arithmetic (Karp and Markstein 1997). */
export function squareRoot(x: DoubleDouble): DoubleDouble {
  if (!(x.hi > 0) || x.hi === Infinity) return { hi: Math.sqrt(x.hi), lo: 0 };
  const root = Math.sqrt(x.hi);
  const correction = subtract(x, twoProduct(root, root)).hi / (2 * root);
  return twoSum(root, correction);
}

/** The nearest double to x. */
export function toNumber(x: DoubleDouble): number {
  return x.hi + x.lo;
}
