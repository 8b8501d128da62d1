/** Least squares good to the last printed digits: normal equations in double-double. */
import { Matrix } from 'ml-matrix';
import { type Block, numericBlock } from './block.ts';
import { accumulator, addPairTo, addProduct, addProductLow } from './double-double.ts';
import { exactCross, exactCrossCost, type PairMatrix } from './exact-cross.ts';
import { exactFactor, exactInverse, exactSolve, type PairVector, pairVector } from './exact-factor.ts';
import { type ExactResiduals, exactCrossVector, exactResiduals } from './exact-residuals.ts';
import { shiftedBlocks } from './shifted-blocks.ts';
import { inverseDefinite } from './symmetric.ts';
import { flatWeightedCross } from './weighted-cross.ts';

/** Blocks without dependent columns, an outcome (with the part a double cannot hold, or null), positive weights or null. */
export interface LeastSquaresProblem {
  readonly blocks: readonly Block[];
  readonly outcome: Float64Array;
  readonly outcomeLow: Float64Array | null;
  readonly weights: Float64Array | null;
}

export interface LeastSquares {
  readonly coef: Float64Array;
  /** (X'WX)^-1 */
  readonly crossInverse: Matrix;
  /** y - X b */
  readonly residuals: Float64Array;
  readonly fitted: Float64Array;
  /** sum of w r^2, from the residuals */
  readonly rss: number;
  /** false when X'WX is not positive definite: every number is then NaN */
  readonly definite: boolean;
  readonly arithmetic: 'double-double' | 'double';
}

/** Largest number of double-double multiply-adds (rows x pairs of blocks; about ten seconds) before doubles take over. */
const EXACT_LIMIT = 1e9;

/** Coefficients are refined once with residuals from the data when a pivot keeps less than this share of its column. */
const ILL_CONDITIONED = 1e-8;

/**
 * Weighted least squares b = (X'WX)^-1 X'Wy. Up to `exactLimit` operations everything is computed in pairs of doubles with
 * the low parts of blocks and outcome; residuals and their sum of squares come from y - Xb in pairs. Beyond, X'WX is taken
 * in doubles of centred and scaled columns and b is refined three times with residuals in pairs: coefficients are then good
 * to about 1e-14 and crossInverse to about 1e-16 times the squared condition number of the standardised columns.
 * Which of the two is decided by the shape of the problem alone. Missing values are not allowed. Never throws.
 * Equivalent: R lm(y ~ x, weights = w), Stata regress.
 */
export function leastSquares(problem: LeastSquaresProblem, exactLimit = EXACT_LIMIT): LeastSquares {
  return exactCrossCost(problem.blocks) <= exactLimit ? inPairs(problem) : inDoubles(problem);
}

function inPairs(problem: LeastSquaresProblem): LeastSquares {
  const { blocks, outcome, outcomeLow, weights } = problem;
  const joined = exactCross([...blocks, numericBlock(outcome, outcomeLow)], weights);
  const { cross, right } = withoutLast(joined);
  const factor = exactFactor(cross, 0);
  if (factor.dependent.includes(true)) return undefinedFit(problem, 'double-double');
  const coef = exactSolve(factor, right);
  let residuals = exactResiduals(blocks, coef, outcome, outcomeLow);
  if (factor.smallest < ILL_CONDITIONED) {
    const gradient = exactCrossVector(blocks, residuals, weights);
    addVector(coef, exactSolve(factor, { hi: gradient, lo: new Float64Array(gradient.length) }));
    residuals = exactResiduals(blocks, coef, outcome, outcomeLow);
  }
  return assemble(problem, coef, residuals, squareOf(exactInverse(factor), cross.size), 'double-double');
}

