/** paper.yaml: what the paper is, where its data are, and the commands of its program. */
import { z } from 'zod';
import { named } from '../yaml/named.ts';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';
import { keyResultsSection } from './key-results-schema.ts';
import { lintSection } from './lint-schema.ts';

/** The section `data`. */
export const dataSection = record({
  file: z.string().min(1).optional().describe('the data file, relative to this folder; --data replaces it'),
  sample_data: z
    .string()
    .min(1)
    .optional()
    .describe('synthetic data that come with the program, relative to this folder'),
  access: textSchema.optional().describe('how others obtain the data, for the README of a run folder'),
  delimiter: z.enum([',', ';', '\t', '|']).optional().describe('between the fields of a line; a comma unless given'),
}).describe('where the data are');

const setting = z
  .string()
  .regex(/^[^=\s][^=]*=/, 'accepted: path=value')
  .describe('path=value, as --set takes it');

const option = record({
  summary: textSchema.describe('one line for --help'),
  sets: z
    .union([
      z
        .string()
        .min(1)
        .transform((path) => [path]),
      z.array(z.string().min(1)).min(1),
    ])
    .describe('the path in the spec that the value goes to, or several'),
  type: z
    .enum(['text', 'number', 'integer', 'flag', 'choice', 'range'])
    .default('text')
    .describe('what the option takes; a range is two whole numbers: -2..4'),
  values: z.array(z.string()).default([]).describe('the words of a choice'),
  adds: z.array(z.string()).default([]).describe('exhibits that are shown as well when the option is given'),
});

const variant = z.union([
  z.array(setting).transform((settings) => ({ settings })),
  record({ summary: textSchema.optional().describe('one line for --help'), settings: z.array(setting) }),
]);

const command = record({
  summary: textSchema.describe('one line for --help'),
  exhibits: z.array(z.string()).min(1).describe('tables and figures, in the order in which they are shown'),
  options: named(option, (name, parts) => ({ name, ...parts }))
    .default(new Map())
    .describe('options of the command'),
  variants: named(variant, (name, parts) => ({ name, ...parts }))
    .default(new Map())
    .describe('settings that go together, by name'),
  compare: z
    .array(z.string().min(1))
    .default([])
    .describe('terms that --variants shows under every variant; the first row of each table of estimates unless given'),
  draws: z
    .boolean()
    .default(false)
    .describe(
      'whether random draws stand behind its exhibits, so that it takes --draws, --seed, --threads and --resume',
    ),
});

/** The file paper.yaml. */
export const paperSchema = record({
  schema: z.literal('paper/1'),
  id: z.string().min(1).describe('a short name for provenance: author and year'),
  title: textSchema,
  citation: z.string().min(1).describe('the reference as a text'),
  doi: z
    .string()
    .regex(/^10\.\S+\/\S+$/, 'accepted: a DOI without https://doi.org/')
    .optional(),
  program: z.string().min(1).describe('the name of the executable'),
  data: dataSection.default({}),
  lint: lintSection.optional().describe('findings of the linter that this spec answers for'),
  key_results: keyResultsSection.optional(),
  commands: named(command, (name, parts) => ({ name, ...parts }))
    .default(new Map())
    .describe('the commands of the program'),
});
