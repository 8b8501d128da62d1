/** Pairs of rows of one group, and sums over them of products of their columns. */
import type { Matrix } from 'ml-matrix';
import type { Block } from './block.ts';
import { crossBetween, selectBlockRows } from './block-kernels.ts';
import type { GroupedRows } from './grouped-rows.ts';

export interface RowPairs {
  /** positions of the rows, first < second, group by group */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Adds M + M' to the cross-product, with M the sum over pairs of value x_first x_second'. */
  addTo(cross: Matrix, values: Float64Array): void;
}

/** All pairs within the groups that `wanted` accepts; rows stand in group order. Factors stay codes. */
export function rowPairs(
  blocks: readonly Block[],
  { starts, count }: GroupedRows,
  wanted: (group: number) => boolean = () => true,
): RowPairs {
  const left: number[] = [];
  const right: number[] = [];
  for (let g = 0; g < count; g++) {
    if (!wanted(g)) continue;
    for (let i = starts[g]!; i < starts[g + 1]!; i++) {
      for (let j = i + 1; j < starts[g + 1]!; j++) {
        left.push(i);
        right.push(j);
      }
    }
  }
  const first = Int32Array.from(left);
  const second = Int32Array.from(right);
  const firstBlocks = selectBlockRows(blocks, first);
  const secondBlocks = selectBlockRows(blocks, second);
  return {
    first,
    second,
    addTo(cross, values) {
      if (first.length === 0) return;
      const half = crossBetween(firstBlocks, secondBlocks, values);
      // the two halves first, so that the sum stays exactly symmetric
      cross.add(half.clone().add(half.transpose()));
    },
  };
}
