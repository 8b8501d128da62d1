/** What a column measures, as codebooks and steps declare it. */
import { z } from 'zod';
import type { Measure } from '../../results/measure.ts';
import { record } from '../../yaml/record.ts';
import { textSchema } from '../../yaml/text.ts';

const word = z
  .enum(['share', 'percent', 'log', 'standardised', 'index'])
  .transform((kind): Measure => ({ kind }))
  .describe('share: 0 to 1; percent: 0 to 100; log: a logarithm; standardised: an SD of one; index: no unit');

/** `measure:` of a column: a word, or a mapping with one key. */
export const measureSchema = z
  .union([
    word,
    record({ event: textSchema.describe('what 1 is called: being insured') }).transform(
      ({ event }): Measure => ({ kind: 'event', event }),
    ),
    record({ log: textSchema.describe('what it is the logarithm of: income') }).transform(
      ({ log }): Measure => ({ kind: 'log', of: log }),
    ),
    record({ score: z.tuple([z.number(), z.number()]).describe('lowest and highest answer') }).transform(
      ({ score: [low, high] }): Measure => ({ kind: 'score', low, high }),
    ),
  ])
  .describe('what its numbers measure, for sentences: the words in which a difference is said');
