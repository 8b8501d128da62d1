/** Ordinary and weighted least squares. */
import { Failure } from '../../errors/failure.ts';
import { leastSquares } from '../../numerics/least-squares.ts';
import type { Frame } from '../data/frame.ts';
import { buildDesign } from '../design/build-design.ts';
import type { Design, Equation } from '../design/design.ts';
import { absorbedExpectation, factorsOf, solveAbsorbed } from './absorb.ts';
import { estimableColumns } from './estimable-columns.ts';
import type { Asked, Estimator } from './estimator.ts';
import { leastSquaresFormula } from './formula.ts';
import { linearExpectation } from './linear-expectation.ts';
import { olsRefits } from './ols-refits.ts';
import { olsStatistics } from './ols-statistics.ts';
import { checkOutcome } from './outcome-check.ts';
import { type Solved, singleEquation, singleFit } from './single-fit.ts';
import type { SingletonPolicy } from './singletons.ts';
import { type Smearing, smearingExpectation } from './smearing.ts';

export interface OlsOptions {
  /** for an outcome in logarithms: expectations on the original scale by Duan's smearing factor */
  readonly retransform?: Smearing;
  /** fixed effects partialled out: always, never, or from 100 levels on (unless given) */
  readonly absorb?: boolean | 'auto';
  /** rows alone at a level of an absorbed effect: kept unless given; `drop` also absorbs effects with few levels */
  readonly singletons?: SingletonPolicy;
}

/** Levels of all fixed effects together from which on they are absorbed unless the spec decides. */
const MANY_LEVELS = 100;

/**
 * Least squares in extended precision (Stata's regress, R's lm): dispersion s2 with n - k, t tests; frequency weights repeat
 * rows, analytic and probability weights enter as weights. Coefficients agree with the NIST certified ones to 13 digits where
 * the columns carry their exact decimals.
 */
export function olsEstimator({ retransform, absorb = 'auto', singletons }: OlsOptions = {}): Estimator {
  const absorbs = absorb === true || singletons === 'drop';
  if (absorb === false && singletons === 'drop') throw nothingAbsorbed();
  if (absorbs && retransform !== undefined) throw notRetransformed();
  const absorbable = absorbs || (absorb === 'auto' && retransform === undefined);
  return {
    name: 'OLS',
    formulas: [leastSquaresFormula('OLS', retransform !== undefined)],
    equations(asked) {
      const by = retransform?.by;
      const wanted = by === undefined ? asked : { ...asked, requires: [...asked.requires, by] };
      return [singleEquation(absorbable ? withoutEffects(wanted) : wanted)];
    },
    fit([given], sample) {
      const design = absorbs ? given : withFewEffects(given!, sample);
      if (design!.equation.absorbed !== undefined) {
        const solve = (one: Design): Solved => {
          checkOutcome(one, { accepts: () => true, accepted: 'any number' }, 'OLS');
          return solveAbsorbed(one, singletons ?? 'keep');
        };
        const solved = solve(design!);
        return singleFit(solved, sample, absorbedExpectation(solved.equation.design), solve);
      }
      const solved = solveOls(design!);
      const expectation =
        retransform === undefined
          ? linearExpectation(solved.equation.design)
          : smearingExpectation(solved.equation, retransform);
      return singleFit(solved, sample, expectation, solveOls);
    },
    refits([given], sample, exchanged) {
      if (absorbs || retransform !== undefined) return null;
      const design = withFewEffects(given!, sample);
      if (design.equation.absorbed !== undefined) return null;
      return olsRefits(design, sample, exchanged, { solve: solveOls, expectation: linearExpectation });
    },
  };
}

/** The equation whose fixed effects have no columns; the equation itself when it has none. */
function withoutEffects(asked: Asked): Asked {
  const absorbed = asked.terms.filter((term) => term.fixedEffect);
  if (absorbed.length === 0) return asked;
  const variables = absorbed.flatMap((term) => term.variables);
  return {
    ...asked,
    terms: asked.terms.filter((term) => !term.fixedEffect),
    requires: [...new Set([...asked.requires, ...variables])],
    absorbed,
  };
}

/** The design with columns for its effects where these have few levels; the design itself where they have many, or none. */
function withFewEffects(design: Design, sample: Frame): Design {
  const { absorbed, ...equation } = design.equation;
  if (absorbed === undefined) return design;
  const levels = factorsOf(design).reduce((count, factor) => count + factor.count, 0);
  if (levels >= MANY_LEVELS) return design;
  const dummies: Equation = { ...equation, terms: [...absorbed, ...equation.terms] };
  return buildDesign(dummies, sample);
}

function nothingAbsorbed(): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: 'singletons can only be dropped from absorbed fixed effects',
    remedy: 'leave absorb out, or singletons',
  });
}

function notRetransformed(): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: 'means on the original scale need the fixed effects themselves, which absorb leaves out',
    remedy: 'set absorb: false, or leave out retransform',
  });
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
