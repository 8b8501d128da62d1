/** Logit and probit with a normal random intercept per group, by adaptive Gauss-Hermite quadrature. */
import { Failure } from '../../errors/failure.ts';
import type { BinaryLink } from '../../numerics/binary-rows.ts';
import { linearPredictor } from '../../numerics/block-kernels.ts';
import type { GroupedRows } from '../../numerics/grouped-rows.ts';
import { integratedMean } from '../../numerics/integrated-mean.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import { constantDesign } from './constant-design.ts';
import type { Estimator, Fit, FittedEquation } from './estimator.ts';
import { randomInterceptFormula } from './formula.ts';
import { glmEstimator } from './glm.ts';
import type { SeparationPolicy } from './perfect-prediction.ts';
import { randomInterceptExpectations } from './random-intercept-expectations.ts';
import { type RandomInterceptOptimum, type Start, solveRandomIntercept } from './random-intercept-optimum.ts';
import { randomInterceptStatistics } from './random-intercept-statistics.ts';
import { singleEquation } from './single-fit.ts';
import { groupSizes, type UnitGroups, unitGroups } from './unit-groups.ts';

export interface RandomInterceptOptions {
  readonly link: BinaryLink;
  /** the column whose values share an intercept */
  readonly group: string;
  readonly points: number;
  /** `laplace` is one point, whatever `points` says */
  readonly method: 'adaptive' | 'laplace';
  /** whether a Newton step with twice the points is taken to judge the quadrature */
  readonly check: boolean;
  /** perfect prediction in the model without the intercept; default: drop */
  readonly separation?: SeparationPolicy;
}

interface Solution {
  readonly design: Design;
  readonly groups: UnitGroups;
  readonly pooled: FittedEquation;
  readonly optimum: RandomInterceptOptimum;
}

/** Name of the equation of the intercept's standard deviation. */
const SCALE_EQUATION = 'log_sigma';
const SCALE_LABEL: Text = { en: 'Log SD of the random intercept', zh: '随机截距标准差的对数' };
/** Largest change by other quadrature points that goes without a warning. */
const QUADRATURE_TOLERANCE = 1e-4;
/** Points that a Laplace approximation is checked against. */
const LAPLACE_CHECK = 12;

/**
 * Pr(y = 1 | u) = F(xb + u), u normal with mean zero and standard deviation sigma, one per group (Stata: xtlogit, re and
 * xtprobit, re; R: lme4::glmer). Two equations: the outcome's, and `log_sigma` with a constant alone; where the variance is
 * estimated as zero the second has no column and the first is the pooled fit. The column `group` becomes the fit's unit.
 * Weights must be constant within groups. Throws as the pooled model does, E-FIT-IDENTIFICATION when no group has two rows
 * or none has both outcomes, and E-FIT-CONVERGENCE.
 */
export function randomInterceptEstimator(options: RandomInterceptOptions): Estimator {
  const { link, group } = options;
  const name = `random-intercept ${link}${options.method === 'laplace' ? ' (Laplace)' : ''}`;
  return {
    name,
    formulas: [randomInterceptFormula(name, link, group)],
    equations: (asked) => [singleEquation({ ...asked, requires: [...asked.requires, group] })],
    fit([design], sample, near) {
      const solution = solve(design!, sample, options, near === undefined ? null : startFrom(near));
      return assemble(solution, name, options, sample, near === undefined);
    },
  };
}

/** Coefficients of a fit by column id, and its log sigma. */
type Nearby = { readonly coef: ReadonlyMap<string, number>; readonly logSigma: number };

function startFrom({ equations: [outcome, scale], coef }: Fit): Nearby {
  return {
    coef: new Map(outcome!.design.columns.map(({ id }, j) => [id, coef[outcome!.offset + j]!])),
    logSigma: scale === undefined || scale.design.columns.length === 0 ? Number.NaN : coef[scale.offset]!,
  };
}

function solve(asked: Design, sample: Frame, options: RandomInterceptOptions, near: Nearby | null): Solution {
  const { link, group, separation } = options;
  const pooledModel = glmEstimator({ family: 'bernoulli', link, name: link, ...(separation && { separation }) });
  const pooledFit = pooledModel.fit([asked], sample);
  const pooled = pooledFit.equations[0]!;
  const { design } = pooled;
  const groups = unitGroups(design, group);
  requireInformation(design, groups);
  const start: Start | null = near && {
    coef: Float64Array.from(design.columns, ({ id }, j) => near.coef.get(id) ?? pooledFit.coef[j]!),
    logSigma: near.logSigma,
  };
  const optimum = solveRandomIntercept(
    {
      design,
      link,
      groups,
      points: options.method === 'laplace' ? 1 : options.points,
      pooled: {
        coef: pooledFit.coef,
        logLik: pooled.statistics.logLik!,
        bread: pooledFit.observedBread,
        convergence: pooled.convergence,
      },
    },
    start,
  );
  if (!optimum.convergence.converged) throw notConverged(design, options, groups, optimum);
  return { design, groups, pooled, optimum };
}

