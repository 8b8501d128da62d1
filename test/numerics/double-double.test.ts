/** Pair arithmetic against exact rational arithmetic. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accumulator,
  add,
  addPairTo,
  addProduct,
  addProductLow,
  addTo,
  addWeightedProduct,
  type DoubleDouble,
  divide,
  doubleDouble,
  multiply,
  negate,
  squareRoot,
  subtract,
  toNumber,
  twoProduct,
  twoSum,
} from '../../src/numerics/double-double.ts';

// Every double here is a whole multiple of 2^-600 (and products of 2^-1200), so BigInt holds it exactly.
const SCALE = 600;

function exact(x: number): bigint {
  let value = x;
  let shift = SCALE;
  while (!Number.isInteger(value)) {
    value *= 2;
    shift -= 1;
  }
  return BigInt(value) << BigInt(shift);
}

function exactPair(pair: DoubleDouble): bigint {
  return exact(pair.hi) + exact(pair.lo);
}

/** |computed - reference| / |reference| for scaled integers, as a double. */
function error(computed: bigint, reference: bigint): number {
  const difference = computed > reference ? computed - reference : reference - computed;
  if (difference === 0n) return 0;
  const size = reference < 0n ? -reference : reference;
  return Number((difference << 200n) / size) * 2 ** -200;
}

const double = fc
  .tuple(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.integer({ min: 0, max: 2 ** 22 - 1 }),
    fc.integer({ min: -60, max: 60 }),
  )
  .map(([high, low, power]) => (high * 2 ** 22 + low) * 2 ** (power - 53))
  .filter((x) => x !== 0);
const pair = fc.tuple(double, double).map(([hi, scale]) => twoSum(hi, hi * 2 ** -54 * (scale / (Math.abs(scale) + 1))));

describe('pair arithmetic', () => {
  it('splits sums and products without error', () => {
    fc.assert(
      fc.property(double, double, (a, b) => {
        expect(exactPair(twoSum(a, b))).toBe(exact(a) + exact(b));
        expect(exactPair(twoProduct(a, b)) << BigInt(SCALE)).toBe(exact(a) * exact(b));
      }),
    );
  });

  it('adds, multiplies, divides and takes roots to 30 digits', () => {
    fc.assert(
      fc.property(pair, pair, (x, y) => {
        const [a, b] = [exactPair(x), exactPair(y)];
        const scale = BigInt(SCALE);
        if (a + b !== 0n) expect(error(exactPair(add(x, y)), a + b)).toBeLessThan(1e-30);
        if (a !== b) expect(error(exactPair(subtract(x, y)), a - b)).toBeLessThan(1e-30);
        expect(error(exactPair(multiply(x, y)) << scale, a * b)).toBeLessThan(1e-30);
        expect(error(exactPair(divide(x, y)) * b, a << scale)).toBeLessThan(1e-30);
        const size = x.hi < 0 ? negate(x) : x;
        const root = exactPair(squareRoot(size));
        expect(error(root * root, exactPair(size) << scale)).toBeLessThan(1e-30);
      }),
    );
  });

  it('accumulates sums and products that cancel', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(double, double), { minLength: 1, maxLength: 30 }), (terms) => {
        const sum = accumulator();
        const products = accumulator();
        const lows = accumulator();
        const weighted = accumulator();
        let [sumExact, productExact, largest, largestProduct] = [0n, 0n, 0, 0];
        for (const [a, b] of terms) {
          addTo(sum, a);
          addProduct(products, a, b);
          addProductLow(lows, a, 0, b, 0);
          addWeightedProduct(weighted, 4, a, 0, b, 0);
          sumExact += exact(a);
          productExact += exact(a) * exact(b);
          largest += Math.abs(a);
          largestProduct += Math.abs(a * b);
        }
        const miss = (computed: bigint, reference: bigint, bits: number) => {
          const difference = computed > reference ? computed - reference : reference - computed;
          return Number(difference >> BigInt(bits - 300)) * 2 ** -300;
        };
        expect(miss(exactPair(sum), sumExact, SCALE)).toBeLessThanOrEqual(largest * 1e-29);
        for (const [acc, factor] of [
          [products, 1n],
          [lows, 1n],
          [weighted, 4n],
        ] as const) {
          const computed = exactPair(acc) << BigInt(SCALE);
          expect(miss(computed, factor * productExact, 2 * SCALE)).toBeLessThanOrEqual(largestProduct * 1e-28);
        }
      }),
    );
  });

  it('uses the low parts of both factors', () => {
    const [a, b] = [twoSum(1 / 3, 1e-18), twoSum(1e9 + 1 / 7, 3e-9)];
    const acc = accumulator();
    addProductLow(acc, a.hi, a.lo, b.hi, b.lo);
    expect(error(exactPair(acc) << BigInt(SCALE), exactPair(a) * exactPair(b))).toBeLessThan(1e-31);
    addWeightedProduct(acc, -1, a.hi, a.lo, b.hi, b.lo);
    expect(Math.abs(toNumber(acc))).toBeLessThan(1e9 * 1e-31);
    addPairTo(acc, b.hi, b.lo);
    expect(toNumber(acc)).toBe(b.hi);
  });

  it('gives what plain arithmetic gives at the edges', () => {
    expect(divide(doubleDouble(1), doubleDouble(0)).hi).toBe(Infinity);
    expect(divide(doubleDouble(1), doubleDouble(Infinity))).toEqual({ hi: 0, lo: 0 });
    expect(squareRoot(doubleDouble(0))).toEqual({ hi: 0, lo: 0 });
    expect(squareRoot(doubleDouble(-1)).hi).toBe(Number.NaN);
    expect(doubleDouble(1, 2 ** -60)).toEqual({ hi: 1, lo: 2 ** -60 });
  });
});
