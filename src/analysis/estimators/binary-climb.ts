/** The maximum of a binary likelihood with exchanged columns, from the solution without them. */
import { BINARY_ROWS } from '../../numerics/binary-rows.ts';
import type { Block } from '../../numerics/block.ts';
import { denseColumns } from '../../numerics/block-kernels.ts';
import { definiteFactor, factorInverse, factorSolve } from '../../numerics/flat-inverse.ts';
import { addPredictor, fillCross } from '../../numerics/fused-passes.ts';
import type { SemidefiniteFactor } from '../../numerics/semidefinite-factor.ts';
import { flatWeightedCross } from '../../numerics/weighted-cross.ts';
import type { Design } from '../design/design.ts';
import type { Parted } from './exchanged-columns.ts';
import type { RowModel } from './row-model.ts';
import type { Solved } from './single-fit.ts';

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

/** The solution without the exchanged columns. */
export interface Start {
  readonly eta: Float64Array;
  readonly score: Float64Array;
  /** curvature times weight */
  readonly curvature: Float64Array;
  readonly inverse: Float64Array;
}

export function startOf({ equation }: Solved, { staying, stayingCount }: Parted): Start | null {
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
export interface Scratch {
  readonly eta: Float64Array;
  readonly score: Float64Array;
  readonly curvature: Float64Array;
  fill(): void;
}

/** Vectors whose fill() writes scores and curvatures, unweighted, at the predictors. */
export function scratchOf({ outcome }: Design, model: RowModel): Scratch {
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

/** A maximum. */
export interface Found {
  readonly theta: Float64Array;
  readonly eta: Float64Array;
  readonly score: Float64Array;
  readonly curvature: Float64Array;
  readonly blocks: readonly Block[];
  readonly factor: SemidefiniteFactor;
  readonly steps: number;
  readonly scaledGradient: number;
}

/**
 * The maximum with the columns of `design`: steps by the information at the start with its border, then Newton steps. The
 * likelihood is concave, so that a gradient of zero is its maximum and no step has to be watched. Null where the other columns
 * explain one, where steps do not settle, and where overlap is not proved.
 */
export function climb(design: Design, parted: Parted, start: Start, scratch: Scratch): Found | null {
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

/** values x weights; the values themselves without weights. */
export function weighted(values: Float64Array, weights: Float64Array | null): Float64Array {
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
