/** Passes over four blocks at once: the same numbers, to the last bit, as one block after the other. */
import { describe, expect, it } from 'vitest';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { columnCount, denseColumns } from '../../src/numerics/block-kernels.ts';
import { addChange, addPredictor, fillCross } from '../../src/numerics/fused-passes.ts';
import { uniforms } from './uniforms.ts';

const ROWS = 101;
const uniform = uniforms(7);
const numbers = () => numericBlock(Float64Array.from({ length: ROWS }, () => uniform() - 0.5));
const codes = (width: number) => Int32Array.from({ length: ROWS }, () => Math.floor(uniform() * (width + 1)) - 1);
const factor = (width: number) => factorBlock(codes(width), width);
const product = (width: number): Block => ({ ...numbers(), codes: codes(width), width });
const repeated = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const designs: [string, Block[]][] = [
  ['four numbers', repeated(4, numbers)],
  [
    'a constant, nine numbers, six factors',
    [constantBlock(ROWS), ...repeated(9, numbers), ...repeated(6, () => factor(3))],
  ],
  ['factors of several widths', [factor(1), factor(5), factor(2), factor(7), factor(1)]],
  ['runs cut by an interaction', [...repeated(5, numbers), product(3), ...repeated(4, () => factor(2)), product(1)]],
];

describe.each(designs)('%s', (_, blocks) => {
  const width = columnCount(blocks);
  const beta = Float64Array.from({ length: width }, () => uniform() - 0.5);
  const v = Float64Array.from({ length: ROWS }, () => uniform() - 0.5);

  it('gives X beta', () => {
    const eta = new Float64Array(ROWS).fill(0.25);
    addPredictor(blocks, beta, eta);
    const one = new Float64Array(ROWS).fill(0.25);
    let offset = 0;
    for (const block of blocks) {
      addPredictor([block], beta.subarray(offset), one);
      offset += block.width;
    }
    expect(eta).toEqual(one);
    const columns = denseColumns(blocks);
    eta.forEach((value, i) => {
      expect(value).toBeCloseTo(
        columns.reduce((sum, column, j) => sum + column[i]! * beta[j]!, 0.25),
        13,
      );
    });
  });

  it("gives X'v", () => {
    const cross = new Float64Array(width).fill(Number.NaN);
    fillCross(blocks, v, cross);
    const one = new Float64Array(width);
    let offset = 0;
    for (const block of blocks) {
      fillCross([block], v, one.subarray(offset, offset + block.width));
      offset += block.width;
    }
    expect(cross).toEqual(one);
    denseColumns(blocks).forEach((column, j) => {
      expect(cross[j]).toBeCloseTo(
        column.reduce((sum, value, i) => sum + value * v[i]!, 0),
        13,
      );
    });
  });
});

describe('a block exchanged for another', () => {
  it.each([
    ['factors', factor(3), factor(3)],
    ['numbers', numbers(), numbers()],
    ['interactions', product(3), product(3)],
  ])('moves the predictor: %s', (_, from, to) => {
    const beta = Float64Array.from({ length: from.width }, () => uniform());
    const eta = new Float64Array(ROWS);
    addChange(from, to, beta, eta);
    const expected = new Float64Array(ROWS);
    addPredictor([to], beta, expected);
    addPredictor(
      [from],
      beta.map((value) => -value),
      expected,
    );
    eta.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14);
    });
  });

  it('leaves a row in which nothing changes as it is', () => {
    const from = factor(4);
    const eta = Float64Array.from({ length: ROWS }, () => uniform());
    const before = Float64Array.from(eta);
    addChange(from, factorBlock(Int32Array.from(from.codes!), 4), Float64Array.of(0.1, 0.2, 0.3, 0.7), eta);
    expect(eta).toEqual(before);
  });
});
