/** Both tails of the gamma and the beta distribution to full relative precision, also where one of them is 1e-290. */
import {
  add,
  type DoubleDouble,
  divide,
  doubleDouble,
  multiply,
  negate,
  ONE,
  subtract,
  toNumber,
  twoSum,
  ZERO,
} from './double-double.ts';
import { logarithm } from './double-double-log.ts';
import { stirlingError } from './special.ts';

/** P(X <= x), P(X > x) and x f(x), the slope of the distribution function in log x. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  readonly slope: number;
}

/** A point in (0, 1): x and y = 1 - x, each to full relative precision, and their logarithms. */
export interface UnitPoint {
  readonly x: DoubleDouble;
  readonly y: DoubleDouble;
  readonly logX: DoubleDouble;
  readonly logY: DoubleDouble;
}

const UNKNOWN: Tails = { lower: Number.NaN, upper: Number.NaN, slope: Number.NaN };
const BELOW: Tails = { lower: 0, upper: 1, slope: 0 };
const ABOVE: Tails = { lower: 1, upper: 0, slope: 0 };
// A fraction or series that needs more terms than this belongs to shapes beyond 1e12.
const MOST_TERMS = 5_000_000;
const CONVERGED = 1e-16;

/**
 * Both tails of the gamma distribution with the given shape and scale one (the regularised incomplete gamma functions).
 * NaN for a shape that is not positive. Stata `gammap`, `gammaptail`; R `pgamma`.
 * Method: prefactor x^a e^-x / Gamma(a + 1) in Loader's saddle-point form (2000) with its deviance in pair arithmetic;
 * power series below the mean, Legendre's continued fraction above (DLMF 8.7.1, 8.9.2).
 */
export function gammaTails(x: number, shape: number): Tails {
  if (!(shape > 0) || Number.isNaN(x)) return UNKNOWN;
  if (x <= 0) return BELOW;
  if (x === Infinity) return ABOVE;
  const a = shape;
  // log of the prefactor: a log(x/a) + a - x - stirlingError(a) - log(2 pi a)/2
  const logRatio = logarithm(divide(doubleDouble(x), doubleDouble(a)));
  const exponent = add(multiply(doubleDouble(a), logRatio), subtract(twoSum(a, -x), doubleDouble(stirlingError(a))));
  const root = Math.sqrt(2 * Math.PI * a);
  const slope = scaledExponential(exponent, a / root);
  if (x < a + 1 && !(a < 1 && x > 0.5)) {
    const lower = scaledExponential(exponent, gammaSeries(a, x) / root);
    return { lower, upper: 1 - lower, slope };
  }
  const upper = scaledExponential(exponent, (a / root) * gammaFraction(a, x));
  return { lower: 1 - upper, upper, slope };
}

/** 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < CONVERGED * sum) break;
  }
  return sum;
}

/** Gamma(a, x) x^-a e^x = 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))), by the modified Lentz recurrence. */
function gammaFraction(a: number, x: number): number {
  const distance = x - a;
  let denominator = 1 / (distance + 1);
  let numerator = Infinity;
  let value = denominator;
  for (let n = 1; n < MOST_TERMS; n++) {
    const partial = n * (a - n);
    const term = distance + (2 * n + 1);
    denominator = 1 / (term + partial * denominator);
    numerator = term + partial / numerator;
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < CONVERGED) break;
  }
  return value;
}

/**
 * Both tails of the beta distribution at x (the regularised incomplete beta functions). NaN for shapes that are not
 * positive. Stata `ibeta`, `ibetatail`; R `pbeta`.
 */
export function betaTails(x: number, a: number, b: number): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return UNKNOWN;
  if (x <= 0) return BELOW;
  if (x >= 1) return ABOVE;
  return betaTailsAt(unitPoint(doubleDouble(x), twoSum(1, -x)), a, b);
}

/** The point whose x and y = 1 - x are given. */
function unitPoint(x: DoubleDouble, y: DoubleDouble): UnitPoint {
  return { x, y, logX: logarithm(x), logY: logarithm(y) };
}

/** The point x = s / (s + t), y = t / (s + t), for positive s and t given by their logarithms as well. */
export function pointOfParts(s: DoubleDouble, t: DoubleDouble): UnitPoint {
  const whole = add(s, t);
  return unitPoint(divide(s, whole), divide(t, whole));
}

/** The point so close to an end of (0, 1) that only its log-odds log(x/y), below -200 or above 200, can be told. */
export function extremePoint(logOdds: DoubleDouble): UnitPoint {
  return logOdds.hi < 0
    ? { x: ZERO, y: ONE, logX: logOdds, logY: ZERO }
    : { x: ONE, y: ZERO, logX: ZERO, logY: negate(logOdds) };
}

/**
 * Both tails of the beta distribution at a point known to pair precision; `slope` is x^a y^b / B(a, b).
 * Method: prefactor in Loader's saddle-point form with the deviance in pair arithmetic; the continued fraction of
 * DiDonato and Morris (1992), ACM TOMS 18:360-373, on the side of the mean where it converges quickly.
 */
export function betaTailsAt(point: UnitPoint, a: number, b: number): Tails {
  const { x, y, logX, logY } = point;
  const aPair = doubleDouble(a);
  const bPair = doubleDouble(b);
  const n = twoSum(a, b);
  // log of the prefactor: a log(n x / a) + b log(n y / b) + Stirling errors + log(a b / (2 pi n)) / 2
  const first = multiply(aPair, add(logX, logarithm(divide(n, aPair))));
  const second = multiply(bPair, add(logY, logarithm(divide(n, bPair))));
  const errors = stirlingError(n.hi) - stirlingError(a) - stirlingError(b);
  const exponent = add(add(first, second), doubleDouble(errors));
  const scale = Math.sqrt((a / n.hi) * (b / (2 * Math.PI)));
  const lambda = toNumber(subtract(multiply(aPair, y), multiply(bPair, x)));
  const slope = scaledExponential(exponent, scale);
  if (lambda >= 0) {
    const lower = scaledExponential(exponent, scale * betaFraction(a, b, x.hi, y.hi, lambda));
    return { lower, upper: 1 - lower, slope };
  }
  const upper = scaledExponential(exponent, scale * betaFraction(b, a, y.hi, x.hi, -lambda));
  return { lower: 1 - upper, upper, slope };
}

/** I_x(a, b) B(a, b) / (x^a y^b) for lambda = a y - b x >= 0, by the modified Lentz recurrence. */
function betaFraction(a: number, b: number, x: number, y: number, lambda: number): number {
  let term = (a * (lambda + 1)) / (a + 1);
  let numerator = Infinity;
  let denominator = 1 / term;
  let value = denominator;
  for (let n = 1; n < MOST_TERMS; n++) {
    const before = a + 2 * n - 1;
    const partial = ((a + n - 1) / before) * ((a + b + n - 1) / before) * n * (b - n) * x * x;
    term = n + (n * (b - n) * x) / before + ((a + n) / (before + 2)) * (lambda + 1 + n * (1 + y));
    denominator = 1 / (term + partial * denominator);
    numerator = term + partial / numerator;
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < CONVERGED) break;
  }
  return value;
}

/** factor * exp(exponent), rounded once even where the exponential alone is below the smallest normal double. */
function scaledExponential(exponent: DoubleDouble, factor: number): number {
  const half = Math.exp(0.5 * exponent.hi);
  return half * (factor * (1 + exponent.lo)) * half;
}
