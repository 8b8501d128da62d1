/** Conditional (fixed-effect) logit: the exact likelihood of each group given how many of its outcomes are ones. */
import { Failure } from '../../errors/failure.ts';
import { linearPredictor } from '../../numerics/block-kernels.ts';
import { detectSeparation } from '../../numerics/separation.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Frame } from '../data/frame.ts';
import type { Design } from '../design/design.ts';
import { type ConditionalOptimum, conditionalOptimum, differencedRows } from './conditional-logit-optimum.ts';
import { withinColumns, withVariation } from './conditional-logit-sample.ts';
import { conditionalLogitStatistics } from './conditional-logit-statistics.ts';
import type { Estimator, Fit, FittedEquation } from './estimator.ts';
import { conditionalLogitFormula } from './formula.ts';
import { checkOutcome } from './outcome-check.ts';
import { indexExpectations } from './random-intercept-expectations.ts';
import { singleEquation } from './single-fit.ts';
import { type UnitGroups, unitGroups } from './unit-groups.ts';

export interface ConditionalLogitOptions {
  /** the column whose values have an effect of their own */
  readonly group: string;
}

interface Solution {
  readonly design: Design;
  readonly groups: UnitGroups;
  readonly optimum: ConditionalOptimum;
  readonly omitted: readonly Omitted[];
  readonly dropped: { readonly groups: number; readonly rows: number };
}

const NAME = 'conditional logit';

/**
 * Pr(y_1..y_m | sum y) = exp(sum of y_i x_i'b) / sum over all outcomes with the same sum (Chamberlain 1980; Stata: clogit and
 * xtlogit, fe; R: survival::clogit(method = "exact")). There is no intercept; columns that do not vary within any group are left
 * out. Groups whose outcomes are all 0 or all 1 say nothing and leave, counted. Marginal effects do not exist, because the
 * effects of the groups are not estimated: only `<outcome>.u0` (all of them zero) and `<outcome>.xb`, when named. Throws
 * E-FIT-IDENTIFICATION when no group varies, E-FIT-SEPARATED and E-FIT-CONVERGENCE.
 */
export function conditionalLogitEstimator({ group }: ConditionalLogitOptions): Estimator {
  return {
    name: NAME,
    formulas: [conditionalLogitFormula(NAME, group)],
    equations: (asked) => [singleEquation({ ...asked, intercept: false, requires: [...asked.requires, group] })],
    fit([design], sample, near) {
      const start = near?.equations[0];
      const known = start && new Map(start.design.columns.map(({ id }, j) => [id, near!.coef[start.offset + j]!]));
      return assemble(solve(design!, group, known ?? new Map()), group, sample);
    },
  };
}

function solve(asked: Design, group: string, start: ReadonlyMap<string, number>): Solution {
  checkOutcome(asked, { accepts: (y) => y === 0 || y === 1, accepted: '0 and 1' }, NAME);
  const varying = withVariation(asked, group);
  const { design, omitted } = withinColumns(varying.design, group);
  const groups = unitGroups(design, group);
  const first = Float64Array.from(design.columns, ({ id }) => start.get(id) ?? 0);
  const optimum = conditionalOptimum(design, groups, first);
  if (!optimum.convergence.converged) throw notConverged(design, groups, optimum);
  return { design, groups, optimum, omitted, dropped: varying.dropped };
}

function assemble({ design, groups, optimum, omitted, dropped }: Solution, group: string, sample: Frame): Fit {
  const { equation } = design;
  const { coef, bread } = optimum;
  const warnings =
    dropped.groups === 0
      ? []
      : [
          `${dropped.groups} groups of ${group} (${dropped.rows} rows) have no variation of the outcome and say nothing`,
        ];
  const fitted: FittedEquation = {
    name: equation.name,
    label: equation.label,
    estimator: NAME,
    design,
    offset: 0,
    linearPredictor: linearPredictor(design.blocks, coef),
    residual: optimum.residual,
    scoreResidual: optimum.residual,
    observedCurvature: optimum.curvature,
    expectedCurvature: optimum.curvature,
    dispersion: 1,
    dfResidual: design.nobs - design.columns.length,
    exactTests: false,
    statistics: conditionalLogitStatistics(design, groups, optimum, dropped),
    convergence: optimum.convergence,
    omitted,
    ...(warnings.length > 0 && { warnings }),
  };
  const own = new Map(design.columns.map(({ id }, j) => [id, coef[j]!]));
  return {
    estimator: NAME,
    sample,
    coef,
    equations: [fitted],
    observedBread: bread,
    expectedBread: bread,
    expectations: indexExpectations(equation, 'logit', group),
    withoutExpectation: {
      finding: `${NAME} has no predicted probability: the effects of the values of "${group}" are not estimated`,
      remedy:
        `report odds ratios (coefficients: { exponentiate: true }), or name ${equation.name}.u0 (every effect of "${group}" ` +
        `zero) or ${equation.name}.xb in \`of\``,
    },
    unit: { variable: group },
    refit(multiplier) {
      const again = design.reweighted(Float64Array.from(design.rows, (row) => multiplier[row]!));
      const other = solve(again, group, own);
      const byColumn = new Map(other.design.columns.map(({ id }, j) => [id, other.optimum.coef[j]!]));
      return Float64Array.from(design.columns, ({ id }) => byColumn.get(id) ?? Number.NaN);
    },
  };
}

/** Complete or quasi-complete separation where differences within groups show it, else a plain failure to converge. */
function notConverged(design: Design, groups: UnitGroups, { convergence }: ConditionalOptimum): Failure {
  const place = { path: design.equation.name };
  const differences = differencedRows(design, groups);
  if (differences !== null) {
    const { rows } = differences[0]!;
    const found = detectSeparation({ blocks: differences, outcome01: new Uint8Array(rows).fill(1) });
    const columns = design.columns.filter((_, j) => found.columns[j]).map(({ id }) => id);
    if (found.kind !== 'none') {
      return new Failure('E-FIT-SEPARATED', {
        place,
        finding: `${columns.join(', ')} predict perfectly which rows of a group of "${groups.variable}" are ones`,
        remedy: 'no finite estimate exists: leave out a term, or merge levels',
      });
    }
  }
  const state = convergence.definite ? '' : ', the information is not positive definite';
  return new Failure('E-FIT-CONVERGENCE', {
    place,
    finding: `${NAME} did not converge in ${convergence.iterations} iterations (scaled gradient ${convergence.scaledGradient.toExponential(1)}${state})`,
    remedy: 'fewer or less collinear terms',
  });
}
