/** Partialling out factors: closed forms, dense least squares, and layouts on which plain alternating projections crawl. */
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../src/numerics/connected-components.ts';
import { demean, type Grouping } from '../../src/numerics/demean.ts';
import { indicatorRank } from '../../src/numerics/indicator-rank.ts';
import { estimable } from '../../src/numerics/row-space.ts';
import { uniforms } from './uniforms.ts';

const grouping = (codes: readonly number[]): Grouping => ({
  codes: Int32Array.from(codes),
  count: Math.max(...codes) + 1,
});

/** Indicators of all factors, dense. */
function indicators(factors: readonly Grouping[]): Matrix {
  const rows = factors[0]!.codes.length;
  const width = factors.reduce((sum, { count }) => sum + count, 0);
  const dense = Matrix.zeros(rows, width);
  let offset = 0;
  for (const { codes, count } of factors) {
    codes.forEach((code, i) => {
      dense.set(i, offset + code, 1);
    });
    offset += count;
  }
  return dense;
}

/** Residuals of a weighted regression on the indicators by singular values: an independent road. */
function residuals(column: Float64Array, factors: readonly Grouping[], weights: Float64Array | null): Float64Array {
  const root = Array.from(column, (_, i) => Math.sqrt(weights === null ? 1 : weights[i]!));
  const dense = indicators(factors).mulColumnVector(root);
  const y = Matrix.columnVector(Array.from(column, (value, i) => value * root[i]!));
  const svd = new SingularValueDecomposition(dense, { autoTranspose: true });
  const left = svd.leftSingularVectors.subMatrix(0, dense.rows - 1, 0, svd.rank - 1);
  const fitted = left.mmul(left.transpose().mmul(y));
  return Float64Array.from(column, (value, i) => value - fitted.get(i, 0) / root[i]!);
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

describe('demean', () => {
  it('takes group means of one factor', () => {
    const { columns, converged } = demean([Float64Array.of(1, 3, 10, 20, 30)], [grouping([0, 0, 1, 1, 1])], null);
    expect([...columns[0]!]).toEqual([-1, 1, -10, 0, 10]);
    expect(converged).toBe(true);
  });

  it('takes weighted group means', () => {
    const { columns } = demean([Float64Array.of(1, 4)], [grouping([0, 0])], Float64Array.of(1, 2));
    expect([...columns[0]!]).toEqual([-2, 1]);
  });

  it.each([
    ['two', 2, false],
    ['two, weighted', 2, true],
    ['three', 3, false],
    ['four, weighted', 4, true],
  ] as const)('agrees with dense least squares to 1e-12: %s', (_, ways, weighted) => {
    const next = uniforms(7 + ways);
    const rows = 240;
    const factors = Array.from({ length: ways }, (_, f) =>
      grouping([
        ...Array.from({ length: 5 + 3 * f }, (_, j) => j),
        ...Array.from({ length: rows - 5 - 3 * f }, () => Math.floor(next() * (5 + 3 * f))),
      ]),
    );
    const column = Float64Array.from({ length: rows }, () => next() * 10);
    const weights = weighted ? Float64Array.from({ length: rows }, () => 0.2 + next()) : null;
    const { columns, converged, change } = demean([column], factors, weights);
    expect(converged).toBe(true);
    expect(change).toBeLessThan(1e-12);
    expect(largest(columns[0]!, residuals(column, factors, weights))).toBeLessThan(1e-12);
  });

  it('settles to 1e-12 on a chain of hardly overlapping levels, where plain sweeps need tens of thousands', () => {
    // worker i is at firms i and i + 1: a path of 60 levels, the slowest layout there is
    const workers = Array.from({ length: 120 }, (_, i) => Math.floor(i / 2));
    const firms = Array.from({ length: 120 }, (_, i) => Math.floor(i / 2) + (i % 2));
    const next = uniforms(3);
    const column = Float64Array.from({ length: 120 }, () => next());
    const factors = [grouping(workers), grouping([...firms])];
    const { columns, iterations } = demean([column], factors, null);
    expect(largest(columns[0]!, residuals(column, factors, null))).toBeLessThan(1e-12);
    expect(iterations).toBeLessThan(400);
  });

  it('leaves rounding of a column that the factors explain', () => {
    const firm = grouping([0, 0, 1, 1, 2, 2]);
    const year = grouping([0, 1, 0, 1, 0, 1]);
    const column = Float64Array.from(firm.codes, (code, i) => 1e6 * code + year.codes[i]!);
    expect(Math.max(...demean([column], [firm, year], null).columns[0]!.map(Math.abs))).toBeLessThan(1e-9);
  });

  it('reports that it did not settle', () => {
    const codes = Array.from({ length: 120 }, (_, i) => Math.floor(i / 2));
    const firms = codes.map((code, i) => code + (i % 2));
    const next = uniforms(5);
    const column = Float64Array.from(codes, () => next());
    const stopped = demean([column], [grouping(codes), grouping(firms)], null, { maxIterations: 3 });
    expect(stopped.converged).toBe(false);
    expect(stopped.change).toBeGreaterThan(1e-12);
  });
});

describe('connected components', () => {
  it('joins levels that share rows, whatever the order of rows', () => {
    const first = Int32Array.of(0, 1, 2, 3, 1);
    const second = Int32Array.of(0, 0, 1, 2, 1);
    const forward = connectedComponents(first, 4, second, 3);
    expect(forward).toEqual({ count: 2, ofFirst: Int32Array.of(0, 0, 0, 1), ofSecond: Int32Array.of(0, 0, 1) });
    expect(connectedComponents(first.toReversed(), 4, second.toReversed(), 3)).toEqual(forward);
  });

  it('leaves out levels without rows and codes of -1', () => {
    const found = connectedComponents(Int32Array.of(2, -1), 3, Int32Array.of(1, 0), 2);
    expect(found).toEqual({ count: 1, ofFirst: Int32Array.of(-1, -1, 0), ofSecond: Int32Array.of(-1, 0) });
  });
});

describe('rank of indicators', () => {
  const rankOf = (factors: readonly Grouping[]) => new SingularValueDecomposition(indicators(factors)).rank;

  it.each([1, 2, 3, 4, 5])('is that of the dense indicators, in components and with nested factors (%i)', (seed) => {
    const next = uniforms(100 + seed);
    const rows = 60;
    const random = (count: number) =>
      grouping([
        ...Array.from({ length: count }, (_, j) => j),
        ...Array.from({ length: rows - count }, () => Math.floor(next() * count)),
      ]);
    const firm = random(20);
    const region = grouping(Array.from(firm.codes, (code) => code % 3));
    const year = random(4);
    const year2 = grouping(Array.from(firm.codes, (code, i) => (code % 2) * 2 + (i % 2)));
    for (const factors of [
      [firm],
      [firm, year],
      [firm, region],
      [firm, year2],
      [firm, year, region],
      [year, firm, year2, region],
    ]) {
      expect(indicatorRank(factors)).toEqual({ rank: rankOf(factors), exact: true });
    }
  });

  it('is an upper bound beyond 400 levels of a third factor', () => {
    const codes = Array.from({ length: 1000 }, (_, i) => i % 500);
    const factors = [
      grouping(codes),
      grouping(codes.map((code) => (code * 7) % 500)),
      grouping(codes.map((code) => (code * 3) % 450)),
    ];
    const { rank, exact } = indicatorRank(factors);
    expect(exact).toBe(false);
    expect(rank).toBeGreaterThanOrEqual(500);
  });
});

describe('estimable', () => {
  it('knows which contrasts of a two-way layout exist', () => {
    // units 0 and 1 (columns 1, 2), treatments 3, 4, 5; unit 0 has 3 and the zero, unit 1 has 4 and 5 only
    const rows = [
      [0, 1],
      [0, 1, 3],
      [0, 2, 4],
      [0, 2, 5],
    ];
    expect(estimable(rows, 6, [3, 4, 5])).toEqual([true, false, false]);
    expect(estimable([...rows, [0, 2]], 6, [3, 4, 5])).toEqual([true, true, true]);
  });

  it('does not answer for more rows than it can count', () => {
    expect(
      estimable(
        Array.from({ length: 3000 }, () => [0]),
        1000,
        [0],
      ),
    ).toBeNull();
  });
});
