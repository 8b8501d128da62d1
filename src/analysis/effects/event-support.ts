/** The support of an event study: rows and units behind every event time, and how each coefficient is identified. */
import { Failure } from '../../errors/failure.ts';
import type { Identification, Support, SupportRow, SupportStep } from '../../results/support.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { fixedEffectsOf, levelsWithRows } from '../estimators/fixed-effects.ts';
import { type EventTimeTerm, isEventTime } from '../terms/event-time.ts';
import type { Effect } from './effect.ts';
import { countRows, type EventCells, eventCells, standing } from './event-cells.ts';
import {
  BEYOND,
  type EventGraph,
  eventGraph,
  NEVER,
  type PathStep,
  pathToZero,
  timeEffectsLeave,
} from './event-graph.ts';
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

/** What the fixed effects of the model leave to compare. */
interface Comparisons {
  /** the fixed effect whose levels comparisons are within; absent where none is as fine as the unit */
  readonly within?: string;
  readonly graph: EventGraph;
  readonly zeros: readonly string[];
  /** by node: whether it is identified beside all fixed effects */
  readonly leaves: ReadonlyMap<string, boolean>;
}

function comparisonsOf(
  equation: FittedEquation,
  { event }: EventTimeTerm,
  cells: EventCells,
  nodes: readonly (string | null)[],
  unit: string,
): Comparisons {
  const position = new Map<number, number>();
  equation.design.rows.forEach((row, i) => {
    position.set(row, i);
  });
  const effects = fixedEffectsOf(equation.design).map(({ variable }) => ({
    variable,
    codes: levelsWithRows(equation.design.frame, variable).codes,
  }));
  const inDesign = Array.from(cells.rows, (_, i) => i).filter((i) => nodes[i] !== null);
  const codeAt = (codes: Int32Array, i: number): number => codes[position.get(cells.rows[i]!)!]!;
  const own = effects.find(({ variable }) => variable === unit);
  const finer = effects.find(({ variable, codes }) => variable !== event.time && isNested(codes));
  const within = own ?? finer;
  const zeros = [String(event.reference), BEYOND, NEVER];
  const graph = eventGraph(
    within === undefined
      ? []
      : inDesign.map((i) => ({ group: codeAt(within.codes, i), unit: cells.unit[i]!, node: nodes[i]! })),
  );
  const others = effects.filter((effect) => effect !== within);
  const cellAt = (i: number): string =>
    [nodes[i], cells.time[i], ...others.map(({ codes }) => codeAt(codes, i))].join(' ');
  const patterns = within === undefined ? undefined : groupPatterns(inDesign, (i) => codeAt(within.codes, i), cellAt);
  const leaves = timeEffectsLeave(
    inDesign.map((i) => ({
      effects: effects.map((effect) =>
        effect === within ? patterns!.get(codeAt(effect.codes, i))! : codeAt(effect.codes, i),
      ),
      node: nodes[i]!,
    })),
    zeros,
    [...new Set(inDesign.map((i) => nodes[i]!))],
  );
  return { ...(within !== undefined && { within: within.variable }), graph, zeros, leaves };

  function isNested(codes: Int32Array): boolean {
    const unitOf = new Map<number, number>();
    return inDesign.every((i) => {
      const code = codeAt(codes, i);
      const before = unitOf.get(code) ?? cells.unit[i]!;
      unitOf.set(code, before);
      return before === cells.unit[i];
    });
  }
}

/** Groups with rows at the same times and event times say the same: one number per such pattern. */
function groupPatterns(
  rows: readonly number[],
  groupOf: (i: number) => number,
  cellOf: (i: number) => string,
): ReadonlyMap<number, number> {
  const cellsOf = new Map<number, Set<string>>();
  for (const i of rows) {
    const group = groupOf(i);
    cellsOf.set(group, (cellsOf.get(group) ?? new Set()).add(cellOf(i)));
  }
  const patterns = new Map<string, number>();
  const patternOf = new Map<number, number>();
  for (const [group, set] of cellsOf) {
    const key = [...set].sort().join(';');
    if (!patterns.has(key)) patterns.set(key, patterns.size);
    patternOf.set(group, patterns.get(key)!);
  }
  return patternOf;
}

interface Identified {
  readonly identification: Identification;
  readonly path: readonly PathStep[];
  /** why there is no coefficient, where the fit or the sample says so */
  readonly reason?: string;
}

function identify(
  equation: FittedEquation,
  { event }: EventTimeTerm,
  { within, graph, zeros, leaves }: Comparisons,
  eventTime: number,
  rows: number,
): Identified {
  const nothing = (reason: string): Identified => ({ identification: 'not_identified', path: [], reason });
  if (eventTime === event.reference) {
    return rows === 0 ? nothing('the reference has no rows') : { identification: 'reference', path: [] };
  }
  const omitted = equation.omitted.find(({ term }) => term === `${event.name}=${eventTime}`);
  if (omitted !== undefined) return nothing(`${omitted.reason}: ${omitted.detail}`);
  if (rows === 0) return nothing('no rows');
  const node = String(eventTime);
  if (leaves.get(node) === false) {
    const left = equation.omitted.filter(({ term }) => term.startsWith(`${event.name}=`)).map(({ term }) => term);
    return nothing(
      left.length === 0
        ? 'fixed effects take up the difference to every zero'
        : `measured against ${left.join(', ')}, which the fit left out, and not against the reference`,
    );
  }
  if (within === undefined) return { identification: 'across', path: [] };
  const reference = String(event.reference);
  const path = pathToZero(graph, node, [reference]);
  if (path !== null && path.length === 1) return { identification: 'clean', path };
  const chained = pathToZero(graph, node, zeros);
  return chained === null ? { identification: 'across', path: [] } : { identification: 'chained', path: chained };
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
