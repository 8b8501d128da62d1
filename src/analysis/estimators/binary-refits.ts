/** Many fits of one binary model with some columns exchanged: Newton steps from the fit without these columns. */

import { Failure } from '../../errors/failure.ts';
import { BINARY_ROWS } from '../../numerics/binary-rows.ts';
import type { Block } from '../../numerics/block.ts';
import { denseColumns } from '../../numerics/block-kernels.ts';
import { definiteFactor, factorInverse, factorSolve } from '../../numerics/flat-inverse.ts';
import { addPredictor, fillCross } from '../../numerics/fused-passes.ts';
import type { SemidefiniteFactor } from '../../numerics/semidefinite-factor.ts';
import { flatWeightedCross } from '../../numerics/weighted-cross.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { Expectation, Fit, FittedEquation, Refit } from './estimator.ts';
import { changingColumns, type Parted, partedColumns, reducedLike } from './exchanged-columns.ts';
import type { RowModel } from './row-model.ts';
import { type Solved, singleFit } from './single-fit.ts';

/** What a column must keep of its sum of squares beside the others for the shortcut to decide. */
const FLOOR = 1e-8;
/** A Newton step, in columns of size one, after which nothing that is reported changes in eight digits. */
const LAST_STEP = 1e-8;
/** Steps with the information of the start go on to this size, while each is this much smaller than the one before. */
const NEAR = 1e-7;
const SLOW = 0.3;
const MOST_STEPS = 25;
const GRADIENT_TOLERANCE = 1e-10;
/** Smallest score residual that counts in a proof of overlap. */
const SMALLEST_SCORE = 1e-10;

export interface BinaryRefitOptions {
  readonly model: RowModel;
  solve(design: Design): Solved;
  expectation(design: Design): Expectation;
}

/**
 * Refits of a logit, probit or cloglog of a 0/1 outcome. The model without the exchanged columns is solved once, with its
 * collinear columns and separated rows out; a refit starts there with steps by the information at the start, bordered by
 * the exchanged columns, which cost a gradient each, and goes on by Newton steps. It ends with the gradient at zero and a proof that nothing is separated: with
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
  const scratch = scratchOf(base, model);
  return (columns) => {
    const design = base.exchanging(columns);
    if (design === null) return null;
    const found = climb(design, parted, start, scratch);
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
}

function startOf({ equation }: Solved, { staying, stayingCount }: Parted): Start | null {
  const { design, linearPredictor, observedCurvature, scoreResidual } = equation;
  const curvature = weighted(observedCurvature, design.weights);
  const factor = definiteFactor(flatWeightedCross(staying, curvature), stayingCount, FLOOR);
  return (
    factor && {
      eta: linearPredictor,
      score: weighted(scoreResidual, design.weights),
      curvature,
      inverse: factorInverse(factor),
    }
  );
}

/** Vectors over rows that every refit writes anew. */
interface Scratch {
  readonly eta: Float64Array;
  readonly score: Float64Array;
  readonly curvature: Float64Array;
  fill(): void;
}

