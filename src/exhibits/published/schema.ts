/** The numbers that a paper printed, as a typed record (file schema `published-results/1`). */
import { z } from 'zod';
import { openRecord } from '../../yaml/record.ts';

const nullable = z.string().nullable();
const printed = z.string().describe('the text exactly as printed');
const stars = z.string().regex(/^\**$/).describe('"", "*", "**" or "***"');
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
  header: z.string(),
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
  n: z.union([z.int(), z.record(z.string(), z.int())]).nullish(),
  n_source: z.string().optional(),
  controls: z.string().optional(),
  fixed_effects: z.array(z.string()).optional(),
  scale: z.string().optional(),
  effect_type: z.string().optional(),
});

const table = openRecord({
  id: z.string(),
  printed,
  title: z.string(),
  kind: z.enum(['descriptives', 'comparison', 'estimates', 'policy_dates']),
  star_convention: nullable,
  p_value_test: z.string().optional(),
  columns: z.array(column),
  groups: z.array(openRecord({ id: z.string(), label: z.string(), reference: nullable, reference_key: nullable })),
  rows: z.array(
    openRecord({
      key: z.string(),
      label: z.string(),
      group: nullable,
      reference: nullable,
      cells: z
        .record(z.string(), cell)
        .describe('cells by column id; a cell that the layout leaves empty is not there'),
    }),
  ),
  notes: z.array(z.string()).default([]),
});

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
  where: z.string(),
  printed,
  value: z.number().nullable(),
  unit: z.string(),
  about: z.string(),
  ref: nullable.describe('the same number in a table: table.row.column'),
  check: z.enum(['agrees', 'rounding', 'wording', 'contradicts', 'only_here']),
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

/** The schema of published.yaml. Keys that it does not know are ignored, because the file is kept by someone else. */
export const publishedSchema = openRecord({
  schema: z.literal('published-results/1'),
  paper: openRecord({
    id: z.string(),
    authors: z.string(),
    year: z.int(),
    journal: z.string(),
    volume: nullable,
    article: nullable,
    doi: z.string(),
    data: z.string(),
    unit: z.string(),
    software: nullable,
    design: z.string(),
  }),
  star_conventions: z.array(
    openRecord({
      id: z.string(),
      thresholds: z.record(z.string(), z.number()).describe('stars: p strictly below'),
      stated: z.string(),
    }),
  ),
  samples: z.array(openRecord({ key: z.string(), n: z.int().nullable(), definition: z.string() })),
  variables: z.array(openRecord({ key: z.string(), role: z.string(), coding: z.string() })),
  tables: z.array(table),
  figures: z.array(figure).default([]),
  facts: z.array(fact).default([]),
  derived: z.array(derived).default([]),
  issues: z.array(issue).default([]),
});

export type Published = z.output<typeof publishedSchema>;
export type PublishedCell = z.output<typeof cell>;
