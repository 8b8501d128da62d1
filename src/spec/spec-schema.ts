/** A user's own spec in one file: data, codebook, roll-outs, samples, models, summaries, tables, figures, each of which may be left out. */
import { z } from 'zod';
import { record } from '../yaml/record.ts';
import { textSchema } from '../yaml/text.ts';
import { codebookSection } from './codebook-schema.ts';
import { figuresSection, tablesSection } from './exhibits-schema.ts';
import { expectSection } from './expect-schema.ts';
import { keyResultsSection } from './key-results-schema.ts';
import { lintSection } from './lint-schema.ts';
import { modelSections } from './models-schema.ts';
import { dataSection } from './paper-schema.ts';
import { rolloutsSection } from './rollout-schema.ts';
import { samplesSection } from './samples-schema.ts';

/** The file of `run SPEC`. */
export const specSchema = record({
  schema: z.literal('spec/1').optional(),
  title: textSchema.optional(),
  data: dataSection.default({}),
  lint: lintSection.optional().describe('findings of the linter that this spec answers for'),
  codebook: codebookSection
    .optional()
    .describe('what the columns are; without it every column is typed by what it holds'),
  rollouts: rolloutsSection.default(new Map()).describe('policy roll-outs by name, for adoption steps'),
  samples: samplesSection.default(new Map()).describe('samples by name; without any, models use the data as read'),
  ...modelSections,
  key_results: keyResultsSection.optional(),
  tables: tablesSection.default(new Map()).describe('tables by name; without any, one per model and summary is shown'),
  figures: figuresSection.default(new Map()).describe('figures by name'),
  expect: expectSection.optional().describe('numbers that a run must give: `check --expect` (docs/assertions.md)'),
});
