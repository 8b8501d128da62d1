/** Which rows of a sample an equation can use, and why it cannot use the others. */
import { Failure } from '../../errors/failure.ts';
import type { Column } from '../data/column.ts';
import { type Frame, getColumn, getNumeric } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import { requiredVariables } from '../terms/term-variables.ts';
import type { Equation } from './design.ts';

export interface UsableRows {
  readonly rows: Int32Array;
  /** each lost row counts once, under the first reason that applies */
  readonly lost: readonly { readonly reason: string; readonly rows: number }[];
}

/**
 * The rows of `sample` on which `where` holds and nothing that the equation names is missing. A row lost to `where` counts
 * as missing when a column of the condition is missing there. Order of reasons: where, outcome, terms, requires, weights.
 */
export function usableRows(equation: Equation, sample: Frame): UsableRows {
  const reasonOf = new Int32Array(sample.rows);
  const reasons: string[] = [];
  const lose = (reason: string, rows: readonly number[]): void => {
    let index = reasons.indexOf(reason);
    if (index < 0) index = reasons.push(reason) - 1;
    for (const row of rows) if (reasonOf[row] === 0) reasonOf[row] = index + 1;
  };

  for (const condition of conditionsOf(equation)) {
    const holds = condition.holds(sample);
    for (const name of condition.variables) {
      lose(
        `missing ${name}`,
        missingRows(getColumn(sample, name)).filter((row) => holds[row] === 0),
      );
    }
    lose(`where ${condition.text}`, rowsWith(holds, 0));
  }
  const named = [equation.outcome, ...equation.terms.flatMap(requiredVariables), ...equation.requires];
  for (const name of new Set(named)) lose(`missing ${name}`, missingRows(getColumn(sample, name)));
  if (equation.weights !== undefined) {
    checkWeights(equation, sample, reasonOf);
    lose('zero weight', rowsWith(getNumeric(sample, equation.weights.variable).values, 0));
  }
  return { rows: kept(reasonOf), lost: counts(reasonOf, reasons) };
}

function conditionsOf({ where }: Equation): readonly RowCondition[] {
  return where === undefined ? [] : (where.parts ?? [where]);
}

function missingRows(column: Column): number[] {
  if (column.kind === 'categorical') return rowsWith(column.codes, -1);
  const { values } = column;
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) rows.push(i);
  return rows;
}

function rowsWith(values: Float64Array | Int32Array | Uint8Array, value: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] === value) rows.push(i);
  return rows;
}

/** Throws E-FIT-WEIGHTS unless every row still in has a weight that is a number of its kind, and one is positive. */
function checkWeights(equation: Equation, sample: Frame, reasonOf: Int32Array): void {
  const { variable, kind } = equation.weights!;
  const column = getColumn(sample, variable);
  const place = { path: equation.name };
  if (column.kind !== 'numeric') {
    throw new Failure('E-FIT-WEIGHTS', { place, finding: `the weight "${variable}" is categorical` });
  }
  let [missing, negative, broken, positive, rows] = [0, 0, 0, 0, 0];
  for (let i = 0; i < reasonOf.length; i++) {
    if (reasonOf[i] !== 0) continue;
    const weight = column.values[i]!;
    rows++;
    if (!Number.isFinite(weight)) missing++;
    else if (weight < 0) negative++;
    else if (kind === 'frequency' && !Number.isInteger(weight)) broken++;
    else if (weight > 0) positive++;
  }
  const faults = [
    missing > 0 && `${missing} missing or infinite`,
    negative > 0 && `${negative} negative`,
    broken > 0 && `${broken} not whole numbers`,
    rows > 0 && positive === 0 && missing + negative + broken === 0 && `all ${rows} zero`,
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return;
  throw new Failure('E-FIT-WEIGHTS', {
    place,
    finding: `the ${kind} weights "${variable}": ${faults.join(', ')} in ${rows} rows`,
    accepted: kind === 'frequency' ? 'whole numbers from zero up' : 'numbers from zero up',
    remedy: 'mend the weights, or leave those rows out of the sample',
  });
}

function kept(reasonOf: Int32Array): Int32Array {
  let count = 0;
  for (const reason of reasonOf) if (reason === 0) count++;
  const rows = new Int32Array(count);
  let next = 0;
  for (let i = 0; i < reasonOf.length; i++) if (reasonOf[i] === 0) rows[next++] = i;
  return rows;
}

function counts(reasonOf: Int32Array, reasons: readonly string[]): UsableRows['lost'] {
  const tally = new Array<number>(reasons.length).fill(0);
  for (const reason of reasonOf) if (reason > 0) tally[reason - 1]!++;
  return reasons.map((reason, index) => ({ reason, rows: tally[index]! })).filter(({ rows }) => rows > 0);
}
