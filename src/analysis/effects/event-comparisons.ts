/** What an event study compares: the graph and the rank of its cells under the fixed effects of the model. */
import type { Identification } from '../../results/support.ts';
import type { FittedEquation } from '../estimators/estimator.ts';
import { fixedEffectsOf, levelsWithRows } from '../estimators/fixed-effects.ts';
import type { EventTimeTerm } from '../terms/event-time.ts';
import type { EventCells } from './event-cells.ts';
import {
  BEYOND,
  type EventGraph,
  eventGraph,
  NEVER,
  type PathStep,
  pathToZero,
  timeEffectsLeave,
} from './event-graph.ts';

/** What the fixed effects of the model leave to compare. */
export interface Comparisons {
  /** the fixed effect whose levels comparisons are within; absent where none is as fine as the unit */
  readonly within?: string;
  readonly graph: EventGraph;
  readonly zeros: readonly string[];
  /** by node: whether it is identified beside all fixed effects */
  readonly leaves: ReadonlyMap<string, boolean>;
}

/** The comparisons of an event-time term in an equation; `nodes` is the standing of every row of the cells, null where not in the design. */
export function comparisonsOf(
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

export interface Identified {
  readonly identification: Identification;
  readonly path: readonly PathStep[];
  /** why there is no coefficient, where the fit or the sample says so */
  readonly reason?: string;
}

/** How the coefficient of an event time with so many rows is identified. */
export function identify(
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
