/** The normal distribution in both tails, the gamma function and its logarithmic derivatives, and the logistic curve. */
import { productError } from './double-double.ts';
import { startingNormalQuantile } from './starting-quantiles.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
const ONE_MINUS_EULER = 0.42278433509846713;
// Beyond this |z| the normal density is below the smallest double.
const DENSITY_VANISHES = 38.6;

// zeta(k) - 1 for k = 2, 3, ...: Taylor coefficients of log-gamma at 2.
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10,
];
// B_2k / (2k (2k - 1)): the Stirling series of log-gamma (Abramowitz and Stegun 6.1.41).
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
// B_2k / (2k) and B_2k: the series of digamma and trigamma (Abramowitz and Stegun 6.3.18 and 6.4.12).
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];
const TRIGAMMA = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + coefficients[k]!;
  return value;
}

/** phi(z) = exp(-z^2/2) / sqrt(2 pi); the square is taken exactly, so that the far tail keeps its digits. */
export function normalDensity(z: number): number {
  if (Math.abs(z) > DENSITY_VANISHES) return 0;
  const square = z * z;
  return INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * square) * (1 - 0.5 * productError(z, z, square));
}

/**
 * The upper Mills ratio (1 - Phi(z)) / phi(z) for z >= 0. Rational approximations made for this file by interpolation at
 * Chebyshev nodes in 60-digit arithmetic: on [0, 5] in z (error of the fit 6e-17), and of z times the ratio on
 * [5, infinity) in 1/z^2 (error 2e-18). All coefficients are positive, so evaluation loses nothing; Horner's rule is
 * written out because probit loops spend their time here.
 */
function upperMills(z: number): number {
  if (z <= 5) {
    const top =
      (((((((8.838239591820126e-6 * z + 0.00023452321759540466) * z + 0.0029613323881640175) * z +
        0.023056832617898395) *
        z +
        0.12070025328678458) *
        z +
        0.4354880523033255) *
        z +
        1.064228474813331) *
        z +
        1.6331339540636844) *
        z +
      1.2533141373155003;
    const bottom =
      ((((((((8.838239126790488e-6 * z + 0.0002345232520421913) * z + 0.0029701693878468067) * z +
        0.023291384733172993) *
        z +
        0.12364341935012096) *
        z +
        0.45808226263198965) *
        z +
        1.179026847524314) *
        z +
        2.0254366076695205) *
        z +
        2.1009369284732236) *
        z +
      1;
    return top / bottom;
  }
  const u = 1 / (z * z);
  const top =
    (((((5631.603787380657 * u + 35031.14927148802) * u + 31324.09235164908) * u + 9218.953122371548) * u +
      1114.4064379102092) *
      u +
      56.82154403776209) *
      u +
    1;
  const bottom =
    (((((19692.144295543814 * u + 55562.604696789036) * u + 38808.44804253913) * u + 10229.716472193988) * u +
      1169.2279819479918) *
      u +
      57.821544037762074) *
      u +
    1;
  return top / bottom / z;
}

/** 1 - Phi(z), the upper tail, without cancellation. Stata `normal(-z)`, R `pnorm(z, lower.tail = FALSE)`. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  return z > DENSITY_VANISHES ? 0 : normalDensity(z) * upperMills(z);
}

/** Phi(z), the standard normal distribution function, relative error below 1e-14 to z = -37. Stata `normal(z)`. */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** Phi(z) where the density at z is known already: loops that need both take one exponential. */
export function normalCdfGiven(z: number, density: number): number {
  return z > 0 ? 1 - density * upperMills(z) : density * upperMills(-z);
}

/** log Phi(z) for any z; below -38 too, where Phi itself is no double. Stata `lnnormal(z)`, R `pnorm(log.p = TRUE)`. */
export function logNormalCdf(z: number): number {
  if (z >= -1) return Math.log1p(-normalTail(z));
  return -0.5 * z * z - HALF_LOG_TWO_PI + Math.log(upperMills(-z));
}

/** phi(z) / Phi(z), the inverse Mills ratio: the score of a probit. Tends to -z below and to 0 above. */
export function inverseMills(z: number): number {
  if (z < 0) return 1 / upperMills(-z);
  return normalDensity(z) / normalCdf(z);
}

/** What fillNormalSide writes: log Phi(z) and phi(z) / Phi(z). */
export interface NormalSide {
  logCdf: number;
  mills: number;
}

/** logNormalCdf(z) and inverseMills(z) with their common parts taken once. */
export function fillNormalSide(z: number, into: NormalSide): void {
  const ratio = upperMills(Math.abs(z));
  if (z >= -1) {
    const density = normalDensity(z);
    const tail = density * ratio;
    into.logCdf = Math.log1p(-(z < 0 ? 1 - tail : tail));
    into.mills = z < 0 ? 1 / ratio : density / (1 - tail);
  } else {
    into.logCdf = -0.5 * z * z - HALF_LOG_TWO_PI + Math.log(ratio);
    into.mills = 1 / ratio;
  }
}

