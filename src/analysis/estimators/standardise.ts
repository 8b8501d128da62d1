/** Columns brought to one scale for the optimiser, and its results brought back. */
import { Matrix } from 'ml-matrix';
import type { Block } from '../../numerics/block.ts';
import { rescaled } from '../../numerics/shifted-blocks.ts';
import type { Design } from '../design/design.ts';
import { weightedMean } from './weighted-sum.ts';

export interface Standardised {
  readonly blocks: readonly Block[];
  /** coefficients of the design's own columns from those of the standardised ones */
  coefBack(theta: ArrayLike<number>): Float64Array;
  /** coefficients of the standardised columns from those of the design's own */
  coefForward(coef: ArrayLike<number>): Float64Array;
  /** the inverse information in the design's own columns */
  breadBack(bread: Matrix): Matrix;
}

/**
 * The blocks of a design with every numeric column centred at its weighted mean (where there is an intercept) and divided by
 * its standard deviation, and the numeric part of products with factors divided by its root mean square. Indicators stay.
 * beta_j = theta_j / s_j and beta_0 = theta_0 - sum of theta_j m_j / s_j.
 */
export function standardise(design: Design): Standardised {
  const { weights } = design;
  const centred = design.equation.intercept;
  const k = design.columns.length;
  const means = new Float64Array(k);
  const scales = new Float64Array(k).fill(1);
  let offset = 0;
  const blocks = design.blocks.map((block): Block => {
    const from = offset;
    offset += block.width;
    if (block.values === null) return block;
    const mean = block.codes === null && centred ? weightedMean(block.values, weights) : 0;
    const scale = rootMeanSquare(block, mean, weights);
    means.fill(mean, from, offset);
    scales.fill(scale, from, offset);
    return { ...block, values: rescaled(block.values, mean, scale), low: null };
  });
  // row 0 of the transformation carries the shift of the intercept
  const shift = means.map((mean, j) => mean / scales[j]!);
  return {
    blocks,
    coefBack(theta) {
      const coef = Float64Array.from(theta, (value, j) => value / scales[j]!);
      if (centred) for (let j = 1; j < k; j++) coef[0]! -= theta[j]! * shift[j]!;
      return coef;
    },
    coefForward(coef) {
      const theta = Float64Array.from(coef, (value, j) => value * scales[j]!);
      if (centred) for (let j = 1; j < k; j++) theta[0]! += coef[j]! * means[j]!;
      return theta;
    },
    breadBack(bread) {
      const half = shiftRows(bread, shift, scales, centred);
      return shiftRows(half.transpose(), shift, scales, centred);
    },
  };
}

/** T m for T with 1/s on the diagonal and minus the shifts in row 0. */
function shiftRows(m: Matrix, shift: Float64Array, scales: Float64Array, centred: boolean): Matrix {
  const product = Matrix.zeros(m.rows, m.columns);
  for (let c = 0; c < m.columns; c++) {
    for (let j = 0; j < m.rows; j++) product.set(j, c, m.get(j, c) / scales[j]!);
    if (!centred) continue;
    let first = product.get(0, c);
    for (let j = 1; j < m.rows; j++) first -= shift[j]! * m.get(j, c);
    product.set(0, c, first);
  }
  return product;
}

/** Root mean square of values - mean over the rows that the block's columns cover; one where that is zero. */
function rootMeanSquare({ values, codes }: Block, mean: number, weights: Float64Array | null): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values!.length; i++) {
    if (codes !== null && codes[i]! < 0) continue;
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * (values![i]! - mean) ** 2;
    total += weight;
  }
  const scale = Math.sqrt(sum / total);
  return scale > 0 && scale < Infinity ? scale : 1;
}
