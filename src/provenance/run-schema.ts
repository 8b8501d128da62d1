/** run.json: what a run was, in a form that another program can read and `verify` can repeat. */
import { z } from 'zod';

export const RUN_SCHEMA = 'replication-run/1';
export const RUN_FILE = 'run.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fileName = z
  .string()
  .regex(/^[^/\\\0]+$/)
  .refine((name) => name !== '.' && name !== '..');
const text = z.strictObject({ en: z.string(), zh: z.string().optional() });

const dataFile = z.strictObject({
  name: fileName.describe('without its folder'),
  sha256,
  rows: z.int(),
  columns: z.int(),
  encoding: z.string(),
  synthetic: z.boolean().describe('whether the codebook says that a recipe made the file'),
});

const columnFingerprint = z.strictObject({
  column: z.string(),
  kind: z.enum(['numeric', 'categorical']),
  rows: z.int(),
  missing: z.int().optional(),
  distinct: z.enum(['0', '1', '2', '3 to 10', '11 to 100', 'more than 100']).optional(),
  sha256: sha256.optional().describe('of the content of the column in the order of its rows'),
  omitted: z.string().optional().describe('why there is no hash'),
});

const command = z.strictObject({
  verb: z.string().regex(/^[a-z][a-z0-9-]*$/),
  positional: z.boolean().describe('whether the spec is an argument of the verb, and not an option'),
  arguments: z
    .array(z.string().regex(/^--[a-z][a-z0-9-]*(=[\s\S]*)?$/))
    .describe('options that bear on the result, in the order of --help; no paths'),
});

const equation = z.strictObject({
  model: z.string(),
  equation: z.string(),
  estimator: z.string(),
  rows: z.int(),
  converged: z.boolean(),
  iterations: z.number().nullable(),
  scaledGradient: z.number().nullable(),
  definite: z.boolean(),
  logLik: z.number().nullable(),
});

const convention = z.strictObject({
  model: z.string(),
  covariance: z.strictObject({
    kind: z.string(),
    preset: z.string(),
    factorFormula: z.string(),
    clusters: z.array(z.strictObject({ variable: z.string(), groups: z.int() })),
    distribution: z.string(),
  }),
  effects: z.array(z.strictObject({ equation: z.string(), effect: z.string(), convention: text })),
});

const random = z.strictObject({
  what: z.enum(['placebo', 'bootstrap', 'permutation', 'wild bootstrap']),
  name: z.string(),
  draws: z.int(),
  exhaustive: z.boolean().describe('every possibility was gone through, so that nothing is left to chance'),
  failed: z.int().optional().describe('draws whose fit failed, where any did'),
  seed: z.int().optional().describe('that of the spec when absent'),
});

const flow = z.strictObject({
  sample: z.string(),
  steps: z.array(z.strictObject({ label: text, rows: z.int(), lost: z.int() })),
});

const exhibit = z.strictObject({
  id: z.string(),
  kind: z.enum(['table', 'figure']),
  title: z.string(),
  files: z.array(z.string()),
  spec: z.strictObject({ file: z.string(), line: z.int() }).optional().describe('where the spec declares it'),
});

/** Times and machine: the part that two runs need not have in common. */
const thisRun = z.strictObject({
  startedAt: z.string(),
  finishedAt: z.string(),
  seconds: z.number(),
  peakMemoryMiB: z.number(),
  node: z.string(),
  platform: z.string(),
  processors: z.int(),
  memoryMiB: z.number(),
});

export const runSchema = z.strictObject({
  schema: z.literal(RUN_SCHEMA),
  program: z.string(),
  version: z.string(),
  paper: z.string(),
  language: z.enum(['en', 'zh']),
  command,
  license: z.string().optional().describe('SPDX id of the terms of use of this folder'),
  data: z.array(dataFile),
  columns: z.array(columnFingerprint).describe('every column of the data that the run read'),
  spec: z.strictObject({
    sha256,
    file: fileName.optional().describe('its file under spec/, where the spec is one file and not a folder'),
    settings: z.array(z.string()),
    files: z.array(z.strictObject({ path: z.string(), sha256 })),
  }),
  random: z.array(random).describe('what was drawn at random, and from which seed'),
  equations: z.array(equation).describe('certificates of convergence'),
  conventions: z.array(convention),
  flows: z.array(flow),
  warnings: z.array(z.string()),
  exhibits: z.array(exhibit),
  thisRun: thisRun.describe('times and machine; verify does not compare them'),
});

export type RunRecord = z.infer<typeof runSchema>;
export type RunCommand = z.infer<typeof command>;
export type RunExhibit = z.infer<typeof exhibit>;
export type ThisRun = z.infer<typeof thisRun>;
export type ColumnFingerprint = z.infer<typeof columnFingerprint>;

/** The JSON Schema (draft 2020-12) of run.json. */
export function runJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...rest } = z.toJSONSchema(runSchema);
  return { $schema, title: 'run.json: what a run was', ...rest };
}
