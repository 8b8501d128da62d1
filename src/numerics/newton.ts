/** Newton's method for log-likelihoods, with a certificate of what was reached. */
import type { Matrix } from 'ml-matrix';
import { isDefinite, solveDefinite } from './symmetric.ts';

/** Value, gradient and minus the Hessian (or its expectation) of a log-likelihood at one point. */
export interface Evaluation {
  /** -Infinity or NaN outside the parameter space: the step is then halved */
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Matrix;
}

export interface Likelihood {
  evaluate(theta: Float64Array): Evaluation;
}

export interface NewtonOptions {
  /** number of observations (sum of weights): the gradient is divided by it */
  readonly nobs: number;
  /** largest scaled gradient that counts as zero; default 1e-9 */
  readonly gradientTolerance?: number;
  /** largest Newton step, in standardised columns relative to the coefficients, that counts as none; default 1e-8 */
  readonly stepTolerance?: number;
  /** default 100 */
  readonly maxIterations?: number;
  /** a typical size of each column, its root mean square; default: from the information at the start */
  readonly columnScale?: ArrayLike<number>;
}

export interface Maximum {
  readonly theta: Float64Array;
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Matrix;
  readonly iterations: number;
  /** largest |score_j| / (nobs x scale_j): the gradient per observation in standardised columns */
  readonly scaledGradient: number;
  /** whether the information is positive definite at theta */
  readonly definite: boolean;
  readonly converged: boolean;
  /** log-likelihoods of the last steps, oldest first */
  readonly history: readonly number[];
}

const MOST_HALVINGS = 40;
const HISTORY = 10;
/** A step this small changes no digit that is reported. */
const SETTLED = 1e-11;
/** Relative fall of the log-likelihood that is rounding. */
const ROUNDING = 1e-12;

interface Step {
  readonly step: Float64Array;
  readonly definite: boolean;
}

/**
 * Maximises a log-likelihood from `start` by Newton steps (Fisher scoring when the information is an expectation), halved
 * until the likelihood does not fall. Converged means all of: gradient per observation in standardised columns below
 * tolerance, information positive definite, and the next full step below tolerance; so a likelihood that only creeps
 * towards its supremum (separated data) is never reported as converged. Where the information is not definite a growing
 * multiple of its diagonal is added (Marquardt 1963, J. SIAM 11:431). Never throws: an impossible start comes back unconverged.
 */
export function maximize(likelihood: Likelihood, start: ArrayLike<number>, options: NewtonOptions): Maximum {
  const { nobs, gradientTolerance = 1e-9, stepTolerance = 1e-8, maxIterations = 100 } = options;
  let theta: Float64Array = Float64Array.from(start);
  let current = likelihood.evaluate(theta);
  const scale = options.columnScale ?? informationScale(current.information, nobs);
  const history = [current.logLik];
  let iterations = 0;
  let converged = false;
  let next = Number.isFinite(current.logLik) ? newtonStep(current) : null;

  while (next !== null) {
    const size = stepSize(next.step, theta, scale);
    const reached = next.definite && scaledGradient(current.score, scale, nobs) <= gradientTolerance;
    converged = reached && size <= stepTolerance;
    if ((converged && size <= SETTLED) || iterations >= maxIterations) break;
    const moved = climb(likelihood, theta, current, next.step);
    if (moved === null) break;
    iterations++;
    const wasConverged = converged;
    theta = moved.theta;
    current = moved.evaluation;
    history.push(current.logLik);
    if (history.length > HISTORY) history.shift();
    next = newtonStep(current);
    // one more step after convergence squares the error; then stop, because rounding may keep steps above SETTLED for ever
    if (wasConverged && next !== null) {
      const still = next.definite && scaledGradient(current.score, scale, nobs) <= gradientTolerance;
      converged = still && stepSize(next.step, theta, scale) <= stepTolerance;
      if (converged) break;
    }
  }

  const definite = isDefinite(current.information);
  return {
    theta,
    logLik: current.logLik,
    score: current.score,
    information: current.information,
    iterations,
    scaledGradient: scaledGradient(current.score, scale, nobs),
    definite,
    converged: converged && definite,
    history,
  };
}

/** sqrt(I_jj / nobs), with 1 where it is not positive. */
function informationScale(information: Matrix, nobs: number): Float64Array {
  const scale = new Float64Array(information.rows);
  for (let j = 0; j < scale.length; j++) {
    const size = Math.sqrt(information.get(j, j) / nobs);
    scale[j] = size > 0 && size < Infinity ? size : 1;
  }
  return scale;
}

function scaledGradient(score: Float64Array, scale: ArrayLike<number>, nobs: number): number {
  let largest = 0;
  for (let j = 0; j < score.length; j++) {
    const size = Math.abs(score[j]!) / (nobs * scale[j]!);
    largest = Math.max(largest, size);
  }
  return largest;
}

/** Largest element of the step over the larger of one and the largest coefficient, both in standardised columns. */
function stepSize(step: Float64Array, theta: Float64Array, scale: ArrayLike<number>): number {
  let largest = 0;
  let coefficient = 1;
  for (let j = 0; j < step.length; j++) {
    largest = Math.max(largest, Math.abs(step[j]! * scale[j]!));
    coefficient = Math.max(coefficient, Math.abs(theta[j]! * scale[j]!));
  }
  return largest / coefficient;
}

/** The full step; null when no multiple of the diagonal makes the information definite (it is not finite or has no scale). */
function newtonStep(evaluation: Evaluation): Step | null {
  const plain = solveDefinite(evaluation.information, evaluation.score);
  if (plain !== null) return { step: plain, definite: true };
  for (let ridge = 1e-6; ridge < 1e12; ridge *= 10) {
    const step = solveDefinite(withRidge(evaluation.information, ridge), evaluation.score);
    if (step?.every(Number.isFinite)) return { step, definite: false };
  }
  return null;
}

function withRidge(information: Matrix, ridge: number): Matrix {
  const ridged = information.clone();
  let largest = 0;
  for (let j = 0; j < ridged.rows; j++) largest = Math.max(largest, Math.abs(ridged.get(j, j)));
  for (let j = 0; j < ridged.rows; j++) {
    const diagonal = ridged.get(j, j);
    // a diagonal element that vanished takes its size from the largest
    ridged.set(j, j, diagonal + ridge * Math.max(Math.abs(diagonal), largest * 1e-12));
  }
  return ridged;
}

/** The first point on theta + step / 2^k where the likelihood does not fall, or null. */
function climb(
  likelihood: Likelihood,
  theta: Float64Array,
  from: Evaluation,
  step: Float64Array,
): { theta: Float64Array; evaluation: Evaluation } | null {
  const lowest = from.logLik - ROUNDING * Math.max(1, Math.abs(from.logLik));
  let length = 1;
  for (let halving = 0; halving <= MOST_HALVINGS; halving++) {
    const trial = theta.map((value, j) => value + length * step[j]!);
    const evaluation = likelihood.evaluate(trial);
    if (evaluation.logLik >= lowest && evaluation.logLik < Infinity) return { theta: trial, evaluation };
    length /= 2;
  }
  return null;
}
