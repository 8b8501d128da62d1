/** Sandwich parts in centred columns, so that a column far from zero does not cost the digits of a covariance. */
import { Matrix } from 'ml-matrix';
import type { Block } from '../../numerics/block.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';

interface Centred {
  /** the blocks of every equation, their numeric columns less a shift where there is an intercept to take it up */
  readonly blocks: readonly (readonly Block[])[];
  /** A bread, k x k, to be used with sums over centred columns: bread times the shift. */
  breadFor(bread: Matrix): Matrix;
}

/**
 * With x = C z (C adds the shifts back, z has the intercept first), B (sum s x x' s) B = (BC) (sum s z z' s) (BC)'. The
 * sum over z does not cancel when columns are far from zero, and BC loses digits by shift over standard deviation, not
 * by its square.
 */
export function centred(fit: Fit): Centred {
  const shifts = new Float64Array(fit.coef.length);
  const intercepts = new Int32Array(fit.coef.length).fill(-1);
  const blocks = fit.equations.map((equation) => centredBlocks(equation, shifts, intercepts));
  return {
    blocks,
    breadFor(bread) {
      const product = new Matrix(bread);
      for (let j = 0; j < shifts.length; j++) {
        const intercept = intercepts[j]!;
        if (intercept < 0) continue;
        for (let a = 0; a < product.rows; a++) {
          product.set(a, intercept, product.get(a, intercept) + bread.get(a, j) * shifts[j]!);
        }
      }
      return product;
    },
  };
}

/** Notes for every column its shift and the index of the intercept that the shift goes to (-1: not shifted). */
function centredBlocks({ design, offset }: FittedEquation, shifts: Float64Array, intercepts: Int32Array): Block[] {
  const constant = design.blocks.findIndex(({ codes, values }) => codes === null && values === null);
  let next = offset;
  const starts = design.blocks.map(({ width }) => {
    next += width;
    return next - width;
  });
  return design.blocks.map((block, b) => {
    const { codes, values, rows } = block;
    if (constant < 0 || codes !== null || values === null || rows === 0) return block;
    const { mean, centred: own } = centredBlock(block, values);
    shifts[starts[b]!] = mean;
    intercepts[starts[b]!] = starts[constant]!;
    return own;
  });
}

interface CentredBlock {
  readonly mean: number;
  readonly centred: Block;
}

/** Fits that are repeated with one column exchanged share the blocks of all others. */
const known = new WeakMap<Block, CentredBlock>();

function centredBlock(block: Block, values: Float64Array): CentredBlock {
  const before = known.get(block);
  if (before !== undefined) return before;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  const shifted = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) shifted[i] = values[i]! - mean;
  const made = { mean, centred: { ...block, values: shifted, low: null } };
  known.set(block, made);
  return made;
}
