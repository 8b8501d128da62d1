/** Bias-reduced cluster covariance (CR2) of least squares, with Satterthwaite degrees of freedom. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import { selectBlockRows, weightedCross } from '../../numerics/block-kernels.ts';
import { symmetricEigen } from '../../numerics/symmetric.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { type Clusters, clusterNotes, clustersOf } from './clusters.ts';
import { refuseAbsorbed } from './leverage.ts';
import { clusterScores, crossOfRows } from './scores.ts';
import type { Vcov, VcovEstimator } from './vcov.ts';
import { cr2Words } from './vcov-words.ts';
import { wholeSample } from './whole-sample.ts';

/** 1 - eigenvalue below this is rounding noise: the cluster determines a coefficient alone. */
const EIGENVALUE_TOLERANCE = 1e-8;

/**
 * B (sum over clusters of X_g'A_g e_g e_g'A_g'X_g) B with A_g = (I - H_gg)^(-1/2), the pseudo-inverse where a cluster
 * determines a coefficient alone, for the working model of independent errors (Bell and McCaffrey 2002; Pustejovsky and
 * Tipton 2018; R: clubSandwich::vcovCR(type = "CR2"), Stata 18: vce(hc2 clustvar)). Every coefficient has its own
 * degrees of freedom. With B = LL' and L'X_g'X_gL = QDQ' all of it is k x k: L'X_g'A_g e_g = Q(1-D)^(-1/2)Q' L'X_g'e_g.
 * Least squares without weights or with frequency weights only; anything else is E-VCOV-UNDEFINED.
 */
export function cr2Vcov(options: { readonly by: string }): VcovEstimator {
  return {
    name: 'cr2',
    words: cr2Words(options.by),
    requires: [options.by],
    compute(fit) {
      const equation = onlyEquation(fit);
      const whole = wholeSample(fit);
      const clusters = clustersOf(fit, options.by, whole);
      return {
        ...bellMcCaffrey(fit, equation, clusters),
        convention: {
          kind: 'cr2',
          preset: 'none',
          bread: 'expected',
          factor: 1,
          factorFormula: 'none: residuals of cluster g are multiplied by (I - H_gg)^(-1/2)',
          clusters: [{ variable: options.by, groups: clusters.count }],
          distribution: 't',
          df: clusters.count - 1,
          notes: [
            {
              en: 'coefficients have Satterthwaite degrees of freedom of their own; other effects use the number of clusters less one',
              zh: '各系数有各自的Satterthwaite自由度；其他效应用聚类数减一',
            },
            ...clusterNotes(clusters.count, whole.coefficients),
          ],
        },
      };
    },
  };
}

function onlyEquation(fit: Fit): FittedEquation {
  const [equation] = fit.equations;
  const weighted = equation?.design.weights !== null && equation?.design.weightKind !== 'frequency';
  if (equation === undefined || fit.equations.length !== 1 || !equation.exactTests || weighted) {
    throw new Failure('E-VCOV-UNDEFINED', {
      finding: 'CR2 is defined here for one least-squares equation without sampling or analytic weights',
      remedy: 'use cluster, cv3 or cv3_jackknife',
    });
  }
  refuseAbsorbed(equation, 'bias-reduced residuals (CR2)');
  return equation;
}

function bellMcCaffrey(fit: Fit, equation: FittedEquation, clusters: Clusters): Pick<Vcov, 'matrix' | 'coefDf'> {
  const k = fit.coef.length;
  const root = new CholeskyDecomposition(symmetric(fit.expectedBread)).lowerTriangularMatrix;
  const scores = clusterScores(fit, clusters, [equation.design.blocks]).mmul(root);
  const moments = df();
  rowsByCluster(equation, clusters).forEach((rows, g) => {
    const { values, vectors } = shares(equation, rows, root);
    const inflation = values.map((value) => (1 - value < EIGENVALUE_TOLERANCE ? 0 : 1 / Math.sqrt(1 - value)));
    const adjusted = vectors
      .mmul(Matrix.diag(inflation))
      .mmul(vectors.transpose())
      .mmul(Matrix.columnVector(scores.getRow(g)));
    scores.setRow(g, adjusted.to1DArray());
    moments.add(values, inflation, vectors, root);
  });
  const half = crossOfRows(scores);
  return { matrix: symmetric(root.mmul(half).mmul(root.transpose())), coefDf: moments.result(k) };
}

/** Eigenvalues and vectors of L'X_g'X_gL: how much of each direction's information the cluster holds. */
function shares(equation: FittedEquation, rows: Int32Array, root: Matrix): { values: number[]; vectors: Matrix } {
  const { blocks, weights } = equation.design;
  const cross = weightedCross(
    selectBlockRows(blocks, rows),
    weights && Float64Array.from(rows, (row) => weights[row]!),
  );
  const { values, vectors } = symmetricEigen(root.transpose().mmul(cross).mmul(root));
  return { values: Array.from(values, (value) => Math.max(0, value)), vectors };
}

/**
 * Satterthwaite degrees of freedom (tr P)^2 / tr(P^2), P_gh = p_g'p_h, for every coefficient. With u = L'e_j, d_g =
 * u'QDf2Q'u and t_g = QDfQ'u, P_gh = [g = h] d_g - t_g't_h; the sum over all pairs of (t_g't_h)^2 is the squared norm
 * of sum of t_g t_g'.
 */
function df() {
  const perCluster: { d: Float64Array; t: Matrix }[] = [];
  return {
    add(values: readonly number[], inflation: readonly number[], vectors: Matrix, root: Matrix): void {
      const rotated = vectors.transpose().mmul(root.transpose());
      const scaled = rotated.clone().mulColumnVector(values.map((value, i) => value * inflation[i]!));
      const d = Float64Array.from({ length: root.rows }, (_, j) =>
        values.reduce((sum, value, i) => sum + value * (inflation[i]! * rotated.get(i, j)) ** 2, 0),
      );
      perCluster.push({ d, t: vectors.mmul(scaled) });
    },
    result(k: number): Float64Array {
      return Float64Array.from({ length: k }, (_, j) => {
        const all = Matrix.zeros(k, k);
        let trace = 0;
        let squares = 0;
        for (const { d, t } of perCluster) {
          const vector = t.getColumn(j);
          const own = vector.reduce((sum, value) => sum + value * value, 0);
          trace += d[j]! - own;
          squares += d[j]! ** 2 - 2 * d[j]! * own;
          const column = Matrix.columnVector(vector);
          all.add(column.mmul(column.transpose()));
        }
        return trace ** 2 / (squares + all.norm('frobenius') ** 2);
      });
    },
  };
}

function rowsByCluster(equation: FittedEquation, clusters: Clusters): Int32Array[] {
  const members: number[][] = Array.from({ length: clusters.count }, () => []);
  equation.design.rows.forEach((row, i) => {
    members[clusters.codes[row]!]!.push(i);
  });
  return members.map((rows) => Int32Array.from(rows));
}

function symmetric(matrix: Matrix): Matrix {
  return matrix.clone().add(matrix.transpose()).mul(0.5);
}
