/** A user's own spec, one file -> an Analysis in which every name is a function, or every fault at once. */
import { basename, dirname, extname } from 'node:path';
import { EMPTY_CODEBOOK } from '../analysis/data/codebook.ts';
import { valueAt } from '../yaml/path.ts';
import { assemble } from './assemble.ts';
import { dataIn } from './data-in.ts';
import type { LoadOptions } from './load-paper.ts';
import type { Analysis } from './paper.ts';
import { readSpec, readSpecText, specSha256 } from './read-spec.ts';
import { columnsNamed } from './sections.ts';
import { specSchema } from './spec-schema.ts';

/**
 * Loads the file of `run SPEC`, by path or from a text. Throws Failures as loadPaper does; without a codebook the columns are
 * left to the data.
 */
export function loadSpec(
  file: string,
  { settings = [], text }: LoadOptions & { readonly text?: string } = {},
): Analysis {
  const spec = { file, text: text ?? readSpecText(file), schema: specSchema };
  const { files, faults, writtenIn, documentFrom, valueFrom } = readSpec([spec], settings);
  const document = documentFrom(spec);
  const value = valueFrom(spec);
  const open = { codebook: EMPTY_CODEBOOK, open: true };
  const parts = {
    codebook: value?.codebook ?? open,
    columns: columnsNamed(valueAt(document?.value, ['codebook'])),
    rollouts: value?.rollouts ?? new Map(),
    samples: value?.samples ?? new Map(),
    models: value?.models ?? new Map(),
    summaries: value?.summaries ?? new Map(),
    mediations: value?.mediations ?? new Map(),
    splits: value?.splits ?? new Map(),
    placebos: value?.placebos ?? new Map(),
    tables: value?.tables ?? new Map(),
    figures: value?.figures ?? new Map(),
    commands: new Map(),
    keyResults: value?.keyResults ?? [],
    hasSettings: settings.length > 0,
    documents: {
      rollouts: document,
      samples: document,
      models: document,
      summaries: document,
      mediations: document,
      splits: document,
      placebos: document,
      tables: document,
      figures: document,
      key_results: document,
    },
  };
  const assembled = assemble(parts, files, faults);
  const id = basename(file, extname(file));
  const { title = { en: id }, data, lint, keyResults } = value!;
  return {
    id,
    title,
    folder: dirname(file),
    data: dataIn(dirname(file), data),
    ...assembled,
    ...(lint && { lint }),
    ...(keyResults && { keyResults }),
    specSha256: specSha256([spec]),
    settings,
    written: writtenIn([file]),
    origin: { kind: 'spec', file, text: spec.text },
  };
}
