/** The section `key_results`: which numbers are said in a sentence. */
import { z } from 'zod';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';

const text = z.string().min(1);
const said = {
  label: textSchema.optional().describe('a heading for the sentence'),
  among: textSchema.optional().describe('whom the number is about, in the plural: inpatients who were reimbursed'),
};

const ofModel = record({
  model: text.describe('a model'),
  equation: text
    .optional()
    .describe('one of its equations, or combined; every equation that has the effect unless given'),
  effect: text.optional().describe('one of its effects; the first marginal effects, else its first, unless given'),
  term: text
    .optional()
    .describe('a term (age, scope=across), or a variable with all its levels; the first unless given'),
  ...said,
}).transform((entry) => ({ kind: 'model' as const, ...entry }));

const ofMediation = record({
  mediation: text.describe('a mediation'),
  quantity: z
    .enum(['total', 'direct', 'product', 'difference', 'share_product', 'share_difference'])
    .default('product')
    .describe('product and difference: the indirect effect by either method; share_...: of the total effect'),
  mediator: text.optional().describe('one of its mediators; the first unless given'),
  scale: z
    .enum(['coefficient', 'marginal_effect'])
    .optional()
    .describe('marginal effects where the mediation has some, unless given'),
  ...said,
}).transform((entry) => ({ kind: 'mediation' as const, ...entry }));

const ofSplit = record({
  split: text.describe('a split: the difference of an effect between its groups'),
  term: text.optional().describe('one of its terms; the first unless given'),
  scale: z
    .enum(['coefficient', 'marginal_effect'])
    .optional()
    .describe('marginal effects where the split has some, unless given'),
  ...said,
}).transform((entry) => ({ kind: 'split' as const, ...entry }));

/** A number of a model, a mediation or a split that is a key result. */
export const keyResultsSection = z
  .array(z.union([ofModel, ofMediation, ofSplit]))
  .describe(
    'numbers that are said in a sentence each; the first term of each model of the first exhibit with models unless given',
  );
