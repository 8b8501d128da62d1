/** Maximum likelihood of one equation: Newton on the blocks of its design. */
import { Matrix } from 'ml-matrix';
import { crossVector, linearPredictor, weightedCross } from '../../numerics/block-kernels.ts';
import { type Evaluation, maximize } from '../../numerics/newton.ts';
import { inverseDefinite, isDefinite, solveDefinite } from '../../numerics/symmetric.ts';
import type { Convergence } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import type { RowDerivatives, RowModel } from './row-model.ts';
import { type Standardised, standardise } from './standardise.ts';
import { weightedMean } from './weighted-sum.ts';

/** Where the optimiser stopped; `reached` says whether that is a maximum, and only then may anything be reported. */
export interface Optimum {
  readonly reached: boolean;
  readonly convergence: Convergence;
  /** log-likelihoods of the last steps, oldest first */
  readonly history: readonly number[];
  readonly coef: Float64Array;
  readonly linearPredictor: Float64Array;
  readonly scoreResidual: Float64Array;
  readonly observedCurvature: Float64Array;
  readonly expectedCurvature: Float64Array;
  readonly observedBread: Matrix;
  readonly expectedBread: Matrix;
}

/** Gradient per observation, in standardised columns, that counts as zero. */
const GRADIENT_TOLERANCE = 1e-10;
/** The same where separated columns are kept: their coefficients have no maximum, the others are good to about 1e-6. */
const FLAT_TOLERANCE = 1e-9;

/**
 * Maximises the sum of w_i l(y_i, x_i'b) by Newton steps with the observed information; where that is not definite, by
 * Fisher steps with the expected one. The first values are those of R's glm (one weighted least-squares step from
 * family-specific means), drawn towards a constant mean until every mean is in range. Null when there are no such values.
 * `when flat` stops where the gradient is small although steps are not, as R's glm does on separated data.
 */
export function optimise(
  design: Design,
  model: RowModel,
  stop: 'at maximum' | 'when flat' = 'at maximum',
): Optimum | null {
  const { outcome, weights } = design;
  const scaled = standardise(design);
  const rows: RowDerivatives = {
    logLik: new Float64Array(outcome.length),
    score: new Float64Array(outcome.length),
    observed: new Float64Array(outcome.length),
  };
  // families with a scale of their own are brought to dispersion one, so that the gradient has no unit
  const unit = 1 / (typicalDispersion(design, model) || 1);
  const weighted = new Float64Array(outcome.length);
  /** values x unit x weights, until the next call */
  const times = (values: Float64Array): Float64Array => {
    for (let i = 0; i < values.length; i++) weighted[i] = values[i]! * unit * (weights === null ? 1 : weights[i]!);
    return weighted;
  };
  const fromExpected = new WeakSet<Matrix>();
  const evaluate = (theta: Float64Array): Evaluation => {
    const eta = linearPredictor(scaled.blocks, theta);
    if (!model.fill(outcome, eta, rows)) return outOfRange(theta.length, scaled);
    let logLik = 0;
    times(rows.logLik);
    for (let i = 0; i < weighted.length; i++) logLik += weighted[i]!;
    const score = crossVector(scaled.blocks, times(rows.score));
    let information = weightedCross(scaled.blocks, times(rows.observed));
    if (rows.observed.some((curvature) => curvature < 0) && !isDefinite(information)) {
      information = weightedCross(scaled.blocks, times(eta.map(model.expected)));
      fromExpected.add(information);
    }
    return { logLik, score, information };
  };
  const start = startingValues(design, model, scaled);
  if (start === null) return null;
  const total = weights === null ? outcome.length : weights.reduce((sum, weight) => sum + weight, 0);
  const tolerances =
    stop === 'when flat'
      ? { gradientTolerance: FLAT_TOLERANCE, stepTolerance: Infinity }
      : { gradientTolerance: GRADIENT_TOLERANCE };
  const maximum = maximize({ evaluate }, start, { nobs: total, ...tolerances });

  const eta = linearPredictor(scaled.blocks, maximum.theta);
  const inRange = model.fill(outcome, eta, rows);
  const expected = eta.map(model.expected);
  const own = (curvature: Float64Array): Matrix =>
    weightedCross(scaled.blocks, weights === null ? curvature : curvature.map((value, i) => value * weights[i]!));
  const observed = fromExpected.has(maximum.information) ? own(rows.observed) : Matrix.div(maximum.information, unit);
  const observedInverse = inverseDefinite(observed);
  const expectedInverse = inverseDefinite(own(expected));
  const reached = maximum.converged && inRange && observedInverse.definite && expectedInverse.definite;
  return {
    reached,
    convergence: {
      converged: reached,
      iterations: maximum.iterations,
      scaledGradient: maximum.scaledGradient,
      definite: observedInverse.definite,
      logLik: maximum.logLik / unit,
    },
    history: maximum.history.map((logLik) => logLik / unit),
    coef: scaled.coefBack(maximum.theta),
    linearPredictor: eta,
    scoreResidual: rows.score,
    observedCurvature: rows.observed,
    expectedCurvature: expected,
    observedBread: scaled.breadBack(observedInverse.inverse),
    expectedBread: scaled.breadBack(expectedInverse.inverse),
  };
}

