/** Cross products in pairs of doubles against whole-number arithmetic. */
import { describe, expect, it } from 'vitest';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { denseColumns, productBlock } from '../../src/numerics/block-kernels.ts';
import { exactCross } from '../../src/numerics/exact-cross.ts';
import { exactFactor, exactInverse } from '../../src/numerics/exact-factor.ts';
import { uniforms } from './uniforms.ts';

/** A multiple of 2^-53 below one in size, as a whole number of these. */
const whole = (value: number) => BigInt(value * 2 ** 53);

describe('cross products in pairs', () => {
  const next = uniforms(12);
  const rows = 700;
  const number = () => numericBlock(Float64Array.from({ length: rows }, () => next() - 0.5));
  const factor = (width: number) =>
    factorBlock(
      Int32Array.from({ length: rows }, () => Math.floor(next() * (width + 1)) - 1),
      width,
    );
  const integers = numericBlock(Float64Array.from({ length: rows }, () => Math.floor(next() * 100)));
  const five = factor(5);
  const blocks: Block[] = [number(), constantBlock(rows), five, integers, factor(2), number()];
  blocks.push({ ...productBlock(five, number()) });

  it('are right to 29 digits of the sum of absolute terms', () => {
    const weights = Float64Array.from({ length: rows }, next);
    for (const w of [null, weights]) {
      const cross = exactCross(blocks, w);
      const columns = denseColumns(blocks).map((column) => Array.from(column, whole));
      const scales = w === null ? new Array<bigint>(rows).fill(2n ** 53n) : Array.from(w, whole);
      columns.forEach((x, j) => {
        columns.forEach((y, k) => {
          let exact = 0n;
          let size = 0n;
          for (let i = 0; i < rows; i++) {
            const term = x[i]! * y[i]! * scales[i]!;
            exact += term;
            size += term < 0n ? -term : term;
          }
          const at = j * cross.size + k;
          const error = exact - units(cross.hi[at]!) - units(cross.lo[at]!);
          expect((error < 0n ? -error : error) * 10n ** 29n <= size, `${j} ${k}`).toBe(true);
        });
      });
    }
  });

  it('are whole numbers where the columns are', () => {
    const counts = exactCross([constantBlock(rows), five, integers], null);
    expect(counts.lo.every((low) => low === 0)).toBe(true);
    expect(counts.hi[0]).toBe(rows);
  });

  it('invert a Hilbert matrix of pairs to 14 digits', () => {
    const size = 9;
    const hilbert = { size, hi: new Float64Array(size * size), lo: new Float64Array(size * size) };
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        const divisor = j + k + 1;
        hilbert.hi[j * size + k] = 1 / divisor;
        // the remainder of the division, exact because divisor x hi is within one unit of 1
        const error = 1n * 2n ** 110n - BigInt((1 / divisor) * 2 ** 60) * 2n ** 50n * BigInt(divisor);
        hilbert.lo[j * size + k] = Number(error) / 2 ** 110 / divisor;
      }
    }
    const inverse = exactInverse(exactFactor(hilbert, 0));
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        expect(Math.abs(inverse[j * size + k]! / hilbertInverse(size, j + 1, k + 1) - 1)).toBeLessThan(1e-14);
      }
    }
  });
});

/** A double in units of 2^-159. */
function units(value: number): bigint {
  let mantissa = value;
  let exponent = 159;
  while (mantissa !== Math.trunc(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return exponent >= 0 ? BigInt(mantissa) * 2n ** BigInt(exponent) : BigInt(mantissa) / 2n ** BigInt(-exponent);
}

/** Element (i, j), counted from one, of the inverse Hilbert matrix, by its closed form in binomials. */
function hilbertInverse(n: number, i: number, j: number): number {
  const sign = (i + j) % 2 === 0 ? 1 : -1;
  return sign * (i + j - 1) * choose(n + i - 1, n - j) * choose(n + j - 1, n - i) * choose(i + j - 2, i - 1) ** 2;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let m = 1; m <= k; m++) product = (product * (n - k + m)) / m;
  return product;
}
