/** A recipe step: categories in exact numbers, dealt at random or in the order of a latent variable. */
import { Failure } from '../../errors/failure.ts';
import { type Frame, withColumn } from '../data/frame.ts';
import type { Expression } from '../expressions/expression.ts';
import { apportion } from './apportion.ts';
import { quotaCells, type UnitCell, unitCells } from './cells.ts';
import { categoricalColumn, expressionValues, parameterVariables } from './columns.ts';
import { fillExactly } from './fill-exactly.ts';
import type { Setting, SimulationStep } from './recipe.ts';
import { drawRows } from './streams.ts';
import { type Units, unitsOf } from './units.ts';

export interface QuotasOptions {
  readonly column: string;
  /** the grouping column; null for one group of all rows */
  readonly by: string | null;
  /** per group (the empty name without groups): rows per level, in the order in which they are filled */
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** true when the counts are proportions everywhere */
  readonly proportions: boolean;
  /** rows are filled in ascending order of this; null deals them at random */
  readonly order: Expression | null;
  /** groups whose rows stay missing */
  readonly skip: readonly string[];
  /** a column of persons, whose rows all get the same level; null deals single rows */
  readonly per: string | null;
  /** with `per`: the rows that counts are about; null for all */
  readonly counted: Expression | null;
}

/**
 * A categorical column with a given number of rows per level and group. In the core of a recipe the counts hold to the
 * row and must add up to the group; elsewhere, and when fewer or more rows are made, they are proportions (apportion).
 * Levels are filled in the order listed, rows in ascending order of a latent variable, so that a later level goes with
 * higher values. With `per`, persons are dealt whole, in the order of their first row; one whose rows would not let a
 * level come out even waits for the next. Throws E-SPEC-VALUE when counts and group disagree, E-SPEC-NAME for a
 * group without counts.
 */
export function quotas(options: QuotasOptions): SimulationStep {
  const { column, by, counts, order, skip, per, counted } = options;
  const levels = [...new Set([...counts.values()].flatMap((group) => [...group.keys()]))];
  if (order !== null) refuseNumbers(column, levels);
  return {
    reads: [...(by === null ? [] : [by]), ...(per === null ? [] : [per]), ...parameterVariables([order, counted])],
    creates: [column],
    run(frame, setting): Frame {
      const units = unitsOf(frame, per);
      const noise = drawRows(setting.seed, `quotas/${column}`, units.count, (stream) => stream.uniform());
      const latent = order === null ? null : expressionValues(order, frame);
      const codes = new Int32Array(units.count).fill(-1);
      for (const cell of cellsOf(options, frame, setting, units)) {
        if (skip.includes(cell.group)) continue;
        const quota = cellQuota(options, cell).map(([level, rows]): [number, number] => [levels.indexOf(level), rows]);
        fill(options, codes, inOrder(column, cell, units, latent, noise), quota, cell.exact);
      }
      const ofRow = units.ofRow.map((unit) => (unit === -1 ? -1 : codes[unit]!));
      return withColumn(frame, categoricalColumn(column, ofRow, levels));
    },
  };
}

/** A mapping whose keys look like whole numbers loses the order in which they were written. */
function refuseNumbers(column: string, levels: readonly string[]): void {
  const number = levels.find((level) => /^\d+$/.test(level));
  if (number === undefined) return;
  throw new Failure('E-SPEC-VALUE', {
    finding: `level "${number}" of "${column}" looks like a number, and the levels are filled in order`,
    remedy: 'name the levels by words and give them codes under columns',
  });
}

function cellsOf({ by, per, counted }: QuotasOptions, frame: Frame, setting: Setting, units: Units): UnitCell[] {
  if (per !== null) {
    return unitCells(frame, by, setting, {
      units,
      per,
      counted: counted === null ? null : expressionValues(counted, frame),
    });
  }
  return quotaCells(frame, by, setting).map(({ rows, ...cell }) => ({
    ...cell,
    units: rows,
    weights: new Int32Array(rows.length).fill(1),
  }));
}

function cellQuota({ column, counts, proportions }: QuotasOptions, cell: UnitCell): [string, number][] {
  const group = counts.get(cell.group);
  if (group === undefined) {
    throw new Failure('E-SPEC-NAME', {
      finding: `quotas of "${column}" have no counts for group "${cell.group}"`,
      accepted: `groups: ${[...counts.keys()].join(', ')}`,
      remedy: 'give it counts or list it under skip',
    });
  }
  const parts = [...group.values()];
  const sum = parts.reduce((a, b) => a + b, 0);
  const there = cell.weights.reduce((a, b) => a + b, 0);
  if (cell.exact && !proportions && sum !== there) {
    const where = cell.group === '' ? '' : ` of group "${cell.group}"`;
    throw new Failure('E-SPEC-VALUE', {
      finding: `quotas of "${column}"${where} add up to ${sum}, there are ${there} rows`,
    });
  }
  const rows = apportion(there, parts);
  return [...group.keys()].map((level, index) => [level, rows[index]!]);
}

/** Those of a cell by latent value, then by noise, then by index: a total order, so that every engine sorts alike. */
function inOrder(
  column: string,
  cell: UnitCell,
  units: Units,
  latent: Float64Array | null,
  noise: Float64Array,
): Waiting {
  const value = (unit: number) => (latent === null ? 0 : latent[units.firstRow[unit]!]!);
  if (cell.units.some((unit) => Number.isNaN(value(unit)))) {
    throw new Failure('E-SPEC-VALUE', { finding: `the order of "${column}" is missing in some of its rows` });
  }
  const places = cell.units
    .map((_, index) => index)
    .sort((i, j) => {
      const [a, b] = [cell.units[i]!, cell.units[j]!];
      return value(a) - value(b) || noise[a]! - noise[b]! || a - b;
    });
  return { units: places.map((place) => cell.units[place]!), weights: places.map((place) => cell.weights[place]!) };
}

/** Who has no level yet, in order. */
type Waiting = Pick<UnitCell, 'units' | 'weights'>;

/** Fills level after level; what persons cannot fill exactly falls to the next level, unless counts must hold. */
function fill(
  { column, proportions }: QuotasOptions,
  codes: Int32Array,
  members: Waiting,
  quota: readonly (readonly [number, number])[],
  exact: boolean,
): void {
  let { units, weights } = members;
  let carried = 0;
  for (const [level, rows] of quota) {
    const wanted = rows + carried;
    const taken = fillExactly(weights, wanted);
    if (taken === null && exact && !proportions) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `quotas of "${column}": no persons are left whose rows add up to those of a level`,
        remedy: 'change the counts a little, or use shares',
      });
    }
    const chosen = taken ?? fillNearly(weights, wanted);
    units.forEach((unit, index) => {
      if (chosen[index] === 1) codes[unit] = level;
    });
    carried = wanted - weights.reduce((sum, weight, index) => sum + weight * chosen[index]!, 0);
    const waits = (_: number, index: number) => chosen[index] === 0;
    [units, weights] = [units.filter(waits), weights.filter(waits)];
  }
}

/** In order, whoever still fits. */
function fillNearly(weights: Int32Array, rows: number): Uint8Array {
  let left = rows;
  return Uint8Array.from(weights, (weight) => {
    if (weight > left) return 0;
    left -= weight;
    return 1;
  });
}
