/** Many fits of one binary model with some columns exchanged: Newton steps from the fit without these columns. */
import { crossBetween } from '../../numerics/block-kernels.ts';
import { definiteFactor, factorInverse, factorSolve } from '../../numerics/flat-inverse.ts';
import { addPredictor, fillCross } from '../../numerics/fused-passes.ts';
import type { SemidefiniteFactor } from '../../numerics/semidefinite-factor.ts';
import { flatWeightedCross } from '../../numerics/weighted-cross.ts';
import type { Block } from '../../numerics/block.ts';
import { Failure } from '../../errors/failure.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { Expectation, Fit, FittedEquation, Refit } from './estimator.ts';
import { changingColumns, type Parted, partedColumns, reducedLike } from './exchanged-columns.ts';
import type { RowDerivatives, RowModel } from './row-model.ts';
import { type Solved, singleFit } from './single-fit.ts';

/** What a column must keep of its sum of squares beside the others for the shortcut to decide. */
const FLOOR = 1e-8;
/** Steps, in columns of size one, below which the next error is below rounding. */
const LAST_STEP = 1e-7;
const MOST_STEPS = 15;
const GRADIENT_TOLERANCE = 1e-10;
/** Relative fall of the log-likelihood that is rounding. */
const ROUNDING = 1e-12;
/** Smallest score residual that counts in a proof of overlap. */
const SMALLEST_SCORE = 1e-10;

export interface BinaryRefitOptions {
  readonly model: RowModel;
  solve(design: Design): Solved;
  expectation(design: Design): Expectation;
}

/**
 * Refits of a logit, probit or cloglog of a 0/1 outcome. The model without the exchanged columns is solved once, with its
 * collinear columns and separated rows out; a refit starts there, where the first step needs only the border of the
 * information, and goes on by Newton steps. It ends with the gradient at zero and a proof that nothing is separated: with
 * g the gradient, I the information and w its weights, no fitted value changes by more than sqrt(max w x g'I^-1 g) when the
 * score residuals are moved onto X'l = 0, so positive ones stay positive (Stiemke's lemma, see certifiesOverlap).
 */
export function binaryRefits(
  asked: Design,
  sample: Frame,
  exchanged: readonly string[],
  options: BinaryRefitOptions,
): Refit | null {
  const { model } = options;
  if (model.link.name === 'log' || model.link.name === 'identity') return null;
  if (!asked.outcome.every((y) => y === 0 || y === 1)) return null;
  const alone = solvedAlone(asked, exchanged, options);
  if (alone === null) return null;
  const base = reducedLike(asked, alone.equation.design, exchanged);
  const parted = partedColumns(base, alone.equation.design, exchanged);
  if (parted.changingCount === 0) return null;
  const start = startOf(alone, parted);
  if (start === null) return null;
  return (columns) => {
    const design = base.exchanging(columns);
    if (design === null) return null;
    const found = climb(design, parted, start, model);
    return found && fitOf(design, sample, alone, parted, found, options);
  };
}

