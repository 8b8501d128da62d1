/** The rows of an event study by unit, time and event time: what its support is counted on. */
import { Failure } from '../../errors/failure.ts';
import type { SupportCount } from '../../results/support.ts';
import { toCategorical } from '../data/categorical.ts';
import { type Frame, getColumn, getNumeric } from '../data/frame.ts';
import { usableRows } from '../design/usable-rows.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { eventRows } from '../terms/event-rows.ts';
import { type EventTimeTerm, endOf } from '../terms/event-time.ts';

/** The rows that the equation could use before its event-time term left some out; one entry per row. */
export interface EventCells {
  readonly sample: Frame;
  /** index of the row in the sample */
  readonly rows: Int32Array;
  /** 1 for rows of the fitted design */
  readonly used: Uint8Array;
  readonly time: Float64Array;
  /** NaN for units that never adopted */
  readonly event: Float64Array;
  readonly always: Uint8Array;
  readonly unit: Int32Array;
  /** names of units by code, null where they are private */
  readonly unitName: (code: number) => string | null;
  readonly person: Int32Array | null;
  readonly offGrid: readonly number[];
}

/** E-SPEC-VALUE where a unit has several times of adoption, E-DATA-LEVEL where a row has no unit. */
export function eventCells(
  fit: Fit,
  { design }: FittedEquation,
  { event }: EventTimeTerm,
  columns: { readonly unit: string; readonly person?: string | undefined },
): EventCells {
  const { sample } = fit;
  const { rows } = usableRows(design.equation, sample);
  const inDesign = new Uint8Array(sample.rows);
  for (const row of design.rows) inDesign[row] = 1;
  const at = (name: string): Float64Array => {
    const { values } = getNumeric(sample, name);
    return Float64Array.from(rows, (row) => values[row]!);
  };
  const adopted = at(event.adopted);
  const time = at(event.time);
  const events = eventRows(event, adopted, time);
  const units = toCategorical(getColumn(sample, columns.unit));
  const unit = Int32Array.from(rows, (row) => units.codes[row]!);
  checkUnits(columns.unit, unit, adopted);
  return {
    sample,
    rows,
    used: Uint8Array.from(rows, (row) => inDesign[row]!),
    time,
    event: events.time,
    always: events.always,
    unit,
    unitName: (code) => (units.info.private ? null : units.levels[code]!.name),
    person: columns.person === undefined ? null : personCodes(sample, rows, columns.person),
    offGrid: events.offGrid,
  };
}

/** What becomes of a row: the window's level that its indicator has, never treated, or beyond an end. */
export type Standing = { readonly level: number } | 'never' | 'beyond' | 'gone';

/** The standing of a row of cells under the term's rules; `gone` where it is not in the design. */
export function standing({ event: events, used }: EventCells, { event: rule }: EventTimeTerm, i: number): Standing {
  if (used[i] === 0) return 'gone';
  const at = events[i]!;
  if (Number.isNaN(at)) return 'never';
  const end = endOf(rule, at);
  if (end === undefined) return { level: at };
  const [low, high] = rule.window;
  return end === 'bin' ? { level: at < low ? low : high } : 'beyond';
}

/** Counts of the rows for which a condition holds. */
export function countRows(cells: EventCells, holds: (i: number) => boolean): SupportCount {
  const unitTimes = new Map<string, string | null>();
  const units = new Set<number>();
  const persons = new Set<number>();
  let rows = 0;
  for (let i = 0; i < cells.rows.length; i++) {
    if (!holds(i)) continue;
    rows++;
    const code = cells.unit[i]!;
    units.add(code);
    if (cells.person !== null && cells.person[i]! >= 0) persons.add(cells.person[i]!);
    const key = `${code} ${cells.time[i]}`;
    if (!unitTimes.has(key)) {
      const name = cells.unitName(code);
      unitTimes.set(key, name === null ? null : `${name} ${cells.time[i]}`);
    }
  }
  const names = [...unitTimes.values()].filter((name) => name !== null).sort();
  return {
    unitTimes: unitTimes.size,
    units: units.size,
    ...(cells.person !== null && { persons: persons.size }),
    rows,
    ...(names.length === unitTimes.size && { names }),
  };
}

function personCodes(sample: Frame, rows: Int32Array, name: string): Int32Array {
  const { codes } = toCategorical(getColumn(sample, name));
  return Int32Array.from(rows, (row) => codes[row]!);
}

function checkUnits(name: string, unit: Int32Array, adopted: Float64Array): void {
  const of = new Map<number, number>();
  for (let i = 0; i < unit.length; i++) {
    if (unit[i] === -1) {
      throw new Failure('E-DATA-LEVEL', {
        finding: `some rows of the event study have no "${name}"`,
        remedy: 'leave these rows out of the sample',
      });
    }
    const before = of.get(unit[i]!);
    if (before === undefined) of.set(unit[i]!, adopted[i]!);
    else if (!Object.is(before, adopted[i]!)) {
      throw new Failure('E-SPEC-VALUE', {
        finding: `a level of "${name}" has rows with different times of adoption`,
        remedy: 'name the column whose levels adopt as the unit',
      });
    }
  }
}
