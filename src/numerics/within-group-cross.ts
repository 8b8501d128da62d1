/** X'CX for a matrix C that is zero between groups: pairs of rows in small groups, sums over nodes in large ones. */
import { Matrix } from 'ml-matrix';
import type { Block } from './block.ts';
import { columnCount, weightedCross } from './block-kernels.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { type RowPairs, rowPairs } from './row-pairs.ts';

export interface WithinGroupCross {
  /** w X'CX, p x p; `rowWeights` holds the group's w at each row, null for ones. */
  cross(within: WithinGroup, rowWeights: Float64Array | null): Matrix;
}

/** C_ij = c_i [i = j] + sum over nodes k of d_ik d_jk + sum over pairs of u_i v_j + v_i u_j, for rows of one group. */
export interface WithinGroup {
  /** c, one per row */
  readonly diagonal: Float64Array;
  /** d, node-major */
  readonly deviations: Float64Array;
  /** (u, v), one per row each */
  readonly outer: readonly (readonly [Float64Array, Float64Array])[];
}

/**
 * Prepares the blocks (rows in group order). A group of m rows has m (m - 1) / 2 pairs, each visited once per two blocks, or
 * `nodes` summed rows, each p (p + 1) / 2 products: the cheaper way is taken group by group. Factors stay codes either way.
 */
export function withinGroupCross(blocks: readonly Block[], groups: GroupedRows, nodes: number): WithinGroupCross {
  const { starts, count } = groups;
  const columns = columnCount(blocks);
  const isLarge = (g: number): boolean => {
    const size = starts[g + 1]! - starts[g]!;
    const pairCost = ((size * (size - 1)) / 2) * (blocks.length * blocks.length + nodes);
    const nodeCost = nodes * ((columns * (columns + 1)) / 2 + size * blocks.length);
    return pairCost > nodeCost;
  };
  const large = Array.from({ length: count }, (_, g) => g).filter(isLarge);
  const pairs = rowPairs(blocks, groups, (g) => !isLarge(g));
  const sums = nodeSums(blocks, groups, large);
  const inLarge = new Uint8Array(groups.groupOf.length);
  for (const g of large) inLarge.fill(1, starts[g]!, starts[g + 1]!);
  return {
    cross(within, rowWeights) {
      const cross = weightedCross(blocks, ownWeights(within, rowWeights, inLarge));
      pairs.addTo(cross, covariances(pairs, within, rowWeights));
      sums.add(cross, within, rowWeights);
      return cross;
    },
  };
}

/** w C_ii; only w c_i in large groups, whose sums have the rest. */
function ownWeights(
  { diagonal, deviations, outer }: WithinGroup,
  weights: Float64Array | null,
  inLarge: Uint8Array,
): Float64Array {
  const rows = diagonal.length;
  const own = new Float64Array(rows);
  for (let from = 0; from < deviations.length; from += rows) {
    for (let i = 0; i < rows; i++) own[i]! += deviations[from + i]! * deviations[from + i]!;
  }
  for (const [u, v] of outer) for (let i = 0; i < rows; i++) own[i]! += 2 * u[i]! * v[i]!;
  for (let i = 0; i < rows; i++) {
    own[i] = (diagonal[i]! + (inLarge[i] === 1 ? 0 : own[i]!)) * (weights === null ? 1 : weights[i]!);
  }
  return own;
}

/** w C_ij, pair by pair. */
function covariances(
  { first, second }: RowPairs,
  { diagonal, deviations, outer }: WithinGroup,
  weights: Float64Array | null,
): Float64Array {
  const rows = diagonal.length;
  const covariance = new Float64Array(first.length);
  for (let from = 0; from < deviations.length; from += rows) {
    for (let t = 0; t < first.length; t++) {
      covariance[t]! += deviations[from + first[t]!]! * deviations[from + second[t]!]!;
    }
  }
  for (const [u, v] of outer) {
    for (let t = 0; t < first.length; t++) {
      const i = first[t]!;
      const j = second[t]!;
      covariance[t]! += u[i]! * v[j]! + v[i]! * u[j]!;
    }
  }
  if (weights !== null) for (let t = 0; t < first.length; t++) covariance[t]! *= weights[first[t]!]!;
  return covariance;
}

interface NodeSums {
  add(cross: Matrix, within: WithinGroup, weights: Float64Array | null): void;
}

/** Large groups: with s_k the sum of x_i d_ik over the group, sum over nodes of s_k s_k', and likewise for the pairs (u, v). */
function nodeSums(blocks: readonly Block[], { starts }: GroupedRows, large: readonly number[]): NodeSums {
  const p = columnCount(blocks);
  const sums = new Float64Array(p);
  const others = new Float64Array(p);
  const upper = new Float64Array(p * p);
  return {
    add(cross, { diagonal, deviations, outer }, weights) {
      if (large.length === 0) return;
      const rows = diagonal.length;
      upper.fill(0);
      for (const g of large) {
        const from = starts[g]!;
        const to = starts[g + 1]!;
        const weight = weights === null ? 1 : weights[from]!;
        for (let node = 0; node < deviations.length; node += rows) {
          sumRows(blocks, deviations.subarray(node, node + rows), from, to, sums);
          addProducts(upper, sums, sums, weight / 2);
        }
        for (const [u, v] of outer) {
          sumRows(blocks, u, from, to, sums);
          sumRows(blocks, v, from, to, others);
          addProducts(upper, sums, others, weight);
        }
      }
      cross.add(symmetricFrom(upper, p));
    },
  };
}

/** Adds weight (a b' + b a') to the upper triangle. */
function addProducts(upper: Float64Array, a: Float64Array, b: Float64Array, weight: number): void {
  const p = a.length;
  for (let j = 0; j < p; j++) {
    const left = weight * a[j]!;
    const right = weight * b[j]!;
    if (left === 0 && right === 0) continue;
    for (let k = j; k < p; k++) upper[j * p + k]! += left * b[k]! + right * a[k]!;
  }
}

/** X'd over rows `from` to `to` - 1, into `sums`. */
function sumRows(blocks: readonly Block[], d: Float64Array, from: number, to: number, sums: Float64Array): void {
  sums.fill(0);
  let offset = 0;
  for (const { codes, values, width } of blocks) {
    for (let i = from; i < to; i++) {
      const code = codes === null ? 0 : codes[i]!;
      if (code >= 0) sums[offset + code]! += values === null ? d[i]! : d[i]! * values[i]!;
    }
    offset += width;
  }
}

function symmetricFrom(upper: Float64Array, p: number): Matrix {
  const whole = Matrix.zeros(p, p);
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) whole.set(a, b, upper[Math.min(a, b) * p + Math.max(a, b)]!);
  return whole;
}
