/** A placebo as a job of draws: every draw assigns the treatment anew, fits the model and looks at one coefficient. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { dropColumns } from '../../numerics/block-kernels.ts';
import { dependentColumns } from '../../numerics/collinearity.ts';
import { normalTwoSided, tTwoSided } from '../../numerics/distributions.ts';
import { randomStream } from '../../numerics/philox.ts';
import type { PlaceboResult } from '../../results/placebo.ts';
import type { Column } from '../data/column.ts';
import { type Frame, withColumn } from '../data/frame.ts';
import { buildDesign } from '../design/build-design.ts';
import type { Design } from '../design/design.ts';
import { withDesignColumns } from '../design/made-columns.ts';
import type { DrawJob, DrawOutcome } from '../draws/draw.ts';
import type { Fit } from '../estimators/estimator.ts';
import { changingColumns } from '../estimators/exchanged-columns.ts';
import type { DesignColumn } from '../terms/term.ts';
import { type PlacedUnits, placedUnits } from './assigned-units.ts';
import type { AssignmentSpace, PlaceboModel, PlaceboRequest } from './placebo.ts';

/** Most assignments that are taken one by one. */
const MOST_ASSIGNMENTS = 1_000_000;
/** The note of a draw in which the term cannot be told from the other columns. */
export const DEGENERATE = 'not identified';

/** Where the coefficient of a draw stands: values of its outcome. */
export const VALUES = { estimate: 0, stdError: 1, statistic: 2, pValue: 3, recreated: 4 } as const;

export interface PreparedPlacebo {
  readonly job: DrawJob;
  readonly actual: PlaceboResult['actual'];
  readonly estimator: string;
  readonly equation: string;
  readonly column: DesignColumn;
  readonly units: PlacedUnits;
  /** size of the space; undefined for given draws and where it cannot be counted */
  readonly assignments: number | undefined;
  /** every assignment once */
  readonly exact: boolean;
}

/**
 * Fits the model on the real assignment and prepares its draws: draw r of a random scheme has the stream (seed, `placebo
 * <name>`, r); exact ones take the assignments by rank. The real fit throws as the estimator does; a failed draw is an
 * outcome with the failure's code as its note. E-SPEC-NAME for a term that the model does not have, E-SPEC-VALUE for one
 * that does not read the assigned column and for impossible schemes, E-RESOURCE above a million assignments.
 */
export function preparePlacebo(request: PlaceboRequest, sample: Frame): PreparedPlacebo {
  const { model, assigned, scheme } = request;
  const equations = model.estimator.equations(model.asked);
  const designs = equations.map((equation) => buildDesign(equation, sample));
  const target = targetOf(request, designs);
  const fit = model.estimator.fit(designs, withDesignColumns(sample, designs));
  const tested = testedIn(fit, model, target, true);
  if (tested === undefined) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      finding: `"${target.column.id}" is left out of the model on the real assignment`,
      remedy: 'a placebo needs a real estimate to compare with',
    });
  }
  const [estimate, stdError, statistic, pValue] = tested;
  const units = placedUnits(sample, request.unit, assigned, rowsOf(designs));
  const space = scheme.space(units, request.given ?? []);
  const { exact, count } = extentOf(request, space);
  // a given draw that names an unknown unit is found before any draw is run
  if (scheme.fixed) for (let draw = 0; draw < count; draw++) space.at(draw);
  const refit = model.estimator.refits?.(designs, sample, [assigned.column]) ?? null;

  const fitUnder = (column: Column): Fit | null => {
    const quick = refit?.([column]) ?? null;
    if (quick !== null) return quick;
    const under = withColumn(sample, column);
    const others = designs.map((design, e) => design.exchanging([column]) ?? buildDesign(equations[e]!, under));
    return explained(others, target, assigned.column)
      ? null
      : model.estimator.fit(others, withDesignColumns(under, others), fit);
  };
  const compute = (draw: number): DrawOutcome => {
    const given = scheme.fixed || exact;
    const assignment = given
      ? space.at(draw)
      : space.random(randomStream(request.seed, `placebo ${request.name}`, draw));
    const column = units.columnUnder(assignment);
    const recreated = units.recreates(column) ? 1 : 0;
    try {
      const under = fitUnder(column);
      const found = under === null ? undefined : testedIn(under, model, target, request.statistic === 't');
      if (found === undefined) return nothing(DEGENERATE, recreated);
      return { values: [...found, recreated], note: '' };
    } catch (error) {
      if (error instanceof Failure && error.exitCode === 4) return nothing(error.code, recreated);
      throw error;
    }
  };
  return {
    job: { count, compute },
    actual: { estimate, stdError, statistic, pValue },
    estimator: model.estimator.name,
    equation: target.equation,
    column: target.column,
    units,
    assignments: scheme.fixed || space.size === Infinity ? undefined : space.size,
    exact,
  };
}

function nothing(note: string, recreated: number): DrawOutcome {
  return { values: [Number.NaN, Number.NaN, Number.NaN, Number.NaN, recreated], note };
}

