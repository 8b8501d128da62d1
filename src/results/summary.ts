/** Descriptive statistics by group, with the test of each row. */
import type { Text } from './text.ts';

/** One group's numbers for one row of a descriptive table; NaN where not defined. */
export interface SummaryCell {
  readonly group: string;
  /** rows of the group with a value */
  readonly nobs: number;
  readonly missing: number;
  readonly mean: number;
  readonly sd: number;
  /** rows in the category, for counts */
  readonly count: number;
  /** count over nobs */
  readonly share: number;
  /** confidence interval of the mean or share, if asked for */
  readonly confLow: number;
  readonly confHigh: number;
}

/** A test between groups: every statistic by name, full precision. */
export interface GroupTest {
  readonly test: 'chi_square' | 'anova' | 't_pooled' | 't_welch';
  readonly statistic: number;
  readonly pValue: number;
  /** df, dfBetween, dfWithin, ssBetween, ... by name */
  readonly detail: Readonly<Record<string, number | readonly number[] | readonly (readonly number[])[]>>;
  /** rows left out because variable or group is missing */
  readonly excluded: number;
}

export interface SummaryInterval {
  readonly method: 'wilson' | 'wald' | 't';
  /** for example 0.95 */
  readonly level: number;
}

export interface SummaryRow {
  /** `age`, or `education=junior_high` for one level of a factor */
  readonly key: string;
  readonly label: Text;
  readonly variable: string;
  readonly level?: string;
  readonly statistic: 'mean_sd' | 'n_percent' | 'percent_mean_sd' | 'proportion';
  readonly unit?: string;
  /** what confLow and confHigh of the cells are, where they are asked for */
  readonly interval?: SummaryInterval;
  readonly cells: readonly SummaryCell[];
  readonly test?: GroupTest;
}

export interface SummaryGroup {
  readonly key: string;
  readonly label: Text;
  readonly nobs: number;
}

export interface Summary {
  readonly id: string;
  readonly label: Text;
  readonly sample: string;
  readonly groups: readonly SummaryGroup[];
  readonly rows: readonly SummaryRow[];
  readonly notes: readonly Text[];
}
