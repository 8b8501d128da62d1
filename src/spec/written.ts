/** What a spec says in its own words: the validated documents after settings, with term sets and roll-outs written out. */
import { Failures } from '../errors/failure.ts';
import { codebookSchema } from './codebook-schema.ts';
import { modelsSchema } from './models-schema.ts';
import type { Analysis } from './paper.ts';
import { paperSchema } from './paper-schema.ts';
import { readSpec } from './read-spec.ts';
import { rolloutSchema } from './rollout-schema.ts';
import { samplesSchema } from './samples-schema.ts';
import { specSchema } from './spec-schema.ts';

/** Entries by name as YAML wrote them, in the order of the file; keys in snake_case, defaults not filled in. */
export type WrittenSection = Readonly<Record<string, unknown>>;

export interface WrittenSpec {
  readonly samples: WrittenSection;
  readonly models: WrittenSection;
  readonly summaries: WrittenSection;
  readonly mediations: WrittenSection;
  readonly splits: WrittenSection;
  readonly placebos: WrittenSection;
}

const SCHEMAS = {
  'paper.yaml': paperSchema,
  'codebook.yaml': codebookSchema,
  'rollout.yaml': rolloutSchema,
  'samples.yaml': samplesSchema,
  'models.yaml': modelsSchema,
} as const;

/**
 * The written words of an analysis that was loaded without a fault. An analysis that does not know its origin (made by hand)
 * has none: empty sections. Settings of exhibits do not concern samples and models, and are passed over.
 */
export function writtenSpec({ origin, settings }: Pick<Analysis, 'origin' | 'settings'>): WrittenSpec {
  if (origin === undefined) return sectionsOf([]);
  const texts =
    origin.kind === 'spec'
      ? [{ file: origin.file, text: origin.text, schema: specSchema }]
      : Object.entries(SCHEMAS).flatMap(([file, schema]) => {
          const text = origin.texts[file];
          return text === undefined ? [] : [{ file, text, schema }];
        });
  const ours =
    origin.kind === 'spec' ? settings : settings.filter((setting) => !/^\s*"?(?:tables|figures)\b/.test(setting));
  const { files, faults } = readSpec(texts, ours);
  if (faults.length > 0) throw new Failures(faults);
  return sectionsOf(files.map(({ document }) => document.value));
}

function sectionsOf(values: readonly unknown[]): WrittenSpec {
  const section = (name: string): WrittenSection =>
    Object.assign({}, ...values.map((value) => (value as Readonly<Record<string, unknown>> | null)?.[name] ?? {}));
  return {
    samples: section('samples'),
    models: section('models'),
    summaries: section('summaries'),
    mediations: section('mediations'),
    splits: section('splits'),
    placebos: section('placebos'),
  };
}
