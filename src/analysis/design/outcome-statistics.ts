/** Mean and spread of what is explained, over the rows that explain it. */
import { moments } from '../../numerics/moments.ts';
import type { Design } from './design.ts';

/** Mean and standard deviation (n - 1) over the rows of the equation, with its weights; left out where not defined. Stata: summarize if e(sample). */
export function outcomeStatistics({ outcome, weights, weightKind }: Design): {
  readonly outcomeMean?: number;
  readonly outcomeSd?: number;
} {
  const kind = weightKind === 'frequency' ? 'frequency' : 'analytic';
  const { mean, standardDeviation } = moments({ values: outcome, weights, weightKind: kind });
  return {
    ...(Number.isFinite(mean) && { outcomeMean: mean }),
    ...(Number.isFinite(standardDeviation) && { outcomeSd: standardDeviation }),
  };
}
