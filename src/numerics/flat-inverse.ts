/** Inverse and solutions of small positive definite systems in flat arrays: for fits that are repeated many times. */
import { backSolve, forwardSolve, type SemidefiniteFactor, semidefiniteFactor } from './semidefinite-factor.ts';

/** The factor of a row-major symmetric matrix, or null where a pivot keeps `floor` or less of its diagonal element. */
export function definiteFactor(a: Float64Array, size: number, floor: number): SemidefiniteFactor | null {
  const factor = semidefiniteFactor(a, size, floor);
  return factor.shares.every((share) => share > floor) ? factor : null;
}

/** A^-1 v. */
export function factorSolve(factor: SemidefiniteFactor, v: Float64Array): Float64Array {
  const solved = Float64Array.from(v);
  forwardSolve(factor, solved);
  backSolve(factor, solved);
  return solved;
}

/** A^-1, row-major and symmetric: R'R of the inverse R of the lower factor. */
export function factorInverse({ size, lower }: SemidefiniteFactor): Float64Array {
  const root = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const diagonal = 1 / lower[j * size + j]!;
    root[j * size + j] = diagonal;
    for (let k = 0; k < j; k++) {
      let sum = 0;
      for (let m = k; m < j; m++) sum += lower[j * size + m]! * root[m * size + k]!;
      root[j * size + k] = -sum * diagonal;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let m = 0; m < size; m++) {
    for (let j = 0; j <= m; j++) {
      const value = root[m * size + j]!;
      if (value === 0) continue;
      for (let k = 0; k <= j; k++) inverse[j * size + k]! += value * root[m * size + k]!;
    }
  }
  for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) inverse[k * size + j] = inverse[j * size + k]!;
  return inverse;
}
