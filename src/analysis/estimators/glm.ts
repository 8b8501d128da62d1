/** Generalised linear models by maximum likelihood: probit, logit, Poisson, gamma and the rest of family x link. */
import { Failure } from '../../errors/failure.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import { binaryRefits } from './binary-refits.ts';
import type { DispersionRule } from './dispersion.ts';
import { estimableColumns } from './estimable-columns.ts';
import type { Estimator, Expectation, Moments } from './estimator.ts';
import type { FamilyName } from './family.ts';
import { glmFormula } from './formula.ts';
import { glmStatistics } from './glm-statistics.ts';
import type { Link, LinkName } from './link.ts';
import { type Optimum, optimise } from './optimise.ts';
import { type AcceptedOutcome, checkOutcome } from './outcome-check.ts';
import { clearSeparation, type SeparationPolicy } from './perfect-prediction.ts';
import { type RowModel, rowModel } from './row-model.ts';
import { outcomeUnit, type Solved, singleEquation, singleFit } from './single-fit.ts';

export interface GlmOptions {
  readonly family: FamilyName;
  readonly link: LinkName;
  /** for messages and results */
  readonly name: string;
  /** default: Pearson for gaussian, gamma and inverse Gaussian, one for the others */
  readonly dispersion?: DispersionRule;
  /** default: drop */
  readonly separation?: SeparationPolicy;
  /** what the outcome may be where that differs from the family (a fraction) */
  readonly outcomes?: AcceptedOutcome;
}

/**
 * The maximum-likelihood estimator of a family and a link (McCullagh and Nelder 1989; Stata's glm, R's glm). Perfect
 * prediction and collinear columns are found and reported; a fit that did not converge is E-FIT-CONVERGENCE, never numbers.
 */
export function glmEstimator(options: GlmOptions): Estimator {
  const model = rowModel(options.family, options.link);
  const solve = (design: Design): Solved => solveGlm(design, model, options);
  return {
    name: options.name,
    formulas: [glmFormula(options.name, options.family, options.link, options.outcomes !== undefined)],
    equations: (asked) => [singleEquation(asked)],
    fit([design], sample) {
      const solved = solve(design!);
      return singleFit(solved, sample, meanExpectation(solved.equation.design, model), solve);
    },
    refits([design], sample, exchanged) {
      if (options.family !== 'bernoulli' || options.dispersion !== undefined) return null;
      const expectation = (one: Design) => meanExpectation(one, model);
      return binaryRefits(design!, sample, exchanged, { model, solve, expectation });
    },
  };
}

function solveGlm(asked: Design, model: RowModel, options: GlmOptions): Solved {
  const { family } = model;
  checkOutcome(asked, options.outcomes ?? family, options.name);
  const omitted: Omitted[] = [];
  let design = asked;
  for (;;) {
    const estimable = estimableColumns(design);
    design = estimable.design;
    omitted.push(...estimable.omitted);
    const optimum = optimise(design, model);
    const proof = optimum?.reached ? optimum.scoreResidual : null;
    const cleared = clearSeparation(design, model, options.separation ?? 'drop', proof);
    if (cleared !== null && cleared.design !== design) {
      design = cleared.design;
      omitted.push(...cleared.omitted);
      continue;
    }
    const final = cleared === null ? optimum : optimise(design, model, 'when flat');
    if (final === null || !final.reached) throw notConverged(design, options.name, final);
    return solution(design, model, options, final, omitted, cleared?.warnings ?? []);
  }
}

function solution(
  design: Design,
  model: RowModel,
  { name, dispersion: rule }: GlmOptions,
  optimum: Optimum,
  omitted: readonly Omitted[],
  warnings: readonly string[],
): Solved {
  const { linearPredictor, coef, observedBread, expectedBread } = optimum;
  const { dispersion, statistics } = glmStatistics(
    design,
    model,
    linearPredictor,
    rule ?? (model.family.dispersed ? 'pearson' : 1),
  );
  const { equation } = design;
  return {
    coef,
    observedBread,
    expectedBread,
    equation: {
      name: equation.name,
      label: equation.label,
      estimator: name,
      design,
      offset: 0,
      linearPredictor,
      residual: linearPredictor.map((eta, i) => model.residual(design.outcome[i]!, eta)),
      scoreResidual: optimum.scoreResidual,
      observedCurvature: optimum.observedCurvature,
      expectedCurvature: optimum.expectedCurvature,
      dispersion,
      dfResidual: design.nobs - design.columns.length,
      exactTests: false,
      statistics,
      convergence: optimum.convergence,
      omitted,
      ...(warnings.length > 0 && { warnings }),
    },
  };
}

/** E(y) = the inverse link of the linear predictor. */
function meanExpectation(design: Design, { family, link }: RowModel): Expectation {
  const { name, label } = design.equation;
  return {
    name,
    label,
    ...(family.name === 'bernoulli' && !isFractional(design) ? { unit: 'probability' } : outcomeUnit(design)),
    equations: [0],
    over: 0,
    evaluate: ([eta]) => linkMoments(link, eta!),
  };
}

/** A share is no probability of an event: it keeps the unit of its outcome. */
function isFractional({ outcome }: Design): boolean {
  return outcome.some((y) => !Number.isInteger(y));
}

/** The second derivatives, which predictions and differences do not need, are computed when they are asked for. */
function linkMoments(link: Link, eta: Float64Array): Moments {
  const mean = new Float64Array(eta.length);
  const slope = new Float64Array(eta.length);
  link.fill(eta, mean, slope);
  return {
    mean,
    gradient: [slope],
    get hessian() {
      const bend = new Float64Array(eta.length);
      for (let i = 0; i < eta.length; i++) bend[i] = link.second(eta[i]!, mean[i]!);
      return [[bend]];
    },
  };
}

function notConverged(design: Design, estimator: string, optimum: Optimum | null): Failure {
  const place = { path: design.equation.name };
  if (optimum === null) {
    return new Failure('E-FIT-CONVERGENCE', {
      place,
      finding: `${estimator} has no starting values that keep every mean in range`,
      remedy: 'an intercept, or another link',
    });
  }
  const { convergence, history } = optimum;
  const last = history.slice(-3).map((logLik) => logLik.toPrecision(10));
  const state = convergence.definite ? '' : ', the information is not positive definite';
  return new Failure('E-FIT-CONVERGENCE', {
    place,
    finding:
      `${estimator} did not converge in ${convergence.iterations} iterations` +
      ` (scaled gradient ${convergence.scaledGradient.toExponential(1)}${state})`,
    accepted: `last log-likelihoods: ${last.join(', ')}`,
    remedy: 'fewer or less collinear terms, or another link',
  });
}
