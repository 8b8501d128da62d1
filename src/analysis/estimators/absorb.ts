/** Least squares with fixed effects partialled out: the design without its effects, and the degrees of freedom they take. */
import { Matrix } from 'ml-matrix';
import { Failure } from '../../errors/failure.ts';
import { type Block, constantBlock, numericBlock } from '../../numerics/block.ts';
import { denseColumns } from '../../numerics/block-kernels.ts';
import { demean, type Grouping } from '../../numerics/demean.ts';
import { indicatorRank } from '../../numerics/indicator-rank.ts';
import { leastSquares } from '../../numerics/least-squares.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import { absorbedOmissions, explainedColumns, weightedTotal } from './absorb-columns.ts';
import { absorbedStatistics } from './absorb-statistics.ts';
import type { Absorbed, Expectation } from './estimator.ts';
import { fixedEffectsOf, levelsWithRows } from './fixed-effects.ts';
import { linearExpectation } from './linear-expectation.ts';
import type { Solved } from './single-fit.ts';
import { dropSingletons, type SingletonPolicy, singletonRows } from './singletons.ts';

/**
 * Least squares of the outcome on the terms and on the indicators of the absorbed effects, which have no coefficients (Frisch,
 * Waugh and Lovell; Stata's areg and reghdfe, R's fixest and lfe). Outcome and columns are demeaned to 1e-12; then their
 * means are added back, so that the intercept is the mean of the effects (areg's _cons) and mean predictions are those of
 * the model with indicators, standard errors included. Columns constant within the effects are left out as collinear.
 * Singletons stay (fixest) or leave, again and again until there are none (reghdfe). E-FIT-CONVERGENCE when the
 * projections do not settle, E-FIT-EMPTY when the rows do not outnumber coefficients and effects.
 */
export function solveAbsorbed(asked: Design, policy: SingletonPolicy): Solved {
  const singletons = singletonRows(factorsOf(asked));
  const design = policy === 'drop' ? dropSingletons(asked, singletons) : asked;
  const { equation, outcome, weights } = design;
  const factors = factorsOf(design);
  const effects = fixedEffectsOf(design).filter((effect) => effect.absorbed);
  const raw = denseColumns(design.blocks.slice(1));
  const demeaned = demean([outcome, ...raw], factors, weights);
  if (!demeaned.converged) throw notConverged(design, demeaned.change);
  const [within, ...columns] = demeaned.columns;
  const drop = explainedColumns(raw, columns, weights);
  const rank = indicatorRank(factors);
  const kept = columns.filter((_, j) => !drop[j]);
  const coefficients = kept.length;
  if (design.nobs <= coefficients + rank.rank) throw tooFewRows(design, coefficients, rank.rank);

  const solved = kept.length === 0 ? nothing(within!) : leastSquares(problem(kept, within!, weights));
  const total = weights === null ? outcome.length : weightedTotal(weights, null);
  const means = Float64Array.from(
    raw.filter((_, j) => !drop[j]),
    (column) => weightedTotal(column, weights) / total,
  );
  const constant =
    weightedTotal(outcome, weights) / total - means.reduce((at, mean, j) => at + mean * solved.coef[j]!, 0);
  const bread = withConstant(solved.crossInverse, means, total);
  const view = recentred(design.without([false, ...drop], null), kept, means);
  const absorbed: Absorbed = { effects, df: rank.rank, exact: rank.exact };
  const { dispersion, dfResidual, statistics } = absorbedStatistics(design, {
    residuals: solved.residuals,
    within: within!,
    coefficients,
    absorbedDf: rank.rank,
  });
  const counted = singletons.reduce((count, one) => count + one, 0);
  const ones = new Float64Array(outcome.length).fill(1);
  return {
    coef: Float64Array.of(constant, ...solved.coef),
    observedBread: bread,
    expectedBread: bread,
    equation: {
      name: equation.name,
      label: equation.label,
      estimator: 'OLS',
      design: view,
      offset: 0,
      linearPredictor: outcome.map((y, i) => y - solved.residuals[i]!),
      residual: solved.residuals,
      scoreResidual: solved.residuals,
      observedCurvature: ones,
      expectedCurvature: ones,
      dispersion,
      dfResidual,
      exactTests: true,
      statistics: { ...statistics, singletons: counted, singletonsDropped: policy === 'drop' ? counted : 0 },
      convergence: {
        converged: true,
        iterations: demeaned.iterations,
        scaledGradient: demeaned.change,
        definite: true,
        logLik: statistics.logLik ?? Number.NaN,
      },
      omitted: absorbedOmissions(
        design,
        drop,
        columns,
        raw,
        weights,
        effects.map(({ variable }) => variable),
      ),
      absorbed,
      ...(!rank.exact && {
        warnings: [
          `the degrees of freedom of the fixed effects (${rank.rank}) are an upper bound: a third effect has too many levels for the exact count`,
        ],
      }),
    },
  };
}

