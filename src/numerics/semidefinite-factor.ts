/** Cholesky factor of a positive semidefinite matrix in doubles, dependent columns skipped. */

/** L row-major (rows of skipped columns as they came, their diagonal 0), and each column's share of its own diagonal that was left. */
export interface SemidefiniteFactor {
  readonly size: number;
  readonly lower: Float64Array;
  readonly shares: Float64Array;
}

/** A = L L' in the given order; a column whose share falls to `floor` or below is skipped. `a` is row-major, lower part used. */
export function semidefiniteFactor(a: Float64Array, size: number, floor: number): SemidefiniteFactor {
  const lower = new Float64Array(size * size);
  const shares = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let pivot = a[j * size + j]!;
    for (let k = 0; k < j; k++) {
      const diagonal = lower[k * size + k]!;
      if (diagonal === 0) continue;
      let sum = a[j * size + k]!;
      for (let m = 0; m < k; m++) sum -= lower[j * size + m]! * lower[k * size + m]!;
      const element = sum / diagonal;
      lower[j * size + k] = element;
      pivot -= element * element;
    }
    const share = pivot / a[j * size + j]!;
    shares[j] = share > 0 ? share : 0;
    if (share > floor) lower[j * size + j] = Math.sqrt(pivot);
  }
  return { size, lower, shares };
}

/** L^-1 v in place, zeros for skipped columns. */
export function forwardSolve(factor: SemidefiniteFactor, v: Float64Array): void {
  const { size, lower } = factor;
  for (let j = 0; j < size; j++) {
    const diagonal = lower[j * size + j]!;
    let sum = v[j]!;
    for (let m = 0; m < j; m++) sum -= lower[j * size + m]! * v[m]!;
    v[j] = diagonal === 0 ? 0 : sum / diagonal;
  }
}

/** L'^-1 v in place, zeros for skipped columns. */
export function backSolve(factor: SemidefiniteFactor, v: Float64Array): void {
  const { size, lower } = factor;
  for (let j = size - 1; j >= 0; j--) {
    const diagonal = lower[j * size + j]!;
    if (diagonal === 0) {
      v[j] = 0;
      continue;
    }
    let sum = v[j]!;
    for (let m = j + 1; m < size; m++) if (lower[m * size + m] !== 0) sum -= lower[m * size + j]! * v[m]!;
    v[j] = sum / diagonal;
  }
}
