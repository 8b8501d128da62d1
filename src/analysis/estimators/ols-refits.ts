/** Many least-squares fits with some columns exchanged: the other columns are partialled out of the exchanged ones. */
import { Failure } from '../../errors/failure.ts';
import type { Block } from '../../numerics/block.ts';
import { crossBetween, denseColumns } from '../../numerics/block-kernels.ts';
import { definiteFactor, factorInverse } from '../../numerics/flat-inverse.ts';
import { addPredictor, fillCross } from '../../numerics/fused-passes.ts';
import { flatWeightedCross } from '../../numerics/weighted-cross.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import type { Expectation, Fit, FittedEquation, Refit } from './estimator.ts';
import { changingColumns, type Parted, partedColumns, reducedLike } from './exchanged-columns.ts';
import { type Solved, singleFit } from './single-fit.ts';

/** What a column must keep of its sum of squares beside the others for the shortcut to decide. */
const FLOOR = 1e-9;

export interface OlsRefitOptions {
  solve(design: Design): Solved;
  expectation(design: Design): Expectation;
}

/**
 * Refits of least squares: with N the columns that stay and T those that change, T~ = T - N (N'WN)^-1 N'WT, b_T =
 * (T~'WT~)^-1 T~'We for the residuals e of y on N alone, b_N = b_N0 - (N'WN)^-1 N'WT b_T (Frisch and Waugh 1933; Lovell
 * 1963). In doubles with one pass of refinement: coefficients agree with those of olsEstimator to about 1e-12.
 */
export function olsRefits(
  asked: Design,
  sample: Frame,
  exchanged: readonly string[],
  options: OlsRefitOptions,
): Refit | null {
  const alone = solvedAlone(asked, exchanged, options);
  if (alone === null) return null;
  const base = reducedLike(asked, alone.equation.design, exchanged);
  const parted = partedColumns(base, alone.equation.design, exchanged);
  if (parted.changingCount === 0) return null;
  const { weights } = base;
  const factor = definiteFactor(flatWeightedCross(parted.staying, weights), parted.stayingCount, FLOOR);
  if (factor === null) return null;
  const start: Start = { residuals: alone.equation.residual, inverse: factorInverse(factor), weights };
  return (columns) => {
    const design = base.exchanging(columns);
    if (design === null || design.nobs <= design.columns.length) return null;
    const projected = project(parted.changing(design), parted, start);
    return projected && fitOf(design, sample, alone, parted, start, projected, options);
  };
}