/** How many draws, and whether these are all assignments. */
function extentOf({ scheme, draws, enumerate }: PlaceboRequest, { size }: AssignmentSpace) {
  if (scheme.fixed) return { exact: false, count: size };
  const exact = enumerate === 'always' || (enumerate === 'auto' && size <= draws);
  if (exact && size > MOST_ASSIGNMENTS) {
    throw new Failure('E-RESOURCE', {
      finding:
        size === Infinity
          ? 'more assignments than can be counted'
          : `${size} assignments, the limit is ${MOST_ASSIGNMENTS}`,
      remedy: 'leave out enumerate: always, and draw some of them at random',
    });
  }
  return { exact, count: exact ? size : draws };
}

/** The coefficient that a placebo follows. */
interface Target {
  readonly equation: string;
  /** index of the equation among the designs */
  readonly index: number;
  readonly column: DesignColumn;
}

function targetOf({ term, equation, assigned }: PlaceboRequest, designs: readonly Design[]): Target {
  const places = designs.flatMap((design, index) => {
    const changes = changingColumns(design, [assigned.column]);
    return design.columns.map((column, j) => ({
      equation: design.equation.name,
      index,
      column,
      changes: changes[j] === true,
    }));
  });
  const inEquation = places.filter((place) => equation === undefined || place.equation === equation);
  if (inEquation.length === 0) {
    const known = designs.map((design) => design.equation.name);
    throw new Failure('E-SPEC-NAME', {
      finding: `the model has no equation "${equation}"`,
      accepted: nearestHint(equation ?? '', known) ?? `known: ${known.join(', ')}`,
    });
  }
  const reading = inEquation.filter((place) => place.changes);
  if (reading.length === 0) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `no term of the model reads "${assigned.column}", so that exchanging it changes nothing`,
      remedy: 'name the column that the treatment term is made of',
    });
  }
  const meant = term === undefined ? reading : reading.filter(({ column }) => column.id === term);
  if (meant.length === 1) return meant[0]!;
  const ids = [...new Set(reading.map(({ column }) => column.id))];
  if (meant.length === 0) {
    throw new Failure('E-SPEC-NAME', {
      finding: `no column "${term}" of the model reads "${assigned.column}"`,
      accepted: nearestHint(term ?? '', ids) ?? `known: ${ids.join(', ')}`,
    });
  }
  throw new Failure('E-SPEC-VALUE', {
    finding: `${meant.length} coefficients read "${assigned.column}"`,
    accepted: ids.length > 1 ? `term: ${ids.join(' | ')}` : `equation: ${meant.map((one) => one.equation).join(' | ')}`,
    remedy: ids.length > 1 ? 'name one under term' : 'name one under equation',
  });
}

/** Estimate, standard error, statistic and p value; undefined where the fit does not have the coefficient, or no number for it. */
function testedIn(
  fit: Fit,
  { vcov: covariance }: PlaceboModel,
  target: Target,
  withTest: boolean,
): readonly [number, number, number, number] | undefined {
  const equation = fit.equations.find(({ name }) => name === target.equation);
  const j = equation?.design.columns.findIndex(({ id }) => id === target.column.id) ?? -1;
  if (equation === undefined || j < 0) return undefined;
  const index = equation.offset + j;
  const estimate = fit.coef[index]!;
  if (Number.isNaN(estimate)) return undefined;
  if (!withTest) return [estimate, Number.NaN, Number.NaN, Number.NaN];
  const vcov = covariance.compute(fit);
  const variance = vcov.matrix.get(index, index);
  if (!(variance > 0)) return [estimate, Number.NaN, Number.NaN, Number.NaN];
  const stdError = Math.sqrt(variance);
  const statistic = estimate / stdError;
  const { distribution, df } = vcov.convention;
  const own = vcov.coefDf?.[index] ?? df ?? Number.NaN;
  return [estimate, stdError, statistic, distribution === 't' ? tTwoSided(statistic, own) : normalTwoSided(statistic)];
}

/** Whether the other columns that stay explain the target's column, which then measures something else. */
function explained(designs: readonly Design[], target: Target, exchanged: string): boolean {
  const design = designs[target.index]!;
  const changes = changingColumns(design, [exchanged]);
  const own = design.columns.map(({ id }) => id === target.column.id);
  const staying = dropColumns(design.blocks, changes);
  const other = dropColumns(
    design.blocks,
    design.columns.map((_, j) => !changes[j] || own[j]!),
  );
  const alone = dropColumns(
    design.blocks,
    own.map((is) => !is),
  );
  return dependentColumns([...staying, ...other, ...alone], design.weights).at(-1) === true;
}

/** The sample rows that some equation uses, ascending. */
function rowsOf(designs: readonly Design[]): Int32Array {
  if (designs.length === 1) return designs[0]!.rows;
  const used = new Set<number>();
  for (const { rows } of designs) for (const row of rows) used.add(row);
  return Int32Array.from(used).sort();
}
