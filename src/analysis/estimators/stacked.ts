/** Any equations side by side: each with its estimator, outcome, rows and terms, and one covariance over all. */
import type { Estimator } from './estimator.ts';
import { type Combination, type StackPart, stackEquations, stackFits } from './stack.ts';

/**
 * The parts as one fit; `combinations` are products of two parts' means. The name lists the estimators in order (Stata's
 * suest without its forced robust covariance).
 */
export function stackedEstimator(parts: readonly StackPart[], combinations: readonly Combination[]): Estimator {
  const name = `stacked (${parts.map((part) => part.estimator.name).join(', ')})`;
  return {
    name,
    formulas: parts.flatMap((part) => part.estimator.formulas ?? []),
    equations: (asked) => stackEquations(asked, parts, combinations),
    fit: (designs, sample) =>
      stackFits(
        name,
        parts.map((part, index) => part.estimator.fit([designs[index]!], sample)),
        sample,
        combinations,
      ),
  };
}
