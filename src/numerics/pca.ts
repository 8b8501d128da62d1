/** Principal components of a few columns: eigenvalues, vectors, loadings, scores, and how far to trust them. */
import { Matrix } from 'ml-matrix';
import { accumulator, addWeightedProduct, toNumber } from './double-double.ts';
import { moments } from './moments.ts';
import { symmetricEigen } from './symmetric.ts';

export type PcaMatrix = 'correlation' | 'covariance';
/** Which of the two signs a component has: its loadings add up to a positive number, or the largest of them is positive. */
export type PcaSign = 'loadings_sum' | 'largest';

/** p columns, components by falling eigenvalue. `vectors[c][v]` and `loadings[c][v]`: component c, column v. */
export interface PrincipalComponents {
  readonly rows: number;
  readonly means: Float64Array;
  /** what a centred column is divided by: its standard deviation (n - 1), or one for a covariance matrix */
  readonly scales: Float64Array;
  /** variances of the components, none below zero */
  readonly eigenvalues: Float64Array;
  readonly variances: { readonly share: Float64Array; readonly cumulative: Float64Array };
  /** of length one */
  readonly vectors: readonly Float64Array[];
  /** vector times the root of its eigenvalue: for a correlation matrix the correlations of column and component */
  readonly loadings: readonly Float64Array[];
  /** components whose eigenvalue is above the mean eigenvalue (for a correlation matrix: above one; Kaiser 1960) */
  readonly aboveMean: number;
  /** largest element of |A v - lambda v| over the largest eigenvalue, and of |V'V - I| */
  readonly residual: number;
  readonly orthogonality: number;
  /** smallest distance of a component's eigenvalue to a neighbouring one, over the largest: near zero its vector is arbitrary */
  readonly gaps: Float64Array;
}

/** Two entries closer than this, relative to the larger, count as tied, and a sum of loadings this small as zero. */
const TIE = 1e-9;

/**
 * The components of the correlation or covariance matrix (denominator n - 1) of columns without missing values. With `largest`
 * the first of several entries that tie in size decides; a sum of loadings that is zero up to rounding gives way to that rule.
 * A column without variance leaves NaN everywhere. R: prcomp(scale. = TRUE or FALSE); Stata: pca, pca covariance.
 */
export function principalComponents(
  columns: readonly Float64Array[],
  matrix: PcaMatrix,
  sign: PcaSign,
): PrincipalComponents {
  const summaries = columns.map((values) => moments({ values }));
  const means = Float64Array.from(summaries, ({ mean }) => mean);
  const scales = Float64Array.from(summaries, ({ standardDeviation }) =>
    matrix === 'correlation' ? standardDeviation : 1,
  );
  const cross = crossMoments(columns, means, scales, matrix);
  const p = columns.length;
  const eigen = symmetricEigen(cross);
  const order = Array.from({ length: p }, (_, j) => j).sort((a, b) => eigen.values[b]! - eigen.values[a]!);
  const eigenvalues = Float64Array.from(order, (j) => Math.max(eigen.values[j]!, 0));
  const vectors = order.map((j) => signed(Float64Array.from(eigen.vectors.getColumn(j)), sign));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const share = eigenvalues.map((value) => value / total);
  let sum = 0;
  const cumulative = eigenvalues.map((value) => {
    sum += value;
    return sum / total;
  });
  const largest = eigenvalues[0] ?? Number.NaN;
  const gaps = eigenvalues.map((value, c) => {
    const before = c === 0 ? Infinity : eigenvalues[c - 1]! - value;
    const after = c === p - 1 ? Infinity : value - eigenvalues[c + 1]!;
    return Math.min(before, after) / largest;
  });
  return {
    rows: columns[0]?.length ?? 0,
    means,
    scales,
    eigenvalues,
    variances: { share, cumulative },
    vectors,
    loadings: vectors.map((vector, c) => vector.map((entry) => entry * Math.sqrt(eigenvalues[c]!))),
    aboveMean: eigenvalues.filter((value) => value > (total / p) * (1 + TIE)).length,
    residual: residualOf(cross, vectors, eigenvalues) / largest,
    orthogonality: orthogonalityOf(vectors),
    gaps,
  };
}

/** Scores of one component, one per row: sum over columns of vector_v (x_v - mean_v) / scale_v. */
export function componentScores(
  columns: readonly Float64Array[],
  { means, scales, vectors }: PrincipalComponents,
  component: number,
): Float64Array {
  const vector = vectors[component]!;
  const scores = new Float64Array(columns[0]?.length ?? 0);
  for (const [v, values] of columns.entries()) {
    const weight = vector[v]! / scales[v]!;
    for (let i = 0; i < scores.length; i++) scores[i]! += weight * (values[i]! - means[v]!);
  }
  return scores;
}

function crossMoments(
  columns: readonly Float64Array[],
  means: Float64Array,
  scales: Float64Array,
  matrix: PcaMatrix,
): Matrix {
  const p = columns.length;
  const cross = Matrix.zeros(p, p);
  const centred = columns.map((values, v) => values.map((value) => value - means[v]!));
  for (let a = 0; a < p; a++) {
    for (let b = 0; b <= a; b++) {
      const sum = accumulator();
      const [left, right] = [centred[a]!, centred[b]!];
      for (let i = 0; i < left.length; i++) addWeightedProduct(sum, 1, left[i]!, 0, right[i]!, 0);
      const value = toNumber(sum) / (left.length - 1) / (scales[a]! * scales[b]!);
      const exact = matrix === 'correlation' && a === b && !Number.isNaN(value) ? 1 : value;
      cross.set(a, b, exact);
      cross.set(b, a, exact);
    }
  }
  return cross;
}

function signed(vector: Float64Array, rule: PcaSign): Float64Array {
  const sum = vector.reduce((total, entry) => total + entry, 0);
  const size = vector.reduce((total, entry) => total + Math.abs(entry), 0);
  const bySum = rule === 'loadings_sum' && Math.abs(sum) > TIE * size;
  const most = vector.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  const deciding = bySum ? sum : vector.find((entry) => Math.abs(entry) >= most * (1 - TIE))!;
  return deciding < 0 ? vector.map((entry) => -entry) : vector;
}

function residualOf(cross: Matrix, vectors: readonly Float64Array[], eigenvalues: Float64Array): number {
  let most = 0;
  for (const [c, vector] of vectors.entries()) {
    for (let a = 0; a < vector.length; a++) {
      let product = 0;
      for (let b = 0; b < vector.length; b++) product += cross.get(a, b) * vector[b]!;
      most = Math.max(most, Math.abs(product - eigenvalues[c]! * vector[a]!));
    }
  }
  return most;
}

function orthogonalityOf(vectors: readonly Float64Array[]): number {
  let most = 0;
  for (const [a, left] of vectors.entries()) {
    for (const [b, right] of vectors.entries()) {
      const product = left.reduce((sum, entry, v) => sum + entry * right[v]!, 0);
      most = Math.max(most, Math.abs(product - (a === b ? 1 : 0)));
    }
  }
  return most;
}
