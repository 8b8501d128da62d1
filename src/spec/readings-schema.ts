/** readings.yaml: questions that a methods section leaves open, and the readings of each. */
import { z } from 'zod';
import type { Evidence, Question } from '../exhibits/readings/question.ts';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';

const word = z.string().min(1);
const pattern = word.describe('table.row.column; * stands for any text without a dot: t3.*.amount');
const column = word.describe('table.column');
const because = textSchema.optional().describe('why this decides, in words');

const evidence: z.ZodType<Evidence> = z.union([
  record({
    check: word.describe('a check of the audit'),
    cells: z.array(word).min(1).describe('the cells or columns that its finding names'),
    because,
  }).transform((parts): Evidence => ({ kind: 'check', ...parts })),
  record({
    ratio: record({
      effect: column,
      coefficient: column,
      from: z.number(),
      to: z.number(),
    }).describe('marginal effect over coefficient under this alternative'),
    because,
  }).transform(({ ratio, ...rest }): Evidence => ({ kind: 'ratio', ...ratio, ...rest })),
  record({
    smallest_std_error: record({
      estimates: column,
      shares: column.describe('table.column with n (%) of the same rows'),
      information: z.number().positive().describe('the most that one row adds: probit 1, logit 0.25'),
    }).describe('coefficients of 0/1 covariates have standard errors of at least 1 / sqrt(information n s (1 - s))'),
    because,
  }).transform(
    ({ smallestStdError, ...rest }): Evidence => ({ kind: 'smallest_std_error', ...smallestStdError, ...rest }),
  ),
]);

const alternative = record({
  label: textSchema.describe('a few words: tables and figures show it'),
  settings: z
    .array(z.string().regex(/^[^=\s][^=]*=/, 'accepted: path=value'))
    .default([])
    .describe('path=value, as --set takes them; none: the spec as it stands'),
  unit: textSchema.optional().describe('unit of the focal estimates under it, where not that of the others'),
  ruled_out_by: z.array(evidence).default([]).describe('printed numbers that exclude it without data; one is enough'),
});

const choice = record({
  label: textSchema,
  alternatives: named(alternative, (name, parts) => ({ name, ...parts })).describe('the ways to take it, by name'),
});

const question = record({
  label: textSchema.describe('the question in words'),
  exhibits: z.array(word).min(1).describe('tables of estimates whose columns name the published ones'),
  cells: z.array(pattern).min(1).describe('published cells that a reading must reproduce'),
  tolerances: z
    .array(
      record({
        cells: z.array(pattern).min(1),
        std_error: z.number().gt(0).lte(1).describe('0.1: between 1/1.1 and 1.1 times the printed one'),
        because: textSchema.describe('why as much'),
      }),
    )
    .default([])
    .describe("standard errors on data that are not the paper's own; the first that names a cell holds"),
  choices: named(choice, (name, parts) => ({ name, ...parts })).describe('what is left open, by name'),
  exclude: z
    .array(
      record({
        where: z
          .record(word, z.union([word.transform((one) => [one]), z.array(word).min(1)]))
          .describe('alternative, or a list of them, by choice'),
        because,
      }),
    )
    .default([])
    .describe('combinations that make no sense'),
  focal: z
    .array(
      record({
        cell: word.describe('the published cell of the estimate: t3.policy.me'),
        label: textSchema,
        unit: textSchema.optional(),
      }),
    )
    .default([])
    .describe('estimates whose conclusions are followed over all readings'),
});

/** The file readings.yaml. */
export const readingsSchema = record({
  schema: z.literal('readings/1'),
  questions: named(question, (name, parts): Question => ({ name, ...parts })).describe('questions by name'),
});
