/** Tail probabilities and quantiles against 60-digit references. */
import { describe, expect, it } from 'vitest';
import {
  betaTails,
  chiSquaredCdf,
  chiSquaredQuantile,
  chiSquaredTail,
  fTail,
  fTails,
  gammaTails,
  normalTwoSided,
  tCdf,
  tQuantile,
  tTail,
  tTwoSided,
} from '../../src/numerics/distributions.ts';
import fixtures from './fixtures/distributions.json' with { type: 'json' };
import { relativeError, worstError } from './relative-error.ts';

const cases: [string, readonly number[][], (...x: number[]) => number, number][] = [
  ['tTail', fixtures.tTail, (t, df) => tTail(t!, df!), 1e-13],
  ['tCdf', fixtures.tTail, (t, df) => tCdf(-t!, df!), 1e-13],
  ['fTail', fixtures.fTail, (f, d1, d2) => fTail(f!, d1!, d2!), 1e-13],
  ['fLower', fixtures.fLower, (f, d1, d2) => fTails(f!, d1!, d2!).lower, 1e-13],
  ['chiSquaredTail', fixtures.chiSquaredTail, (x, df) => chiSquaredTail(x!, df!), 1e-13],
  ['chiSquaredCdf', fixtures.chiSquaredCdf, (x, df) => chiSquaredCdf(x!, df!), 1e-13],
  ['gammaLower', fixtures.gammaLower, (x, a) => gammaTails(x!, a!).lower, 1e-13],
  ['gammaUpper', fixtures.gammaUpper, (x, a) => gammaTails(x!, a!).upper, 1e-13],
  ['betaLower', fixtures.betaLower, (x, a, b) => betaTails(x!, a!, b!).lower, 1e-13],
  ['betaUpper', fixtures.betaUpper, (x, a, b) => betaTails(x!, a!, b!).upper, 1e-13],
  ['tQuantile', fixtures.tQuantile, (p, df) => tQuantile(p!, df!), 1e-13],
  ['chiSquaredQuantile', fixtures.chiSquaredQuantile, (p, df) => chiSquaredQuantile(p!, df!), 1e-13],
];

describe('distributions against mpmath', () => {
  it.each(cases)('%s', (_name, rows, compute, tolerance) => {
    expect(rows.length).toBeGreaterThanOrEqual(20);
    const worst = worstError(rows, compute);
    if (process.env.PRINT_ERRORS) console.log(_name, worst.error, worst.row);
    expect(worst.error, `worst at ${worst.row}`).toBeLessThan(tolerance);
  });
});

describe('distributions at the edges', () => {
  it('meets its limits', () => {
    expect([tTail(0, 5), tTail(Infinity, 5), tTail(-Infinity, 5)]).toEqual([0.5, 0, 1]);
    expect([fTail(-1, 2, 3), fTail(0, 2, 3), fTail(Infinity, 2, 3)]).toEqual([1, 1, 0]);
    expect([chiSquaredTail(-1, 2), chiSquaredTail(Infinity, 2)]).toEqual([1, 0]);
    expect([betaTails(0, 2, 3), betaTails(1, 2, 3)]).toEqual([
      { lower: 0, upper: 1 },
      { lower: 1, upper: 0 },
    ]);
    expect([tQuantile(0, 4), tQuantile(0.5, 4), tQuantile(1, 4)]).toEqual([-Infinity, 0, Infinity]);
    expect([chiSquaredQuantile(0, 4), chiSquaredQuantile(1, 4)]).toEqual([0, Infinity]);
  });

  it('is NaN where it is not defined', () => {
    const undefinedThere = [
      tTail(1, 0),
      tTail(Number.NaN, 4),
      fTail(1, 0, 3),
      fTail(Number.NaN, 2, 3),
      chiSquaredTail(1, 0),
      chiSquaredTail(Number.NaN, 3),
      tQuantile(1.2, 4),
      tQuantile(0.2, -1),
      chiSquaredQuantile(0.2, 0),
      gammaTails(1, -1).lower,
      betaTails(0.5, -1, 2).upper,
    ];
    expect(undefinedThere.every(Number.isNaN)).toBe(true);
  });

  it('agrees with the normal and chi-squared where degrees of freedom are infinite', () => {
    expect(tTwoSided(1.96, Infinity)).toBe(normalTwoSided(1.96));
    expect(relativeError(tQuantile(0.975, Infinity), 1.959963984540054)).toBeLessThan(1e-15);
    expect(fTail(2.5, 4, Infinity)).toBe(chiSquaredTail(10, 4));
    expect(relativeError(tTail(2, 1e12), tTail(2, Infinity))).toBeLessThan(1e-11);
  });

  it('agrees with closed forms', () => {
    // chi-squared with 2 degrees of freedom is exponential; t with 1 is Cauchy; F(2, d2) is a power.
    expect(relativeError(chiSquaredTail(1300, 2), Math.exp(-650))).toBeLessThan(1e-15);
    expect(relativeError(tTwoSided(3, 1), 1 - (2 / Math.PI) * Math.atan(3))).toBeLessThan(1e-14);
    expect(relativeError(fTail(4, 2, 10), (1 + 8 / 10) ** -5)).toBeLessThan(1e-14);
    expect(relativeError(betaTails(0.3, 1, 5).upper, 0.7 ** 5)).toBeLessThan(1e-14);
  });

  it('does not round a probability below the smallest normal double to zero', () => {
    // log of the tail by the leading term of its expansion, checked with R: pchisq(1936.2508675650802, 132, lower = FALSE)
    expect(relativeError(chiSquaredTail(1936.2508675650802, 132), 5.595526e-318)).toBeLessThan(1e-5);
  });
});
