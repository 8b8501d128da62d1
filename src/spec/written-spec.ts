/** What a spec wrote, as plain values with their positions: for readers that judge the text and not what it became. */
import { join } from 'node:path';
import type { z } from 'zod';
import { parseYaml, type YamlDocument, type YamlPath } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import { codebookSchema } from './codebook-schema.ts';
import { figuresSchema, tablesSchema } from './exhibits-schema.ts';
import { expandSets } from './expand-sets.ts';
import { modelsSchema } from './models-schema.ts';
import type { Analysis } from './paper.ts';
import { paperSchema } from './paper-schema.ts';
import { rolloutSchema } from './rollout-schema.ts';
import { samplesSchema } from './samples-schema.ts';
import { applySetting } from './settings.ts';
import { specSchema } from './spec-schema.ts';

/** A file as it was read, with settings applied and term sets written out below `models`. */
export interface WrittenFile {
  readonly document: YamlDocument;
  /** the text before settings */
  readonly text: string;
}

export interface WrittenSpec {
  readonly files: readonly WrittenFile[];
  /** the path of the codebook's columns: it differs between a folder and a single file */
  readonly codebookColumns: YamlPath;
  /** the value at a path of whichever file has its first key; undefined when none has */
  at(path: YamlPath): unknown;
  /** the file whose document has the first key of a path */
  fileOf(path: YamlPath): WrittenFile | undefined;
}

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'paper.yaml': paperSchema,
  'codebook.yaml': codebookSchema,
  'rollout.yaml': rolloutSchema,
  'samples.yaml': samplesSchema,
  'models.yaml': modelsSchema,
  'tables.yaml': tablesSchema,
  'figures.yaml': figuresSchema,
};

/** Parses the texts of an analysis again; they loaded before, so nothing is refused. Undefined without its origin. */
export function writtenSpec({ origin, folder, settings }: Analysis): WrittenSpec | undefined {
  if (origin === undefined) return undefined;
  const texts =
    origin.kind === 'spec'
      ? [{ file: origin.file, text: origin.text, schema: specSchema }]
      : Object.entries(origin.texts).map(([name, text]) => ({
          file: join(folder, name),
          text,
          schema: SCHEMAS[name]!,
        }));
  const parsed = texts.map(({ file, text, schema }) => ({ text, schema, document: parseYaml(text, file) }));
  const set = settings.reduce((before, setting) => {
    const { file, changed } = applySetting(before, setting);
    return before.map((one) => (one === file ? changed : one));
  }, parsed);
  const files = set.map(({ text, document }) => ({ text, document: expandSets(document).document }));
  const fileOf = (path: YamlPath) =>
    files.find(({ document }) => valueAt(document.value, path.slice(0, 1)) !== undefined);
  return {
    files,
    codebookColumns: origin.kind === 'spec' ? ['codebook', 'columns'] : ['columns'],
    at: (path) => valueAt(fileOf(path)?.document.value, path),
    fileOf,
  };
}
