/** The effects a spec can ask for, and their options. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { coefficients } from './coefficients.ts';
import { contrasts } from './contrasts.ts';
import type { Effect } from './effect.ts';
import { eventStudy } from './event-study.ts';
import { eventSupport } from './event-support.ts';
import type { At, Setting } from './ground.ts';
import { jointTest } from './joint-test.ts';
import { marginalEffects } from './marginal-effects.ts';
import { predictions } from './predictions.ts';
import { wildBootstrap } from './wild-bootstrap.ts';

const text = z.string().min(1);
const name = text.optional().describe('what tables and results call the effect; its word unless given');
const variables = z.array(text).min(1).optional().describe('of these variables only');
const of = z
  .array(text)
  .min(1)
  .optional()
  .describe('expectations by name (an equation, or combined); all unless given');
const at = z
  .union([z.enum(['observations', 'means']), z.record(text, z.union([z.number(), text]))])
  .describe('averaged over the rows, at the means, or averaged with some variables set ({ age: 40, sex: female })');

const placed = (value: z.output<typeof at>): At =>
  typeof value === 'string' ? value : new Map<string, Setting>(Object.entries(value));

export const effects: Readonly<Record<string, Choice<Effect>>> = {
  coefficients: defineChoice({
    summary: 'the coefficients, or exp of them',
    options: z.strictObject({
      name,
      exponentiate: z.boolean().default(false).describe('exp(b): odds ratios, ratios of means'),
      fixed_effects: z.boolean().default(false).describe('also the indicators of fixed effects that were not absorbed'),
    }),
    build: ({ fixed_effects, ...options }) => coefficients({ ...options, fixedEffects: fixed_effects }),
  }),
  marginal_effects: defineChoice({
    summary: 'derivatives and differences of the expected outcome',
    options: z
      .strictObject({
        name,
        at: at.optional(),
        dummies: z
          .enum(['discrete', 'derivative'])
          .default('discrete')
          .describe('levels of factors: difference from the reference level, or derivative by the indicator'),
        binary: z
          .enum(['derivative', 'discrete'])
          .default('derivative')
          .describe('numbers that are only 0 and 1: derivative, or difference between 1 and 0'),
        variables,
        of,
        per_column: z
          .boolean()
          .default(false)
          .describe(
            'every column (power, interaction, indicator) as a continuous variable of its own; at the means unless given',
          ),
        decompose: z
          .boolean()
          .default(false)
          .describe('split effects on a combined expectation into the part through each equation'),
      })
      .refine(({ per_column, decompose }) => !(per_column && decompose), 'per_column and decompose exclude each other')
      .refine(({ per_column, at: place }) => !per_column || typeof place !== 'object', {
        path: ['at'],
        message: 'per_column takes observations or means',
      }),
    build: ({ per_column, at: place, ...options }) =>
      marginalEffects({
        ...options,
        perColumn: per_column,
        at: placed(place ?? (per_column ? 'means' : 'observations')),
      }),
  }),
  predictions: defineChoice({
    summary: 'the mean prediction, and at the levels of factors',
    options: z.strictObject({
      name,
      at: at.default('observations'),
      of,
      levels_of: z.array(text).default([]).describe('factors at each of whose levels everybody is put'),
    }),
    build: ({ levels_of, at: place, ...options }) =>
      predictions({ ...options, at: placed(place), levelsOf: levels_of }),
  }),
  contrasts: defineChoice({
    summary: 'differences between levels of a factor',
    options: z.strictObject({
      name,
      variable: text.describe('a factor of the model'),
      pairs: z
        .enum(['all', 'reference', 'sequential'])
        .default('reference')
        .describe('every later level against every earlier, against the reference, or against the one before'),
      scale: z
        .enum(['margins', 'coefficients'])
        .default('margins')
        .describe('differences of average predictions, or of coefficients'),
      at: at.default('observations'),
      of,
    }),
    build: ({ at: place, ...options }) => contrasts({ ...options, at: placed(place) }),
  }),
  wild_bootstrap: defineChoice({
    summary: 'wild cluster bootstrap of coefficients (score bootstrap after maximum likelihood)',
    options: z.strictObject({
      name,
      terms: z.array(text).min(1).describe('column ids: post, sex=female'),
      by: text.describe('the cluster variable'),
      weights: z
        .enum(['rademacher', 'webb'])
        .optional()
        .describe('of clusters: -1 and 1, or six points; webb where there are at most 12 clusters unless given'),
      draws: z.number().int().min(1).max(1_000_000).default(999).describe('how many vectors of weights'),
      enumerate: z
        .enum(['auto', 'always', 'never'])
        .default('auto')
        .describe(
          'every vector once in place of random draws: where there are no more of them than draws, always, never',
        ),
      null_values: z.record(text, z.number()).default({}).describe('what a term is under the null; 0 unless given'),
      seed: z.number().int().min(0).default(1).describe('each draw has a stream of its own under it'),
      interval: z.boolean().default(true).describe('whether the test is inverted into an interval (least squares)'),
    }),
    build: ({ null_values, ...options }) => wildBootstrap({ ...options, nullValues: null_values }),
  }),
  joint_test: defineChoice({
    summary: 'Wald test that coefficients are zero together',
    options: z.strictObject({
      name,
      terms: z.array(text).min(1).describe('column ids (age^2, sex=female) or variables with all their columns'),
      across: z.boolean().default(false).describe('one test over all equations in place of one in each'),
    }),
    build: jointTest,
  }),
  event_study: defineChoice({
    summary: 'the coefficients of an event-time term over its whole window, the reference among them',
    options: z.strictObject({
      name,
      relative_to: z
        .union([z.int(), z.literal('pre_average')])
        .optional()
        .describe("an event time, or the mean of those before adoption; the term's reference unless given"),
      term: text.optional().describe('the event-time variable, where a model has several'),
    }),
    build: ({ relative_to, ...options }) => eventStudy({ ...options, relativeTo: relative_to }),
  }),
  event_support: defineChoice({
    summary: 'rows and units behind every event time, and which coefficients are identified, and how',
    options: z.strictObject({
      name,
      unit: text.describe('the column whose levels adopt'),
      person: text.optional().describe('a column of persons, to count them'),
      term: text.optional().describe('the event-time variable, where a model has several'),
    }),
    build: eventSupport,
  }),
};

/** An effect in a spec: `coefficients`, `{ marginal_effects: { at: means } }`. */
export const effectSchema = choiceOf('effect', () => effects);
