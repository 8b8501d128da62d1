/** The sections of a spec in its own words, with settings applied, term sets and roll-outs written out. */
import { expandRollouts } from './expand-rollouts.ts';
import type { Analysis } from './paper.ts';
import { writtenSpec } from './written-spec.ts';

/** Entries by name as YAML wrote them, in the order of the file; keys in snake_case, defaults not filled in. */
export type WrittenSection = Readonly<Record<string, unknown>>;

export interface WrittenSections {
  readonly samples: WrittenSection;
  readonly models: WrittenSection;
  readonly summaries: WrittenSection;
  readonly mediations: WrittenSection;
  readonly splits: WrittenSection;
}

/** What an analysis that loaded without a fault says of its samples, models, summaries, mediations and splits; empty without its origin. */
export function writtenSections(analysis: Analysis): WrittenSections {
  const documents = writtenSpec(analysis)?.files.map(({ document }) => document) ?? [];
  const values = documents.map((document) => expandRollouts(document, documents).document.value);
  const section = (name: string): WrittenSection =>
    Object.assign({}, ...values.map((value) => (value as WrittenSection | null)?.[name] ?? {}));
  return {
    samples: section('samples'),
    models: section('models'),
    summaries: section('summaries'),
    mediations: section('mediations'),
    splits: section('splits'),
  };
}
