/** Which levels of two factors are joined by the rows that have them: what a two-way layout can compare. */

export interface Components {
  /** number of connected components among the levels that have rows */
  readonly count: number;
  /** component of every level, 0..count-1 in order of the first factor's levels; -1 for a level without rows */
  readonly ofFirst: Int32Array;
  readonly ofSecond: Int32Array;
}

/**
 * Connected components of the bipartite graph whose nodes are the levels of two factors and whose edges are the rows
 * (Abowd, Creecy and Kramarz 2002). The indicators of both factors have rank levels + levels - components. Codes of -1
 * join nothing. Never throws.
 */
export function connectedComponents(
  first: Int32Array,
  firstCount: number,
  second: Int32Array,
  secondCount: number,
): Components {
  const parent = Int32Array.from({ length: firstCount + secondCount }, (_, node) => node);
  const present = new Uint8Array(parent.length);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let i = 0; i < first.length; i++) {
    if (first[i]! < 0 || second[i]! < 0) continue;
    const a = first[i]!;
    const b = firstCount + second[i]!;
    present[a] = 1;
    present[b] = 1;
    const rootA = rootOf(a);
    const rootB = rootOf(b);
    // the smaller index is the root, so that the result does not depend on the order of rows
    if (rootA < rootB) parent[rootB] = rootA;
    else parent[rootA] = rootB;
  }
  const componentOfRoot = new Map<number, number>();
  const ofNode = new Int32Array(parent.length).fill(-1);
  for (let node = 0; node < parent.length; node++) {
    if (present[node] === 0) continue;
    const root = rootOf(node);
    let component = componentOfRoot.get(root);
    if (component === undefined) {
      component = componentOfRoot.size;
      componentOfRoot.set(root, component);
    }
    ofNode[node] = component;
  }
  return { count: componentOfRoot.size, ofFirst: ofNode.slice(0, firstCount), ofSecond: ofNode.slice(firstCount) };
}
