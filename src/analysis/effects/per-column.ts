/** One effect per design column, each column taken as a continuous variable of its own. */

import { constantBlock } from '../../numerics/block.ts';
import type { EffectResult, Estimate } from '../../results/estimates.ts';
import type { DesignColumn } from '../terms/term.ts';
import type { Vcov } from '../vcov/vcov.ts';
import { columnAt, isIndicator } from './column-scene.ts';
import { perColumnText } from './convention-text.ts';
import { averagePrediction, averageSlope, combine } from './functional.ts';
import { columnMeansScene, type Ground } from './ground.ts';
import { omittedEstimate, type Subject, testedFunctional } from './inference.ts';
import { omittedReason } from './variables.ts';

export interface PerColumnOptions {
  readonly name: string;
  /** `means`: at the means of the columns; else averaged over the rows */
  readonly at: unknown;
  readonly variables?: readonly string[] | undefined;
  /** columns that are only 0 and 1: derivative, or difference between 1 and 0, each moving alone */
  readonly binary: 'derivative' | 'discrete';
}

/**
 * dE/deta_e beta_ej for every column j but the intercept, at the means of the columns or averaged over the rows: what a
 * command reports that knows nothing of powers, interactions and indicators (Stata's mfx, or margins, dydx(*) atmeans
 * after a model without factor notation). With `binary: discrete` a column of zeros and ones is set to 1 and to 0 in every row, all
 * other columns as they are (mfx for its dummies). Columns of the same id in several equations move together.
 */
export function perColumnEffects(
  ground: Ground,
  options: PerColumnOptions,
  vcov: Vcov,
  confLevel: number,
): EffectResult {
  const atMeans = options.at === 'means';
  const scene = atMeans ? columnMeansScene(ground) : ground.base;
  const place = atMeans ? { ...ground, weights: Float64Array.of(1) } : ground;
  const wanted = ({ id, variables, fixedEffect }: DesignColumn): boolean =>
    (options.variables === undefined && fixedEffect !== true) ||
    options.variables?.includes(id) === true ||
    variables.some((variable) => options.variables?.includes(variable) === true);
  const columns = new Map<string, DesignColumn>();
  for (const { design } of ground.equations) {
    for (const column of design.columns) {
      if (column.variables.length > 0 && wanted(column) && !columns.has(column.id)) columns.set(column.id, column);
    }
  }
  const estimates: Estimate[] = [...columns.values()].map((column) => {
    const subject = columnSubject(column);
    const omitted = omittedReason(ground, column.id);
    if (omitted !== undefined) return omittedEstimate(subject, omitted);
    if (options.binary === 'discrete' && isIndicator(ground, column.id)) {
      const [one, zero] = ([1, 0] as const).map((value) =>
        averagePrediction(place, columnAt(ground, scene, column.id, value)),
      );
      const difference = combine([
        { functional: one!, sign: 1 },
        { functional: zero!, sign: -1 },
      ]);
      return testedFunctional(subject, difference, vcov, confLevel);
    }
    const direction = ground.equations.map(({ design }) => {
      const j = design.columns.findIndex(({ id }) => id === column.id);
      return j < 0 ? null : [{ column: j, block: constantBlock(place.weights.length), sign: 1 }];
    });
    return testedFunctional(subject, averageSlope(place, scene, direction), vcov, confLevel);
  });
  const { expectation } = ground;
  return {
    effect: options.name,
    equation: expectation.name,
    convention: perColumnText(ground, atMeans, options.binary),
    rows: ground.rows,
    ...(expectation.unit !== undefined && { unit: expectation.unit }),
    estimates: options.variables === undefined ? [...estimates, ...leftOut(ground, columns)] : estimates,
    confLevel,
  };
}

/** The subject of a design column: the column itself. */
export function columnSubject({ id, label, variables, level, reference }: DesignColumn): Subject {
  return {
    term: id,
    label,
    variable: variables.join(':') || id,
    ...(level !== undefined && { level }),
    ...(reference !== undefined && { reference }),
  };
}

/** The columns that no equation has any more. */
function leftOut(ground: Ground, columns: ReadonlyMap<string, DesignColumn>): Estimate[] {
  const estimates = new Map<string, Estimate>();
  for (const { omitted } of ground.equations) {
    for (const { term } of omitted) {
      if (columns.has(term) || estimates.has(term)) continue;
      const subject = { term, label: { en: term }, variable: term };
      estimates.set(term, omittedEstimate(subject, omittedReason(ground, term)!));
    }
  }
  return [...estimates.values()];
}
