/** Persons are taken in order, and passed over only where the sum could not be met otherwise. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillExactly } from '../../../src/analysis/simulate/fill-exactly.ts';

/** The first choice in order of preference, by trying every one. */
function bruteForce(weights: readonly number[], rows: number): number[] | null {
  const tried = (index: number, left: number): number[] | null => {
    if (index === weights.length) return left === 0 ? [] : null;
    if (weights[index]! <= left) {
      const rest = tried(index + 1, left - weights[index]!);
      if (rest !== null) return [1, ...rest];
    }
    const rest = tried(index + 1, left);
    return rest === null ? null : [0, ...rest];
  };
  return tried(0, rows);
}

describe('fillExactly', () => {
  it.each([
    [[1, 1, 1], 2, [1, 1, 0]],
    [[2, 1, 2, 1], 3, [1, 1, 0, 0]],
    [[1, 2, 2], 4, [0, 1, 1]],
    [[3, 2, 2], 4, [0, 1, 1]],
    [[2, 2], 3, null],
    [[1, 1], 3, null],
    [[], 0, []],
  ])('%j to %i', (weights, rows, taken) => {
    const found = fillExactly(Int32Array.from(weights), rows);
    expect(found === null ? null : Array.from(found)).toEqual(taken);
  });

  it('agrees with trying every choice', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 30 }), (given, rows) => {
        const found = fillExactly(Int32Array.from(given), rows);
        expect(found === null ? null : Array.from(found)).toEqual(bruteForce(given, rows));
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
