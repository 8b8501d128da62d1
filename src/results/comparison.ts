/** Our numbers beside the printed ones, cell by cell. */

export type Verdict = 'within_rounding' | 'within_2_se' | 'differs' | 'not_comparable';

export interface ComparedCell {
  /** the published cell: `t3.uebmi.amount` */
  readonly cell: string;
  readonly printed: string;
  readonly published: number;
  readonly publishedStdError?: number;
  readonly ours: number;
  readonly oursStdError?: number;
  /** (ours - published) / published standard error, where there is one */
  readonly z?: number;
  readonly verdict: Verdict;
  readonly note?: string;
}

export interface Comparison {
  readonly table: string;
  readonly cells: readonly ComparedCell[];
  readonly counts: Readonly<Record<Verdict, number>>;
}
