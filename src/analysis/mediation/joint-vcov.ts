/** One covariance over several fits whose own blocks are those of the separate covariances. */
import type { Matrix } from 'ml-matrix';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import type { Joined } from '../estimators/join-fits.ts';
import type { Vcov, VcovEstimator } from '../vcov/vcov.ts';

/** The denominator of the covariance between two least-squares equations with the same columns. */
export type Disturbances = 'over_n' | 'over_df';

export interface JointVcov {
  readonly joint: Vcov;
  /** the covariance of each part by itself */
  readonly own: readonly Vcov[];
}

/**
 * The covariance of stacked scores, S V S with S the diagonal matrix that gives every part the variances it has alone: parts
 * differ in k and so in small-sample factors. Without stacked scores (inverse information) parts are independent, but for
 * least-squares parts with the same columns, whose disturbances are correlated: cov(a_j, a_k) = s_jk (X'X)^-1, s_jk = e_j'e_k
 * over n - k or over n (seemingly unrelated regressions with the same regressors; Zellner 1962).
 */
export function jointVcov(
  parts: readonly Fit[],
  joined: Joined,
  estimator: VcovEstimator,
  disturbances: Disturbances = 'over_df',
): JointVcov {
  const own = parts.map((fit) => estimator.compute(fit));
  const joint = estimator.compute(joined.fit);
  const scale = new Float64Array(joined.fit.coef.length).fill(1);
  joined.parts.forEach(({ coef }, part) => {
    const alone = own[part]!.matrix;
    for (let j = 0; j < alone.rows; j++) {
      const ratio = alone.get(j, j) / joint.matrix.get(coef + j, coef + j);
      if (ratio > 0 && Number.isFinite(ratio)) scale[coef + j] = Math.sqrt(ratio);
    }
  });
  const matrix = joint.matrix.clone();
  for (let a = 0; a < scale.length; a++) {
    for (let b = 0; b < scale.length; b++) matrix.set(a, b, scale[a]! * matrix.get(a, b) * scale[b]!);
  }
  if (joint.convention.kind === 'model') addDisturbances(matrix, parts, joined, disturbances);
  return { joint: { ...joint, matrix }, own };
}

function addDisturbances(matrix: Matrix, parts: readonly Fit[], joined: Joined, disturbances: Disturbances): void {
  for (const [a, first] of parts.entries()) {
    for (const [b, second] of parts.entries()) {
      const [left, right] = [first.equations[0]!, second.equations[0]!];
      const same = a === b ? left.exactTests && first.equations.length === 1 : sameRegressors(first, second);
      if (!same || (a === b && disturbances === 'over_df')) continue;
      const divisor = disturbances === 'over_n' ? left.design.nobs : left.dfResidual;
      const product = residualProduct(left, right) / divisor;
      const rows = joined.parts[a]!.coef;
      const columns = joined.parts[b]!.coef;
      const bread = first.observedBread;
      for (let j = 0; j < bread.rows; j++) {
        for (let k = 0; k < bread.columns; k++) matrix.set(rows + j, columns + k, product * bread.get(j, k));
      }
    }
  }
}

/** Whether both are least squares of other outcomes on the same columns of the same rows. */
function sameRegressors(a: Fit, b: Fit): boolean {
  const [left, right] = [a.equations[0]!, b.equations[0]!];
  if (a.equations.length + b.equations.length > 2 || !left.exactTests || !right.exactTests) return false;
  const [first, second] = [left.design, right.design];
  return (
    first.rows.length === second.rows.length &&
    first.columns.length === second.columns.length &&
    first.columns.every(({ id }, j) => id === second.columns[j]!.id)
  );
}

function residualProduct(a: FittedEquation, b: FittedEquation): number {
  const { weights } = a.design;
  let sum = 0;
  for (let i = 0; i < a.residual.length; i++) {
    sum += (weights === null ? 1 : weights[i]!) * a.residual[i]! * b.residual[i]!;
  }
  return sum;
}
