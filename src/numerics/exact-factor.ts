/** Factorisation and solution of small symmetric systems in double-double. */
import { addPairTo, productError } from './double-double.ts';
import type { PairMatrix } from './exact-cross.ts';

/** A vector of pairs hi + lo. */
export interface PairVector {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

/**
 * A = L D L', L unit lower triangular. `dependent[j]` marks rows that were skipped because their pivot fell to
 * `tolerance` x A_jj or below; `smallest` is the smallest ratio of the pivots kept.
 */
export interface ExactFactor {
  readonly lower: PairMatrix;
  readonly pivots: PairVector;
  readonly dependent: readonly boolean[];
  readonly smallest: number;
}

/** L D L' of a positive semidefinite matrix of pairs, columns in order, dependent ones skipped. */
export function exactFactor(a: PairMatrix, tolerance: number): ExactFactor {
  const { size } = a;
  const lower = { size, hi: new Float64Array(size * size), lo: new Float64Array(size * size) };
  const pivots = pairVector(size);
  const dependent: boolean[] = [];
  // row j of L D while row j of L is being made
  const scaled = pairVector(size);
  const sum = { hi: 0, lo: 0 };
  let smallest = 1;
  for (let j = 0; j < size; j++) {
    const row = j * size;
    for (let k = 0; k <= j; k++) {
      sum.hi = a.hi[row + k]!;
      sum.lo = a.lo[row + k]!;
      if (k < j && dependent[k]) continue;
      const other = k * size;
      for (let m = 0; m < k; m++) {
        if (k < j) subtractProduct(sum, scaled.hi[m]!, scaled.lo[m]!, lower.hi[other + m]!, lower.lo[other + m]!);
        else subtractProduct(sum, scaled.hi[m]!, scaled.lo[m]!, lower.hi[row + m]!, lower.lo[row + m]!);
      }
      if (k === j) break;
      scaled.hi[k] = sum.hi;
      scaled.lo[k] = sum.lo;
      divideInto(sum, pivots.hi[k]!, pivots.lo[k]!);
      lower.hi[row + k] = sum.hi;
      lower.lo[row + k] = sum.lo;
    }
    const ratio = sum.hi / a.hi[row + j]!;
    dependent.push(!(ratio > tolerance));
    if (ratio > tolerance) smallest = Math.min(smallest, ratio);
    pivots.hi[j] = sum.hi;
    pivots.lo[j] = sum.lo;
    scaled.hi.fill(0);
    scaled.lo.fill(0);
    lower.hi[row + j] = 1;
  }
  return { lower, pivots, dependent, smallest };
}

/** The solution of A x = b for a factor without dependent columns. */
export function exactSolve(factor: ExactFactor, b: PairVector): PairVector {
  const { lower, pivots } = factor;
  const { size } = lower;
  const x = { hi: b.hi.slice(), lo: b.lo.slice() };
  const sum = { hi: 0, lo: 0 };
  for (let j = 0; j < size; j++) {
    sum.hi = x.hi[j]!;
    sum.lo = x.lo[j]!;
    for (let m = 0; m < j; m++) {
      subtractProduct(sum, lower.hi[j * size + m]!, lower.lo[j * size + m]!, x.hi[m]!, x.lo[m]!);
    }
    x.hi[j] = sum.hi;
    x.lo[j] = sum.lo;
  }
  for (let j = size - 1; j >= 0; j--) {
    sum.hi = x.hi[j]!;
    sum.lo = x.lo[j]!;
    divideInto(sum, pivots.hi[j]!, pivots.lo[j]!);
    for (let m = j + 1; m < size; m++) {
      subtractProduct(sum, lower.hi[m * size + j]!, lower.lo[m * size + j]!, x.hi[m]!, x.lo[m]!);
    }
    x.hi[j] = sum.hi;
    x.lo[j] = sum.lo;
  }
  return x;
}

/** A^-1 rounded to doubles, row-major, for a factor without dependent columns. */
export function exactInverse(factor: ExactFactor): Float64Array {
  const { size } = factor.lower;
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = pairVector(size);
    unit.hi[j] = 1;
    const column = exactSolve(factor, unit);
    for (let k = 0; k <= j; k++) inverse[j * size + k] = inverse[k * size + j] = column.hi[k]! + column.lo[k]!;
  }
  return inverse;
}

/** A vector of zero pairs. */
export function pairVector(size: number): PairVector {
  return { hi: new Float64Array(size), lo: new Float64Array(size) };
}

type Accumulated = { hi: number; lo: number };

/** sum -= (x + xLow)(y + yLow). */
function subtractProduct(sum: Accumulated, x: number, xLow: number, y: number, yLow: number): void {
  const product = x * y;
  const rest = productError(x, y, product) + (x * yLow + xLow * y);
  addPairTo(sum, -product, -rest);
}

/** sum /= y + yLow, by long division with two corrections. */
function divideInto(sum: Accumulated, y: number, yLow: number): void {
  const first = sum.hi / y;
  subtractProduct(sum, first, 0, y, yLow);
  const second = sum.hi / y;
  subtractProduct(sum, second, 0, y, yLow);
  const third = sum.hi / y;
  sum.hi = first;
  sum.lo = 0;
  addPairTo(sum, second, third);
}
