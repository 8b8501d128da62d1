/** The effects a spec can ask for, and their options. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { coefficients } from './coefficients.ts';
import { contrasts } from './contrasts.ts';
import type { Effect } from './effect.ts';
import type { At, Setting } from './ground.ts';
import { jointTest } from './joint-test.ts';
import { marginalEffects } from './marginal-effects.ts';
import { predictions } from './predictions.ts';

const text = z.string().min(1);
const name = text.optional();
const names = z.array(text).min(1).optional();
const at = z.union([z.enum(['observations', 'means']), z.record(text, z.union([z.number(), text]))]);

const placed = (value: z.output<typeof at>): At =>
  typeof value === 'string' ? value : new Map<string, Setting>(Object.entries(value));

export const effects: Readonly<Record<string, Choice<Effect>>> = {
  coefficients: defineChoice({
    summary: 'the coefficients, or exp of them',
    options: z.strictObject({ name, exponentiate: z.boolean().default(false) }),
    build: coefficients,
  }),
  marginal_effects: defineChoice({
    summary: 'derivatives and differences of the expected outcome',
    options: z
      .strictObject({
        name,
        at: at.optional(),
        dummies: z.enum(['discrete', 'derivative']).default('discrete'),
        binary: z.enum(['derivative', 'discrete']).default('derivative'),
        variables: names,
        of: names,
        per_column: z.boolean().default(false),
        decompose: z.boolean().default(false),
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
    options: z.strictObject({ name, at: at.default('observations'), of: names, levels_of: z.array(text).default([]) }),
    build: ({ levels_of, at: place, ...options }) =>
      predictions({ ...options, at: placed(place), levelsOf: levels_of }),
  }),
  contrasts: defineChoice({
    summary: 'differences between levels of a factor',
    options: z.strictObject({
      name,
      variable: text,
      pairs: z.enum(['all', 'reference', 'sequential']).default('reference'),
      scale: z.enum(['margins', 'coefficients']).default('margins'),
      at: at.default('observations'),
      of: names,
    }),
    build: ({ at: place, ...options }) => contrasts({ ...options, at: placed(place) }),
  }),
  joint_test: defineChoice({
    summary: 'Wald test that coefficients are zero together',
    options: z.strictObject({ name, terms: z.array(text).min(1), across: z.boolean().default(false) }),
    build: jointTest,
  }),
};

/** An effect in a spec: `coefficients`, `{ marginal_effects: { at: means } }`. */
export const effectSchema = choiceOf('effect', () => effects);
