/** Block kernels against loops over the dense columns. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import {
  columnCount,
  crossBetween,
  crossVector,
  denseColumns,
  dropColumns,
  groupedSums,
  linearPredictor,
  productBlock,
  quadraticForms,
  selectBlockRows,
  weightedCross,
} from '../../src/numerics/block-kernels.ts';
import { uniforms } from './uniforms.ts';

/** A design with every kind of block: constant, numbers, factors narrow and wide, interactions narrow and wide. */
function mixedDesign(rows: number, seed: number): Block[] {
  const next = uniforms(seed);
  const numbers = () => numericBlock(Float64Array.from({ length: rows }, () => next() * 4 - 1));
  const factor = (width: number) =>
    factorBlock(
      Int32Array.from({ length: rows }, () => Math.floor(next() * (width + 1)) - 1),
      width,
    );
  const x = numbers();
  const z = numbers();
  const two = factor(1);
  const five = factor(4);
  const wide = factor(11);
  return [
    x,
    constantBlock(rows),
    five,
    z,
    factor(2),
    productBlock(five, x),
    productBlock(two, z),
    wide,
    productBlock(wide, z),
    productBlock(five, two),
    productBlock(productBlock(wide, two), x),
    factor(3),
    two,
  ];
}

function denseCross(a: Float64Array[], b: Float64Array[], weights: Float64Array | null): number[][] {
  return a.map((x) =>
    b.map((y) => {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += (weights === null ? 1 : weights[i]!) * x[i]! * y[i]!;
      return sum;
    }),
  );
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, scale = 1): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(1e-11 * scale);
}

describe('block kernels', () => {
  for (const rows of [1, 2, 37, 255, 256, 257, 1500]) {
    const blocks = mixedDesign(rows, rows);
    const columns = denseColumns(blocks);
    const next = uniforms(rows + 1);
    const weights = Float64Array.from({ length: rows }, () => next());
    const v = Float64Array.from({ length: rows }, () => next() - 0.5);

    it(`multiply like dense columns, ${rows} rows`, () => {
      const p = columnCount(blocks);
      expect(columns.length).toBe(p);
      for (const w of [null, weights]) {
        expectClose(weightedCross(blocks, w).to1DArray(), denseCross(columns, columns, w).flat(), rows);
        const some = blocks.slice(2, 9);
        const expected = denseCross(denseColumns(some), columns, w);
        expectClose(crossBetween(some, blocks, w).to1DArray(), expected.flat(), rows);
      }
      expectClose(
        crossVector(blocks, v),
        columns.map((x) => x.reduce((sum, value, i) => sum + value * v[i]!, 0)),
        rows,
      );
      const beta = Float64Array.from({ length: p }, () => next() - 0.5);
      const eta = Array.from({ length: rows }, (_, i) => columns.reduce((sum, x, j) => sum + x[i]! * beta[j]!, 0));
      expectClose(linearPredictor(blocks, beta), eta, 10);
    });

    it(`sums groups and forms quadratic forms, ${rows} rows`, () => {
      const groups = Int32Array.from({ length: rows }, () => Math.floor(next() * 4) - 1);
      const sums = columns.map((x) => {
        const perGroup = [0, 0, 0];
        for (let i = 0; i < rows; i++) if (groups[i]! >= 0) perGroup[groups[i]!]! += x[i]! * v[i]!;
        return perGroup;
      });
      expectClose(groupedSums(blocks, v, groups, 3).transpose().to1DArray(), sums.flat(), rows);
      const m = weightedCross(blocks, weights);
      const forms = Array.from({ length: rows }, (_, i) => {
        const x = Matrix.columnVector(columns.map((column) => column[i]!));
        return x.transpose().mmul(m).mmul(x).get(0, 0);
      });
      expectClose(quadraticForms(blocks, m), forms, 1000 * rows);
    });
  }

  it('gives the same bits twice and a symmetric matrix', () => {
    const blocks = mixedDesign(1000, 5);
    const first = weightedCross(blocks, null);
    expect(weightedCross(blocks, null).to1DArray()).toEqual(first.to1DArray());
    expect(first.transpose().to1DArray()).toEqual(first.to1DArray());
  });

  it('selects rows and drops columns', () => {
    const blocks = mixedDesign(50, 9);
    const rows = Int32Array.of(49, 3, 3, 20);
    const columns = denseColumns(blocks);
    expect(denseColumns(selectBlockRows(blocks, rows))).toEqual(
      columns.map((x) => Float64Array.from(rows, (i) => x[i]!)),
    );
    const drop = columns.map((_, j) => j % 3 === 0);
    expect(denseColumns(dropColumns(blocks, drop))).toEqual(columns.filter((_, j) => !drop[j]));
    const all = columns.map(() => true);
    expect(dropColumns(blocks, all)).toEqual([]);
  });

  it('orders the columns of an interaction with the first factor slowest', () => {
    const a = factorBlock(Int32Array.of(0, 1, -1, 1), 2);
    const b = factorBlock(Int32Array.of(2, 0, 1, -1), 3);
    expect(productBlock(a, b)).toEqual(factorBlock(Int32Array.of(2, 3, -1, -1), 6));
  });

  it('keeps what a product of two numbers loses', () => {
    const x = numericBlock(Float64Array.of(0.1), Float64Array.of(2 ** -60));
    const y = numericBlock(Float64Array.of(0.3));
    const { values, low } = productBlock(x, y);
    // all in units of 2^-120: the doubles' exact values as whole numbers
    const whole = (value: number) => BigInt(value * 2 ** 60);
    const exact = (whole(0.1) + 1n) * whole(0.3);
    const error = exact - whole(values![0]!) * 2n ** 60n - BigInt(low![0]! * 2 ** 120);
    expect(error * error).toBeLessThan(2n ** 20n);
    expect(low![0]).not.toBe(0);
    expect(productBlock(numericBlock(Float64Array.of(3)), numericBlock(Float64Array.of(5))).low).toBeNull();
  });
});
