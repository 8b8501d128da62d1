/** Links of a generalised linear model: from the linear predictor to the mean and back. */
import { expit, normalCdf, normalCdfGiven, normalDensity, normalQuantile } from '../../numerics/special.ts';

export type LinkName = 'identity' | 'log' | 'logit' | 'probit' | 'cloglog';

/** mu = inverse(eta) with its first two derivatives by eta (given mu, where that saves work), and eta = link(mu). */
export interface Link {
  readonly name: LinkName;
  link(mu: number): number;
  inverse(eta: number): number;
  first(eta: number, mu: number): number;
  second(eta: number, mu: number): number;
  /** mean and slope of every row: inverse and first in one loop, where average effects spend their time */
  fill(eta: Float64Array, mean: Float64Array, slope: Float64Array): void;
}

const identity: Link = {
  name: 'identity',
  link: (mu) => mu,
  inverse: (eta) => eta,
  first: () => 1,
  second: () => 0,
  fill(eta, mean, slope) {
    mean.set(eta);
    slope.fill(1);
  },
};

const log: Link = {
  name: 'log',
  link: Math.log,
  inverse: Math.exp,
  first: (_, mu) => mu,
  second: (_, mu) => mu,
  fill(eta, mean, slope) {
    for (let i = 0; i < eta.length; i++) mean[i] = Math.exp(eta[i]!);
    slope.set(mean);
  },
};

const logit: Link = {
  name: 'logit',
  link: (mu) => Math.log(mu / (1 - mu)),
  inverse: expit,
  first: (eta) => expit(eta) * expit(-eta),
  second: (eta) => expit(eta) * expit(-eta) * (expit(-eta) - expit(eta)),
  fill(eta, mean, slope) {
    for (let i = 0; i < eta.length; i++) {
      mean[i] = expit(eta[i]!);
      slope[i] = mean[i]! * expit(-eta[i]!);
    }
  },
};

const probit: Link = {
  name: 'probit',
  link: normalQuantile,
  inverse: normalCdf,
  first: normalDensity,
  second: (eta) => -eta * normalDensity(eta),
  fill(eta, mean, slope) {
    for (let i = 0; i < eta.length; i++) {
      slope[i] = normalDensity(eta[i]!);
      mean[i] = normalCdfGiven(eta[i]!, slope[i]!);
    }
  },
};

const cloglog: Link = {
  name: 'cloglog',
  link: (mu) => Math.log(-Math.log1p(-mu)),
  inverse: (eta) => -Math.expm1(-Math.exp(eta)),
  first: (eta) => Math.exp(eta - Math.exp(eta)),
  second: (eta) => Math.exp(eta - Math.exp(eta)) * (1 - Math.exp(eta)),
  fill(eta, mean, slope) {
    for (let i = 0; i < eta.length; i++) {
      const hazard = Math.exp(eta[i]!);
      mean[i] = -Math.expm1(-hazard);
      slope[i] = Math.exp(eta[i]! - hazard);
    }
  },
};

export const LINKS: Readonly<Record<LinkName, Link>> = { identity, log, logit, probit, cloglog };
