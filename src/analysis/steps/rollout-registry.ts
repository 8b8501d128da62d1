/** An entry of a roll-out, as roll-outs and the adoption step write it. */
import { z } from 'zod';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';

/** The name of a unit: a text, or a number that is a code. */
const unit = z.union([z.string().min(1), z.int().transform(String)]);

export const rolloutEntry = record({
  unit: unit.describe('the unit, as the codebook names the level of its column'),
  year: z.number().describe('when it adopted'),
  programme: z.string().min(1).optional().describe('what it adopted, where a roll-out lists several programmes'),
  label: textSchema.optional().describe('what tables call the unit'),
  model: textSchema.optional().describe('the form in which it was adopted'),
  note: textSchema.optional().describe('a remark for tables'),
});

/** The name of a roll-out, which is written out before validation, or its entries. */
export const rolloutOrName = z
  .union([z.string().min(1), z.array(rolloutEntry)])
  .describe('the name of a roll-out, or its entries');