/**
 * The z with Phi(z) = p; -Infinity at 0, Infinity at 1, NaN outside. Stata `invnormal(p)`, R `qnorm(p)`.
 * Method: jstat's value (an asymptotic one far out), then Halley steps on log Phi, or on Phi - 1/2 near the middle.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = p > 1e-5 ? startingNormalQuantile(p) : -Math.sqrt(-2 * Math.log(p) - Math.log(-4 * Math.PI * Math.log(p)));
  if (p > 0.3) return z - (centralArea(z) - (p - 0.5)) / normalDensity(z);
  const target = Math.log(p);
  for (let step = 0; step < 6; step++) {
    const ratio = inverseMills(z);
    // Newton step on log Phi(z) - log p, divided by Halley's factor (second derivative -ratio (z + ratio)).
    const newton = (logNormalCdf(z) - target) / ratio;
    const change = newton / (1 + 0.5 * newton * (z + ratio));
    z -= change;
    if (Math.abs(change) <= 4e-16 * Math.abs(z)) break;
  }
  return z;
}

/** Phi(z) - 1/2 = phi(z) (z + z^3/3 + z^5/15 + ...), for small |z| (Abramowitz and Stegun 26.2.11). */
function centralArea(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/**
 * log Gamma(x) for x > 0 (Infinity at 0, NaN below), accurate also beside its zeros at 1 and 2. Stata `lngamma(x)`.
 * Method: Taylor series at 2 (Abramowitz and Stegun 6.1.33), recurrence up to 2.5 < x < 10, Stirling's series beyond.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  if (x === Infinity) return Infinity;
  if (x < 0.5) return logGammaNearTwo(x) - Math.log(x) - Math.log1p(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let reduced = x;
  if (x < 10) {
    while (reduced > 2.5) {
      reduced -= 1;
      product *= reduced;
    }
    return logGammaNearTwo(reduced - 2) + Math.log(product);
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
}

/** log Gamma(2 + e) for |e| <= 1/2. */
function logGammaNearTwo(e: number): number {
  let sum = 0;
  for (let k = ZETA_MINUS_ONE.length + 1; k >= 2; k--) {
    sum = ZETA_MINUS_ONE[k - 2]! / k - e * sum;
  }
  return e * (ONE_MINUS_EULER + e * sum);
}

function stirlingSeries(x: number): number {
  return polynomial(STIRLING, 1 / (x * x)) / x;
}

/**
 * log Gamma(x + 1) - (x + 1/2) log x + x - log sqrt(2 pi), the error of Stirling's formula, for x > 0.
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities; below 16 by the recurrence
 * d(x) - d(x + 1) = (x + 1/2) log(1 + 1/x) - 1, which is a series in 1 / (2x + 1)^2 and does not cancel.
 */
export function stirlingError(x: number): number {
  let sum = 0;
  let shifted = x;
  for (; shifted < 16; shifted += 1) sum += recurrenceStep(shifted);
  return sum + stirlingSeries(shifted);
}

function recurrenceStep(x: number): number {
  if (x < 1) return (x + 0.5) * Math.log1p(1 / x) - 1;
  const square = 1 / ((2 * x + 1) * (2 * x + 1));
  let power = square;
  let sum = 0;
  for (let k = 3; power > 1e-18; k += 2) {
    sum += power / k;
    power *= square;
  }
  return sum;
}

/** The derivative of log Gamma for x > 0 (NaN otherwise); absolute error 1e-15 beside its zero at 1.4616. R `digamma`. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let sum = 0;
  let shifted = x;
  for (; shifted < 12; shifted += 1) sum += 1 / shifted;
  const u = 1 / (shifted * shifted);
  return Math.log(shifted) - 0.5 / shifted - u * polynomial(DIGAMMA, u) - sum;
}

/** The second derivative of log Gamma for x > 0 (NaN otherwise). R `trigamma`. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let sum = 0;
  let shifted = x;
  for (; shifted < 12; shifted += 1) sum += 1 / (shifted * shifted);
  const u = 1 / (shifted * shifted);
  return (1 + 0.5 / shifted + u * polynomial(TRIGAMMA, u)) / shifted + sum;
}

/** 1 / (1 + exp(-x)), the logistic function. Stata `invlogit(x)`, R `plogis(x)`. */
export function expit(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const odds = Math.exp(x);
  return odds / (1 + odds);
}

/** log(1 + exp(x)) without overflow: minus the log-probability of a logit failure. */
export function log1pExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
