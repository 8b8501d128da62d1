/** A mediation as a spec writes it. */
import { z } from 'zod';
import { namedFreely } from '../../yaml/named.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { estimatorSchema } from '../estimators/registry.ts';
import type { MediatorPlan } from './steps.ts';

const column = z.string().min(1);

export const effectPlan = record({
  at: z.enum(['observations', 'means']).describe('averaged over the rows, or at the means of the columns'),
  treatment: z
    .enum(['derivative', 'discrete'])
    .describe('derivative by the treatment, or everybody at 1 less everybody at 0'),
  mediators: z.enum(['derivative', 'discrete']).describe('the same choice for the mediators'),
  of: z.string().min(1).optional().describe("an expectation of the outcome's model; its first unless given"),
});

/** Numbers as a list, or as one text for long ones: `4 1 1 3`. */
const resample = z.union([
  z.array(z.int().min(1)).min(1),
  z
    .string()
    .regex(/^\s*[1-9]\d*(\s+[1-9]\d*)*\s*$/, 'accepted: numbers from 1 with spaces between them')
    .transform((text) => text.trim().split(/\s+/).map(Number)),
]);
const quantileRule = z.enum(['type6', 'type7']);

const bootstrapPlan = record({
  resample: z
    .union([z.literal('rows'), record({ cluster: column })])
    .describe(
      'rows, or all rows of a value of a column together; a random effect needs its unit or something that holds it',
    ),
  draws: z.int().min(1).max(1_000_000),
  seed: z.int().min(0),
  intervals: z
    .array(z.enum(['percentile', 'bias_corrected', 'bca']))
    .min(1)
    .describe('bca adds one fit of every step per row or cluster that is left out'),
  quantiles: z
    .union([quantileRule.transform((rule) => [rule]), z.array(quantileRule).min(1)])
    .describe("rule for sample quantiles: type6 is Stata's and SPSS's, type7 R's default"),
  indices: z
    .array(resample)
    .min(1)
    .optional()
    .describe(
      'resamples given as numbers of rows (or clusters) from 1, in place of random ones; draws and seed are then not used',
    ),
});

/** The entry of one mediation in a spec. */
export const mediationEntry = record({
  label: textSchema.optional().describe('what tables call it; its name unless given'),
  model: z
    .string()
    .describe('the model of the total effect: sample, outcome, terms, estimator and covariance are its own'),
  treatment: column.describe('the column whose effect is taken apart: a variable, a term or the id of a column'),
  mediators: namedFreely(estimatorSchema, (variable, estimator): MediatorPlan => ({ variable, estimator }))
    .refine((mediators) => mediators.size > 0, 'at least one mediator')
    .describe('columns, each with the estimator of its own regression'),
  marginal_effects: effectPlan
    .optional()
    .describe('also on the scale of average marginal effects; coefficients only unless given'),
  khb: record({
    residual_covariance: z
      .enum(['over_n', 'over_df'])
      .describe('residual cross-products of the mediator regressions over n, or over n minus the number of regressors'),
  })
    .optional()
    .describe('total and direct effect on one scale (Karlson, Holm and Breen), for logit and probit'),
  bootstrap: bootstrapPlan.optional().describe('bootstrap intervals of every quantity'),
});
