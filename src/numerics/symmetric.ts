/** Small symmetric matrices: inverse, solution, eigenvalues, each with the guard that says whether to believe it. */
import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Inverse of a positive definite matrix; where it is not, `definite` is false and the numbers are NaN. */
export interface DefiniteInverse {
  readonly inverse: Matrix;
  readonly definite: boolean;
  readonly logDeterminant: number;
}

/** Eigenvalues in ascending order, and their vectors as columns. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/** A matrix whose negative eigenvalues became zero, how many there were, and the smallest one before. */
export interface Clipped {
  readonly matrix: Matrix;
  readonly clipped: number;
  readonly smallest: number;
}

/**
 * Smallest squared pivot, relative to its diagonal element, that counts as positive: a column whose share not explained
 * by the others is smaller has lost every digit in a double.
 */
const PIVOT_FLOOR = 1e-14;

/**
 * m^-1 and log |m| of a positive definite p x p matrix, by the Cholesky factor of the matrix scaled to a unit diagonal.
 * NaN and `definite` false where an element is not finite or a pivot falls below PIVOT_FLOOR. R: chol2inv(chol(m)).
 */
export function inverseDefinite(m: Matrix): DefiniteInverse {
  const scale = scales(m);
  const factor = scale && factorise(m, scale);
  if (!scale || !factor)
    return { inverse: Matrix.zeros(m.rows, m.rows).fill(NaN), definite: false, logDeterminant: NaN };
  const inverse = symmetrised(factor.solve(Matrix.eye(m.rows)));
  let logDeterminant = 0;
  for (let j = 0; j < m.rows; j++) {
    logDeterminant += 2 * Math.log(factor.lowerTriangularMatrix.get(j, j) / scale[j]!);
    for (let k = 0; k < m.rows; k++) inverse.set(j, k, inverse.get(j, k) * scale[j]! * scale[k]!);
  }
  return { inverse, definite: true, logDeterminant };
}

/** m^-1 v for a positive definite m, scaled and guarded like inverseDefinite; null where m is not definite. */
export function solveDefinite(m: Matrix, v: ArrayLike<number>): Float64Array | null {
  const scale = scales(m);
  const factor = scale && factorise(m, scale);
  if (!scale || !factor) return null;
  const scaled = Matrix.columnVector(Array.from(scale, (s, j) => s * v[j]!));
  const solved = factor.solve(scaled);
  return Float64Array.from(scale, (s, j) => s * solved.get(j, 0));
}

/** Whether a symmetric matrix is positive definite with digits to spare (see PIVOT_FLOOR). */
export function isDefinite(m: Matrix): boolean {
  const scale = scales(m);
  return scale !== null && factorise(m, scale) !== null;
}

/** Eigenvalues and orthonormal eigenvectors of (m + m') / 2. Elements must be finite. R: eigen(m, symmetric = TRUE). */
export function symmetricEigen(m: Matrix): Eigen {
  const decomposition = new EigenvalueDecomposition(symmetrised(m), { assumeSymmetric: true });
  return { values: Float64Array.from(decomposition.realEigenvalues), vectors: decomposition.eigenvectorMatrix };
}

/**
 * The nearest positive semidefinite matrix: V max(L, 0) V' (Higham 1988, Linear Algebra Appl. 103:103); m itself where no
 * eigenvalue is negative. For two-way cluster covariances (Cameron, Gelbach and Miller 2011, J. Bus. Econ. Stat. 29:238).
 */
export function clipNegativeEigenvalues(m: Matrix): Clipped {
  const { values, vectors } = symmetricEigen(m);
  let clipped = 0;
  for (const value of values) if (value < 0) clipped++;
  const matrix =
    clipped === 0
      ? m
      : recompose(
          vectors,
          values.map((value) => Math.max(value, 0)),
        );
  return { matrix, clipped, smallest: values[0] ?? NaN };
}

/** The symmetric root V sqrt(L) V' of a positive semidefinite matrix; negative eigenvalues count as zero. */
export function symmetricSquareRoot(m: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(m);
  return recompose(
    vectors,
    values.map((value) => Math.sqrt(Math.max(value, 0))),
  );
}

function recompose(vectors: Matrix, values: Float64Array): Matrix {
  const scaled = vectors.clone();
  for (let i = 0; i < scaled.rows; i++) {
    for (let j = 0; j < scaled.columns; j++) scaled.set(i, j, scaled.get(i, j) * values[j]!);
  }
  return symmetrised(scaled.mmul(vectors.transpose()));
}

/** 1 / sqrt of the diagonal, or null where an element is not positive and finite. */
function scales(m: Matrix): Float64Array | null {
  const scale = new Float64Array(m.rows);
  for (let j = 0; j < m.rows; j++) {
    const diagonal = m.get(j, j);
    if (!(diagonal > 0 && diagonal < Infinity)) return null;
    scale[j] = 1 / Math.sqrt(diagonal);
  }
  return scale;
}

function factorise(m: Matrix, scale: Float64Array): CholeskyDecomposition | null {
  const scaled = Matrix.zeros(m.rows, m.rows);
  for (let j = 0; j < m.rows; j++) {
    for (let k = 0; k <= j; k++) {
      const element = ((m.get(j, k) + m.get(k, j)) / 2) * scale[j]! * scale[k]!;
      if (!Number.isFinite(element)) return null;
      scaled.set(j, k, element);
      scaled.set(k, j, element);
    }
  }
  const factor = new CholeskyDecomposition(scaled);
  for (let j = 0; j < m.rows; j++) {
    const pivot = factor.lowerTriangularMatrix.get(j, j);
    if (!(pivot * pivot > PIVOT_FLOOR)) return null;
  }
  return factor;
}

/** (m + m') / 2. */
function symmetrised(m: Matrix): Matrix {
  const half = Matrix.zeros(m.rows, m.rows);
  for (let j = 0; j < m.rows; j++) {
    for (let k = 0; k < m.rows; k++) half.set(j, k, (m.get(j, k) + m.get(k, j)) / 2);
  }
  return half;
}

/** Rank of a positive semi-definite matrix: eigenvalues above 1e-10 of the largest, after scaling the diagonal to one. */
export function semidefiniteRank(m: Matrix): number {
  const scale = m.diagonal().map((value) => (value > 0 ? 1 / Math.sqrt(value) : 0));
  const scaled = Matrix.zeros(m.rows, m.rows);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.rows; j++) scaled.set(i, j, m.get(i, j) * scale[i]! * scale[j]!);
  const { values } = symmetricEigen(scaled);
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return values.reduce((rank, value) => rank + (value > 1e-10 * largest ? 1 : 0), 0);
}
