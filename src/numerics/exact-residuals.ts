/** Residuals of a linear predictor, and their products with a design, in double-double. */
import type { Block } from './block.ts';
import { addPairTo, addProductLow, addWeightedProduct } from './double-double.ts';
import type { PairVector } from './exact-factor.ts';

export interface ExactResiduals extends PairVector {
  /** X b rounded to doubles */
  readonly fitted: Float64Array;
}

/** y - X b row by row, with the low parts of outcome, blocks and coefficients. */
export function exactResiduals(
  blocks: readonly Block[],
  coef: PairVector,
  outcome: Float64Array,
  outcomeLow: Float64Array | null,
): ExactResiduals {
  const rows = outcome.length;
  const hi = new Float64Array(rows);
  const lo = new Float64Array(rows);
  const fitted = new Float64Array(rows);
  const sum = { hi: 0, lo: 0 };
  for (let i = 0; i < rows; i++) {
    sum.hi = 0;
    sum.lo = 0;
    let offset = 0;
    for (let b = 0; b < blocks.length; b++) {
      const { codes, values, low, width } = blocks[b]!;
      const code = codes === null ? 0 : codes[i]!;
      if (code >= 0) {
        const slope = coef.hi[offset + code]!;
        const slopeLow = coef.lo[offset + code]!;
        if (values === null) addPairTo(sum, slope, slopeLow);
        else addProductLow(sum, values[i]!, low === null ? 0 : low[i]!, slope, slopeLow);
      }
      offset += width;
    }
    fitted[i] = sum.hi;
    sum.hi = -sum.hi;
    sum.lo = -sum.lo;
    addPairTo(sum, outcome[i]!, outcomeLow === null ? 0 : outcomeLow[i]!);
    hi[i] = sum.hi;
    lo[i] = sum.lo;
  }
  return { hi, lo, fitted };
}

/** X'W r rounded to doubles, one entry per column. */
export function exactCrossVector(
  blocks: readonly Block[],
  residuals: PairVector,
  weights: Float64Array | null,
): Float64Array {
  const cross: number[] = [];
  const sum = { hi: 0, lo: 0 };
  for (const { codes, values, low, width, rows } of blocks) {
    const hi = new Float64Array(width);
    const lo = new Float64Array(width);
    for (let i = 0; i < rows; i++) {
      const code = codes === null ? 0 : codes[i]!;
      if (code < 0) continue;
      sum.hi = hi[code]!;
      sum.lo = lo[code]!;
      const weight = weights === null ? 1 : weights[i]!;
      const value = values === null ? 1 : values[i]!;
      addWeightedProduct(sum, weight, value, low === null ? 0 : low[i]!, residuals.hi[i]!, residuals.lo[i]!);
      hi[code] = sum.hi;
      lo[code] = sum.lo;
    }
    for (let j = 0; j < width; j++) cross.push(hi[j]! + lo[j]!);
  }
  return Float64Array.from(cross);
}
