import { describe, expect, it } from 'vitest';
import { arrangementsOf } from '../../../src/analysis/placebo/arrangements.ts';

const list = (values: readonly number[]) => {
  const { size, at } = arrangementsOf(Float64Array.from(values));
  return Array.from({ length: size }, (_, rank) => [...at(rank)]);
};

describe('arrangements', () => {
  it('come in the order of the values in the list, each once', () => {
    expect(list([1, 0, 0])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const never = Number.NaN;
    expect(list([2014, never, never, 2016])).toHaveLength(12);
    const all = list([2014, never, never, 2016]).map((one) => one.join());
    expect(new Set(all).size).toBe(12);
    expect(all[0]).toBe('2014,NaN,NaN,2016');
    for (const one of all) expect(one.split(',').sort()).toEqual(['2014', '2016', 'NaN', 'NaN']);
  });

  it('are as many as the multinomial coefficient', () => {
    const size = (...counts: number[]) =>
      arrangementsOf(Float64Array.from(counts.flatMap((n, v) => Array(n).fill(v)))).size;
    expect(size(10, 10)).toBe(184756);
    expect(size(26, 1, 2)).toBe((29 * 28 * 27) / 2);
    expect(size(5)).toBe(1);
    expect(size(20, 9)).toBe(10015005);
    // 2^53 is the last count that a double holds
    expect(size(40, 40)).toBe(Infinity);
    expect(arrangementsOf(new Float64Array(0)).size).toBe(1);
  });

  it('agree with an enumeration of all orders, ranks and all', () => {
    const values = [3, 1, 3, 2, 1];
    const orders = new Set<string>();
    const permute = (done: readonly number[], left: readonly number[]): void => {
      if (left.length === 0) orders.add(done.join());
      for (const [i, value] of left.entries()) permute([...done, value], left.toSpliced(i, 1));
    };
    permute([], values);
    expect(
      list(values)
        .map((one) => one.join())
        .sort(),
    ).toEqual([...orders].sort());
  });
});
