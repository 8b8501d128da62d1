/** audit.yaml: what a printed file cannot say of itself: parts and wholes, scales, models printed twice, claims. */
import { z } from 'zod';
import { record } from '../../yaml/record.ts';

const cellName = z.string().describe('table.row.column');
const columnName = z.string().describe('table.column');
const cells = z.array(cellName);

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
  sizes: z
    .array(record({ label: z.string(), columns: z.array(columnName).min(2), n: z.array(z.int().min(2)).min(2) }))
    .default([])
    .describe('other sizes of columns, tried when a printed p value does not follow'),
  tests: z
    .array(record({ fact: z.string(), cells: cells.min(2) }))
    .default([])
    .describe('a p value of the text and the means that it compares'),
  facts: z
    .record(
      z.string(),
      record({
        from: z.number().default(0),
        times: z.number().default(1),
        plus: cells.default([]),
        minus: cells.default([]),
        within: z.number().min(0).default(0).describe('tolerance of a rough number'),
      }),
    )
    .default({})
    .describe('a fact that is no single cell: from + times (plus - minus)'),
  unprinted: z.array(z.string()).default([]).describe('facts whose number no cell prints, though one is near'),
  claims: z
    .array(
      record({
        where: z.string(),
        text: z.string(),
        says: z.enum(['negative', 'positive', 'differ', 'lowest']),
        cells: cells.min(1),
      }),
    )
    .default([])
    .describe('sentences of the text; lowest: the first cell is below the others'),
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
    .array(record({ table: z.string(), group: z.string(), column: z.string(), periods: z.array(z.int()).min(2) }))
    .default([])
    .describe('policy years of a table against the periods of the data'),
});

export type Relations = z.output<typeof relationsSchema>;
export const NO_RELATIONS: Relations = relationsSchema.parse({ schema: 'audit/1' });
