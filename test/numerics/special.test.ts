/** The special functions against 60-digit references. */
import { describe, expect, it } from 'vitest';
import { logarithm } from '../../src/numerics/double-double-log.ts';
import {
  digamma,
  expit,
  fillNormalSide,
  inverseMills,
  log1pExp,
  logGamma,
  logNormalCdf,
  normalCdf,
  normalCdfGiven,
  normalDensity,
  normalQuantile,
  normalTail,
  stirlingError,
  trigamma,
} from '../../src/numerics/special.ts';
import fixtures from './fixtures/special-functions.json' with { type: 'json' };
import { relativeError, worstError } from './relative-error.ts';

function normalSide(z: number) {
  const side = { logCdf: Number.NaN, mills: Number.NaN };
  fillNormalSide(z, side);
  return side;
}

const cases: [string, readonly number[][], (x: number) => number, number][] = [
  ['normalDensity', fixtures.normalDensity, normalDensity, 1e-15],
  ['normalCdf', fixtures.normalCdf, normalCdf, 2e-15],
  ['normalTail', fixtures.normalTail, normalTail, 2e-15],
  ['logNormalCdf', fixtures.logNormalCdf, logNormalCdf, 2e-15],
  ['inverseMills', fixtures.inverseMills, inverseMills, 2e-15],
  ['normalCdfGiven', fixtures.normalCdf, (z) => normalCdfGiven(z, normalDensity(z)), 2e-15],
  ['fillNormalSide: logCdf', fixtures.logNormalCdf, (z) => normalSide(z).logCdf, 2e-15],
  ['fillNormalSide: mills', fixtures.inverseMills, (z) => normalSide(z).mills, 2e-15],
  ['normalQuantile', fixtures.normalQuantile, normalQuantile, 2e-15],
  ['logGamma', fixtures.logGamma, logGamma, 3e-15],
  ['stirlingError', fixtures.stirlingError, stirlingError, 1e-14],
  ['digamma', fixtures.digamma, digamma, 5e-14],
  ['trigamma', fixtures.trigamma, trigamma, 1e-15],
  ['expit', fixtures.expit, expit, 1e-15],
  ['log1pExp', fixtures.log1pExp, log1pExp, 1e-15],
];

describe('special functions against mpmath', () => {
  it.each(cases)('%s', (_name, rows, compute, tolerance) => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    const worst = worstError(rows, compute);
    if (process.env.PRINT_ERRORS) console.log(_name, worst.error, worst.row);
    expect(worst.error, `worst at ${worst.row}`).toBeLessThan(tolerance);
  });

  it('takes logarithms of pairs to 30 digits', () => {
    for (const [hi, lo, high, low] of fixtures.logarithmOfPair as [number, number, number, number][]) {
      const result = logarithm({ hi, lo });
      expect(relativeError(result.hi, high)).toBeLessThan(1e-15);
      const scale = Math.max(1, Math.abs(high));
      expect(Math.abs(result.hi - high + (result.lo - low)) / scale).toBeLessThan(1e-29);
    }
  });
});

describe('special functions at the edges', () => {
  it('keeps NaN and the limits', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalTail(Infinity)]).toEqual([0, 1, 0]);
    expect([normalCdf(Number.NaN), inverseMills(Number.NaN), logNormalCdf(Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect([normalCdfGiven(Infinity, 0), normalCdfGiven(-Infinity, 0)]).toEqual([1, 0]);
    expect([normalSide(1e6), normalSide(Number.NaN).mills]).toEqual([{ logCdf: -0, mills: 0 }, Number.NaN]);
    expect(inverseMills(1e6)).toBe(0);
    expect(relativeError(inverseMills(-1e160), 1e160)).toBeLessThan(1e-15);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(0.5)]).toEqual([-Infinity, Infinity, 0]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), logGamma(-1), digamma(0), trigamma(-3)]).toEqual(
      Array(5).fill(Number.NaN),
    );
    expect([logGamma(0), logGamma(1), logGamma(2)]).toEqual([Infinity, 0, 0]);
    expect([log1pExp(1e4), log1pExp(-1e4), expit(-1e4), expit(1e4)]).toEqual([1e4, 0, 0, 1]);
  });
});
