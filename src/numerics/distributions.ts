/** Tail probabilities and quantiles of the normal, t, F, chi-squared, gamma and beta distributions. */
import { add, type DoubleDouble, divide, doubleDouble, multiply, subtract, twoProduct } from './double-double.ts';
import { logarithm } from './double-double-log.ts';
import { logQuantile } from './log-quantile.ts';
import { normalCdf, normalQuantile, normalTail } from './special.ts';
import { startingChiSquaredQuantile, startingTQuantile } from './starting-quantiles.ts';
import {
  betaTailsAt,
  betaTails as betaTailsOf,
  extremePoint,
  gammaTails as gammaTailsOf,
  pointOfParts,
  type Tails,
} from './tails.ts';

/** P(X <= x) and P(X > x), each to full relative precision. */
export interface TailPair {
  readonly lower: number;
  readonly upper: number;
}

// Squares and products of parts in this range are exact in pair arithmetic.
const SAFE_SMALL = 1e-70;
const SAFE_LARGE = 1e70;

/** P(|Z| > |z|) for a standard normal Z. NaN for NaN. Stata `2*normal(-abs(z))`. */
export function normalTwoSided(z: number): number {
  return 2 * normalTail(Math.abs(z));
}

/** P(T > t) for Student's t with df > 0 degrees of freedom (Infinity: normal; NaN for others). Stata `ttail(df, t)`. */
export function tTail(t: number, df: number): number {
  if (df === Infinity) return normalTail(t);
  return t < 0 ? 1 - 0.5 * tTails(-t, df).upper : 0.5 * tTails(t, df).upper;
}

/** P(T <= t) for Student's t with df degrees of freedom. R `pt(t, df)`. */
export function tCdf(t: number, df: number): number {
  return df === Infinity ? normalCdf(t) : tTail(-t, df);
}

/** P(|T| > |t|) for Student's t with df degrees of freedom. Stata `2*ttail(df, abs(t))`. */
export function tTwoSided(t: number, df: number): number {
  return df === Infinity ? normalTwoSided(t) : tTails(Math.abs(t), df).upper;
}

/** P(|T| <= t), P(|T| > t) and t times the density of |T|, for t >= 0: T^2 has the F(1, df) distribution. */
function tTails(t: number, df: number): Tails {
  if (!(df > 0) || Number.isNaN(t)) return { lower: Number.NaN, upper: Number.NaN, slope: Number.NaN };
  if (t === 0) return { lower: 0, upper: 1, slope: 0 };
  if (t === Infinity) return { lower: 1, upper: 0, slope: 0 };
  const degrees = doubleDouble(df);
  const safe = t > SAFE_SMALL && t < SAFE_LARGE;
  const point = safe
    ? pointOfParts(twoProduct(t, t), degrees)
    : extremePoint(subtract(multiply(doubleDouble(2), logarithm(doubleDouble(t))), logarithm(degrees)));
  const tails = betaTailsAt(point, 0.5, 0.5 * df);
  return { ...tails, slope: 2 * tails.slope };
}

/**
 * The t with P(T <= t) = p, relative error below 1e-13; -Infinity at 0, Infinity at 1, NaN outside or for df <= 0.
 * Stata `invt(df, p)`, R `qt(p, df)`.
 */
export function tQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  if (df === Infinity) return normalQuantile(p);
  if (p > 0.5) return -tQuantile(1 - p, df);
  const start = Math.abs(startingTQuantile(p, df));
  const tails = (t: number) => tTails(t, df);
  return p < 0.25 ? -logQuantile(tails, 'upper', 2 * p, start) : -logQuantile(tails, 'lower', 1 - 2 * p, start);
}

/**
 * Both tails of the F distribution with d1 and d2 degrees of freedom (d2 = Infinity: chi-squared over d1). A negative f
 * has lower tail 0; NaN for other degrees of freedom. Stata `F`, `Ftail`; R `pf`.
 */
export function fTails(f: number, d1: number, d2: number): TailPair {
  if (d2 === Infinity) return gammaTails(0.5 * d1 * f, 0.5 * d1);
  if (!(d1 > 0 && d2 > 0 && d1 < Infinity) || Number.isNaN(f)) return { lower: Number.NaN, upper: Number.NaN };
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Infinity) return { lower: 1, upper: 0 };
  const safe = f > SAFE_SMALL && f < SAFE_LARGE;
  const point = safe
    ? pointOfParts(twoProduct(d1, f), doubleDouble(d2))
    : extremePoint(add(logarithm(doubleDouble(f)), logRatio(d1, d2)));
  const { lower, upper } = betaTailsAt(point, 0.5 * d1, 0.5 * d2);
  return { lower, upper };
}

function logRatio(numerator: number, denominator: number): DoubleDouble {
  return logarithm(divide(doubleDouble(numerator), doubleDouble(denominator)));
}

/** P(F > f) for the F distribution with d1 and d2 degrees of freedom. Stata `Ftail(d1, d2, f)`. */
export function fTail(f: number, d1: number, d2: number): number {
  return fTails(f, d1, d2).upper;
}

/** P(X > x) for chi-squared with df > 0 degrees of freedom; 1 below zero. Stata `chi2tail(df, x)`. */
export function chiSquaredTail(x: number, df: number): number {
  return gammaTails(0.5 * x, 0.5 * df).upper;
}

/** P(X <= x) for chi-squared with df > 0 degrees of freedom. Stata `chi2(df, x)`. */
export function chiSquaredCdf(x: number, df: number): number {
  return gammaTails(0.5 * x, 0.5 * df).lower;
}

/**
 * The x with P(X <= x) = p for chi-squared, relative error below 1e-13; 0 at 0, Infinity at 1, NaN outside.
 * Stata `invchi2(df, p)`, R `qchisq(p, df)`.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0 && df < Infinity)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity;
  const start = 0.5 * startingChiSquaredQuantile(p, df);
  const tails = (x: number) => gammaTailsOf(x, 0.5 * df);
  return 2 * (p <= 0.5 ? logQuantile(tails, 'lower', p, start) : logQuantile(tails, 'upper', 1 - p, start));
}

/** Both tails of the gamma distribution with the given shape and scale one. Stata `gammap`, `gammaptail`. */
export function gammaTails(x: number, shape: number): TailPair {
  const { lower, upper } = gammaTailsOf(x, shape);
  return { lower, upper };
}

/** Both tails of the beta distribution with shapes a and b. Stata `ibeta`, `ibetatail`; R `pbeta`. */
export function betaTails(x: number, a: number, b: number): TailPair {
  const { lower, upper } = betaTailsOf(x, a, b);
  return { lower, upper };
}
