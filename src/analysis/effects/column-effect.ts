/** The effect of one design column, as a coefficient or on an expectation, with its gradient by all coefficients. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { type Block, constantBlock } from '../../numerics/block.ts';
import type { Expectation, Fit, FittedEquation } from '../estimators/estimator.ts';
import { columnOffsets } from './counterfactual.ts';
import { averagePrediction, averageSlope, combine } from './functional.ts';
import { columnMeansScene, type Ground, groundOf, type Scene } from './ground.ts';
import type { Functional } from './inference.ts';

/** The derivative by the column, or the difference between everybody at 1 and everybody at 0. */
export type ColumnChange = 'derivative' | 'discrete';
/** Averaged over the rows, or at the means of the columns. */
export type ColumnPlace = 'observations' | 'means';

/**
 * The column meant by a name: its id, or the variable, interaction or term that has this one column. E-SPEC-NAME for a name that no
 * column carries, E-SPEC-VALUE for one that several carry, E-FIT-IDENTIFICATION for a column that was left out.
 */
export function columnNamed({ design, omitted, name: equation }: FittedEquation, name: string): string {
  const { columns } = design;
  if (columns.some(({ id }) => id === name)) return name;
  const meant = columns.filter(({ variables }) => variables.length > 0 && variables.join(':') === name);
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first.id;
  const place = { path: equation };
  if (meant.length > 1) {
    throw new Failure('E-SPEC-VALUE', {
      place,
      finding: `"${name}" has ${meant.length} columns`,
      accepted: `one of ${meant.map(({ id }) => id).join(', ')}`,
    });
  }
  const lost = omitted.find(({ term }) => term === name || term.startsWith(`${name}=`));
  if (lost !== undefined) {
    throw new Failure('E-FIT-IDENTIFICATION', { place, finding: `"${lost.term}" was left out: ${lost.detail}` });
  }
  const accepted = nearestHint(
    name,
    columns.map(({ id }) => id),
  );
  throw new Failure('E-SPEC-NAME', {
    place,
    finding: `no column "${name}" in the design`,
    ...(accepted && { accepted }),
  });
}

/** The coefficient of a column of an equation. */
export function columnCoefficient(fit: Fit, equation: FittedEquation, id: string): Functional {
  const index = equation.offset + equation.design.columns.findIndex((column) => column.id === id);
  const gradient = new Float64Array(fit.coef.length);
  gradient[index] = 1;
  return { value: fit.coef[index]!, gradient };
}

/** Where the effects of an expectation's columns are taken; made once for all of them, because they share derivatives. */
export interface ColumnGround {
  readonly ground: Ground;
  readonly scene: Scene;
}

export function columnGround(fit: Fit, expectation: Expectation, at: ColumnPlace): ColumnGround {
  const ground = groundOf(fit, expectation, 'observations');
  if (at === 'observations') return { ground, scene: ground.base };
  return { ground: { ...ground, weights: Float64Array.of(1) }, scene: columnMeansScene(ground) };
}

/**
 * The effect of a column on an expectation, everything else as it is: (weighted) mean of dE/d eta times its coefficient, or of
 * E(column = 1) - E(column = 0). Columns of that id in several equations of the expectation move together. E-SPEC-VALUE for a
 * discrete change of one of several indicators of a factor, whose other levels would have to move.
 */
export function columnEffect({ ground, scene }: ColumnGround, id: string, change: ColumnChange): Functional {
  if (change === 'discrete') {
    const moved = ([1, 0] as const).map((value) => averagePrediction(ground, settledScene(ground, scene, id, value)));
    return combine([
      { functional: moved[0]!, sign: 1 },
      { functional: moved[1]!, sign: -1 },
    ]);
  }
  const direction = ground.equations.map((equation) => {
    const column = columnIndex(equation, id);
    return column < 0 ? null : [{ column, block: constantBlock(ground.weights.length), sign: 1 }];
  });
  return averageSlope(ground, scene, direction);
}

/** The expectation of a part of a fit: its first, or the named one. */
export function expectationNamed(expectations: readonly Expectation[], name: string | undefined): Expectation {
  const found = name === undefined ? expectations[0] : expectations.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = expectations.map((one) => one.name);
  throw new Failure('E-SPEC-NAME', {
    finding: name === undefined ? 'the model has no expectation to take effects of' : `no expectation "${name}"`,
    accepted: (name && nearestHint(name, known)) ?? `known: ${known.join(', ') || 'none'}`,
  });
}

function columnIndex({ design }: FittedEquation, id: string): number {
  return design.columns.findIndex((column) => column.id === id);
}

/** The scene with the column at one value in every row. */
function settledScene(ground: Ground, scene: Scene, id: string, value: 0 | 1): Scene {
  const moved = ground.equations.map((equation, e) => {
    const blocks = scene.blocks[e]!;
    const predictor = scene.predictors[e]!;
    const column = columnIndex(equation, id);
    if (column < 0) return { blocks, predictor };
    const at = columnOffsets(blocks).indexOf(column);
    const own = blocks[at];
    if (own === undefined || own.width > 1) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `"${id}" is one of several indicators of a factor, so it cannot move alone`,
        remedy: 'take its derivative, or make an indicator of its own by a step of the sample',
      });
    }
    const coefficient = ground.coefOf(equation)[column]!;
    const settled = value === 1 ? constantBlock(own.rows) : nowhere(own.rows);
    return {
      blocks: blocks.map((block, b) => (b === at ? settled : block)),
      predictor: predictor.map((eta, i) => eta + coefficient * (value - entry(own, i))),
    };
  });
  return { blocks: moved.map(({ blocks }) => blocks), predictors: moved.map(({ predictor }) => predictor) };
}

function entry({ codes, values }: Block, row: number): number {
  if (codes !== null && codes[row]! < 0) return 0;
  return values === null ? 1 : values[row]!;
}

/** A column of zeros. */
function nowhere(rows: number): Block {
  return { rows, width: 1, codes: new Int32Array(rows).fill(-1), values: null, low: null };
}
