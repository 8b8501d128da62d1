/** The product of one block with another: a sum, a scatter-add by code, or a table of cells. */
import type { Block } from './block.ts';

/** A'WB of two blocks over the same rows, a.width x b.width row by row; `weights` null means all ones. */
export function pairTable(a: Block, b: Block, weights: Float64Array | null): Float64Array {
  const table = new Float64Array(a.width * b.width);
  const product = multiplied(multiplied(weights, a.values), b.values);
  const { rows } = a;
  const left = a.codes;
  const right = b.codes;
  if (left === null && right === null) {
    table[0] = sumOf(product, rows);
  } else if (left !== null && right !== null) {
    for (let i = 0; i < rows; i++) {
      if (left[i]! >= 0 && right[i]! >= 0) table[left[i]! * b.width + right[i]!]! += product === null ? 1 : product[i]!;
    }
  } else {
    const codes = (left ?? right)!;
    for (let i = 0; i < rows; i++) if (codes[i]! >= 0) table[codes[i]!]! += product === null ? 1 : product[i]!;
  }
  return table;
}

/** The product row by row, where null is a column of ones. */
function multiplied(a: Float64Array | null, b: Float64Array | null): Float64Array | null {
  if (a === null) return b;
  if (b === null) return a;
  const product = new Float64Array(a.length);
  for (let i = 0; i < product.length; i++) product[i] = a[i]! * b[i]!;
  return product;
}

function sumOf(values: Float64Array | null, rows: number): number {
  if (values === null) return rows;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += values[i]!;
  return sum;
}
