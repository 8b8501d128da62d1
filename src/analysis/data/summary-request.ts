/** What a descriptive table asks of a sample, with every name already typed. */
import type { Text } from '../../results/text.ts';
import type { RowCondition } from './row-condition.ts';

export type MeanTest = 'anova' | 't_pooled' | 't_welch';

interface RowParts {
  readonly variable: string;
  /** the variable's (or level's) label unless given */
  readonly label?: Text;
}

/** A share asks for one level, or for all of them; of a 0/1 number the level is 1 unless given. */
interface ShareParts extends RowParts {
  readonly level?: string;
  readonly test?: 'chi_square';
}

export type SummaryRowRequest =
  | (RowParts & {
      readonly statistic: 'mean_sd';
      readonly test?: MeanTest;
      /** column that names the pair of a row: a t test then comes with its paired form */
      readonly pairs?: string;
      /** confidence level of a t interval of the mean; none unless given */
      readonly confLevel?: number;
    })
  | (ShareParts & { readonly statistic: 'n_percent' | 'percent_mean_sd' })
  | (ShareParts & {
      readonly statistic: 'proportion';
      readonly interval?: 'wilson' | 'wald';
      /** 0.95 unless given */
      readonly confLevel?: number;
    });

/** One group per level of a column, or one per condition (without a condition: all rows). */
export type SummaryGroupsRequest =
  | {
      readonly by: 'levels';
      readonly variable: string;
      /** which levels, in which order; all of them in their order unless given */
      readonly levels?: readonly string[];
      /** a group of all rows before or after the others */
      readonly total?: 'first' | 'last';
    }
  | {
      readonly by: 'conditions';
      readonly groups: readonly { readonly key: string; readonly label: Text; readonly where?: RowCondition }[];
    };

export interface SummaryRequest {
  readonly name: string;
  readonly label: Text;
  readonly sample: string;
  /** one group of all rows unless given */
  readonly groups?: SummaryGroupsRequest;
  readonly rows: readonly SummaryRowRequest[];
  /** column of frequency weights: a row stands for so many */
  readonly weights?: string;
  /** columns that it reads */
  readonly variables: readonly string[];
}

/** The columns that a request reads, each once. */
export function summaryVariables({
  groups,
  rows,
  weights,
}: Omit<SummaryRequest, 'variables' | 'name' | 'label' | 'sample'>): string[] {
  const names = new Set<string>();
  if (groups?.by === 'levels') names.add(groups.variable);
  if (groups?.by === 'conditions')
    for (const { where } of groups.groups) for (const name of where?.variables ?? []) names.add(name);
  for (const row of rows) {
    names.add(row.variable);
    if (row.statistic === 'mean_sd' && row.pairs !== undefined) names.add(row.pairs);
  }
  if (weights !== undefined) names.add(weights);
  return [...names];
}
