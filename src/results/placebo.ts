/** What a placebo found: the real estimate among the estimates that drawn assignments give. */
import type { Text } from './text.ts';

/** How the real value stands among those of the draws, ties (to 1e-9) counted as beyond. */
export interface RandomisationTest {
  /** draws at least as far from zero as the real value */
  readonly beyond: number;
  /** draws that have a value */
  readonly draws: number;
  /** beyond / draws */
  readonly share: number;
  /** two-sided: (beyond + 1) / (draws + 1), or beyond / draws where every assignment was taken */
  readonly pValue: number;
  /** interval for the p value that infinitely many draws would give (Clopper and Pearson); the p value itself when exact */
  readonly confLow: number;
  readonly confHigh: number;
  /** shares of draws that are at least, and at most, the real value, counted like pValue */
  readonly pUpper: number;
  readonly pLower: number;
}

/** Numbers of every draw in its order; NaN where the draw has none. */
export interface PlaceboDraws {
  readonly estimate: Float64Array;
  readonly stdError: Float64Array;
  readonly statistic: Float64Array;
  readonly pValue: Float64Array;
}

export interface PlaceboResult {
  readonly id: string;
  readonly label: Text;
  readonly model: string;
  readonly sample: string;
  readonly equation: string;
  readonly term: string;
  readonly termLabel: Text;
  readonly estimator: string;
  /** the word in the spec: permute_rollout, random_units_random_years, permute_labels, given */
  readonly scheme: string;
  /** what was drawn, in words, for the note under a figure */
  readonly convention: Text;
  /** the column whose values were exchanged, and the column of units that they belong to (absent: single rows) */
  readonly assigned: string;
  readonly unit?: string;
  readonly units: number;
  /** units that are ever treated on the real assignment; of two labels, units with the second; absent for more */
  readonly treatedUnits?: number;
  /** distinct assignments that the scheme can give, where they can be counted */
  readonly assignments?: number;
  /** every assignment was taken once: p values are exact */
  readonly exact: boolean;
  /** absent where nothing is random: exact, or draws that were given */
  readonly seed?: number;
  /** draws asked for (assignments taken, when exact) */
  readonly requested: number;
  /** draws with an estimate */
  readonly fitted: number;
  /** draws whose fit failed */
  readonly failed: number;
  /** draws in which the term is not identified: nobody treated, everybody, or a combination of other columns */
  readonly degenerate: number;
  /** draws that are the real assignment on every row of the model */
  readonly recreated: number;
  /** why draws have no estimate, most frequent first (`reasons` is taken: JSON puts there why a number is null) */
  readonly causes: readonly { readonly reason: string; readonly draws: number }[];
  readonly actual: {
    readonly estimate: number;
    readonly stdError: number;
    readonly statistic: number;
    readonly pValue: number;
  };
  readonly draws: PlaceboDraws;
  /** mean and standard deviation of the estimates (n - 1; n when exact) */
  readonly mean: number;
  readonly sd: number;
  readonly onEstimate: RandomisationTest;
  /** the same by t statistics; this and the two shares are NaN where the draws have no standard errors */
  readonly onStatistic: RandomisationTest;
  /** share of draws whose own p value is below 0.05: a valid covariance gives 0.05 */
  readonly shareBelow05: number;
  /** share of draws whose own p value is above that of the real estimate */
  readonly shareAboveActualP: number;
  readonly confLevel: number;
  /** what a reader must know: resolution of the p value, exclusions, ... */
  readonly notes: readonly Text[];
}
