/** Random numbers for a column: one stream per block of rows, so that no column and no block disturbs another. */
import { type RandomStream, randomStream } from '../../numerics/philox.ts';

/** Rows that share a stream. Part of the definition of a recipe's output: changing it changes every file. */
const ROWS_PER_STREAM = 4096;

/**
 * Fills an array of `rows` values, row by row in ascending order, from the streams of (seed, purpose, block of rows).
 * `draw` may take any number of random numbers from the stream it is given.
 */
export function drawRows(
  seed: number,
  purpose: string,
  rows: number,
  draw: (stream: RandomStream, row: number) => number,
): Float64Array {
  const values = new Float64Array(rows);
  for (let start = 0; start < rows; start += ROWS_PER_STREAM) {
    const stream = randomStream(seed, purpose, start / ROWS_PER_STREAM);
    const end = Math.min(rows, start + ROWS_PER_STREAM);
    for (let row = start; row < end; row++) values[row] = draw(stream, row);
  }
  return values;
}
