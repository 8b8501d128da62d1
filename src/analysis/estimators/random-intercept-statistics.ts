/** Fit statistics of a random-intercept model. */
import type { BinaryLink } from '../../numerics/binary-rows.ts';
import { chiSquaredTail } from '../../numerics/distributions.ts';
import type { Design } from '../design/design.ts';
import { LATENT_VARIANCE, type RandomInterceptOptimum } from './random-intercept-optimum.ts';
import { groupSizes, type UnitGroups } from './unit-groups.ts';

interface Parts {
  readonly design: Design;
  readonly link: BinaryLink;
  readonly groups: UnitGroups;
  readonly optimum: RandomInterceptOptimum;
  readonly logLikPooled: number;
  readonly points: number;
}

/**
 * sigma and variance with standard errors by the delta method from log sigma (absent at sigma = 0), rho = sigma^2 /
 * (sigma^2 + latent variance), which is pi^2/3 for logit and 1 for probit; logLik, logLikPooled, and chibar2 = 2 (logLik -
 * logLikPooled) with chibarP, half the chi-squared tail with one degree of freedom because sigma = 0 is a boundary (Self and
 * Liang 1987, J. Am. Stat. Assoc. 82:605; Stata: LR test of rho = 0); groups, groupMin, groupMean, groupMax, points, rank, aic,
 * bic. Under probability weights logLik is a pseudo-likelihood: no chibar2, aic and bic.
 */
export function randomInterceptStatistics(parts: Parts): Record<string, number> {
  const { design, link, groups, optimum, logLikPooled, points } = parts;
  const { logLik } = optimum.convergence;
  const p = design.columns.length;
  const inside = optimum.logSigma > -Infinity;
  const sigma = inside ? Math.exp(optimum.logSigma) : 0;
  const variance = sigma * sigma;
  const rho = variance / (variance + LATENT_VARIANCE[link]);
  const stdError = inside ? Math.sqrt(optimum.bread.get(p, p)) : Number.NaN;
  const parameters = p + (inside ? 1 : 0);
  const chibar2 = Math.max(0, 2 * (logLik - logLikPooled));
  return {
    logLik,
    logLikPooled,
    ...(design.weightKind !== 'probability' && {
      chibar2,
      chibarP: chibar2 > 0 ? 0.5 * chiSquaredTail(chibar2, 1) : 1,
      aic: -2 * logLik + 2 * parameters,
      bic: -2 * logLik + parameters * Math.log(design.nobs),
    }),
    rank: p,
    sigma,
    ...(inside && { sigmaStdError: sigma * stdError }),
    variance,
    ...(inside && { varianceStdError: 2 * variance * stdError }),
    rho,
    ...(inside && { rhoStdError: 2 * rho * (1 - rho) * stdError }),
    ...groupSizes(groups.rows),
    points,
  };
}
