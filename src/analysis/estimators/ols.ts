/** Ordinary and weighted least squares. */

import { Failure } from '../../errors/failure.ts';
import { leastSquares } from '../../numerics/least-squares.ts';
import type { Design } from '../design/design.ts';
import { estimableColumns } from './estimable-columns.ts';
import type { Estimator, Expectation } from './estimator.ts';
import { olsStatistics } from './ols-statistics.ts';
import { checkOutcome } from './outcome-check.ts';
import { outcomeUnit, type Solved, singleEquation, singleFit } from './single-fit.ts';
import { type Smearing, smearingExpectation } from './smearing.ts';

export interface OlsOptions {
  /** for an outcome in logarithms: expectations on the original scale by Duan's smearing factor */
  readonly retransform?: Smearing;
}

/**
 * Least squares in extended precision (Stata's regress, R's lm): dispersion s2 with n - k, t tests; frequency weights repeat
 * rows, analytic and probability weights enter as weights. Coefficients agree with the NIST certified ones to 13 digits where
 * the columns carry their exact decimals.
 */
export function olsEstimator({ retransform }: OlsOptions = {}): Estimator {
  return {
    name: 'OLS',
    equations(asked) {
      const by = retransform?.by;
      return [singleEquation(by === undefined ? asked : { ...asked, requires: [...asked.requires, by] })];
    },
    fit([design], sample) {
      const solved = solveOls(design!);
      const expectation =
        retransform === undefined
          ? linearExpectation(solved.equation.design)
          : smearingExpectation(solved.equation, retransform);
      return singleFit(solved, sample, expectation, solveOls);
    },
  };
}

function solveOls(asked: Design): Solved {
  checkOutcome(asked, { accepts: () => true, accepted: 'any number' }, 'OLS');
  const { design, omitted } = estimableColumns(asked);
  const { outcome, outcomeLow, weights, blocks, equation } = design;
  const { coef, crossInverse, fitted, residuals, definite } = leastSquares({ blocks, outcome, outcomeLow, weights });
  if (!definite) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place: { path: equation.name },
      finding: 'the columns are too nearly collinear for least squares',
      remedy: 'leave out one of them, or centre it',
    });
  }
  const ones = new Float64Array(outcome.length).fill(1);
  const { dispersion, dfResidual, statistics } = olsStatistics(design, residuals);
  return {
    coef,
    observedBread: crossInverse,
    expectedBread: crossInverse,
    equation: {
      name: equation.name,
      label: equation.label,
      estimator: 'OLS',
      design,
      offset: 0,
      linearPredictor: fitted,
      residual: residuals,
      scoreResidual: residuals,
      observedCurvature: ones,
      expectedCurvature: ones,
      dispersion,
      dfResidual,
      exactTests: true,
      statistics,
      convergence: {
        converged: true,
        iterations: 1,
        scaledGradient: 0,
        definite: true,
        logLik: statistics.logLik ?? NaN,
      },
      omitted,
    },
  };
}

function linearExpectation(design: Design): Expectation {
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
