/** Fit statistics of least squares. */
import { fTail } from '../../numerics/distributions.ts';
import type { Design } from '../design/design.ts';
import { weightedSum } from './weighted-sum.ts';

export interface OlsStatistics {
  /** s2 of the residuals under the design's own weights */
  readonly dispersion: number;
  readonly dfResidual: number;
  readonly statistics: Readonly<Record<string, number>>;
}

/** A residual share of the total sum of squares that is rounding: the fit is perfect and has no finite F. */
const NOISE = 1e-40;

/**
 * rss, rSquared, adjRSquared, rmse, fStatistic with fP, ssModel, ssResidual, msModel, msResidual, rank, dfResidual: sums of
 * squares around the mean, or around zero without an intercept; probability weights are brought to mean one as Stata's
 * regress does. logLik, logLikNull, aic and bic are those of normal errors (R's logLik.lm: analytic weights add half the
 * sum of their logarithms), left out under probability weights.
 */
export function olsStatistics(design: Design, residuals: Float64Array): OlsStatistics {
  const { outcome, weights, nobs, weightKind, equation } = design;
  const sum = weightedSum(design);
  const k = design.columns.length;
  const dfResidual = nobs - k;
  const total = weights === null ? outcome.length : sum(() => 1);
  const scale = weightKind === 'probability' ? total / outcome.length : 1;
  const rss = sum((i) => residuals[i]! ** 2) / scale;
  const centre = equation.intercept ? sum((i) => outcome[i]!) / total : 0;
  const ssTotal = sum((i) => (outcome[i]! - centre) ** 2) / scale;
  const dfModel = equation.intercept ? k - 1 : k;
  const dfTotal = equation.intercept ? nobs - 1 : nobs;
  // from the fitted values, because the difference of the totals cancels when the fit is poor
  const ssModel = sum((i) => (outcome[i]! - residuals[i]! - centre) ** 2) / scale;
  const msResidual = rss / dfResidual;
  const rSquared = 1 - rss / ssTotal;
  const noise = rss <= NOISE * ssTotal;
  const test = dfModel > 0 ? fTest(ssModel / dfModel, noise ? 0 : msResidual, dfModel, dfResidual) : {};
  const likelihood =
    weightKind === 'probability'
      ? {}
      : normalLikelihood(design, rss, ssTotal, k, weightKind === 'analytic' ? sumOfLogs(weights!) : 0);
  const statistics = {
    rss,
    rSquared,
    adjRSquared: 1 - (1 - rSquared) * (dfTotal / dfResidual),
    rmse: Math.sqrt(msResidual),
    ssModel,
    ssResidual: rss,
    msResidual,
    dfResidual,
    rank: k,
    ...test,
    ...likelihood,
  };
  return { dispersion: msResidual * scale, dfResidual, statistics };
}

function fTest(msModel: number, msResidual: number, dfModel: number, dfResidual: number): Record<string, number> {
  const fStatistic = msModel / msResidual;
  const fP = fStatistic === Infinity ? 0 : fTail(fStatistic, dfModel, dfResidual);
  return { msModel, fStatistic, fP };
}

function normalLikelihood(
  { nobs }: Design,
  rss: number,
  ssTotal: number,
  k: number,
  logWeights: number,
): Record<string, number> {
  const at = (squares: number): number => 0.5 * (logWeights - nobs * (Math.log(2 * Math.PI * (squares / nobs)) + 1));
  const logLik = at(rss);
  if (!Number.isFinite(logLik)) return {};
  return { logLik, logLikNull: at(ssTotal), aic: -2 * logLik + 2 * k, bic: -2 * logLik + k * Math.log(nobs) };
}

function sumOfLogs(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + Math.log(weight), 0);
}
