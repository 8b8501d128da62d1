/** Which columns go: the last of every dependent set, and none that carries information. */
import { describe, expect, it } from 'vitest';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { denseColumns, productBlock } from '../../src/numerics/block-kernels.ts';
import { dependentColumns } from '../../src/numerics/collinearity.ts';
import { powerColumn } from '../../src/numerics/power-column.ts';
import { goldenDesign } from './golden-design.ts';
import { uniforms } from './uniforms.ts';

function dropped(blocks: readonly Block[], weights: Float64Array | null = null): number[] {
  return dependentColumns(blocks, weights).flatMap((drop, j) => (drop ? [j] : []));
}

describe('dependent columns', () => {
  it('are those of the collinear golden case', () => {
    const { ids, blocks, expected } = goldenDesign('lbw-ols-collinear');
    const plain = blocks.map((block) => ({ ...block, low: null }));
    for (const design of [blocks, plain]) {
      expect(dropped(design).map((j) => ids[j])).toEqual(expected.dropped_columns);
    }
  });

  it('are none in the NIST polynomials, Filip included', () => {
    for (const set of ['filip', 'longley', 'wampler1', 'pontius']) {
      expect(dropped(goldenDesign(`nist-${set}`).blocks), set).toEqual([]);
    }
  });

  it('are none among four powers of five census years, and the fifth power', () => {
    const years = Float64Array.from({ length: 300 }, (_, i) => 1960 + 10 * (i % 5));
    const power = (exponent: number) => {
      const { values, low } = powerColumn(years, null, exponent);
      return numericBlock(values, low);
    };
    expect(dropped([constantBlock(300), ...[1, 2, 3, 4].map(power)])).toEqual([]);
    expect(dropped([constantBlock(300), ...[1, 2, 3, 4, 5].map(power)])).toEqual([5]);
  });

  it('fall into the dummy trap last, in the order given', () => {
    const next = uniforms(1);
    const codes = Int32Array.from({ length: 60 }, () => Math.floor(next() * 3));
    const full = factorBlock(codes, 3);
    const x = numericBlock(Float64Array.from(codes, next));
    expect(dropped([constantBlock(60), x, full])).toEqual([4]);
    expect(dropped([full, x, constantBlock(60)])).toEqual([4]);
    expect(dropped([full, x])).toEqual([]);
    // the numeric column is the sum of its parts by level
    expect(dropped([productBlock(full, x), x])).toEqual([3]);
    expect(dropped([x, productBlock(full, x)])).toEqual([3]);
  });

  it('see sums with rounding noise, multiples, zeros, constants and not-a-number', () => {
    const next = uniforms(2);
    const n = 500;
    const a = Float64Array.from({ length: n }, next);
    const b = Float64Array.from({ length: n }, () => next() * 1e5);
    const sum = a.map((value, i) => 0.1 * value + 0.7 * b[i]! + 3);
    const almost = sum.map((value) => value * (1 + 1e-9 * (next() - 0.5)));
    const columns = [constantBlock(n), ...[a, b, sum, almost, a.map((v) => v / 3)].map((v) => numericBlock(v))];
    columns.push(numericBlock(new Float64Array(n)), numericBlock(new Float64Array(n).fill(0.1)));
    expect(dropped(columns)).toEqual([3, 5, 6, 7]);
    expect(dropped([constantBlock(n), numericBlock(a.map((v, i) => (i === 7 ? NaN : v)))])).toEqual([1]);
  });

  it('count only rows with weight', () => {
    const x = numericBlock(Float64Array.of(1, 1, 1, 5));
    expect(dropped([constantBlock(4), x])).toEqual([]);
    expect(dropped([constantBlock(4), x], Float64Array.of(1, 2, 3, 0))).toEqual([1]);
    expect(dropped([constantBlock(4), x], Float64Array.of(1, 2, 3, 1e-9))).toEqual([]);
  });

  it('are the same by exact rank on random integer designs', () => {
    const next = uniforms(4);
    let withDrops = 0;
    for (let draw = 0; draw < 100; draw++) {
      const n = 4 + Math.floor(next() * 12);
      const columns: Block[] = [constantBlock(n)];
      for (let j = 0; j < 4; j++) {
        columns.push(
          next() < 0.5
            ? numericBlock(Float64Array.from({ length: n }, () => Math.floor(next() * 3) - 1))
            : factorBlock(
                Int32Array.from({ length: n }, () => Math.floor(next() * 4) - 1),
                3,
              ),
        );
      }
      const expected = exactDependent(denseColumns(columns));
      if (expected.length > 0) withDrops++;
      expect(dropped(columns)).toEqual(expected);
    }
    expect(withDrops).toBeGreaterThan(30);
  });

  it('are found in doubles when the problem is too large for pairs', () => {
    const { ids, blocks, expected } = goldenDesign('lbw-ols-collinear');
    const drop = dependentColumns(blocks, null, 1e-24, 0);
    expect(ids.filter((_, j) => drop[j])).toEqual(expected.dropped_columns);
  });
});

/** Columns that add no rank to those before, by fraction-free elimination in whole numbers. */
function exactDependent(columns: readonly Float64Array[]): number[] {
  const basis: { pivot: number; column: bigint[] }[] = [];
  const dependent: number[] = [];
  columns.forEach((values, j) => {
    let column = Array.from(values, (value) => BigInt(value));
    for (const { pivot, column: base } of basis) {
      const [p, q] = [base[pivot]!, column[pivot]!];
      column = column.map((value, i) => value * p - base[i]! * q);
    }
    const pivot = column.findIndex((value) => value !== 0n);
    if (pivot < 0) dependent.push(j);
    else basis.push({ pivot, column });
  });
  return dependent;
}
