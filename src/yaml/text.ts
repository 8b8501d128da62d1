/** A label in a spec: one text, or one per language. */
import { z } from 'zod';
import { record } from './record.ts';

const words = z.string().min(1);

/** English alone as a plain text, or `{ en, zh }`. */
export const textSchema = z.union([
  words.transform((en): { readonly en: string; readonly zh?: string } => ({ en })),
  record({
    en: words.describe('English'),
    zh: words.optional().describe('Chinese; English stands in where it is missing'),
  }),
]);
