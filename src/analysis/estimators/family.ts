/** Families of a generalised linear model: what the outcome may be, and how its variance follows from its mean. */
import { logGamma } from '../../numerics/special.ts';

export type FamilyName = 'gaussian' | 'bernoulli' | 'poisson' | 'gamma' | 'inverse_gaussian';

/**
 * An exponential family at dispersion one: d l / d mu = (y - mu) / V(mu). `kernel` is the part of the log-likelihood of a
 * row that depends on the mean, `constant` the rest (McCullagh and Nelder 1989, table 2.1).
 */
export interface Family {
  readonly name: FamilyName;
  /** whether the dispersion is estimated after the coefficients, or one */
  readonly dispersed: boolean;
  validMean(mu: number): boolean;
  variance(mu: number): number;
  /** dV / dmu */
  varianceSlope(mu: number): number;
  kernel(y: number, mu: number): number;
  constant(y: number): number;
  /** unit deviance, twice the log-likelihood lost against mu = y */
  deviance(y: number, mu: number): number;
  /** a mean to start from at a row, as R's glm does */
  start(y: number): number;
  /** outcomes the family can take, and their name in a message */
  readonly accepts: (y: number) => boolean;
  readonly accepted: string;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

const gaussian: Family = {
  name: 'gaussian',
  dispersed: true,
  validMean: Number.isFinite,
  variance: () => 1,
  varianceSlope: () => 0,
  kernel: (y, mu) => -0.5 * (y - mu) ** 2,
  constant: () => -HALF_LOG_TWO_PI,
  deviance: (y, mu) => (y - mu) ** 2,
  start: (y) => y,
  accepts: () => true,
  accepted: 'any number',
};

const bernoulli: Family = {
  name: 'bernoulli',
  dispersed: false,
  validMean: (mu) => mu > 0 && mu < 1,
  variance: (mu) => mu * (1 - mu),
  varianceSlope: (mu) => 1 - 2 * mu,
  kernel: (y, mu) => timesLog(y, mu) + timesLog(1 - y, 1 - mu),
  constant: () => 0,
  deviance: (y, mu) => 2 * (timesLog(y, y) + timesLog(1 - y, 1 - y) - timesLog(y, mu) - timesLog(1 - y, 1 - mu)),
  start: (y) => (y + 0.5) / 2,
  accepts: (y) => y === 0 || y === 1,
  accepted: '0 or 1',
};

const poisson: Family = {
  name: 'poisson',
  dispersed: false,
  validMean: (mu) => mu > 0 && mu < Infinity,
  variance: (mu) => mu,
  varianceSlope: () => 1,
  kernel: (y, mu) => timesLog(y, mu) - mu,
  constant: (y) => -logGamma(y + 1),
  deviance: (y, mu) => 2 * (timesLog(y, y / mu) - (y - mu)),
  start: (y) => y + 0.1,
  accepts: (y) => y >= 0,
  accepted: 'numbers from zero up',
};

const gamma: Family = {
  name: 'gamma',
  dispersed: true,
  validMean: (mu) => mu > 0 && mu < Infinity,
  variance: (mu) => mu * mu,
  varianceSlope: (mu) => 2 * mu,
  kernel: (y, mu) => -y / mu - Math.log(mu),
  constant: () => 0,
  deviance: (y, mu) => 2 * ((y - mu) / mu - Math.log(y / mu)),
  start: (y) => y,
  accepts: (y) => y > 0,
  accepted: 'numbers above zero',
};

const inverseGaussian: Family = {
  name: 'inverse_gaussian',
  dispersed: true,
  validMean: (mu) => mu > 0 && mu < Infinity,
  variance: (mu) => mu ** 3,
  varianceSlope: (mu) => 3 * mu * mu,
  kernel: (y, mu) => (-0.5 * (y - mu) ** 2) / (mu * mu * y),
  constant: (y) => -HALF_LOG_TWO_PI - 1.5 * Math.log(y),
  deviance: (y, mu) => (y - mu) ** 2 / (mu * mu * y),
  start: (y) => y,
  accepts: (y) => y > 0,
  accepted: 'numbers above zero',
};

export const FAMILIES: Readonly<Record<FamilyName, Family>> = {
  gaussian,
  bernoulli,
  poisson,
  gamma,
  inverse_gaussian: inverseGaussian,
};

/** a log b, zero where a is zero. */
function timesLog(a: number, b: number): number {
  return a === 0 ? 0 : a * Math.log(b);
}
