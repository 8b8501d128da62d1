/** The table shapes that a spec may ask for. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { balanceTable } from './balance.ts';
import { comparisonTable } from './comparison.ts';
import type { EstimateColumn } from './estimate-columns.ts';
import type { EstimateRow } from './estimate-rows.ts';
import { estimatesTable } from './estimates.ts';
import { eventStudyTable } from './event-study.ts';
import { flowTable } from './flow.ts';
import { mediationTable } from './mediation.ts';
import { placeboTable } from './placebo.ts';
import { rolloutTable } from './rollout.ts';
import type { TableShape } from './shape.ts';
import { splitTable } from './split.ts';
import { starRules } from './stars.ts';
import { summaryTable } from './summary.ts';

const name = z.string().min(1);
const digits = z.int().min(0).max(15);
const publishedRow = z
  .union([name, z.record(name, name)])
  .describe('row key of the published table, or one per level; the name of the level or variable when absent');
const show = z.enum(['auto', 'heading', 'levels']).default('auto').describe('whether levels stand under a heading');

const estimateRow: z.ZodType<EstimateRow> = z.lazy(() =>
  z.union([
    name.transform((value): EstimateRow => ({ kind: 'named', name: value })),
    record({
      variable: name.describe('a variable with all its terms; a factor becomes a heading over its levels'),
      label: textSchema.optional(),
      reference_label: textSchema.optional().describe('what the heading calls the reference level'),
      levels: z.array(name).min(1).optional().describe('levels to show, in this order'),
      show,
      published: publishedRow.optional(),
    }).transform((row): EstimateRow => ({ kind: 'variable', ...row })),
    record({
      term: name.describe('the id of one term: age^2, age:female=1'),
      label: textSchema.optional(),
      published: name.optional().describe('row key of the published table'),
    }).transform((row): EstimateRow => ({ kind: 'term', ...row })),
    record({ heading: textSchema, rows: z.array(estimateRow).min(1) }).transform(
      ({ heading, rows }): EstimateRow => ({ kind: 'heading', label: heading, rows }),
    ),
  ]),
) as unknown as z.ZodType<EstimateRow>;

const statistic = z.union([
  name.transform((value) => ({ names: [camelCase(value)], digits: 3 })),
  record({
    statistic: z
      .union([name.transform((one) => [one]), z.array(name).min(1)])
      .describe('the first that an equation has'),
    label: textSchema.optional(),
    digits: digits.default(3),
    optional: z.boolean().default(false).describe('left out where no column has it, in place of an error'),
    published: name.optional().describe('row key of the published table'),
  }).transform(({ statistic: names, ...rest }) => ({ names: names.map(camelCase), ...rest })),
]);

const mark = record({
  label: textSchema,
  has: z.union([name.transform((one) => [one]), z.array(name).min(1)]).describe('variables, term ids or fixed effects'),
  all: z.boolean().default(true).describe('whether the model has to have all of them'),
});

const estimateColumn = record({
  label: textSchema.optional().describe("heads its estimates in place of the table's label: β beside ME"),
  mediation: name.optional().describe('in place of a model: a step of a mediation'),
  step: z.enum(['total', 'mediator', 'direct', 'reduced']).optional(),
  mediator: name.optional().describe('whose regression, where a mediation has several mediators'),
  split: name.optional().describe('in place of a model: a group of a split'),
  group: name.optional(),
  header: z
    .union([z.array(textSchema).min(1), textSchema.transform((line) => [line])])
    .optional()
    .describe('lines over the column; equal neighbours are joined; {estimator} is what fits the equation'),
  model: name.optional(),
  equation: name.optional().describe('an equation or an expectation; the only outcome of the model unless given'),
  effect: name.optional(),
  published: name.optional().describe('column id of the published table'),
})
  .refine(
    ({ model, mediation, split }) => [model, mediation, split].filter((one) => one !== undefined).length <= 1,
    'one of model, mediation, split',
  )
  .refine(({ mediation, step }) => (mediation === undefined) === (step === undefined), 'mediation and step go together')
  .refine(({ split, group }) => (split === undefined) === (group === undefined), 'split and group go together')
  .transform(({ mediation, step, mediator, split, group, ...rest }): EstimateColumn => {
    if (mediation !== undefined && step !== undefined) {
      return { ...rest, source: { mediation, step, ...(mediator !== undefined && { mediator }) } };
    }
    return split !== undefined && group !== undefined ? { ...rest, source: { split, group } } : rest;
  });

const panel = record({
  label: textSchema.optional(),
  model: name.optional(),
  rows: z.array(estimateRow).min(1).optional(),
  published_prefix: name.optional().describe('put before every row key of the published table'),
});

const estimates = record({
  published: name.optional().describe('table id of the published file'),
  model: name.optional().describe('model of the columns that name none'),
  effect: name.default('coefficients').describe('effect of the columns that name none'),
  columns: z.array(estimateColumn).min(1),
  rows: z.array(estimateRow).min(1).optional().describe('all terms in the order of the model when absent'),
  panels: z.array(panel).min(1).optional().describe('rows by model or subsample, instead of rows'),
  marks: z.array(mark).default([]).describe('rows of yes and no: which models have a term or a fixed effect'),
  statistics: z.array(statistic).default([{ names: ['nobs'], digits: 0 }]),
  uncertainty: z.enum(['std_error', 'conf_int', 'p_value', 'none']).default('std_error'),
  place: z.enum(['column', 'below']).default('column').describe('where the uncertainty stands'),
  stars: z
    .record(z.string().regex(/^[*†+#]+$/), z.number().gt(0).lt(1))
    .default({})
    .describe('given when p is below'),
  digits: digits.default(3),
  estimate_label: textSchema.optional().describe('heads the estimates: ME'),
})
  .refine((table) => table.rows === undefined || table.panels === undefined, { message: 'rows or panels, not both' })
  .refine(
    ({ model, panels, columns }) =>
      model !== undefined ||
      columns.every((column) => column.model !== undefined || column.source !== undefined) ||
      (panels?.every((one) => one.model !== undefined) ?? false),
    { message: 'no model', params: { accepted: 'model: on the table, or on every column or panel' } },
  )
  .transform(({ rows, panels, stars, ...rest }) => ({
    ...rest,
    panels: panels ?? [rows === undefined ? {} : { rows }],
    stars: starRules(stars),
  }));

const summaryRow = z.union([
  name.transform((row) => ({ row, show: 'auto' as const, scale: 1 })),
  record({
    row: name.describe('a row key (education=junior_high), or a variable with all its rows'),
    label: textSchema.optional(),
    show,
    scale: z.number().positive().default(1).describe('multiplies mean and SD: 100 shows a ratio in percent'),
    published: publishedRow.optional(),
  }),
]);

const summaryColumn = z.union([
  name.transform((group) => ({ group })),
  record({
    group: name,
    header: textSchema.optional(),
    published: name.optional().describe('column id of the published table'),
  }),
]);

const summary = record({
  of: name.describe('id of the summary'),
  published: name.optional().describe('table id of the published file'),
  columns: z.array(summaryColumn).min(1).optional(),
  rows: z.array(summaryRow).min(1).optional(),
  digits: z
    .union([
      digits.transform((one) => ({ mean: one, percent: one })),
      record({ mean: digits.default(2), percent: digits.default(2) }),
    ])
    .default({ mean: 2, percent: 2 }),
  sd: z.enum(['plus_minus', 'brackets']).default('plus_minus'),
  counts: z.boolean().default(true).describe('whether the header says (N=1165)'),
  p_values: z.boolean().default(false),
  p_values_published: name.optional().describe('column id of the p values in the published table'),
  missing: z.boolean().default(false).describe('whether missing values have rows of their own'),
});

const balance = record({
  of: name.describe('id of the summary'),
  groups: z
    .tuple([name, name])
    .optional()
    .describe('the two groups, first minus second; those besides the total when absent'),
  rows: z.array(summaryRow).min(1).optional(),
  digits: record({ mean: digits.default(2), percent: digits.default(2), normalised: digits.default(3) })
    .prefault({})
    .describe('decimals of means, percentages and normalised differences'),
  p_values: z
    .boolean()
    .default(true)
    .describe("whether the p values of the summary's tests are shown, where it has some"),
  published: name.optional().describe('table id of the published file'),
  published_columns: record({
    first: name.optional(),
    second: name.optional(),
    difference: name.optional(),
    normalised_difference: name.optional(),
    p_value: name.optional(),
  })
    .optional()
    .describe('column ids of the published table'),
});

const stars = z
  .record(z.string().regex(/^[*†+#]+$/), z.number().gt(0).lt(1))
  .default({})
  .transform(starRules)
  .describe('given when p is below');

const rollout = record({
  rollout: name.describe('name of the roll-out'),
  programmes: z.array(name).min(1).optional().describe('programmes in order; all unless given'),
  columns: z
    .array(z.enum(['year', 'model', 'note']))
    .min(1)
    .optional()
    .describe('those that some entry has unless given'),
  unit_label: textSchema.optional().describe('heads the units'),
  year_label: textSchema.optional(),
  model_label: textSchema.optional(),
  note_label: textSchema.optional(),
  order: z.enum(['spec', 'year']).default('spec').describe('order of the entries'),
});

const eventStudy = record({
  model: name,
  equation: name.optional(),
  effect: name
    .default('event_study')
    .describe('an effect with the event times: event_study, coefficients, marginal effects'),
  variable: name.optional().describe('the event-time variable, where a model has several'),
  stars,
  digits: digits.default(3),
  p_values: z.boolean().default(false),
  estimate_label: textSchema.optional().describe('heads the estimates: ME'),
});

const quantity = z.enum([
  'total',
  'direct',
  'path_a',
  'path_b',
  'product',
  'difference',
  'share_product',
  'share_difference',
  'share_of_indirect',
]);

const mediation = record({
  columns: z
    .array(
      record({
        mediation: name,
        scale: z.enum(['coefficient', 'marginal_effect', 'khb']).default('coefficient'),
        header: z
          .union([z.array(textSchema).min(1), textSchema.transform((line) => [line])])
          .optional()
          .describe('lines over the column; equal neighbours are joined'),
        published: z
          .partialRecord(quantity, name)
          .default({})
          .describe('published cells by quantity: path_a: t4.policy.objective'),
      }),
    )
    .min(1),
  stars,
  digits: digits.default(3),
});

const split = record({
  splits: z.array(name).min(1).describe('names of splits, each a block of rows'),
  scale: z.enum(['coefficient', 'marginal_effect']).default('marginal_effect'),
  term: name.optional().describe('the column whose effect is compared; the first of a split unless given'),
  stars,
  digits: digits.default(3),
  estimate_label: textSchema.optional().describe('heads the estimates: ME'),
  published: name.optional().describe('table id of the published file, whose columns are called as the groups'),
  published_rows: record({ effect: name.optional(), observations: name.optional() })
    .prefault({})
    .describe('row keys of the effect and of the observations there'),
});

const placebo = record({
  placebo: name,
  digits: digits.default(3),
  published_p_value: name.optional().describe("published cell of the real estimate's p value: fig3.actual_p"),
});

export const tableShapes: Readonly<Record<string, Choice<TableShape>>> = {
  estimates: defineChoice({
    summary: 'models side by side: terms in rows, equations and effects in columns',
    options: estimates,
    build: estimatesTable,
  }),
  summary: defineChoice({
    summary: 'descriptives by group, with p values where asked for',
    options: summary,
    build: summaryTable,
  }),
  balance: defineChoice({
    summary: 'two groups of a summary side by side: difference, normalised difference, p value',
    options: balance,
    build: balanceTable,
  }),
  rollout: defineChoice({
    summary: 'who adopted when: the entries of a roll-out',
    options: rollout,
    build: rolloutTable,
  }),
  event_study: defineChoice({
    summary: 'estimates by event time, what stands behind each, and how it is identified',
    options: eventStudy,
    build: eventStudyTable,
  }),
  mediation: defineChoice({
    summary: 'paths, direct and indirect effects, share mediated',
    options: mediation,
    build: mediationTable,
  }),
  split: defineChoice({
    summary: 'an effect in the groups of splits, and whether it differs between them',
    options: split,
    build: splitTable,
  }),
  placebo: defineChoice({
    summary: 'the real estimate among those of drawn assignments, and the randomisation p value',
    options: placebo,
    build: placeboTable,
  }),
  flow: defineChoice({
    summary: 'rows after each step of the cleaning',
    options: record({ sample: name.optional(), models: z.boolean().default(true) }),
    build: flowTable,
  }),
  comparison: defineChoice({
    summary: 'our numbers beside the published ones',
    options: record({
      table: name.optional(),
      verdicts: z.array(z.enum(['within_rounding', 'within_2_se', 'differs', 'not_comparable'])).optional(),
      digits: digits.default(3),
    }),
    build: comparisonTable,
  }),
};

export const tableShapeSchema = choiceOf('table shape', () => tableShapes);

/** Statistics are snake_case in a spec and camelCase in the results: pseudo_r2 is pseudoR2. */
function camelCase(text: string): string {
  return text.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