function solvedAlone(asked: Design, exchanged: readonly string[], { solve }: OlsRefitOptions): Solved | null {
  const changes = changingColumns(asked, exchanged);
  if (!changes.includes(false)) return null;
  try {
    return solve(asked.without(changes, null));
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

interface Start {
  readonly residuals: Float64Array;
  readonly inverse: Float64Array;
  readonly weights: Float64Array | null;
}

interface Projected {
  /** T~, a vector over rows per changing column */
  readonly columns: readonly Float64Array[];
  /** (N'WN)^-1 N'WT, one vector per changing column */
  readonly lifted: readonly Float64Array[];
  /** (T~'WT~)^-1, row-major */
  readonly inverse: Float64Array;
}

function project(changing: readonly Block[], { staying, stayingCount }: Parted, start: Start): Projected | null {
  const { inverse, weights } = start;
  const border = crossBetween(changing, staying, weights);
  const lifted: Float64Array[] = [];
  const raw = denseColumns(changing);
  const columns = raw.map((column, a) => {
    const once = times(inverse, border.getRow(a));
    const left = minus(column, staying, once);
    const rest = new Float64Array(stayingCount);
    fillCross(staying, weighted(left, weights), rest);
    const again = times(inverse, rest);
    lifted.push(once.map((value, j) => value + again[j]!));
    return minus(left, staying, again);
  });
  const m = columns.length;
  const cross = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    const heavy = weighted(columns[a]!, weights);
    for (let b = 0; b < m; b++) cross[a * m + b] = dot(heavy, columns[b]!);
    if (!(cross[a * m + a]! > FLOOR * dot(weighted(raw[a]!, weights), raw[a]!))) return null;
  }
  const factor = definiteFactor(cross, m, FLOOR);
  return factor && { columns, lifted, inverse: factorInverse(factor) };
}

function fitOf(
  design: Design,
  sample: Frame,
  alone: Solved,
  parted: Parted,
  start: Start,
  projected: Projected,
  { solve, expectation }: OlsRefitOptions,
): Fit {
  const own = alone.equation;
  const kept = parted.stayingCount;
  const { columns, lifted, inverse } = projected;
  const heavy = weighted(start.residuals, start.weights);
  const moments = Float64Array.from(columns, (column) => dot(column, heavy));
  const slopes = times(inverse, moments);
  const theta = new Float64Array(kept + slopes.length);
  theta.set(slopes, kept);
  slopes.forEach((slope, a) => {
    for (let j = 0; j < kept; j++) theta[j]! -= lifted[a]![j]! * slope;
  });
  const before = new Map(own.design.columns.map(({ id }, j) => [id, alone.coef[j]!]));
  const change = parted.coefBack(theta);
  const dfResidual = design.nobs - theta.length;
  // a draw that looks at the coefficient alone asks for none of these
  const residuals = once(() => {
    const left = Float64Array.from(start.residuals);
    slopes.forEach((slope, a) => {
      for (let i = 0; i < left.length; i++) left[i]! -= columns[a]![i]! * slope;
    });
    return left;
  });
  const bread = once(() => parted.breadBack(borderedInverse(start.inverse, kept, projected)));
  const equation: FittedEquation = {
    ...own,
    design,
    get linearPredictor() {
      return design.outcome.map((y, i) => y - residuals()[i]!);
    },
    get residual() {
      return residuals();
    },
    get scoreResidual() {
      return residuals();
    },
    get dispersion() {
      return dot(residuals(), weighted(residuals(), start.weights)) / dfResidual;
    },
    dfResidual,
    statistics: {},
    convergence: { ...own.convergence, logLik: Number.NaN },
  };
  const solved: Solved = {
    equation,
    coef: Float64Array.from(design.columns, ({ id }, j) => change[j]! + (before.get(id) ?? 0)),
    get observedBread() {
      return bread();
    },
    get expectedBread() {
      return bread();
    },
  };
  return singleFit(solved, sample, expectation(design), solve);
}

/** [N T]'W[N T] inverted: [A + G S G', -G S; -S G', S] with A and S the inverses of N'WN and T~'WT~, and G the lifted columns. */
function borderedInverse(a: Float64Array, kept: number, { lifted, inverse }: Projected): Float64Array {
  const m = lifted.length;
  const k = kept + m;
  const bread = new Float64Array(k * k);
  for (let j = 0; j < kept; j++) for (let l = 0; l < kept; l++) bread[j * k + l] = a[j * kept + l]!;
  for (let c = 0; c < m; c++) {
    const across = new Float64Array(kept);
    for (let b = 0; b < m; b++) {
      bread[(kept + c) * k + kept + b] = inverse[c * m + b]!;
      for (let j = 0; j < kept; j++) across[j]! += lifted[b]![j]! * inverse[b * m + c]!;
    }
    for (let j = 0; j < kept; j++) {
      bread[j * k + kept + c] = -across[j]!;
      bread[(kept + c) * k + j] = -across[j]!;
      for (let l = 0; l < kept; l++) bread[j * k + l]! += across[j]! * lifted[c]![l]!;
    }
  }
  return bread;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A v for a square row-major A. */
function times(a: Float64Array, v: ArrayLike<number>): Float64Array {
  const size = v.length;
  const product = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    let sum = 0;
    for (let l = 0; l < size; l++) sum += a[j * size + l]! * v[l]!;
    product[j] = sum;
  }
  return product;
}

/** column - X b. */
function minus(column: Float64Array, blocks: readonly Block[], coef: Float64Array): Float64Array {
  const left = Float64Array.from(column);
  addPredictor(
    blocks,
    coef.map((value) => -value),
    left,
  );
  return left;
}

function weighted(values: Float64Array, weights: Float64Array | null): Float64Array {
  return weights === null ? values : values.map((value, i) => value * weights[i]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