function assemble(
  { design, groups, pooled, optimum }: Solution,
  name: string,
  options: RandomInterceptOptions,
  sample: Frame,
  mayCheck: boolean,
): Fit {
  const { link, group } = options;
  const inside = optimum.logSigma > -Infinity;
  const laplace = options.method === 'laplace';
  const checked = options.check && mayCheck && inside ? checkPoints(optimum, options) : null;
  const eta = linearPredictor(design.blocks, optimum.coef);
  const logSigma = new Float64Array(inside ? eta.length : 0).fill(optimum.logSigma);
  const { mean } = integratedMean(link, eta, logSigma);
  const statistics = randomInterceptStatistics({
    design,
    link,
    groups,
    optimum,
    logLikPooled: pooled.statistics.logLik!,
    points: laplace ? 1 : options.points,
  });
  const common = {
    estimator: name,
    residual: design.outcome.map((y, i) => y - mean[i]!),
    dispersion: 1,
    dfResidual: design.nobs - design.columns.length - (inside ? 1 : 0),
    exactTests: false,
    convergence: optimum.convergence,
  };
  const warnings = [...(pooled.warnings ?? []), ...(inside ? [] : [zeroVariance(group)]), ...(checked?.warnings ?? [])];
  const outcome: FittedEquation = {
    ...common,
    name: design.equation.name,
    label: design.equation.label,
    design,
    offset: 0,
    linearPredictor: eta,
    scoreResidual: optimum.rowScore,
    observedCurvature: optimum.observedCurvature,
    expectedCurvature: optimum.observedCurvature,
    statistics: { ...statistics, ...checked?.statistics },
    omitted: pooled.omitted,
    ...(warnings.length > 0 && { warnings }),
  };
  const zeros = new Float64Array(eta.length);
  const scale: FittedEquation = {
    ...common,
    name: SCALE_EQUATION,
    label: SCALE_LABEL,
    auxiliary: true,
    design: constantDesign(design, SCALE_EQUATION, SCALE_LABEL, inside),
    offset: design.columns.length,
    linearPredictor: logSigma,
    scoreResidual: optimum.scaleScore,
    observedCurvature: zeros,
    expectedCurvature: zeros,
    statistics: {},
    omitted: [],
  };
  const own: Nearby = {
    coef: new Map(design.columns.map(({ id }, j) => [id, optimum.coef[j]!])),
    logSigma: optimum.logSigma,
  };
  return {
    estimator: name,
    sample,
    coef: inside ? Float64Array.of(...optimum.coef, optimum.logSigma) : optimum.coef,
    equations: [outcome, scale],
    observedBread: optimum.bread,
    expectedBread: optimum.bread,
    expectations: randomInterceptExpectations(design.equation, link, group),
    unit: { variable: group },
    refit(multiplier) {
      const again = design.reweighted(Float64Array.from(design.rows, (row) => multiplier[row]!));
      const other = solve(again, sample, options, own);
      const byColumn = new Map(other.design.columns.map(({ id }, j) => [id, other.optimum.coef[j]!]));
      const coef = design.columns.map(({ id }) => byColumn.get(id) ?? Number.NaN);
      return Float64Array.from(inside ? [...coef, other.optimum.logSigma] : coef);
    },
  };
}

function checkPoints(optimum: RandomInterceptOptimum, { method, points }: RandomInterceptOptions) {
  const pointsChecked = method === 'laplace' ? LAPLACE_CHECK : 2 * points;
  const change = optimum.check(pointsChecked);
  const used = method === 'laplace' ? 'the Laplace approximation' : `${points} quadrature points`;
  const size = change.toExponential(1);
  return {
    statistics: { quadratureChange: change, pointsChecked },
    warnings:
      change <= QUADRATURE_TOLERANCE
        ? []
        : [
            `${used} do not suffice: with ${pointsChecked} points an estimate changes by ${size} of its size; raise \`points\``,
          ],
  };
}

function zeroVariance(group: string): string {
  return (
    `the variance of the random intercept of ${group} is estimated as zero: coefficients and standard errors are those of ` +
    'the model without it'
  );
}

/** Rows of one group that differ are what tells the intercept from the error of a row. */
function requireInformation(design: Design, { variable, rows }: UnitGroups): void {
  const place = { path: design.equation.name };
  if (groupSizes(rows).groupMax < 2) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place,
      finding: `every "${variable}" has one row: its intercept cannot be told from the error of the row`,
      remedy: 'name a group with several rows, or fit the model without a random intercept',
    });
  }
  if (variedGroups(design, rows) > 0) return;
  throw new Failure('E-FIT-IDENTIFICATION', {
    place,
    finding: `the outcome "${design.equation.outcome}" does not vary within any of ${rows.count} groups of "${variable}"`,
    accepted: 'the standard deviation of the intercept then has no finite estimate',
    remedy: 'choose another group, or fit one row per group without a random intercept',
  });
}

function variedGroups(design: Design, { order, starts, count }: GroupedRows): number {
  let varied = 0;
  for (let g = 0; g < count; g++) {
    const first = design.outcome[order[starts[g]!]!];
    if (order.subarray(starts[g]!, starts[g + 1]!).some((row) => design.outcome[row] !== first)) varied++;
  }
  return varied;
}

function notConverged(
  design: Design,
  { link, group }: RandomInterceptOptions,
  { rows }: UnitGroups,
  { convergence, logSigma, history }: RandomInterceptOptimum,
): Failure {
  const last = history.slice(-3).map((logLik) => logLik.toPrecision(10));
  return new Failure('E-FIT-CONVERGENCE', {
    place: { path: design.equation.name },
    finding:
      `random-intercept ${link} did not converge (information ${convergence.definite ? '' : 'not '}positive definite, ` +
      `log sigma last at ${logSigma.toPrecision(3)}); the outcome varies within ${variedGroups(design, rows)} of ` +
      `${rows.count} groups of "${group}"`,
    ...(last.length > 0 && { accepted: `last log-likelihoods: ${last.join(', ')}` }),
    remedy: 'fewer or less collinear terms, or more quadrature points',
  });
}
