/** samples.yaml: which rows are analysed, and how their columns are made. */
import { z } from 'zod';
import { stepSchema } from '../analysis/steps/registry.ts';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';
import type { SampleSpec } from './paper.ts';

const sample = record({
  label: textSchema.optional().describe('what tables call it; its name unless given'),
  from: z.string().optional().describe('the sample whose rows and columns it starts from; the data unless given'),
  steps: z.array(stepSchema).default([]).describe('done in this order; each says how many rows it lost'),
});

/** The section `samples`. */
export const samplesSection = named(
  sample,
  (name, { label, ...parts }): SampleSpec => ({ name, label: label ?? { en: name }, ...parts }),
);

/** The file samples.yaml. */
export const samplesSchema = record({ schema: z.literal('samples/1'), samples: samplesSection });
