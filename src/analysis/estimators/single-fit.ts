/** The Fit of one equation, from its parts. */
import type { Matrix } from 'ml-matrix';
import type { Frame } from '../data/frame.ts';
import type { Design, Equation } from '../design/design.ts';
import type { Asked, Expectation, Fit, FittedEquation } from './estimator.ts';

/** A solved equation with its breads. */
export interface Solved {
  readonly equation: FittedEquation;
  readonly coef: Float64Array;
  readonly observedBread: Matrix;
  readonly expectedBread: Matrix;
}

/** The one equation of an estimator that has only one: named after its outcome. */
export function singleEquation(asked: Asked): Equation {
  return { ...asked, name: asked.outcome };
}

/** The Fit of a solved equation; `solve` is asked again for refits, on the rows and columns of the first solution. */
export function singleFit(
  solved: Solved,
  sample: Frame,
  expectation: Expectation,
  solve: (design: Design) => Solved,
): Fit {
  const { equation, coef } = solved;
  return {
    estimator: equation.estimator,
    sample,
    coef,
    equations: [equation],
    get observedBread() {
      return solved.observedBread;
    },
    get expectedBread() {
      return solved.expectedBread;
    },
    expectations: [expectation],
    refit(multiplier) {
      const { design } = equation;
      const again = solve(design.reweighted(Float64Array.from(design.rows, (row) => multiplier[row]!)));
      const byColumn = new Map(again.equation.design.columns.map(({ id }, j) => [id, again.coef[j]!]));
      return Float64Array.from(design.columns, ({ id }) => byColumn.get(id) ?? NaN);
    },
    without: (columns) => singleFit(solve(equation.design.without(columns, null)), sample, expectation, solve),
  };
}

/** Unit of an outcome's expectation, where the codebook names one. */
export function outcomeUnit({ frame, equation }: Design): { readonly unit?: string } {
  const unit = frame.columns.get(equation.outcome)?.info.unit?.en;
  return unit === undefined ? {} : { unit };
}