/** Fills scores and curvatures, unweighted, at the predictors. */
function scratchOf({ outcome }: Design, model: RowModel): Scratch {
  const [eta, score, curvature] = [0, 0, 0].map(() => new Float64Array(outcome.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const { name } = model.link;
  if (name !== 'logit' && name !== 'probit') {
    const rows = { logLik: new Float64Array(outcome.length), score, observed: curvature };
    return { eta, score, curvature, fill: () => void model.fill(outcome, eta, rows) };
  }
  const sign = outcome.map((y) => 2 * y - 1);
  const fill = (): void => {
    BINARY_ROWS[name].fillSlopes(eta, sign, score, curvature);
    for (let i = 0; i < curvature.length; i++) curvature[i] = -curvature[i]!;
  };
  return { eta, score, curvature, fill };
}

interface Found {
  readonly theta: Float64Array;
  readonly eta: Float64Array;
  readonly score: Float64Array;
  readonly curvature: Float64Array;
  readonly blocks: readonly Block[];
  readonly factor: SemidefiniteFactor;
  readonly steps: number;
  readonly scaledGradient: number;
}

/** The likelihood is concave, so that a gradient of zero is its maximum and no step has to be watched. */
function climb(design: Design, parted: Parted, start: Start, scratch: Scratch): Found | null {
  const { weights } = design;
  const { eta, score, curvature } = scratch;
  const changing = parted.changing(design);
  const border = borderOf(changing, parted, start);
  if (border === null) return null;
  const blocks = [...parted.staying, ...changing];
  const k = parted.stayingCount + parted.changingCount;
  const n = weights === null ? eta.length : weights.reduce((sum, weight) => sum + weight, 0);
  const gradient = new Float64Array(k);
  fillCross(changing, start.score, gradient.subarray(parted.stayingCount));
  const theta = border.solve(gradient);
  const evaluate = (): void => {
    eta.set(start.eta);
    addPredictor(blocks, theta, eta);
    scratch.fill();
    fillCross(blocks, weighted(score, weights), gradient);
  };
  let steps = 1;
  for (let before = Infinity; steps <= MOST_STEPS; steps++) {
    evaluate();
    const step = border.solve(gradient);
    const size = stepSize(step, border.scale);
    if (!(size < SLOW * before)) break;
    addTo(theta, step);
    before = size;
    if (size <= NEAR) break;
  }
  for (; steps <= MOST_STEPS; steps++) {
    evaluate();
    const information = flatWeightedCross(blocks, weighted(curvature, weights));
    const factor = definiteFactor(information, k, FLOOR);
    if (factor === null) return null;
    const step = factorSolve(factor, gradient);
    const scale = Float64Array.from(step, (_, j) => Math.sqrt(information[j * k + j]! / n));
    addTo(theta, step);
    if (!(stepSize(step, scale) <= LAST_STEP)) continue;
    evaluate();
    const scaledGradient = gradient.reduce((most, value, j) => Math.max(most, Math.abs(value) / (n * scale[j]!)), 0);
    if (!(scaledGradient <= GRADIENT_TOLERANCE) || !overlaps(gradient, factor, scratch, weights)) return null;
    return {
      theta,
      eta: eta.slice(),
      score: score.slice(),
      curvature: curvature.slice(),
      blocks,
      factor,
      steps: steps + 1,
      scaledGradient,
    };
  }
  return null;
}

interface Border {
  /** the solution of the information at the start, with the exchanged columns, for a right side */
  solve(gradient: Float64Array): Float64Array;
  /** root mean square of each column under the curvatures at the start */
  readonly scale: Float64Array;
}

/** The information at the start with the exchanged columns as its border; null where the others explain one of them. */
function borderOf(changing: readonly Block[], parted: Parted, { curvature, inverse }: Start): Border | null {
  const { staying, stayingCount: kept, changingCount: m } = parted;
  const own = flatWeightedCross(changing, curvature);
  const lifted: Float64Array[] = [];
  const schur = Float64Array.from(own);
  const crossed = denseColumns(changing).map((column) => {
    const cross = new Float64Array(kept);
    fillCross(staying, weighted(column, curvature), cross);
    return cross;
  });
  for (let a = 0; a < m; a++) {
    lifted.push(times(inverse, crossed[a]!));
    for (let b = 0; b < m; b++) schur[a * m + b]! -= dot(lifted[a]!, crossed[b]!);
    if (!(schur[a * m + a]! > FLOOR * own[a * m + a]!)) return null;
  }
  const factor = definiteFactor(schur, m, FLOOR);
  if (factor === null) return null;
  const scale = new Float64Array(kept + m).fill(1);
  for (let a = 0; a < m; a++) scale[kept + a] = Math.sqrt(own[a * m + a]! / curvature.length);
  return {
    scale,
    solve(gradient) {
      const first = gradient.subarray(0, kept);
      const rest = Float64Array.from(lifted, (lift, a) => gradient[kept + a]! - dot(lift, first));
      const second = factorSolve(factor, rest);
      const solved = new Float64Array(kept + m);
      solved.set(times(inverse, first));
      for (let a = 0; a < m; a++) for (let j = 0; j < kept; j++) solved[j]! -= lifted[a]![j]! * second[a]!;
      solved.set(second, kept);
      return solved;
    },
  };
}

function stepSize(step: Float64Array, scale: Float64Array): number {
  let size = 0;
  for (let j = 0; j < step.length; j++) size = Math.max(size, Math.abs(step[j]!) * scale[j]!);
  return size;
}

function addTo(theta: Float64Array, step: Float64Array): void {
  for (let j = 0; j < theta.length; j++) theta[j]! += step[j]!;
}

/** See binaryRefits. */
function overlaps(
  gradient: Float64Array,
  factor: SemidefiniteFactor,
  { score, curvature }: Scratch,
  weights: Float64Array | null,
): boolean {
  let smallest = Infinity;
  let heaviest = 0;
  for (let i = 0; i < score.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    smallest = Math.min(smallest, weight * Math.abs(score[i]!));
    heaviest = Math.max(heaviest, weight * curvature[i]!);
  }
  const form = Math.max(0, dot(gradient, factorSolve(factor, gradient)));
  return smallest > SMALLEST_SCORE && Math.sqrt(heaviest * form) < 0.5 * smallest;
}

function fitOf(
  design: Design,
  sample: Frame,
  alone: Solved,
  parted: Parted,
  found: Found,
  { model, solve, expectation }: BinaryRefitOptions,
): Fit {
  const { eta, score, curvature, blocks, steps, scaledGradient } = found;
  const own = alone.equation;
  const k = design.columns.length;
  const padded = new Float64Array(k);
  design.columns.forEach(({ id }, j) => {
    const before = own.design.columns.findIndex((column) => column.id === id);
    if (before >= 0) padded[j] = alone.coef[before]!;
  });
  const coef = parted.coefBack(found.theta).map((change, j) => change + padded[j]!);
  const observedBread = parted.breadBack(factorInverse(found.factor));
  const expectedCurvature = () => (model.link.name === 'logit' ? curvature : eta.map(model.expected));
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
    scoreResidual: score,
    observedCurvature: curvature,
    get expectedCurvature() {
      return expectedCurvature();
    },
    dispersion: own.dispersion,
    dfResidual: design.nobs - k,
    exactTests: false,
    statistics: {},
    convergence: { converged: true, iterations: steps, scaledGradient, definite: true, logLik: Number.NaN },
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

/** A v for a square row-major A. */
function times(a: Float64Array, v: Float64Array): Float64Array {
  const size = v.length;
  const product = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let sum = 0;
    for (let l = 0; l < size; l++) sum += a[j * size + l]! * v[l]!;
    product[j] = sum;
  }
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
