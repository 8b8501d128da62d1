/** The terms that a model spec can name. */
import { z } from 'zod';
import { type Choice, choiceOf, defineChoice } from '../../yaml/choice.ts';
import { factorTerm } from './factor.ts';
import { interactionTerm } from './interaction.ts';
import { powerTerm } from './power.ts';
import type { Term } from './term.ts';
import { variableTerm } from './variable.ts';

const variableName = z.string().min(1);

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
};

const termChoice: z.ZodType<Term> = choiceOf('term', () => terms);

/** A term in a spec: a bare word is a column, a mapping with one key is a choice of the registry. */
export const termSchema: z.ZodType<Term> = z.union([variableName.transform(variableTerm), termChoice]);
