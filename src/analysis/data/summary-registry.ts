/** The rows and groups that a descriptive summary can ask for, and their options. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { named } from '../../yaml/named.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import type { RowCondition } from './row-condition.ts';
import {
  type SummaryGroupsRequest,
  type SummaryRequest,
  type SummaryRowRequest,
  summaryVariables,
} from './summary-request.ts';

const column = z.string().min(1);
const levelName = z.union([z.string().min(1), z.number().transform(String)]);
const label = textSchema.describe('the label of the variable or level unless given').optional();
const level = levelName.describe('one level; all of them unless given, and 1 of a 0/1 number').optional();
const confLevel = z.number().gt(0).lt(1);
const share = {
  variable: column,
  level,
  test: z.enum(['chi_square']).describe('Pearson, without continuity correction').optional(),
  label,
};

export const summaryRows: Readonly<Record<string, Choice<SummaryRowRequest>>> = {
  mean_sd: defineChoice({
    summary: 'mean and standard deviation',
    options: record({
      variable: column,
      test: z.enum(['anova', 't_pooled', 't_welch']).describe('between the groups').optional(),
      pairs: column.describe('a column that names the pair of a row: adds the paired t test').optional(),
      conf_level: confLevel.describe('adds the t interval of the mean').optional(),
      label,
    }),
    build: (options) => ({ statistic: 'mean_sd', ...options }),
  }),
  n_percent: defineChoice({
    summary: 'counts and percentages of the rows with a value',
    options: record(share),
    build: (options) => ({ statistic: 'n_percent', ...options }),
  }),
  percent_mean_sd: defineChoice({
    summary: 'mean and standard deviation of a 0/100 indicator',
    options: record(share),
    build: (options) => ({ statistic: 'percent_mean_sd', ...options }),
  }),
  proportion: defineChoice({
    summary: 'a share with its confidence interval',
    options: record({
      ...share,
      interval: z.enum(['wilson', 'wald']).describe('wilson unless given').optional(),
      conf_level: confLevel.describe('0.95 unless given').optional(),
    }),
    build: (options) => ({ statistic: 'proportion', ...options }),
  }),
};

/** A row of a summary. */
export const summaryRowSchema = choiceOf<SummaryRowRequest>('row of a summary', () => summaryRows);

const levels = record({
  variable: column,
  levels: z.array(levelName).min(1).describe('which levels, in which order; all unless given').optional(),
  total: z.enum(['first', 'last']).describe('a group of all rows before or after the others').optional(),
});

/**
 * The entry of one summary in a spec, and the request it becomes. `condition` is the schema of a condition on rows, which this room
 * cannot parse itself.
 */
export function summaryEntry(condition: z.ZodType<RowCondition>) {
  const group = record({
    label: textSchema.describe('what the column is called; its name unless given').optional(),
    where: condition.describe('an expression; all rows unless given').optional(),
  });
  const conditions = named(group, (key, { label: said, where }) => ({
    key,
    label: said ?? { en: key },
    ...(where && { where }),
  }));
  return record({
    label: textSchema.describe('what tables call it; its name unless given').optional(),
    sample: z
      .string()
      .min(1)
      .describe('the sample whose rows it describes; the data as read ("all") unless given')
      .default('all'),
    by: z
      .union([
        column.transform((variable): SummaryGroupsRequest => ({ by: 'levels', variable })),
        levels.transform((options): SummaryGroupsRequest => ({ by: 'levels', ...options })),
      ])
      .describe('one group per level of a column')
      .optional(),
    groups: conditions
      .transform((groups): SummaryGroupsRequest => ({ by: 'conditions', groups: [...groups.values()] }))
      .describe('groups of your own by name, each with a condition; they may overlap')
      .optional(),
    rows: z.array(summaryRowSchema).min(1).describe('the rows, from top to bottom'),
    weights: column.describe('a column of frequency weights: a row stands for so many').optional(),
  }).refine(({ by, groups }) => by === undefined || groups === undefined, {
    path: ['groups'],
    message: 'groups beside by',
    params: { accepted: 'either by or groups' },
  });
}

type Entry = z.output<ReturnType<typeof summaryEntry>>;

/** The request of a summary under its name in the spec. */
export function toSummaryRequest(
  name: string,
  { label: said, sample, by, groups, rows, weights }: Entry,
): SummaryRequest {
  const grouping = by ?? groups;
  const parts = { rows, ...(grouping && { groups: grouping }), ...(weights !== undefined && { weights }) };
  return { name, label: said ?? { en: name }, sample, ...parts, variables: summaryVariables(parts) };
}
