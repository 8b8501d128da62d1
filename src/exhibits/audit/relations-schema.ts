/** audit.yaml: what a printed file cannot say of itself: parts and wholes, scales, models printed twice, claims. */
import { z } from 'zod';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { parseFormula } from './formula.ts';

const cellName = z.string().describe('table.row.column');
const columnName = z.string().describe('table.column');
const cells = z.array(cellName);

const formula = z
  .string()
  .describe(
    'arithmetic on printed numbers: + - * / ^, sqrt ln exp abs, cells, facts and figure.value by name, se(cell), sd(cell), n(column), count(cell) rows with a 0/1 indicator, recovered(cell) the size that the search found',
  )
  .transform((text, context) => {
    try {
      return parseFormula(text);
    } catch (error) {
      const params = { accepted: 'for example "100 * (t1.cost.b / t1.cost.a - 1)"' };
      context.addIssue({ code: 'custom', message: `the formula "${text}": ${(error as Error).message}`, params });
      return z.NEVER;
    }
  });

const partition = record({
  parts: z.array(columnName).min(2),
  whole: columnName,
  rows: z.record(z.string(), z.string()).default({}).describe('row of the parts: row of the whole, where they differ'),
});

export const relationsSchema = record({
  schema: z.literal('audit/1'),
  partitions: z.array(partition).default([]).describe('columns whose samples make up the sample of another'),
  row_partitions: z
    .array(record({ parts: cells.min(2), whole: cellName }))
    .default([])
    .describe('the same for single estimates'),
  row_n: z.record(z.string(), z.int().min(1)).default({}).describe('rows behind a cell, where not those of its column'),
  scales: z
    .record(z.string(), record({ low: z.number(), high: z.number(), step: z.number().positive().default(1) }))
    .default({})
    .describe('by row key: the values that a variable can take'),
  several_answers: z.array(z.string()).default([]).describe('groups (table.group) whose rows may overlap'),
  same_models: z.array(z.array(columnName).min(2)).default([]).describe('columns that print one model'),
  shares: z
    .array(record({ indicator: cellName, column: columnName, total: z.int().min(1).max(1_000_000_000) }))
    .default([])
    .describe('a 0/1 mean over `total` rows that says how many rows a column has'),
  subsets: z
    .array(
      record({
        label: textSchema.describe('who they are, as the text calls them'),
        row: z.string().describe('the row that counts them: n (%), or the mean of a 0/1 or 0/100 variable'),
        columns: z.array(columnName).min(2),
        rows: z.array(z.string()).default([]).describe('rows that only they have'),
        models: z.array(columnName).default([]).describe('columns of estimates that only they are in'),
      }),
    )
    .default([])
    .describe('rows and models of those with an indicator'),
  tests: z
    .array(record({ fact: z.string(), cells: cells.min(2) }))
    .default([])
    .describe('a p value of the text and the means that it compares'),
  quotes: z
    .union([z.literal('all'), z.array(z.string())])
    .default([])
    .describe('facts whose `ref` is the very number that the text repeats: value, sign and unit must agree'),
  facts: z
    .record(
      z.string(),
      record({
        formula: formula.optional(),
        within: z.number().min(0).default(0).describe('tolerance of a rough number'),
        relative_to: formula.optional().describe('what a difference in points is a difference from'),
      }),
    )
    .default({})
    .describe('a fact that is no single cell, or whose points are to be said in percent as well'),
  unprinted: z.array(z.string()).default([]).describe('facts whose number no cell prints, though one is near'),
  claims: z
    .array(
      record({
        where: textSchema,
        text: textSchema.describe('the sentence, or what it says'),
        says: z.enum(['negative', 'positive', 'differ', 'same', 'lowest']),
        cells: cells.min(1),
      }),
    )
    .default([])
    .describe(
      'sentences of the text; negative, positive: and significant at 5 percent; differ, same: two estimates, or p values and differences; lowest: the first cell is below the others',
    ),
  mediations: z.array(record({ path_a: cellName, path_b: cellName, total: cellName, direct: cellName })).default([]),
  bases: z
    .array(
      record({
        figure: z.string(),
        values: z.array(z.string()).min(1),
        base: z.int().min(1),
        at_most: z.int().min(1).max(1_000_000),
      }),
    )
    .default([])
    .describe('percentages of a figure that must be counts out of `base`'),
  event_times: z
    .array(
      record({
        table: z.string(),
        group: z.string(),
        column: z.string(),
        periods: z.array(z.int()).min(2),
        also: z.array(z.int()).default([]).describe('periods that a further analysis adds'),
        window: z.tuple([z.int(), z.int()]).default([-1, 1]).describe('first and last event time that is drawn'),
        reference: z.int().default(-1).describe('the event time left out'),
      }),
    )
    .default([])
    .describe('policy years of a table against the periods of the data'),
  quantities: z
    .array(
      record({
        label: textSchema,
        formula,
        unit: textSchema.optional(),
        decimals: z.int().min(0).max(9).optional(),
        whole: z.boolean().default(false).describe('it is a count'),
        equals: formula.optional(),
        at_least: formula.optional(),
        at_most: formula.optional(),
        within: z.number().min(0).default(0).describe('tolerance'),
        otherwise: z.enum(['impossible', 'inconsistent', 'borderline']).default('inconsistent'),
      }),
    )
    .default([])
    .describe('numbers that follow from printed ones, and what they must be'),
});

export type Relations = z.output<typeof relationsSchema>;
export const NO_RELATIONS: Relations = relationsSchema.parse({ schema: 'audit/1' });
