/** Duan's smearing: the mean of an outcome whose logarithm was regressed. */

import type { Column } from '../data/column.ts';
import type { Frame } from '../data/frame.ts';
import { getColumn } from '../data/frame.ts';
import type { Expectation, FittedEquation, Moments } from './estimator.ts';

export interface Smearing {
  /** a categorical or numeric column with a factor of its own per group: heteroskedastic logs bias a common factor */
  readonly by?: string;
}

/**
 * E(y) = exp(eta) S with S the (weighted) mean of exp(residual), over all rows or within groups (Duan 1983, JASA 78:605-610);
 * the outcome is a natural logarithm. The factor is taken as known in derivatives, so delta-method standard errors leave out
 * its sampling error: bootstrap them where it matters. Rows of a group without residuals, and points, take the common factor.
 * A counterfactual keeps every row in its own group.
 */
export function smearingExpectation(fitted: FittedEquation, { by }: Smearing): Expectation {
  const { name, label } = fitted;
  const everyone = smearingFactors(fitted, null).get('')!;
  const byGroup = by === undefined ? null : smearingFactors(fitted, by);
  const over = (factors: Float64Array | null): Expectation => ({
    name,
    label,
    equations: [0],
    over: 0,
    evaluate([eta]): Moments {
      const own = factors !== null && factors.length === eta!.length ? factors : null;
      const mean = eta!.map((value, i) => Math.exp(value) * (own === null ? everyone : own[i]!));
      return { mean, gradient: [mean], hessian: [[mean]] };
    },
    ...(byGroup !== null && { onto: (frame: Frame) => over(factorsOf(frame)) }),
  });
  const factorsOf = (frame: Frame): Float64Array => {
    const group = groupOf(getColumn(frame, by!));
    return Float64Array.from({ length: frame.rows }, (_, i) => byGroup!.get(group(i)) ?? everyone);
  };
  return over(byGroup === null ? null : factorsOf(fitted.design.frame));
}

/** Mean of exp(residual) by group; under the key '' for all rows when there is no grouping column. */
function smearingFactors({ design, residual }: FittedEquation, by: string | null): ReadonlyMap<string, number> {
  const group = by === null ? () => '' : groupOf(getColumn(design.frame, by));
  const sums = new Map<string, { sum: number; total: number }>();
  residual.forEach((value, i) => {
    const entry = sums.get(group(i)) ?? { sum: 0, total: 0 };
    const weight = design.weights?.[i] ?? 1;
    sums.set(group(i), { sum: entry.sum + weight * Math.exp(value), total: entry.total + weight });
  });
  return new Map([...sums].map(([key, { sum, total }]) => [key, sum / total]));
}

function groupOf(column: Column): (row: number) => string {
  return column.kind === 'categorical' ? (row) => `level ${column.codes[row]}` : (row) => `value ${column.values[row]}`;
}
