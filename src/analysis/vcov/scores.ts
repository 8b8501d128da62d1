/** Score rows of a fit, summed as a covariance needs them: squared row by row, or within clusters. */
import { Matrix } from 'ml-matrix';
import type { Block } from '../../numerics/block.ts';
import {
  columnCount,
  crossBetween,
  groupedSums,
  selectBlockRows,
  weightedCross,
} from '../../numerics/block-kernels.ts';
import type { Fit, FittedEquation } from '../estimators/estimator.ts';
import { centred } from './centred.ts';
import type { Clusters } from './clusters.ts';

/**
 * The heteroskedasticity-robust sandwich, k x k: bread (sum over sample rows of s_i s_i') bread x factor, with s_i the
 * scores of all equations at that row end to end. `residuals[e]` replaces the score residual of equation e (one entry
 * per row of its design), for HC2 and HC3. A frequency weight counts its row that many times; any other weight
 * multiplies the score, so that it enters squared.
 */
export function rowSandwich(fit: Fit, bread: Matrix, residuals: readonly Float64Array[], factor: number): Matrix {
  const { blocks, breadFor } = centred(fit);
  const parts = fit.equations.map((equation, e): Part => ({ equation, blocks: blocks[e]!, residual: residuals[e]! }));
  const meat = Matrix.zeros(fit.coef.length, fit.coef.length);
  parts.forEach((first, e) => {
    for (const second of parts.slice(e)) {
      const part = first === second ? ownMeat(first) : sharedMeat(first, second);
      placeSymmetric(meat, part, first.equation.offset, second.equation.offset);
    }
  });
  const outer = breadFor(bread);
  return symmetric(outer.mmul(meat).mmul(outer.transpose()), factor);
}

/** The cluster-robust sandwich, k x k: bread (sum over clusters of summed scores, squared) bread x factor. */
export function clusterSandwich(fit: Fit, bread: Matrix, clusters: Clusters, factor: number): Matrix {
  const { blocks, breadFor } = centred(fit);
  const meat = crossOfRows(clusterScores(fit, clusters, blocks));
  const outer = breadFor(bread);
  return symmetric(outer.mmul(meat).mmul(outer.transpose()), factor);
}

/** Sums of weighted scores by cluster, G x k; row g is the summed score of cluster g over all equations. */
export function clusterScores(fit: Fit, clusters: Clusters, blocks: readonly (readonly Block[])[]): Matrix {
  const sums = Matrix.zeros(clusters.count, fit.coef.length);
  fit.equations.forEach((equation, e) => {
    const { rows, weights } = equation.design;
    const groups = new Int32Array(rows.length);
    const scores = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      groups[i] = clusters.codes[rows[i]!]!;
      scores[i] = equation.scoreResidual[i]! * (weights === null ? 1 : weights[i]!);
    }
    sums.setSubMatrix(groupedSums(blocks[e]!, scores, groups, clusters.count), 0, equation.offset);
  });
  return sums;
}

interface Part {
  readonly equation: FittedEquation;
  readonly blocks: readonly Block[];
  readonly residual: Float64Array;
}

/** Rows' cross-product S'S. */
export function crossOfRows(rows: Matrix): Matrix {
  const k = rows.columns;
  const upper = new Float64Array(k * k);
  for (let g = 0; g < rows.rows; g++) {
    const row = rows.getRow(g);
    for (let a = 0; a < k; a++) {
      const value = row[a]!;
      if (value === 0) continue;
      for (let b = a; b < k; b++) upper[a * k + b]! += value * row[b]!;
    }
  }
  const cross = Matrix.zeros(k, k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) cross.set(a, b, upper[Math.min(a, b) * k + Math.max(a, b)]!);
  return cross;
}

/** factor x (m + m') / 2. */
function symmetric(m: Matrix, factor: number): Matrix {
  return m
    .clone()
    .add(m.transpose())
    .mul(factor / 2);
}

function ownMeat({ equation, blocks, residual }: Part): Matrix {
  const { weights, weightKind } = equation.design;
  const squares = new Float64Array(residual.length);
  for (let i = 0; i < residual.length; i++) {
    squares[i] = residual[i]! ** 2 * scoreProductWeight(weights, weights, i, i, weightKind);
  }
  return weightedCross(blocks, squares);
}

function sharedMeat(a: Part, b: Part): Matrix {
  const [rowsA, rowsB] = sharedRows(a.equation.design.rows, b.equation.design.rows);
  const { weights, weightKind } = a.equation.design;
  const products = new Float64Array(rowsA.length);
  for (let i = 0; i < rowsA.length; i++) {
    const atA = rowsA[i]!;
    const atB = rowsB[i]!;
    const weight = scoreProductWeight(weights, b.equation.design.weights, atA, atB, weightKind);
    products[i] = a.residual[atA]! * b.residual[atB]! * weight;
  }
  if (products.length === 0) return Matrix.zeros(columnCount(a.blocks), columnCount(b.blocks));
  return crossBetween(selectBlockRows(a.blocks, rowsA), selectBlockRows(b.blocks, rowsB), products);
}

function scoreProductWeight(
  weightsA: Float64Array | null,
  weightsB: Float64Array | null,
  atA: number,
  atB: number,
  kind: string | null,
): number {
  const weightA = weightsA === null ? 1 : weightsA[atA]!;
  if (kind === 'frequency') return weightA;
  return weightA * (weightsB === null ? 1 : weightsB[atB]!);
}

/** Positions, in each of two ascending lists of sample rows, of the rows that both have. */
function sharedRows(a: Int32Array, b: Int32Array): [Int32Array, Int32Array] {
  const atA: number[] = [];
  const atB: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]! === b[j]!) {
      atA.push(i++);
      atB.push(j++);
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return [Int32Array.from(atA), Int32Array.from(atB)];
}

function placeSymmetric(into: Matrix, part: Matrix, row: number, column: number): void {
  into.setSubMatrix(part, row, column);
  if (row !== column) into.setSubMatrix(part.transpose(), column, row);
}
