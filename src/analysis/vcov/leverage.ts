/** Leverage of the rows of an equation. */
import { Failure } from '../../errors/failure.ts';
import { quadraticForms } from '../../numerics/block-kernels.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';

/** 1 - leverage below this is rounding noise: the row determines a coefficient of its own. */
const LEVERAGE_TOLERANCE = 1e-8;

/**
 * 1 - h_i for every row of an equation, 0 where h_i is one up to rounding. h_i = v_i x_i' E x_i, with v_i the working
 * weight (expected curvature, times the weight unless it is a frequency) and E the equation's part of the expected
 * bread: R's hatvalues(). A frequency weight stands for repeated rows, each with its own leverage.
 */
export function leverageComplements(fit: Fit, equation: FittedEquation): Float64Array {
  const { blocks, columns, weights, weightKind } = equation.design;
  refuseAbsorbed(equation, 'leverages (HC2, HC3)');
  const last = equation.offset + columns.length - 1;
  const bread = fit.expectedBread.subMatrix(equation.offset, last, equation.offset, last);
  const complements = quadraticForms(blocks, bread);
  for (let i = 0; i < complements.length; i++) {
    const weight = weights === null || weightKind === 'frequency' ? 1 : weights[i]!;
    const complement = 1 - complements[i]! * equation.expectedCurvature[i]! * weight;
    complements[i] = complement < LEVERAGE_TOLERANCE ? 0 : complement;
  }
  return complements;
}

/** Throws E-VCOV-UNDEFINED for an equation whose fixed effects were absorbed: what needs every column is not to be had. */
export function refuseAbsorbed({ absorbed, name }: FittedEquation, what: string): void {
  if (absorbed === undefined) return;
  throw new Failure('E-VCOV-UNDEFINED', {
    place: { path: name },
    finding: `${what} need the columns of the fixed effects, which were absorbed`,
    remedy: 'set absorb: false on the estimator, or use hc1, cluster or cv3',
  });
}