/** What a likelihood is where a mean leaves its range: the optimiser halves its step. */
function outOfRange(k: number, scaled: Standardised): Evaluation {
  const { blocks } = scaled;
  return {
    logLik: -Infinity,
    score: new Float64Array(k),
    information: weightedCross(blocks, new Float64Array(blocks[0]!.rows)),
  };
}

/** Mean squared Pearson residual around the mean outcome: the unit of the log-likelihood of dispersed families. */
function typicalDispersion({ outcome, weights }: Design, { family }: RowModel): number {
  if (!family.dispersed) return 1;
  const mean = weightedMean(outcome, weights);
  if (!family.validMean(mean)) return 1;
  const squares = outcome.map((y) => (y - mean) ** 2 / family.variance(mean));
  return weightedMean(squares, weights);
}

function startingValues(design: Design, model: RowModel, scaled: Standardised): Float64Array | null {
  const { outcome, weights, columns, equation } = design;
  const { family, link } = model;
  const constant = new Float64Array(columns.length);
  if (equation.intercept) constant[0] = link.link(weightedMean(outcome, weights));
  const first = workingStep(design, model, scaled);
  const feasible = (theta: Float64Array): boolean =>
    theta.every(Number.isFinite) &&
    linearPredictor(scaled.blocks, theta).every((eta) => family.validMean(link.inverse(eta)));
  if (first === null) return feasible(constant) ? constant : null;
  for (let share = 1; share > 1e-6; share /= 2) {
    const theta = first.map((value, j) => share * value + (1 - share) * constant[j]!);
    if (feasible(theta)) return theta;
  }
  return feasible(constant) ? constant : null;
}

/** The first step of iteratively reweighted least squares: working response z = eta + (y - mu) / mu'. */
function workingStep(design: Design, { family, link }: RowModel, scaled: Standardised): Float64Array | null {
  const { outcome, weights } = design;
  const response = new Float64Array(outcome.length);
  const working = new Float64Array(outcome.length);
  const stepOf = remembered((y: number) => {
    const mu = family.start(y);
    const eta = link.link(mu);
    const slope = link.first(eta, mu);
    return { weight: (slope * slope) / family.variance(mu), response: eta + (y - mu) / slope };
  });
  for (let i = 0; i < outcome.length; i++) {
    const step = stepOf(outcome[i]!);
    working[i] = (weights === null ? 1 : weights[i]!) * step.weight;
    response[i] = working[i]! * step.response;
  }
  if (!working.every(Number.isFinite) || !response.every(Number.isFinite)) return null;
  return solveDefinite(weightedCross(scaled.blocks, working), crossVector(scaled.blocks, response));
}

/** The function with its answers for 0 and 1 kept: that is all a binary outcome asks, and normal quantiles are dear. */
function remembered<T>(answer: (y: number) => T): (y: number) => T {
  const known: T[] = [];
  return (y) => {
    if (y !== 0 && y !== 1) return answer(y);
    known[y] ??= answer(y);
    return known[y];
  };
}
