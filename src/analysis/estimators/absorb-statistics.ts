/** Fit statistics of least squares with absorbed fixed effects. */
import { fTail } from '../../numerics/distributions.ts';
import type { Design } from '../design/design.ts';
import type { OlsStatistics } from './ols-statistics.ts';
import { weightedSum } from './weighted-sum.ts';

interface Parts {
  readonly residuals: Float64Array;
  /** the outcome less its projection on the effects */
  readonly within: Float64Array;
  /** coefficients of the terms, the constant not among them */
  readonly coefficients: number;
  /** rank of the effects' indicators, the constant among them */
  readonly absorbedDf: number;
}

/**
 * rss, rSquared and adjRSquared (around the overall mean), withinRSquared = 1 - rss / sum of squares of the demeaned outcome,
 * rmse, dfResidual = n - coefficients - absorbedDf, rank = coefficients + absorbedDf, fStatistic and fP (the terms against the
 * effects alone), logLik, logLikNull (a constant alone), aic, bic: those of the model with indicators (Stata's areg and
 * reghdfe; R's fixest). Likelihoods are left out under probability weights, whose sums of squares are brought to mean one.
 */
export function absorbedStatistics(
  design: Design,
  { residuals, within, coefficients, absorbedDf }: Parts,
): OlsStatistics {
  const { outcome, weights, nobs, weightKind } = design;
  const sum = weightedSum(design);
  const total = weights === null ? outcome.length : sum(() => 1);
  const scale = weightKind === 'probability' ? total / outcome.length : 1;
  const rank = coefficients + absorbedDf;
  const dfResidual = nobs - rank;
  const centre = sum((i) => outcome[i]!) / total;
  const rss = sum((i) => residuals[i]! ** 2) / scale;
  const ssTotal = sum((i) => (outcome[i]! - centre) ** 2) / scale;
  const ssWithin = sum((i) => within[i]! ** 2) / scale;
  const ssModel = sum((i) => (within[i]! - residuals[i]!) ** 2) / scale;
  const msResidual = rss / dfResidual;
  const rSquared = 1 - rss / ssTotal;
  return {
    dispersion: msResidual * scale,
    dfResidual,
    statistics: {
      rss,
      rSquared,
      adjRSquared: 1 - (1 - rSquared) * ((nobs - 1) / dfResidual),
      withinRSquared: 1 - rss / ssWithin,
      rmse: Math.sqrt(msResidual),
      ssResidual: rss,
      msResidual,
      dfResidual,
      rank,
      absorbedDf,
      ...(coefficients > 0 && test(ssModel / coefficients, msResidual, coefficients, dfResidual)),
      ...(weightKind !== 'probability' && likelihood(design, rss, ssTotal, rank)),
    },
  };
}

function test(msModel: number, msResidual: number, df: number, dfResidual: number): Record<string, number> {
  const fStatistic = msModel / msResidual;
  return { msModel, fStatistic, fP: fTail(fStatistic, df, dfResidual) };
}

function likelihood(
  { nobs, weights, weightKind }: Design,
  rss: number,
  ssTotal: number,
  rank: number,
): Record<string, number> {
  const logWeights = weightKind === 'analytic' ? weights!.reduce((sum, weight) => sum + Math.log(weight), 0) : 0;
  const at = (squares: number): number => 0.5 * (logWeights - nobs * (Math.log(2 * Math.PI * (squares / nobs)) + 1));
  const logLik = at(rss);
  if (!Number.isFinite(logLik)) return {};
  return { logLik, logLikNull: at(ssTotal), aic: -2 * logLik + 2 * rank, bic: -2 * logLik + rank * Math.log(nobs) };
}
