/**
 * How event times are compared: a graph whose nodes are event times and whose edges are groups with rows at both ends.
 *
 * With an effect for every group (a unit, or something finer) and the times' effects known from units that never adopt, only
 * differences within groups speak of event times. A coefficient is then identified exactly when its event time is
 * connected with one whose coefficient is zero by construction: the reference, the rows beyond the window that have zeros in
 * all indicators, or, where a group changes sides, never-treated rows. That is the estimability of a two-way layout (Searle
 * 1971, section 7.4: contrasts within a connected component and no others). A direct edge to the reference is a
 * clean comparison; a longer path chains the comparisons of several groups; the shortest one is reported. Whether the times'
 * effects are themselves identified is a matter of rank, which `timeEffectsLeave` decides on the same cells.
 */
import { estimable } from '../../numerics/row-space.ts';

/** The zeros besides the reference. */
export const BEYOND = 'beyond';
export const NEVER = 'never';

export interface EventGraph {
  /** groups' units that have rows at both nodes, by ordered pair of nodes */
  readonly edges: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;
}

/** One row of a study: the group that comparisons are within, its unit, the node it stands at. */
export interface GraphRow {
  readonly group: number;
  readonly unit: number;
  readonly node: string;
}

export function eventGraph(rows: Iterable<GraphRow>): EventGraph {
  const nodesOf = new Map<number, Map<string, number>>();
  for (const { group, unit, node } of rows) {
    let nodes = nodesOf.get(group);
    if (nodes === undefined) {
      nodes = new Map();
      nodesOf.set(group, nodes);
    }
    nodes.set(node, unit);
  }
  const edges = new Map<string, Map<string, Set<number>>>();
  const join = (from: string, to: string, unit: number): void => {
    let targets = edges.get(from);
    if (targets === undefined) {
      targets = new Map();
      edges.set(from, targets);
    }
    const units = targets.get(to) ?? new Set<number>();
    targets.set(to, units.add(unit));
  };
  for (const nodes of nodesOf.values()) {
    for (const [from, unit] of nodes) for (const to of nodes.keys()) if (from !== to) join(from, to, unit);
  }
  return { edges };
}

export interface PathStep {
  readonly from: string;
  readonly to: string;
  readonly units: ReadonlySet<number>;
}

/** The shortest path from a node to the first of the zeros that can be reached; null when none can. */
export function pathToZero({ edges }: EventGraph, from: string, zeros: readonly string[]): readonly PathStep[] | null {
  const came = new Map<string, string>([[from, from]]);
  let frontier = [from];
  while (frontier.length > 0) {
    const zero = zeros.find((node) => frontier.includes(node));
    if (zero !== undefined) return stepsTo(edges, came, zero);
    const next: string[] = [];
    for (const node of frontier) {
      for (const neighbour of [...(edges.get(node)?.keys() ?? [])].sort(byNumber)) {
        if (came.has(neighbour)) continue;
        came.set(neighbour, node);
        next.push(neighbour);
      }
    }
    frontier = next;
  }
  return null;
}

function stepsTo(edges: EventGraph['edges'], came: ReadonlyMap<string, string>, zero: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (let node = zero; came.get(node) !== node; node = came.get(node)!) {
    const from = came.get(node)!;
    steps.unshift({ from, to: node, units: edges.get(from)!.get(node)! });
  }
  return steps;
}

function byNumber(a: string, b: string): number {
  return (Number(a) || 0) - (Number(b) || 0) || (a < b ? -1 : 1);
}

/**
 * For every node, whether its coefficient is still identified when the fixed effects are estimated too: whether the indicator of
 * the node is estimable from the cells (codes of all fixed effects, node). Nodes among `zeros` have no coefficient. True for
 * all when there are too many cells for the count.
 */
export function timeEffectsLeave(
  cells: Iterable<{ readonly effects: readonly number[]; readonly node: string }>,
  zeros: readonly string[],
  nodes: readonly string[],
): ReadonlyMap<string, boolean> {
  const column = new Map<string, number>();
  const columnOf = (key: string): number => {
    let index = column.get(key);
    if (index === undefined) {
      index = column.size;
      column.set(key, index);
    }
    return index;
  };
  const rows = new Map<string, readonly number[]>();
  for (const { effects, node } of cells) {
    const key = `${effects.join(',')} ${node}`;
    if (rows.has(key)) continue;
    const ones = [columnOf('constant'), ...effects.map((code, e) => columnOf(`effect ${e} ${code}`))];
    rows.set(key, zeros.includes(node) ? ones : [...ones, columnOf(`node ${node}`)]);
  }
  const asked = nodes.filter((node) => column.has(`node ${node}`));
  const found = estimable(
    [...rows.values()],
    column.size,
    asked.map((node) => column.get(`node ${node}`)!),
  );
  return new Map(asked.map((node, i) => [node, found === null || found[i]!]));
}
