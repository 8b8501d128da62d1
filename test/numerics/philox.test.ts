/** The random streams: published words, independence of keys, and plain moments. */
import { describe, expect, it } from 'vitest';
import { philoxBlock, randomStream } from '../../src/numerics/philox.ts';

function first(seed: number, purpose: string, draw?: number): number[] {
  const stream = randomStream(seed, purpose, draw);
  return Array.from({ length: 6 }, () => stream.uniform());
}

describe('Philox4x32-10', () => {
  // Known answers published with the Random123 library of Salmon et al. (2011).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('counter %j, key %j', (counter, key, words) => {
    const out = new Uint32Array(4);
    philoxBlock(counter as [number, number, number, number], key as [number, number], out);
    expect([...out]).toEqual(words);
  });
});

describe('randomStream', () => {
  it('is the same for the same key and differs in each part of the key', () => {
    expect(first(7, 'rows', 3)).toEqual(first(7, 'rows', 3));
    expect(first(7, 'rows')).toEqual(first(7, 'rows', 0));
    const keys: [number, string, number][] = [
      [7, 'rows', 3],
      [8, 'rows', 3],
      [7 + 2 ** 32, 'rows', 3],
      [-7, 'rows', 3],
      [7, 'row', 3],
      [7, 'srow', 3],
      [7, '', 3],
      [7, 'rows', 4],
      [7, 'rows', 3 + 2 ** 32],
    ];
    const starts = keys.map((key) => first(...key)[0]);
    expect(new Set(starts).size).toBe(keys.length);
  });

  it('keeps its stream over versions', () => {
    // From a second implementation, in Python whole numbers: a change here changes every simulated data set.
    expect(first(20240101, 'sample')).toEqual([
      0.7781118937101926, 0.949899623056509, 0.5807745883564014, 0.8027520014796893, 0.09099885044535283,
      0.703233324435837,
    ]);
    expect(first(-5, 'é', 2 ** 33 + 1)).toEqual([
      0.811456975320965, 0.32823566335526133, 0.41252505950353, 0.2806313330872, 0.43715974991714124,
      0.15827845042744715,
    ]);
  });

  it('has the moments of its distributions', () => {
    const stream = randomStream(1, 'moments');
    const n = 100_000;
    let [sum, square, normal, normalSquare, fourth, tail] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = stream.uniform();
      const z = stream.normal();
      expect(u > 0 && u < 1).toBe(true);
      sum += u;
      square += u * u;
      normal += z;
      normalSquare += z * z;
      fourth += z ** 4;
      if (Math.abs(z) > 1.959964) tail += 1;
    }
    // Four standard errors of each mean.
    const near = (value: number, mean: number, sd: number) =>
      expect(Math.abs(value / n - mean)).toBeLessThan((4 * sd) / Math.sqrt(n));
    near(sum, 1 / 2, Math.sqrt(1 / 12));
    near(square, 1 / 3, Math.sqrt(4 / 45));
    near(normal, 0, 1);
    near(normalSquare, 1, Math.sqrt(2));
    near(fourth, 3, Math.sqrt(96));
    near(tail, 0.05, Math.sqrt(0.05 * 0.95));
  });

  it('draws integers and permutations evenly', () => {
    const stream = randomStream(2, 'integers');
    const counts = new Array<number>(6).fill(0);
    const orders = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      counts[stream.integer(6)]! += 1;
      const order = stream.shuffle([0, 1, 2]).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    // Chi-squared with 5 degrees of freedom: 25.7 is its 0.9999 quantile.
    const spread = (cells: number[]) => cells.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0);
    expect(spread(counts)).toBeLessThan(25.7);
    expect(orders.size).toBe(6);
    expect(spread([...orders.values()])).toBeLessThan(25.7);
    expect(stream.integer(1)).toBe(0);
    expect([...stream.shuffle(Int32Array.from([5, 6, 7]))].sort()).toEqual([5, 6, 7]);
  });
});
