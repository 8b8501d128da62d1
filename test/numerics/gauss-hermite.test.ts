/** Gauss-Hermite rules against tables, moments and the eigenvalues of the Jacobi matrix. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { hermiteRule } from '../../src/numerics/gauss-hermite.ts';
import { normalDensity } from '../../src/numerics/special.ts';
import { relativeError } from './relative-error.ts';

describe('hermiteRule', () => {
  it('has the nodes and weights of Abramowitz and Stegun, table 25.10', () => {
    // their weight function is exp(-x^2): x sqrt(2), w / sqrt(pi)
    const table = {
      3: [[1.224744871391589, 0.2954089751509193]],
      5: [
        [0.9585724646138185, 0.3936193231522412],
        [2.0201828704560856, 0.01995324205904591],
      ],
      12: [[3.889724897869782, 2.6585516843563e-7]],
    } as const;
    for (const [points, known] of Object.entries(table)) {
      const { nodes, weights } = hermiteRule(Number(points));
      for (const [x, w] of known) {
        const k = nodes.findIndex((node) => Math.abs(node - x * Math.SQRT2) < 1e-6);
        expect(relativeError(nodes[k]!, x * Math.SQRT2)).toBeLessThan(1e-14);
        expect(relativeError(weights[k]!, w / Math.sqrt(Math.PI))).toBeLessThan(1e-12);
      }
    }
  });

  it.each([1, 2, 7, 12, 31, 60])('integrates polynomials up to degree 2n - 1 exactly, n = %i', (points) => {
    const { nodes, weights } = hermiteRule(points);
    let moment = 1;
    for (let power = 0; power < Math.min(2 * points, 40); power += 2) {
      if (power > 0) moment *= power - 1;
      const sum = nodes.reduce((total, x, k) => total + weights[k]! * x ** power, 0);
      expect(relativeError(sum, moment)).toBeLessThan(1e-12);
      expect(Math.abs(nodes.reduce((total, x, k) => total + weights[k]! * x ** (power + 1), 0))).toBeLessThan(
        1e-12 * moment * 10,
      );
    }
  });

  it('has the eigenvalues of the Jacobi matrix as nodes', () => {
    const n = 40;
    const jacobi = Matrix.zeros(n, n);
    for (let j = 1; j < n; j++) {
      jacobi.set(j, j - 1, Math.sqrt(j));
      jacobi.set(j - 1, j, Math.sqrt(j));
    }
    const values = new EigenvalueDecomposition(jacobi, { assumeSymmetric: true }).realEigenvalues;
    hermiteRule(n).nodes.forEach((node, k) => {
      expect(node).toBeCloseTo(values[k]!, 12);
    });
  });

  it('integrates without a density by the logs of plain weights', () => {
    const { nodes, logPlain } = hermiteRule(30);
    const sum = nodes.reduce((total, x, k) => total + Math.exp(logPlain[k]!) * normalDensity((x - 0.3) / 0.9), 0);
    expect(sum).toBeCloseTo(0.9, 10);
  });

  it('does not overflow with 100 points', () => {
    const { nodes, weights, logPlain } = hermiteRule(100);
    expect([...nodes, ...weights, ...logPlain].every(Number.isFinite)).toBe(true);
    expect(
      relativeError(
        nodes.reduce((sum, x, k) => sum + weights[k]! * x * x, 0),
        1,
      ),
    ).toBeLessThan(1e-13);
  });
});
