/** A family with a link, row by row: log-likelihood and its derivatives by the linear predictor. */
import { binaryModel } from './binary-model.ts';
import { FAMILIES, type Family, type FamilyName } from './family.ts';
import { LINKS, type Link, type LinkName } from './link.ts';

/** Vectors over rows that a model fills: kernel of the log-likelihood, d l / d eta and -d2 l / d eta2, dispersion one. */
export interface RowDerivatives {
  readonly logLik: Float64Array;
  readonly score: Float64Array;
  readonly observed: Float64Array;
}

export interface RowModel {
  readonly family: Family;
  readonly link: Link;
  /** Fills the vectors; false (vectors unfinished) when some mean is outside the family's range. */
  fill(y: Float64Array, eta: Float64Array, into: RowDerivatives): boolean;
  /** expected curvature -E d2 l / d eta2 of a row */
  expected(eta: number): number;
  /** y - mu */
  residual(y: number, eta: number): number;
  /** (y - mu)^2 / V(mu) */
  pearson(y: number, eta: number): number;
  deviance(y: number, eta: number): number;
}

/** The model of a family and a link; logit, probit and cloglog of a binary or fractional outcome keep their tails. */
export function rowModel(familyName: FamilyName, linkName: LinkName): RowModel {
  const family = FAMILIES[familyName];
  const link = LINKS[linkName];
  return (familyName === 'bernoulli' ? binaryModel(family, link) : null) ?? generalModel(family, link);
}

/**
 * s = (y - mu) mu' / V and -d2 l / d eta2 = mu'^2 / V - (y - mu)(mu'' / V - mu'^2 V' / V^2), whose expectation is mu'^2 / V
 * (McCullagh and Nelder 1989, section 2.5).
 */
function generalModel(family: Family, link: Link): RowModel {
  return {
    family,
    link,
    fill(y, eta, { logLik, score, observed }) {
      for (let i = 0; i < y.length; i++) {
        const mu = link.inverse(eta[i]!);
        if (!family.validMean(mu)) return false;
        const residual = y[i]! - mu;
        const variance = family.variance(mu);
        const slope = link.first(eta[i]!, mu) / variance;
        const expected = slope * slope * variance;
        logLik[i] = family.kernel(y[i]!, mu);
        score[i] = residual * slope;
        observed[i] =
          expected - residual * (link.second(eta[i]!, mu) / variance - slope * slope * family.varianceSlope(mu));
      }
      return true;
    },
    expected(eta) {
      const mu = link.inverse(eta);
      return link.first(eta, mu) ** 2 / family.variance(mu);
    },
    residual: (y, eta) => y - link.inverse(eta),
    pearson(y, eta) {
      const mu = link.inverse(eta);
      return (y - mu) ** 2 / family.variance(mu);
    },
    deviance: (y, eta) => family.deviance(y, link.inverse(eta)),
  };
}
