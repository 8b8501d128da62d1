/** The mean of a linear model: the predictor itself, with derivative one. */
import type { Design } from '../design/design.ts';
import type { Expectation } from './estimator.ts';
import { outcomeUnit } from './single-fit.ts';

/** E(y) = eta, for the one equation of a least-squares fit. */
export function linearExpectation(design: Design): Expectation {
  const { name, label } = design.equation;
  return {
    name,
    label,
    ...outcomeUnit(design),
    equations: [0],
    over: 0,
    evaluate: ([eta]) => ({
      mean: eta!,
      gradient: [new Float64Array(eta!.length).fill(1)],
      hessian: [[new Float64Array(eta!.length)]],
    }),
  };
}
