/** X'CX for a matrix C that is zero between groups: pairs of rows in small groups, sums over nodes in large ones. */
import { Matrix } from 'ml-matrix';
import type { Block } from './block.ts';
import { columnCount, weightedCross } from './block-kernels.ts';
import type { GroupedRows } from './grouped-rows.ts';
import { type RowPairs, rowPairs } from './row-pairs.ts';

export interface WithinGroupCross {
  /**
   * X'CX, p x p, with C_ij = c_i [i = j] + w sum over nodes k of d_ik d_jk for rows of one group. `diagonal` holds c, one per
   * row; `deviations` holds d, node-major; `rowWeights` the group's w at each row, null for ones.
   */
  cross(diagonal: Float64Array, deviations: Float64Array, nodes: number, rowWeights: Float64Array | null): Matrix;
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
    cross(diagonal, deviations, size, rowWeights) {
      const own = ownWeights(diagonal, deviations, size, rowWeights, inLarge);
      const cross = weightedCross(blocks, own);
      pairs.addTo(cross, covariances(pairs, deviations, size, diagonal.length, rowWeights));
      sums.add(cross, deviations, size, rowWeights);
      return cross;
    },
  };
}

/** c_i + w sum of d_ik^2, the second part only where pairs stand for the rest of the group. */
function ownWeights(
  diagonal: Float64Array,
  deviations: Float64Array,
  nodes: number,
  weights: Float64Array | null,
  inLarge: Uint8Array,
): Float64Array {
  const rows = diagonal.length;
  const own = new Float64Array(rows);
  for (let k = 0; k < nodes; k++) {
    const from = k * rows;
    for (let i = 0; i < rows; i++) own[i]! += deviations[from + i]! * deviations[from + i]!;
  }
  for (let i = 0; i < rows; i++) {
    own[i] = diagonal[i]! + (inLarge[i] === 1 ? 0 : own[i]! * (weights === null ? 1 : weights[i]!));
  }
  return own;
}

/** w sum over nodes of d_ik d_jk, pair by pair. */
function covariances(
  { first, second }: RowPairs,
  deviations: Float64Array,
  nodes: number,
  rows: number,
  weights: Float64Array | null,
): Float64Array {
  const covariance = new Float64Array(first.length);
  for (let k = 0; k < nodes; k++) {
    const from = k * rows;
    for (let t = 0; t < first.length; t++) {
      covariance[t]! += deviations[from + first[t]!]! * deviations[from + second[t]!]!;
    }
  }
  if (weights !== null) for (let t = 0; t < first.length; t++) covariance[t]! *= weights[first[t]!]!;
  return covariance;
}

interface NodeSums {
  add(cross: Matrix, deviations: Float64Array, nodes: number, weights: Float64Array | null): void;
}

/** Large groups: with s_k = sum of x_i d_ik over the group, the part of X'CX is w sum over nodes of s_k s_k'. */
function nodeSums(blocks: readonly Block[], { starts }: GroupedRows, large: readonly number[]): NodeSums {
  const p = columnCount(blocks);
  const sums = new Float64Array(p);
  const upper = new Float64Array(p * p);
  return {
    add(cross, deviations, nodes, weights) {
      if (large.length === 0) return;
      const rows = deviations.length / nodes;
      upper.fill(0);
      for (const g of large) {
        const from = starts[g]!;
        const to = starts[g + 1]!;
        const weight = weights === null ? 1 : weights[from]!;
        for (let k = 0; k < nodes; k++) {
          sumRows(blocks, deviations.subarray(k * rows, (k + 1) * rows), from, to, sums);
          for (let a = 0; a < p; a++) {
            const value = weight * sums[a]!;
            if (value === 0) continue;
            for (let b = a; b < p; b++) upper[a * p + b]! += value * sums[b]!;
          }
        }
      }
      cross.add(symmetricFrom(upper, p));
    },
  };
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
