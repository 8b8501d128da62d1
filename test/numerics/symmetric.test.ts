/** Symmetric matrices against closed forms and identities. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  clipNegativeEigenvalues,
  inverseDefinite,
  isDefinite,
  solveDefinite,
  symmetricEigen,
  symmetricSquareRoot,
} from '../../src/numerics/symmetric.ts';

/** 1 / (i + j + 1): the inverse has whole numbers, the determinant is known. */
function hilbert(size: number): Matrix {
  const m = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) m.set(i, j, 1 / (i + j + 1));
  return m;
}

describe('symmetric matrices', () => {
  it('have the inverse and determinant of the Hilbert matrix', () => {
    const { inverse, definite, logDeterminant } = inverseDefinite(hilbert(4));
    const exact = [
      [16, -120, 240, -140],
      [-120, 1200, -2700, 1680],
      [240, -2700, 6480, -4200],
      [-140, 1680, -4200, 2800],
    ];
    expect(definite).toBe(true);
    exact.flat().forEach((value, at) => {
      expect(inverse.to1DArray()[at]! / value).toBeCloseTo(1, 10);
    });
    // 1 / 6048000
    expect(logDeterminant).toBeCloseTo(-Math.log(6048000), 10);
  });

  it('are solved whatever the scale of the columns', () => {
    const scale = [1e-120, 1, 1e130];
    const m = new Matrix([
      [4, 1, 1],
      [1, 3, 0],
      [1, 0, 2],
    ]);
    const scaled = m.clone();
    for (let j = 0; j < 3; j++) for (let k = 0; k < 3; k++) scaled.set(j, k, m.get(j, k) * scale[j]! * scale[k]!);
    const solved = solveDefinite(scaled, [7 * scale[0]!, 7 * scale[1]!, 7 * scale[2]!])!;
    // by elimination: x = 7/19, then y = (7 - x) / 3 and z = (7 - x) / 2
    const exact = [7 / 19, 42 / 19, 63 / 19];
    for (let j = 0; j < 3; j++) expect((solved[j]! * scale[j]!) / exact[j]!).toBeCloseTo(1, 13);
  });

  it('say when they are not definite', () => {
    const singular = new Matrix([
      [1, 2],
      [2, 4],
    ]);
    const indefinite = new Matrix([
      [1, 2],
      [2, 1],
    ]);
    const broken = new Matrix([
      [1, NaN],
      [NaN, 1],
    ]);
    for (const m of [singular, indefinite, broken, Matrix.zeros(2, 2)]) {
      expect(isDefinite(m)).toBe(false);
      expect(solveDefinite(m, [1, 1])).toBeNull();
      const { inverse, definite, logDeterminant } = inverseDefinite(m);
      expect(definite).toBe(false);
      expect(inverse.to1DArray().every(Number.isNaN)).toBe(true);
      expect(logDeterminant).toBeNaN();
    }
    expect(isDefinite(Matrix.eye(3))).toBe(true);
  });

  it('have ordered eigenvalues', () => {
    const { values, vectors } = symmetricEigen(
      new Matrix([
        [2, 1],
        [1, 2],
      ]),
    );
    expect(values[0]).toBeCloseTo(1, 14);
    expect(values[1]).toBeCloseTo(3, 14);
    expect(Math.abs(vectors.get(0, 1))).toBeCloseTo(Math.SQRT1_2, 14);
    expect(vectors.get(0, 1)).toBeCloseTo(vectors.get(1, 1), 14);
  });

  it('lose their negative eigenvalues and nothing else', () => {
    const m = new Matrix([
      [1, 2],
      [2, 1],
    ]);
    const { matrix, clipped, smallest } = clipNegativeEigenvalues(m);
    expect(clipped).toBe(1);
    expect(smallest).toBeCloseTo(-1, 14);
    for (const value of matrix.to1DArray()) expect(value).toBeCloseTo(1.5, 13);
    const definite = hilbert(3);
    expect(clipNegativeEigenvalues(definite).matrix).toBe(definite);
  });

  it('are the square of their root', () => {
    const m = hilbert(5);
    const root = symmetricSquareRoot(m);
    expect(root.transpose().to1DArray()).toEqual(root.to1DArray());
    root
      .mmul(root)
      .to1DArray()
      .forEach((value, at) => {
        expect(value).toBeCloseTo(m.to1DArray()[at]!, 13);
      });
  });
});
