/** Our numbers beside the printed ones, cell by cell. */
import type { Text } from './text.ts';

export type Verdict = 'within_rounding' | 'within_2_se' | 'differs' | 'not_comparable';

/** One of our numbers, named by the published cell that it stands beside. */
export interface OwnNumber {
  /** `t3.age.amount`: table, row and column of the published file; `fig1.key` for a figure's value */
  readonly cell: string;
  /** estimate, mean, percentage (0-100), p value or count; NaN when there is none */
  readonly value: number;
  readonly stdError?: number;
  readonly sd?: number;
  /** rows in the category, beside a percentage */
  readonly count?: number;
  /** rows that the number rests on */
  readonly nobs?: number;
  /** of an estimate: its p value and confidence interval */
  readonly inference?: { readonly pValue: number; readonly confLow: number; readonly confHigh: number };
}

export interface ComparedCell {
  /** the published cell: `t3.age.amount` */
  readonly cell: string;
  readonly printed: string;
  readonly published: number;
  readonly publishedStdError?: number;
  readonly ours: number;
  readonly oursStdError?: number;
  /** (ours - published) / published standard error, where there is one */
  readonly z?: number;
  readonly verdict: Verdict;
  readonly note?: Text;
}

export interface Comparison {
  readonly table: string;
  readonly cells: readonly ComparedCell[];
  readonly counts: Readonly<Record<Verdict, number>>;
}
