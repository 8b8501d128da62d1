/** The support of an event study: rows and units behind every event time, and how each coefficient is identified. */
import { Failure } from '../../errors/failure.ts';
import type { Support, SupportRow, SupportStep } from '../../results/support.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { type EventTimeTerm, isEventTime } from '../terms/event-time.ts';
import type { Effect } from './effect.ts';
import { countRows, type EventCells, eventCells, standing } from './event-cells.ts';
import { comparisonsOf, identify } from './event-comparisons.ts';
import { BEYOND, NEVER, type PathStep } from './event-graph.ts';
import { identificationText } from './support-text.ts';

export interface EventSupportOptions {
  readonly name?: string | undefined;
  /** the column whose levels adopt */
  readonly unit: string;
  /** a column of persons, to count them */
  readonly person?: string | undefined;
  /** name of the event-time variable where a model has several */
  readonly term?: string | undefined;
}

/**
 * For every equation with an event-time term a Support record: rows, units and pairs of unit and time at every event time
 * of the window and beyond it; never- and always-treated units; and whether the coefficient is identified, by a clean
 * comparison within a unit or only by a chain of them (event-graph.ts has the argument). A coefficient that nothing
 * identifies is a warning even where the fit, by leaving out another column, printed a number for it.
 * E-SPEC-VALUE when no equation has such a term.
 */
export function eventSupport(options: EventSupportOptions): Effect {
  const name = options.name ?? 'event_support';
  return {
    name,
    words: {
      en: 'rows and units behind every event time, and how each coefficient is identified',
      zh: '各相对时间的样本支持与系数识别方式',
    },
    reads: [options.unit, ...(options.person === undefined ? [] : [options.person])],
    compute(fit) {
      const supports = fit.equations.flatMap((equation) =>
        equation.design.equation.terms
          .filter(isEventTime)
          .filter(({ event }) => options.term === undefined || event.name === options.term)
          .map((term) => supportOf(fit, equation, term, { ...options, name })),
      );
      if (supports.length === 0) throw noTerm(options.term);
      return { effects: [], tests: [], supports, warnings: supports.flatMap(warningsOf) };
    },
  };
}

function supportOf(
  fit: Fit,
  equation: FittedEquation,
  term: EventTimeTerm,
  options: EventSupportOptions & { readonly name: string },
): Support {
  const { event } = term;
  const cells = eventCells(fit, equation, term, options);
  const stands = Array.from(cells.rows, (_, i) => standing(cells, term, i));
  const levelOf = (i: number): number | undefined => {
    const at = stands[i]!;
    return typeof at === 'string' ? undefined : at.level;
  };
  const comparisons = comparisonsOf(equation, term, cells, stands.map(nodeOf), options.unit);
  const [low, high] = event.window;
  const rows = Array.from({ length: high - low + 1 }, (_, index): SupportRow => {
    const eventTime = low + index;
    const count = countRows(cells, (i) => levelOf(i) === eventTime);
    const identified = identify(equation, term, comparisons, eventTime, count.rows);
    const path = identified.path.map((step) => stepNames(step, cells));
    const facts = { ...identified, path, oneUnitTime: count.unitTimes === 1 };
    return {
      eventTime,
      label: { en: labelOf(term, eventTime) },
      ...(eventTime !== event.reference && { term: `${event.name}=${eventTime}` }),
      ...count,
      identification: facts.identification,
      oneUnitTime: facts.oneUnitTime,
      path,
      detail: identificationText(facts, comparisons.within ?? options.unit),
    };
  });
  const beyond = (['left', 'right'] as const).map((side) => ({
    side,
    rule: event.ends[side],
    ...countRows(
      cells,
      (i) => (side === 'left' ? cells.event[i]! < low : cells.event[i]! > high) && stays(event, cells, i),
    ),
  }));
  return {
    effect: options.name,
    equation: equation.name,
    variable: event.name,
    unit: options.unit,
    unitOfTime: event.unit,
    reference: event.reference,
    ...(comparisons.within !== undefined && { within: comparisons.within }),
    rows,
    beyond,
    neverTreated: countRows(cells, (i) => stands[i] === 'never'),
    alwaysTreated: { ...countRows(cells, (i) => cells.always[i] === 1), rule: event.alwaysTreated },
    offGrid: cells.offGrid,
    ...(event.offGrid !== undefined && { offGridRule: event.offGrid }),
    unidentified: rows.flatMap((row) =>
      row.identification === 'not_identified' && row.term !== undefined ? [row.term] : [],
    ),
  };
}

/** Rows beyond the window count whether they stayed or left for it, but not when they left as always treated. */
function stays({ alwaysTreated }: EventTimeTerm['event'], { always }: EventCells, i: number): boolean {
  return alwaysTreated === 'keep' || always[i] === 0;
}

function nodeOf(at: ReturnType<typeof standing>): string | null {
  if (at === 'gone') return null;
  if (at === 'never') return NEVER;
  return at === 'beyond' ? BEYOND : String(at.level);
}

function stepNames({ from, to, units }: PathStep, { unitName }: EventCells): SupportStep {
  const names = [...units]
    .map(unitName)
    .filter((name) => name !== null)
    .sort();
  return { from, to, ...(names.length === units.size && { units: names }) };
}

function labelOf({ event: { window, ends } }: EventTimeTerm, at: number): string {
  const sign = at === window[0] && ends.left === 'bin' ? '≤ ' : at === window[1] && ends.right === 'bin' ? '≥ ' : '';
  return `${sign}${at}`;
}

function warningsOf({ equation, rows, unidentified }: Support): string[] {
  return rows
    .filter(
      ({ term, identification }) =>
        identification === 'not_identified' && (term === undefined || unidentified.includes(term)),
    )
    .map(({ term, label, detail }) => `${equation}: ${term ?? `the reference ${label.en}`}: ${detail.en}`);
}

function noTerm(name: string | undefined): Failure {
  return new Failure('E-SPEC-VALUE', {
    finding: `event_support without an event_time term${name === undefined ? '' : ` called "${name}"`}`,
    remedy: 'add the term, or leave the effect out',
  });
}
