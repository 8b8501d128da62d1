/** The terms that a model spec can name. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';
import { eventTimeTerm } from './event-time.ts';
import { factorTerm } from './factor.ts';
import { interactionTerm } from './interaction.ts';
import { powerTerm } from './power.ts';
import type { Term } from './term.ts';
import { treatedPostTerm } from './treated-post.ts';
import { variableTerm } from './variable.ts';

const variableName = z.string().min(1);

const adopted = variableName.describe("a numeric column: when the row's unit adopted; missing = never");
const time = variableName.describe('a numeric column: when the row was observed, on the same scale');
const name = variableName
  .describe('what the variable and its columns are called; the word of the term unless given')
  .optional();
const label = textSchema.describe('what tables call it').optional();

/** `-2..4`, as a command line writes it, or two whole numbers. */
const window = z.union([
  z.tuple([z.int(), z.int()]),
  z
    .string()
    .regex(/^\s*[-+]?\d{1,6}\s*\.\.\s*[-+]?\d{1,6}\s*$/, 'accepted: two whole numbers, [-2, 4] or -2..4')
    .transform((text): [number, number] => {
      const [low, high] = text.split('..').map(Number);
      return [low!, high!];
    }),
]);
const windowEnd = z.enum(['bin', 'drop', 'zero']);

const terms: Readonly<Record<string, Choice<Term>>> = {
  factor: defineChoice({
    summary: 'indicators of the levels of a column against a reference level',
    options: z.union([
      variableName.transform((of) => ({ of, reference: undefined })),
      z.strictObject({
        of: variableName.describe('the column'),
        reference: z.coerce
          .string()
          .optional()
          .describe("the level that is left out; the codebook's, or the first, unless given"),
      }),
    ]),
    build: ({ of, reference }) => factorTerm(of, reference),
  }),
  power: defineChoice({
    summary: 'an integer power of a numeric column',
    options: z.strictObject({
      of: variableName.describe('the column'),
      exponent: z.number().int().min(2).max(20).describe('2 to 20'),
    }),
    build: ({ of, exponent }) => powerTerm(of, exponent),
  }),
  interaction: defineChoice({
    summary: 'the products of the columns of two or more terms',
    options: z.lazy(() => z.array(termSchema).min(2)),
    build: (parts) => interactionTerm(parts),
  }),
  treated_post: defineChoice({
    summary: 'one from adoption on, zero before it and where nothing was adopted',
    options: record({
      adopted,
      time,
      lag: z.number().default(0).describe('time between adoption and the first treated time'),
      always_treated: z
        .enum(['keep', 'drop'])
        .default('keep')
        .describe("rows of units that had adopted by the first time of the model's rows"),
      name,
      label,
    }),
    build: treatedPostTerm,
  }),
  event_time: defineChoice({
    summary: 'indicators of the time since adoption within a window, against a reference period',
    options: record({
      adopted,
      time,
      window: window.describe('first and last event time: [-2, 4] or -2..4'),
      ends: z
        .union([
          windowEnd.transform((end) => ({ left: end, right: end })),
          z.strictObject({ left: windowEnd, right: windowEnd }),
        ])
        .describe(
          'rows beyond the window: bin (they join its first or last event time), drop (they leave), zero (all indicators zero)',
        ),
      reference: z.int().describe('the event time without an indicator; -1 is usual'),
      unit: z.enum(['years', 'waves']).describe('years: time less adoption; waves: waves since the first treated one'),
      always_treated: z
        .enum(['keep', 'drop'])
        .describe("rows of units that had adopted by the first time of the model's rows"),
      off_grid: z
        .enum(['first_treated_wave', 'calendar'])
        .optional()
        .describe(
          'cohorts that adopted between two waves: event time from the first treated wave, or from adoption itself; required where there are some and the unit is years',
        ),
      name,
      label,
    }),
    build: eventTimeTerm,
  }),
};

const termChoice: z.ZodType<Term> = choiceOf('term', () => terms);

/** A term in a spec: a bare word is a column, a mapping with one key is a choice of the registry. */
export const termSchema: z.ZodType<Term> = z.union([variableName.transform(variableTerm), termChoice]);
