/** The rows that an expectation is averaged over, their weights, and the point of their means. */
import { Failure } from '../../errors/failure.ts';
import { isMissing } from '../data/column.ts';
import { type Frame, getColumn, selectRows } from '../data/frame.ts';
import type { WeightKind } from '../design/design.ts';
import type { Expectation, Fit, FittedEquation } from '../estimators/estimator.ts';
import type { Point } from '../terms/term.ts';
import { enteringVariables } from '../terms/term-variables.ts';
import { levelCode } from './counterfactual.ts';
import type { Setting } from './ground.ts';

interface EvaluationRows {
  readonly frame: Frame;
  /** summing to one */
  readonly weights: Float64Array;
  readonly weightKind: WeightKind | null;
  /** rows of the equation averaged over that count, and those on which another equation has no prediction */
  readonly counted: number;
  readonly unpredicted: number;
}

/**
 * The estimation rows of the equation an expectation is averaged over. Rows on which another of its equations cannot
 * predict do not count: they leave where a variable is missing, and have weight zero at a level that the equation had
 * to leave out as empty or separated. E-FIT-IDENTIFICATION when no row counts.
 */
export function evaluationRows(
  fit: Fit,
  expectation: Expectation,
  equations: readonly FittedEquation[],
): EvaluationRows {
  const over = fit.equations[expectation.over]!;
  const { rows, weights, weightKind, frame } = over.design;
  const others = equations.filter((equation) => equation !== over);
  const complete = completeRows(fit.sample, rows, others);
  const names = new Set(
    [...equations, over].flatMap(({ design }) => [
      ...design.equation.terms.flatMap(enteringVariables),
      ...design.equation.requires,
    ]),
  );
  const whole = complete.length === rows.length && [...names].every((name) => frame.columns.has(name));
  const selected = complete.map((i) => rows[i]!);
  const counted = new Float64Array(complete.length).fill(1);
  if (weights !== null) for (let i = 0; i < counted.length; i++) counted[i] = weights[complete[i]!]!;
  for (const i of unidentifiedRows(fit.sample, selected, others)) counted[i] = 0;
  const count = counted.reduce((sum, weight) => sum + (weight > 0 ? 1 : 0), 0);
  if (count === 0) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      finding: `no row on which "${expectation.name}" can be predicted`,
      remedy: 'look for levels or variables that only some equations have',
    });
  }
  return {
    frame: whole ? frame : selectRows(fit.sample, selected, names),
    weights: shares(counted),
    weightKind,
    counted: count,
    unpredicted: rows.length - count,
  };
}

/** Positions of the rows that have every variable of some equations. */
function completeRows(sample: Frame, rows: Int32Array, equations: readonly FittedEquation[]): Int32Array {
  const columns = variablesOf(equations).map((variable) => getColumn(sample, variable));
  const complete = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    if (columns.length === 0 || !columns.some((column) => isMissing(column, rows[i]!))) complete[count++] = i;
  }
  return complete.subarray(0, count);
}

/** Positions of the rows at a level that an equation has no coefficient for, though it is not the reference. */
function unidentifiedRows(sample: Frame, rows: Int32Array, equations: readonly FittedEquation[]): number[] {
  const positions: number[] = [];
  for (const equation of equations) {
    const missing = equation.omitted.filter(({ reason }) => reason === 'empty level' || reason === 'separated');
    for (const variable of variablesOf([equation])) {
      const prefix = `${variable}=`;
      const levels = missing.filter(({ term }) => term.startsWith(prefix)).map(({ term }) => term.slice(prefix.length));
      if (levels.length === 0) continue;
      const column = getColumn(sample, variable);
      const levelAt = (row: number): string =>
        column.kind === 'numeric' ? String(column.values[row]) : column.levels[column.codes[row]!]!.name;
      for (let i = 0; i < rows.length; i++) if (levels.includes(levelAt(rows[i]!))) positions.push(i);
    }
  }
  return positions;
}

function variablesOf(equations: readonly FittedEquation[]): string[] {
  return [...new Set(equations.flatMap(({ design }) => design.equation.terms.flatMap(enteringVariables)))];
}

/** Weighted means of the variables of some equations: a number, or the share of each level in level order. */
export function meanPoint(equations: readonly FittedEquation[], frame: Frame, weights: Float64Array): Point {
  const ids = equations.flatMap(({ design, omitted }) => [
    ...design.columns.map((column) => column.id),
    ...omitted.map(({ term }) => term),
  ]);
  const point = new Map<string, number | Float64Array>();
  for (const variable of variablesOf(equations)) {
    const asFactor = ids.some((id) => id.startsWith(`${variable}=`));
    const { codes, width, mean } = meanParts(frame, variable, asFactor, weights);
    if (codes === null) {
      point.set(variable, mean);
      continue;
    }
    const sums = new Float64Array(width);
    for (let i = 0; i < weights.length; i++) sums[codes[i]!]! += weights[i]!;
    point.set(variable, sums);
  }
  return point;
}

/** The point with one variable set: a number, or everything at one level; itself when it does not have the variable. */
export function pointAt(point: Point, frame: Frame, variable: string, value: Setting): Point {
  const current = point.get(variable);
  if (current === undefined) return point;
  const column = getColumn(frame, variable);
  if (!(current instanceof Float64Array)) return new Map([...point, [variable, Number(value)]]);
  const shares = new Float64Array(current.length);
  const code =
    column.kind === 'categorical' ? levelCode(column, String(value)) : distinct(column.values).indexOf(Number(value));
  shares[code] = 1;
  return new Map([...point, [variable, shares]]);
}

function meanParts(frame: Frame, variable: string, asFactor: boolean, weights: Float64Array) {
  const column = getColumn(frame, variable);
  if (column.kind === 'categorical') return { codes: column.codes, width: column.levels.length, mean: Number.NaN };
  if (asFactor) {
    const values = distinct(column.values);
    const codeOf = new Map(values.map((value, code) => [value, code]));
    const codes = Int32Array.from(column.values, (value) => codeOf.get(value + 0)!);
    return { codes, width: values.length, mean: Number.NaN };
  }
  return { codes: null, width: 1, mean: column.values.reduce((sum, value, i) => sum + weights[i]! * value, 0) };
}

/** The values of a numeric column that serves as a factor, ascending: its levels. */
function distinct(values: Float64Array): number[] {
  return [...new Set(values.map((value) => value + 0))].sort((a, b) => a - b);
}

function shares(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
