/** A paper's folder -> a Paper in which every name is a function, or every fault of all its files at once. */
import { join } from 'node:path';
import type { z } from 'zod';
import { Failure, Failures } from '../errors/failure.ts';
import { assemble } from './assemble.ts';
import { codebookSchema } from './codebook-schema.ts';
import { dataIn } from './data-in.ts';
import { figuresSchema, tablesSchema } from './exhibits-schema.ts';
import { modelsSchema } from './models-schema.ts';
import type { Paper } from './paper.ts';
import { paperSchema } from './paper-schema.ts';
import { readFolder, readSpec, specSha256 } from './read-spec.ts';
import { rolloutSchema } from './rollout-schema.ts';
import { samplesSchema } from './samples-schema.ts';
import { columnsNamed } from './sections.ts';

export interface LoadOptions {
  /** `path=value`, as --set takes them; applied in this order */
  readonly settings?: readonly string[];
}

const REQUIRED = ['paper.yaml', 'codebook.yaml', 'samples.yaml', 'models.yaml'];
const EMPTY = {
  'rollout.yaml': 'schema: rollout/1\nrollouts: {}\n',
  'tables.yaml': 'schema: tables/1\ntables: {}\n',
  'figures.yaml': 'schema: figures/1\nfigures: {}\n',
};

/**
 * Loads paper.yaml, codebook.yaml, samples.yaml, models.yaml and, where they are there, rollout.yaml, tables.yaml and
 * figures.yaml, from a folder or from texts by file name. Throws Failures: E-SPEC-READ, E-SPEC-YAML, E-SPEC-KEY, E-SPEC-VALUE, E-SPEC-NAME,
 * E-SPEC-EXPRESSION, and E-USAGE for settings.
 */
export function loadPaper(
  source: string | Readonly<Record<string, string>>,
  { settings = [] }: LoadOptions = {},
): Paper {
  const folder = typeof source === 'string' ? source : '.';
  const given = typeof source === 'string' ? readFolder(source, [...REQUIRED, ...Object.keys(EMPTY)]) : source;
  refuseMissing(folder, given);
  const texts: Readonly<Record<string, string>> = { ...EMPTY, ...given };
  const textOf = <T>(name: string, schema: z.ZodType<T>) => ({
    file: join(folder, name),
    text: texts[name] ?? '',
    schema,
  });
  const paper = textOf('paper.yaml', paperSchema);
  const codebook = textOf('codebook.yaml', codebookSchema);
  const samples = textOf('samples.yaml', samplesSchema);
  const models = textOf('models.yaml', modelsSchema);
  const rollout = textOf('rollout.yaml', rolloutSchema);
  const tables = textOf('tables.yaml', tablesSchema);
  const figures = textOf('figures.yaml', figuresSchema);
  const all = [paper, codebook, rollout, samples, models, tables, figures];

  const { files, faults, writtenIn, documentFrom, valueFrom } = readSpec(all, settings);
  const documents = {
    rollouts: documentFrom(rollout),
    samples: documentFrom(samples),
    models: documentFrom(models),
    summaries: documentFrom(models),
    mediations: documentFrom(models),
    splits: documentFrom(models),
    placebos: documentFrom(models),
    tables: documentFrom(tables),
    figures: documentFrom(figures),
    commands: documentFrom(paper),
    key_results: documentFrom(paper),
  };
  const commands = valueFrom(paper)?.commands ?? new Map();
  const parts = {
    codebook: valueFrom(codebook),
    columns: columnsNamed(documentFrom(codebook)?.value),
    rollouts: valueFrom(rollout)?.rollouts ?? new Map(),
    samples: valueFrom(samples)?.samples ?? new Map(),
    models: valueFrom(models)?.models ?? new Map(),
    summaries: valueFrom(models)?.summaries ?? new Map(),
    mediations: valueFrom(models)?.mediations ?? new Map(),
    splits: valueFrom(models)?.splits ?? new Map(),
    placebos: valueFrom(models)?.placebos ?? new Map(),
    tables: valueFrom(tables)?.tables ?? new Map(),
    figures: valueFrom(figures)?.figures ?? new Map(),
    commands,
    keyResults: valueFrom(paper)?.keyResults ?? [],
    hasSettings: settings.length > 0,
    documents,
  };
  const assembled = assemble(parts, files, faults);
  const { schema: _, data, ...about } = valueFrom(paper)!;
  return {
    ...about,
    folder,
    data: dataIn(folder, data),
    ...assembled,
    specSha256: specSha256(all),
    settings,
    written: writtenIn(Object.keys(given).map((name) => join(folder, name))),
    origin: { kind: 'paper', texts: given },
  };
}

function refuseMissing(folder: string, given: Readonly<Record<string, string>>): void {
  const missing = REQUIRED.filter((name) => !Object.hasOwn(given, name));
  if (missing.length === 0) return;
  throw new Failures(
    missing.map((name) => new Failure('E-SPEC-READ', { place: { file: join(folder, name) }, finding: 'no such file' })),
  );
}
