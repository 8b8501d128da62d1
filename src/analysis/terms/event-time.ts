/** Time since adoption: one indicator per event time of a window against a reference period. */
import { Failure } from '../../errors/failure.ts';
import type { Text } from '../../results/text.ts';
import type { CategoricalColumn, Level } from '../data/column.ts';
import { type Frame, getCategorical, getNumeric, withColumn } from '../data/frame.ts';
import { checkAdopted } from './adoption-times.ts';
import { type EventRows, type EventTiming, eventRows } from './event-rows.ts';
import { bindFactor } from './factor.ts';
import type { MadeColumn, Term } from './term.ts';

/** What becomes of rows beyond an end of the window: joined to its last level, left out, or all indicators zero. */
export type WindowEnd = 'bin' | 'drop' | 'zero';

export interface EventTimeRule extends EventTiming {
  /** the variable and the prefix of its columns: event_time unless given */
  readonly name?: string;
  /** numeric column with the time of adoption of the row's unit; missing = never */
  readonly adopted: string;
  /** numeric column with the time of the row, on the same scale */
  readonly time: string;
  readonly window: readonly [number, number];
  readonly ends: { readonly left: WindowEnd; readonly right: WindowEnd };
  /** the event time that has no indicator */
  readonly reference: number;
  readonly alwaysTreated: 'keep' | 'drop';
  readonly label?: Text;
}

/** An event-time term, which says of itself what it was asked for. */
export interface EventTimeTerm extends Term {
  readonly event: EventTimeRule & { readonly name: string };
}

const LABEL: Text = { en: 'Event time', zh: '相对政策时间' };

/**
 * The term whose columns are `event_time=-2`, ...: every whole event time of the window but the reference. Rows of units
 * that never adopted have zeros in all of them; rows beyond an end of the window do what `ends` says; rows of units that
 * adopted by the first time of the model's rows stay or leave (`always_treated`). It makes a categorical column of that name whose
 * reference level also holds the rows with zeros, so that effects are those of any factor. E-SPEC-VALUE for a window that
 * ends before it begins or lacks the reference. Equivalent: Stata's eventdd and xtevent (which bins), fixest's i(rel, ref = -1).
 */
export function eventTimeTerm(rule: EventTimeRule): EventTimeTerm {
  checkWindow(rule);
  const name = rule.name ?? 'event_time';
  const event = { ...rule, name };
  const rowsOf = (frame: Frame): EventRows => {
    const adopted = getNumeric(frame, rule.adopted).values;
    checkAdopted(rule.adopted, adopted);
    return eventRows(rule, adopted, getNumeric(frame, rule.time).values);
  };
  const made: MadeColumn = {
    name,
    label: rule.label ?? LABEL,
    column: (frame) => columnOf(event, rowsOf(frame)),
    leaving(frame) {
      const rows = rowsOf(frame);
      const beyond = Uint8Array.from(rows.time, (time) => (endOf(event, time) === 'drop' ? 1 : 0));
      const [low, high] = rule.window;
      return [
        ...(rule.alwaysTreated === 'drop'
          ? [{ reason: `always treated (adopted by ${rows.waves[0]})`, rows: rows.always }]
          : []),
        { reason: `outside the event window ${low}..${high}`, rows: beyond },
      ];
    },
  };
  const withMade = (frame: Frame): Frame => (frame.columns.has(name) ? frame : withColumn(frame, made.column(frame)));
  return {
    name,
    event,
    variables: [rule.adopted, rule.time],
    maybeMissing: [rule.adopted],
    makes: [made],
    enters: [name],
    treatment: true,
    bind(frame) {
      const bound = bindFactor(getCategorical(withMade(frame), name), String(rule.reference));
      return { ...bound, block: (source) => bound.block(withMade(source)) };
    },
  };
}

/** Whether a term is an event-time term. */
export function isEventTime(term: Term): term is EventTimeTerm {
  return 'event' in term;
}

/** What becomes of a row at an event time (NaN: never adopted); undefined within the window. */
export function endOf({ window: [low, high], ends }: EventTimeRule, time: number): WindowEnd | undefined {
  if (time < low) return ends.left;
  return time > high ? ends.right : undefined;
}

/** The event time whose indicator a row has: its own, that of a bin, or the reference where all indicators are zero. */
export function levelAt(rule: EventTimeRule, time: number): number {
  const [low, high] = rule.window;
  if (Number.isNaN(time)) return rule.reference;
  const end = endOf(rule, time);
  if (end === undefined) return time;
  return end === 'bin' ? (time < low ? low : high) : rule.reference;
}

function columnOf(rule: EventTimeRule & { readonly name: string }, { time }: EventRows): CategoricalColumn {
  const [low] = rule.window;
  return {
    kind: 'categorical',
    info: { name: rule.name, label: rule.label ?? LABEL, private: false, reference: String(rule.reference) },
    codes: Int32Array.from(time, (at) => levelAt(rule, at) - low),
    levels: levelsOf(rule),
  };
}

function levelsOf({ window: [low, high], ends }: EventTimeRule): Level[] {
  return Array.from({ length: high - low + 1 }, (_, index) => {
    const at = low + index;
    const sign = at === low && ends.left === 'bin' ? '≤ ' : at === high && ends.right === 'bin' ? '≥ ' : '';
    return { name: String(at), label: { en: `${sign}${at}` } };
  });
}

function checkWindow({ window: [low, high], reference }: EventTimeRule): void {
  if (low >= high) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `the event window ${low}..${high} ${low === high ? 'holds one event time' : 'ends before it begins'}`,
      accepted: low === high ? 'at least two event times' : `${high}..${low}`,
    });
  }
  if (reference >= low && reference <= high) return;
  throw new Failure('E-SPEC-VALUE', {
    finding: `the reference ${reference} is not in the event window ${low}..${high}`,
    remedy: 'widen the window, or choose a reference inside it',
  });
}