function inDoubles(problem: LeastSquaresProblem): LeastSquares {
  const { blocks, outcome, outcomeLow, weights } = problem;
  const { blocks: shifted, shift, scale } = shiftedBlocks(blocks);
  const { inverse, definite } = inverseDefinite(squareOf(flatWeightedCross(shifted, weights), shift.length));
  if (!definite) return undefinedFit(problem, 'double');
  const crossInverse = unshifted(inverse, shift, scale);
  const coef = pairVector(shift.length);
  let residuals = exactResiduals(blocks, coef, outcome, outcomeLow);
  for (let pass = 0; pass < 4; pass++) {
    const gradient = exactCrossVector(blocks, residuals, weights);
    addVector(coef, { hi: times(crossInverse, gradient), lo: new Float64Array(shift.length) });
    residuals = exactResiduals(blocks, coef, outcome, outcomeLow);
  }
  return assemble(problem, coef, residuals, crossInverse, 'double');
}

/** (X'WX)^-1 from that of Z = (X - 1 shift') / scale, where the first column is the constant if anything was shifted. */
function unshifted(inverse: Matrix, shift: Float64Array, scale: Float64Array): Matrix {
  const back = Matrix.zeros(shift.length, shift.length);
  for (let j = 0; j < shift.length; j++) {
    back.set(j, j, 1 / scale[j]!);
    if (shift[j] !== 0) back.set(0, j, back.get(0, j) - shift[j]! / scale[j]!);
  }
  return back.mmul(inverse).mmul(back.transpose());
}

function assemble(
  problem: LeastSquaresProblem,
  coef: PairVector,
  residuals: ExactResiduals,
  crossInverse: Matrix,
  arithmetic: LeastSquares['arithmetic'],
): LeastSquares {
  const { weights } = problem;
  const sum = accumulator();
  for (let i = 0; i < residuals.hi.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    addProductLow(sum, weight * residuals.hi[i]!, 0, residuals.hi[i]!, 2 * residuals.lo[i]!);
  }
  return {
    coef: coef.hi.map((hi, j) => hi + coef.lo[j]!),
    crossInverse,
    residuals: residuals.hi.map((hi, i) => hi + residuals.lo[i]!),
    fitted: residuals.fitted,
    rss: sum.hi + sum.lo,
    definite: true,
    arithmetic,
  };
}

function undefinedFit(problem: LeastSquaresProblem, arithmetic: LeastSquares['arithmetic']): LeastSquares {
  const rows = problem.outcome.length;
  let size = 0;
  for (const block of problem.blocks) size += block.width;
  return {
    coef: new Float64Array(size).fill(NaN),
    crossInverse: Matrix.zeros(size, size).fill(NaN),
    residuals: new Float64Array(rows).fill(NaN),
    fitted: new Float64Array(rows).fill(NaN),
    rss: NaN,
    definite: false,
    arithmetic,
  };
}

/** The cross product without its last row and column, and that column. */
function withoutLast(joined: PairMatrix): { cross: PairMatrix; right: PairVector } {
  const size = joined.size - 1;
  const cross = { size, hi: new Float64Array(size * size), lo: new Float64Array(size * size) };
  const right = pairVector(size);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) {
      cross.hi[j * size + k] = joined.hi[j * joined.size + k]!;
      cross.lo[j * size + k] = joined.lo[j * joined.size + k]!;
    }
    right.hi[j] = joined.hi[j * joined.size + size]!;
    right.lo[j] = joined.lo[j * joined.size + size]!;
  }
  return { cross, right };
}

function addVector(to: PairVector, step: PairVector): void {
  for (let j = 0; j < to.hi.length; j++) {
    const sum = { hi: to.hi[j]!, lo: to.lo[j]! };
    addPairTo(sum, step.hi[j]!, step.lo[j]!);
    to.hi[j] = sum.hi;
    to.lo[j] = sum.lo;
  }
}

function times(m: Matrix, v: Float64Array): Float64Array {
  const product = new Float64Array(v.length);
  for (let j = 0; j < v.length; j++) {
    const sum = accumulator();
    for (let k = 0; k < v.length; k++) addProduct(sum, m.get(j, k), v[k]!);
    product[j] = sum.hi;
  }
  return product;
}

function squareOf(flat: Float64Array, size: number): Matrix {
  const matrix = Matrix.zeros(size, size);
  for (let j = 0; j < size; j++) for (let k = 0; k < size; k++) matrix.set(j, k, flat[j * size + k]!);
  return matrix;
}
