/** Fit statistics of a conditional logit. */
import { chiSquaredTail } from '../../numerics/distributions.ts';
import type { Design } from '../design/design.ts';
import type { ConditionalOptimum } from './conditional-logit-optimum.ts';
import { groupSizes, type UnitGroups } from './unit-groups.ts';

/**
 * logLik and logLikNull (no term) of the conditional likelihood, pseudoR2, lrChi2 with lrDf and lrP, aic, bic (over rows, as
 * Stata's estat ic), rank; groups, groupMin, groupMean, groupMax of the groups that vary, groupsDropped and rowsDropped of the
 * others. Under probability weights logLik is a pseudo-likelihood: no test, aic and bic.
 */
export function conditionalLogitStatistics(
  design: Design,
  groups: UnitGroups,
  { convergence, logLikNull }: ConditionalOptimum,
  dropped: { readonly groups: number; readonly rows: number },
): Record<string, number> {
  const { logLik } = convergence;
  const k = design.columns.length;
  const lrChi2 = 2 * (logLik - logLikNull);
  return {
    logLik,
    logLikNull,
    pseudoR2: 1 - logLik / logLikNull,
    ...(design.weightKind !== 'probability' && {
      lrChi2,
      lrDf: k,
      lrP: chiSquaredTail(lrChi2, k),
      aic: -2 * logLik + 2 * k,
      bic: -2 * logLik + k * Math.log(design.nobs),
    }),
    rank: k,
    ...groupSizes(groups.rows),
    groupsDropped: dropped.groups,
    rowsDropped: dropped.rows,
  };
}
