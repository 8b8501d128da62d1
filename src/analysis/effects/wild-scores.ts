/** Scores of one coefficient by cluster, as the wild and the score bootstrap multiply them. */
import type { Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import { groupedSums, linearPredictor, weightedCross } from '../../numerics/block-kernels.ts';
import { inverseDefinite } from '../../numerics/symmetric.ts';
import type { ClusterScores } from '../../numerics/wild-bootstrap.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';

export interface WildScores {
  readonly scores: ClusterScores;
  /** distance t in the scores per unit of the null's distance from the estimate */
  readonly perDistance: number;
  /** the statistic without its factor, where it is not the Wald one */
  readonly observed: number;
}

/**
 * Residuals under b_j = r are u + X q (b_j - r) / A_jj with A = (X'WX)^-1 and q its column j; so with S and D the sums by
 * cluster of the rows of X times W u and times W X q, a = (S + t D) q and B = D A (S + t D)'.
 */
export function leastSquaresScores(
  fit: Fit,
  equation: FittedEquation,
  j: number,
  groups: Int32Array,
  count: number,
): WildScores {
  const { blocks, weights } = equation.design;
  const bread = fit.observedBread;
  const q = bread.getColumn(j);
  const weigh = (values: Float64Array): Float64Array =>
    weights === null ? values : values.map((value, i) => value * weights[i]!);
  const s = groupedSums(blocks, weigh(equation.residual), groups, count);
  const d = groupedSums(blocks, weigh(linearPredictor(blocks, q)), groups, count);
  const da = d.mmul(bread);
  return {
    scores: {
      own: times(s, q),
      ownSlope: times(d, q),
      taken: flat(da.mmul(s.transpose())),
      takenSlope: flat(da.mmul(d.transpose())),
    },
    perDistance: 1 / bread.get(j, j),
    observed: Number.NaN,
  };
}

/** Scores at the estimates without column j, through the inverse information there; each draw's variance is around its mean. */
export function likelihoodScores(
  fit: Fit,
  equation: FittedEquation,
  j: number,
  groups: Int32Array,
  count: number,
  nullValue: number,
): WildScores {
  if (nullValue !== 0) {
    throw undefinedFor('a null other than zero after maximum likelihood', 'leave out null_values');
  }
  const { design } = equation;
  const restricted = fit.without?.(design.columns.map((_, column) => column === j)).equations[0];
  if (restricted === undefined || restricted.design.rows.length !== design.rows.length) {
    throw undefinedFor(
      `${equation.estimator} here: it cannot be fitted without the term on the same rows`,
      'a clustered covariance',
    );
  }
  const { weights, blocks } = design;
  const weigh = (values: Float64Array): Float64Array =>
    weights === null ? values : values.map((value, i) => value * weights[i]!);
  const inverse = inverseDefinite(weightedCross(blocks, weigh(restricted.observedCurvature))).inverse;
  const s = groupedSums(blocks, weigh(restricted.scoreResidual), groups, count);
  const own = times(s, inverse.getColumn(j));
  const total = own.reduce((sum, value) => sum + value, 0);
  const centre = total / count;
  const spread = own.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const taken = new Float64Array(count * count);
  for (let g = 0; g < count; g++) for (let h = 0; h < count; h++) taken[g * count + h] = own[h]! / count;
  const none = new Float64Array(count);
  return {
    scores: { own, ownSlope: none, taken, takenSlope: new Float64Array(count * count) },
    perDistance: 0,
    observed: total / Math.sqrt(spread),
  };
}

function times(matrix: Matrix, v: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, r) => {
    let sum = 0;
    for (let c = 0; c < matrix.columns; c++) sum += matrix.get(r, c) * v[c]!;
    return sum;
  });
}

function flat(matrix: Matrix): Float64Array {
  return Float64Array.from(matrix.to1DArray());
}

/** E-VCOV-UNDEFINED for what the bootstrap cannot be done on. */
export function undefinedFor(what: string, remedy: string): Failure {
  return new Failure('E-VCOV-UNDEFINED', { finding: `the wild bootstrap is not defined for ${what}`, remedy });
}
