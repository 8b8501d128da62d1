/** The numbers that a paper printed, as a typed record (file schema `published-results/1`). */
import { z } from 'zod';
import { openRecord } from '../../yaml/record.ts';
import { PRINTED_FORMS, readPrinted } from './printed-cell.ts';

const nullable = z.string().nullable();
const absent = nullable.default(null);
const printed = z.string().describe('the text exactly as printed');
const stars = z.string().regex(/^\**$/).describe('"", "*", "**" or "***"');
const size = z.int().min(0);
const decimals = z.int().min(0).describe('printed decimals');

/** One printed cell. `est`, `se`, `sd`, `percent` are the numbers, `dp...` how many decimals were printed. */
const cell = z.discriminatedUnion('type', [
  openRecord({
    type: z.literal('estimate'),
    printed,
    printed_se: z.string().optional(),
    est: z.number(),
    dp: decimals,
    stars,
    se: z.number(),
    dp_se: decimals,
  }),
  openRecord({ type: z.literal('mean_sd'), printed, est: z.number(), dp: decimals, sd: z.number(), dp_sd: decimals }),
  openRecord({ type: z.literal('n_percent'), printed, n: z.int(), percent: z.number(), dp: decimals }),
  openRecord({ type: z.literal('p_value'), printed, op: z.enum(['=', '<']), est: z.number(), dp: decimals }),
  openRecord({ type: z.literal('difference'), printed, est: z.number(), dp: decimals, stars }),
  openRecord({ type: z.literal('count'), printed, n: z.int() }),
  openRecord({ type: z.literal('flag'), printed, value: z.boolean() }),
  openRecord({ type: z.literal('year'), printed, year: z.int() }),
  openRecord({ type: z.literal('text'), printed, text: z.string() }),
  openRecord({ type: z.literal('none'), printed }),
]);

const column = openRecord({
  id: z.string(),
  header: z.string().optional().describe('as printed; the id unless given'),
  reports: z.enum([
    'coefficient',
    'marginal_effect',
    'mean_sd',
    'n_percent',
    'mean_sd_or_n_percent',
    'mean_difference',
    'p_value',
    'text',
  ]),
  reports_note: z.string().optional(),
  estimator: z.string().optional(),
  outcome: z.string().optional(),
  sample: z.string().optional(),
  sample_definition: z.string().optional(),
  n: z.union([size, z.record(z.string(), size)]).nullish(),
  n_source: z.string().optional(),
  controls: z.string().optional(),
  fixed_effects: z.array(z.string()).optional(),
  scale: z.string().optional(),
  effect_type: z.string().optional(),
});

const table = openRecord({
  id: z.string(),
  printed: z.string().optional().describe('the printed number (Table 1); the id unless given'),
  title: z.string().default(''),
  kind: z.enum(['descriptives', 'comparison', 'estimates', 'policy_dates']).default('descriptives'),
  star_convention: absent.describe('id of the rule that the notes of the table state'),
  p_value_test: z.string().optional(),
  columns: z.array(column),
  groups: z
    .array(openRecord({ id: z.string(), label: z.string(), reference: absent, reference_key: absent }))
    .default([]),
  rows: z.array(
    openRecord({
      key: z.string(),
      label: z.string().optional().describe('as printed; the key unless given'),
      group: absent.describe('id of the heading that it stands under'),
      reference: absent,
      cells: z
        .record(z.string(), z.union([cell, z.string().describe('the cell as printed, in quotes: "0.650** (0.211)"')]))
        .describe('cells by column id; a cell that the layout leaves empty is not there'),
    }),
  ),
  notes: z.array(z.string()).default([]),
}).transform((one, context) => ({
  ...one,
  printed: one.printed ?? one.id,
  columns: one.columns.map((column) => ({ ...column, header: column.header ?? column.id })),
  rows: one.rows.map((row, k) => ({
    ...row,
    label: row.label ?? row.key,
    cells: Object.fromEntries(
      Object.entries(row.cells).flatMap(([id, printed]): [string, PublishedCell][] => {
        const at = one.columns.find((column) => column.id === id);
        if (at === undefined) {
          const known = one.columns.map((column) => column.id).join(', ');
          const params = { accepted: `columns of ${one.id}: ${known}` };
          context.addIssue({ code: 'custom', message: `no column "${id}"`, path: ['rows', k, 'cells', id], params });
          return [];
        }
        if (typeof printed !== 'string') return [[id, printed]];
        const read = cell.safeParse(readPrinted(printed, at.reports));
        if (read.success) return [[id, read.data]];
        const params = { accepted: PRINTED_FORMS[at.reports], remedy: `the column reports ${at.reports}` };
        context.addIssue({ code: 'custom', message: `"${printed}"`, path: ['rows', k, 'cells', id], params });
        return [];
      }),
    ),
  })),
}));

const figure = openRecord({
  id: z.string(),
  printed,
  title: z.string(),
  values: z.array(
    openRecord({ key: z.string(), label: z.string(), printed, value: z.number().nullable(), unit: z.string() }),
  ),
  notes: z.array(z.string()).default([]),
});

const fact = openRecord({
  id: z.string(),
  where: z.string().default('text'),
  printed,
  value: z.number().nullable(),
  unit: z.string().default('number'),
  about: z.string().default(''),
  ref: absent.describe('the same number in a table: table.row.column'),
  check: z.enum(['agrees', 'rounding', 'wording', 'contradicts', 'only_here']).default('agrees'),
  note: z.string().optional(),
});

const derived = openRecord({
  id: z.string(),
  value: z.json().describe('a number, or numbers by name'),
  basis: z.string(),
  status: z.enum(['identity', 'unique_solution', 'bound', 'estimate']),
});

const issue = openRecord({
  id: z.string(),
  kind: z.string(),
  at: z.array(z.string()),
  detail: z.string(),
  prefer: z.string(),
});

/** The schema of published.yaml. Keys that it does not know are ignored, because the file is kept by someone else (audit says which look misspelt). */
export const publishedSchema = openRecord({
  schema: z.literal('published-results/1'),
  paper: openRecord({
    id: z.string().default('paper'),
    authors: z.string(),
    year: z.int(),
    journal: z.string().default(''),
    volume: absent,
    article: absent,
    doi: z.string().default(''),
    data: z.string().default(''),
    unit: z.string().default(''),
    software: absent,
    design: z.string().default(''),
  }),
  star_conventions: z
    .array(
      openRecord({
        id: z.string(),
        thresholds: z.record(z.string(), z.number()).describe('stars: p strictly below'),
        stated: z.string().default(''),
      }),
    )
    .default([]),
  samples: z.array(openRecord({ key: z.string(), n: z.int().nullable(), definition: z.string() })).default([]),
  variables: z
    .array(openRecord({ key: z.string(), role: z.string().default('variable'), coding: z.string() }))
    .default([]),
  tables: z.array(table),
  figures: z.array(figure).default([]),
  facts: z.array(fact).default([]),
  derived: z.array(derived).default([]),
  issues: z.array(issue).default([]),
});

export type Published = z.output<typeof publishedSchema>;
export type PublishedCell = z.output<typeof cell>;
