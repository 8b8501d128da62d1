/** A split of a model into groups as a spec writes it. */
import { z } from 'zod';
import { named } from '../../yaml/named.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import type { RowCondition } from '../data/row-condition.ts';
import type { SplitGroupPlan } from './split.ts';

const column = z.string().min(1);

/** The entry of one split; `condition` is the schema of a condition on rows, which this room cannot parse itself. */
export function splitEntry(condition: z.ZodType<RowCondition>) {
  const group = record({
    where: condition.describe('an expression: rows of the group; a missing value belongs to no group'),
    label: textSchema.optional().describe('what tables call it; its name unless given'),
  });
  return record({
    label: textSchema.optional().describe('what tables call it; its name unless given'),
    model: z.string().describe('the model that is fitted in every group'),
    groups: named(group, (name, { where, label }): SplitGroupPlan => ({ name, where, label: label ?? { en: name } }))
      .refine((groups) => groups.size > 1, 'at least two groups')
      .describe('groups by name, which may not overlap'),
    terms: z.array(column).min(1).describe('effects that are compared: variables, terms or ids of columns'),
    marginal_effects: record({
      at: z
        .enum(['observations', 'means'])
        .describe('averaged over the rows of each group, or at the means of its columns'),
      change: z.enum(['derivative', 'discrete']).describe('derivative, or everybody at 1 less everybody at 0'),
      of: z.string().min(1).optional().describe('an expectation of the model; its first unless given'),
    })
      .optional()
      .describe('also on the scale of average marginal effects; coefficients only unless given'),
    permutation: record({
      draws: z.int().min(1).max(1_000_000),
      seed: z.int().min(0),
      exchange: z
        .union([z.literal('rows'), record({ cluster: column })])
        .describe('what carries a label: a row, or all rows of a value of a column together'),
      within: column.optional().describe('labels are exchanged only inside the values of this column'),
    })
      .optional()
      .describe('p-values from labels that are dealt at random'),
  });
}