/** The model without the exchanged columns; null where it has no ordinary solution of its own. */
function solvedAlone(asked: Design, exchanged: readonly string[], { solve }: BinaryRefitOptions): Solved | null {
  try {
    const alone = solve(asked.without(changingColumns(asked, exchanged), null));
    return alone.equation.warnings === undefined ? alone : null;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

interface Start {
  readonly eta: Float64Array;
  readonly score: Float64Array;
  /** curvature times weight */
  readonly curvature: Float64Array;
  readonly inverse: Float64Array;
  readonly logLik: number;
}

function startOf({ equation }: Solved, { staying, stayingCount }: Parted): Start | null {
  const { design, linearPredictor, observedCurvature, scoreResidual, convergence } = equation;
  const curvature = weighted(observedCurvature, design.weights);
  const factor = definiteFactor(flatWeightedCross(staying, curvature), stayingCount, FLOOR);
  return (
    factor && {
      eta: linearPredictor,
      score: weighted(scoreResidual, design.weights),
      curvature,
      inverse: factorInverse(factor),
      logLik: convergence.logLik,
    }
  );
}

interface Found {
  readonly theta: Float64Array;
  readonly eta: Float64Array;
  readonly rows: RowDerivatives;
  readonly blocks: readonly Block[];
  readonly factor: SemidefiniteFactor;
  readonly steps: number;
  readonly scaledGradient: number;
  readonly logLik: number;
}

function climb(design: Design, parted: Parted, start: Start, model: RowModel): Found | null {
  const { outcome, weights } = design;
  const changing = parted.changing(design);
  const first = borderStep(changing, parted, start);
  if (first === null) return null;
  const blocks = [...parted.staying, ...changing];
  const k = first.length;
  const n = weights === null ? outcome.length : weights.reduce((sum, weight) => sum + weight, 0);
  const theta = first;
  const eta = new Float64Array(outcome.length);
  const gradient = new Float64Array(k);
  const rows: RowDerivatives = {
    logLik: new Float64Array(outcome.length),
    score: new Float64Array(outcome.length),
    observed: new Float64Array(outcome.length),
  };
  const evaluate = (): number => {
    eta.set(start.eta);
    addPredictor(blocks, theta, eta);
    if (!model.fill(outcome, eta, rows)) return -Infinity;
    fillCross(blocks, weighted(rows.score, weights), gradient);
    return sumOf(rows.logLik, weights);
  };
  let logLik = start.logLik;
  for (let steps = 1; steps <= MOST_STEPS; steps++) {
    const reached = evaluate();
    if (!(reached >= logLik - ROUNDING * Math.max(1, Math.abs(logLik)))) return null;
    logLik = reached;
    const information = flatWeightedCross(blocks, weighted(rows.observed, weights));
    const factor = definiteFactor(information, k, FLOOR);
    if (factor === null) return null;
    const step = factorSolve(factor, gradient);
    let size = 0;
    for (let j = 0; j < k; j++) {
      theta[j]! += step[j]!;
      size = Math.max(size, Math.abs(step[j]!) * Math.sqrt(information[j * k + j]! / n));
    }
    if (!(size <= LAST_STEP)) continue;
    logLik = evaluate();
    const scaledGradient = largestScaled(gradient, information, n);
    if (!(scaledGradient <= GRADIENT_TOLERANCE) || !overlaps(gradient, factor, rows, weights)) return null;
    return { theta, eta, rows, blocks, factor, steps: steps + 1, scaledGradient, logLik };
  }
  return null;
}

/** The first Newton step from the solution without the exchanged columns, whose own gradient there is zero. */
function borderStep(changing: readonly Block[], parted: Parted, start: Start): Float64Array | null {
  const { staying, stayingCount: kept, changingCount: m } = parted;
  const border = crossBetween(changing, staying, start.curvature);
  const own = flatWeightedCross(changing, start.curvature);
  const lifted = new Float64Array(m * kept);
  const schur = Float64Array.from(own);
  for (let a = 0; a < m; a++) {
    for (let j = 0; j < kept; j++) {
      let sum = 0;
      for (let l = 0; l < kept; l++) sum += start.inverse[j * kept + l]! * border.get(a, l);
      lifted[a * kept + j] = sum;
    }
    for (let b = 0; b < m; b++) {
      let sum = 0;
      for (let j = 0; j < kept; j++) sum += lifted[a * kept + j]! * border.get(b, j);
      schur[a * m + b]! -= sum;
    }
    if (!(schur[a * m + a]! > FLOOR * own[a * m + a]!)) return null;
  }
  const factor = definiteFactor(schur, m, FLOOR);
  if (factor === null) return null;
  const gradient = new Float64Array(m);
  fillCross(changing, start.score, gradient);
  const step = factorSolve(factor, gradient);
  const theta = new Float64Array(kept + m);
  theta.set(step, kept);
  for (let a = 0; a < m; a++) for (let j = 0; j < kept; j++) theta[j]! -= lifted[a * kept + j]! * step[a]!;
  return theta;
}

/** See binaryRefits. */
function overlaps(
  gradient: Float64Array,
  factor: SemidefiniteFactor,
  { score, observed }: RowDerivatives,
  weights: Float64Array | null,
): boolean {
  let smallest = Infinity;
  let heaviest = 0;
  for (let i = 0; i < score.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    smallest = Math.min(smallest, weight * Math.abs(score[i]!));
    heaviest = Math.max(heaviest, weight * observed[i]!);
  }
  const solved = factorSolve(factor, gradient);
  let form = 0;
  for (let j = 0; j < gradient.length; j++) form += gradient[j]! * solved[j]!;
  return smallest > SMALLEST_SCORE && Math.sqrt(heaviest * Math.max(form, 0)) < 0.5 * smallest;
}

function fitOf(
  design: Design,
  sample: Frame,
  alone: Solved,
  parted: Parted,
  found: Found,
  { model, solve, expectation }: BinaryRefitOptions,
): Fit {
  const { eta, rows, blocks, steps, scaledGradient, logLik } = found;
  const own = alone.equation;
  const k = design.columns.length;
  const padded = new Float64Array(k);
  design.columns.forEach(({ id }, j) => {
    const before = own.design.columns.findIndex((column) => column.id === id);
    if (before >= 0) padded[j] = alone.coef[before]!;
  });
  const coef = parted.coefBack(found.theta).map((change, j) => change + padded[j]!);
  const observedBread = parted.breadBack(factorInverse(found.factor));
  const expectedCurvature = () => (model.link.name === 'logit' ? rows.observed : eta.map(model.expected));
  const equation: FittedEquation = {
    name: own.name,
    label: own.label,
    estimator: own.estimator,
    design,
    offset: 0,
    linearPredictor: eta,
    get residual() {
      return eta.map((at, i) => model.residual(design.outcome[i]!, at));
    },
    scoreResidual: rows.score,
    observedCurvature: rows.observed,
    get expectedCurvature() {
      return expectedCurvature();
    },
    dispersion: own.dispersion,
    dfResidual: design.nobs - k,
    exactTests: false,
    statistics: {},
    convergence: { converged: true, iterations: steps, scaledGradient, definite: true, logLik },
    omitted: own.omitted,
  };
  const solved: Solved = {
    equation,
    coef,
    observedBread,
    get expectedBread() {
      if (model.link.name === 'logit') return observedBread;
      const information = flatWeightedCross(blocks, weighted(expectedCurvature(), design.weights));
      return parted.breadBack(factorInverse(definiteFactor(information, k, 0)!));
    },
  };
  return singleFit(solved, sample, expectation(design), solve);
}

function weighted(values: Float64Array, weights: Float64Array | null): Float64Array {
  if (weights === null) return values;
  const products = new Float64Array(values.length);
  for (let i = 0; i < products.length; i++) products[i] = values[i]! * weights[i]!;
  return products;
}

function sumOf(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * (weights === null ? 1 : weights[i]!);
  return sum;
}

function largestScaled(gradient: Float64Array, information: Float64Array, n: number): number {
  const k = gradient.length;
  let largest = 0;
  for (let j = 0; j < k; j++) largest = Math.max(largest, Math.abs(gradient[j]!) / Math.sqrt(n * information[j * k + j]!));
  return largest;
}
