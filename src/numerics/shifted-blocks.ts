/** A design with its numeric columns centred and scaled, and the way back. */
import type { Block } from './block.ts';

export interface ShiftedBlocks {
  readonly blocks: readonly Block[];
  /** per column: what was subtracted, and what the rest was divided by */
  readonly shift: Float64Array;
  readonly scale: Float64Array;
  /** per column: centred sum of squares relative to the raw one (1 for columns that were not centred) */
  readonly relative: Float64Array;
}

/**
 * Numeric columns minus their mean (where the first block is the constant) over their root mean square; factors stay as
 * they are; interactions of a factor with a number are only scaled. Means are rounded, which changes no fit because the
 * constant takes up the difference.
 */
export function shiftedBlocks(blocks: readonly Block[]): ShiftedBlocks {
  const first = blocks[0];
  const centre = first !== undefined && first.codes === null && first.values === null;
  const shift: number[] = [];
  const scale: number[] = [];
  const relative: number[] = [];
  const shifted = blocks.map((block) => {
    if (block.values === null) {
      for (let j = 0; j < block.width; j++) record(0, 1, 1);
      return block;
    }
    const mean = centre && block.codes === null ? meanOf(block.values) : 0;
    const squares = centredSquares(block.values, mean);
    const size = Math.sqrt(squares / block.rows) || 1;
    const share = mean === 0 ? 1 : squares / centredSquares(block.values, 0);
    for (let j = 0; j < block.width; j++) record(mean, size, share);
    return { ...block, values: rescaled(block.values, mean, size), low: null };
  });
  return {
    blocks: shifted,
    shift: Float64Array.from(shift),
    scale: Float64Array.from(scale),
    relative: Float64Array.from(relative),
  };

  function record(mean: number, size: number, share: number): void {
    shift.push(mean);
    scale.push(size);
    relative.push(share);
  }
}

/** (values - shift) / scale. */
export function rescaled(values: Float64Array, shift: number, scale: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = (values[i]! - shift) / scale;
  return result;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function centredSquares(values: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) * (values[i]! - mean);
  return sum;
}
