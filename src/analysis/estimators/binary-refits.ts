/** Many fits of one binary model with some columns exchanged: Newton steps from the fit without these columns. */
import { Failure } from '../../errors/failure.ts';
import { definiteFactor, factorInverse } from '../../numerics/flat-inverse.ts';
import { flatWeightedCross } from '../../numerics/weighted-cross.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import { climb, type Found, scratchOf, startOf, weighted } from './binary-climb.ts';
import type { Expectation, Fit, FittedEquation, Refit } from './estimator.ts';
import { changingColumns, type Parted, partedColumns, reducedLike } from './exchanged-columns.ts';
import type { RowModel } from './row-model.ts';
import { type Solved, singleFit } from './single-fit.ts';

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