/** The mean of an absorbed fit: averages over its own rows are exact, single rows are not, other rows are not predicted. */
export function absorbedExpectation(design: Design): Expectation {
  return {
    ...linearExpectation(design),
    onto() {
      throw new Failure('E-FIT-IDENTIFICATION', {
        place: { path: design.equation.name },
        finding: 'predictions on other rows need the fixed effects themselves, which were absorbed',
        remedy: 'set absorb: false',
      });
    },
  };
}

/** The absorbed effects of a design as codes. */
export function factorsOf({ equation, frame }: Design): readonly Grouping[] {
  const variables = (equation.absorbed ?? []).flatMap((term) => term.variables);
  return variables.map((variable) => levelsWithRows(frame, variable));
}

/** The design with columns demeaned and their means added back; over other frames the columns as they are, one by one. */
function recentred(raw: Design, columns: readonly Float64Array[], means: Float64Array): Design {
  const single = (blocks: readonly Block[]): Block[] => denseColumns(blocks).map((column) => numericBlock(column));
  const rows = raw.rows.length;
  return {
    ...raw,
    blocks: [
      constantBlock(rows),
      ...columns.map((column, j) => numericBlock(column.map((value) => value + means[j]!))),
    ],
    blocksFor(frame: Frame) {
      const [constant, ...others] = raw.blocksFor(frame);
      return [constant!, ...single(others)];
    },
    derivativesFor: (frame, variable) => single(raw.derivativesFor(frame, variable)),
  };
}

function problem(columns: readonly Float64Array[], outcome: Float64Array, weights: Float64Array | null) {
  return { blocks: columns.map((column) => numericBlock(column)), outcome, outcomeLow: null, weights };
}

function nothing(outcome: Float64Array) {
  return { coef: new Float64Array(0), crossInverse: Matrix.zeros(0, 0), residuals: outcome };
}

/** The inverse of [1, x + m]'W[1, x + m], x'W1 = 0, from that of x'Wx. */
function withConstant(inverse: Matrix, means: Float64Array, total: number): Matrix {
  const k = means.length;
  const bread = Matrix.zeros(k + 1, k + 1);
  let corner = 1 / total;
  for (let a = 0; a < k; a++) {
    let cross = 0;
    for (let b = 0; b < k; b++) {
      bread.set(a + 1, b + 1, inverse.get(a, b));
      cross += inverse.get(a, b) * means[b]!;
    }
    bread.set(0, a + 1, -cross);
    bread.set(a + 1, 0, -cross);
    corner += means[a]! * cross;
  }
  bread.set(0, 0, corner);
  return bread;
}

function notConverged({ equation }: Design, change: number): Failure {
  return new Failure('E-FIT-CONVERGENCE', {
    place: { path: equation.name },
    finding: `the fixed effects could not be partialled out: a sweep still changes a column by ${change.toExponential(1)} of its length`,
    accepted: 'at most 1e-12',
    remedy: 'set absorb: false, or leave out the effect whose levels hardly overlap with those of the others',
  });
}

function tooFewRows({ equation, nobs }: Design, coefficients: number, effects: number): Failure {
  return new Failure('E-FIT-EMPTY', {
    place: { path: equation.name },
    finding: `${nobs} rows for ${coefficients} coefficients and ${effects} degrees of freedom of the fixed effects`,
    remedy: 'a model needs more rows than both together: fewer effects or terms, or a larger sample',
  });
}
