/** The parts of a spec while its references are looked up: the sound entries, the names of all, and where they stand. */

import type { PlaceboSpec } from '../analysis/placebo/placebo.ts';
import type { FailureCode } from '../errors/catalogue.ts';
import { Failure, type FailureParts } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { YamlDocument, YamlPath } from '../yaml/document.ts';
import { valueAt } from '../yaml/path.ts';
import { faultAt } from '../yaml/validate.ts';
import type { DeclaredCodebook } from './codebook-schema.ts';
import type { CommandSpec, KeyResult, MediationSpec, ModelSpec, SampleSpec, SplitSpec, SummarySpec } from './paper.ts';

export type SectionName =
  | 'rollouts'
  | 'samples'
  | 'models'
  | 'summaries'
  | 'mediations'
  | 'splits'
  | 'placebos'
  | 'tables'
  | 'figures'
  | 'commands'
  | 'key_results';

export interface Sections {
  readonly codebook: DeclaredCodebook | undefined;
  /** the columns that the codebook names, faulty ones too; undefined where the data decide */
  readonly columns: readonly string[] | undefined;
  readonly samples: ReadonlyMap<string, SampleSpec>;
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly summaries: ReadonlyMap<string, SummarySpec>;
  readonly mediations: ReadonlyMap<string, MediationSpec>;
  readonly splits: ReadonlyMap<string, SplitSpec>;
  readonly placebos: ReadonlyMap<string, PlaceboSpec>;
  readonly commands: ReadonlyMap<string, CommandSpec>;
  readonly keyResults: readonly KeyResult[];
  /** whether settings of the command line were applied */
  readonly hasSettings: boolean;
  /** the document that holds a section; absent when the spec does not have it */
  readonly documents: { readonly [S in SectionName]?: YamlDocument | undefined };
  readonly faults: Failure[];
}

/** What the spec wrote in a section, as plain values. */
export function written(sections: Sections, section: SectionName): unknown {
  const document = sections.documents[section];
  return document && valueAt(document.value, [section]);
}

/** The columns that a codebook names; undefined when it is open, absent or not a mapping. */
export function columnsNamed(codebook: unknown): readonly string[] | undefined {
  if (typeof codebook !== 'object' || codebook === null) return undefined;
  const { open, columns } = codebook as { open?: unknown; columns?: unknown };
  if (open === true || typeof columns !== 'object' || columns === null) return undefined;
  return Object.keys(columns);
}

/** The names of a section, those of faulty entries too. */
export function namesIn(sections: Sections, section: SectionName): readonly string[] {
  const value = written(sections, section);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** Notes a fault at a path of a section. */
export function complain(
  sections: Sections,
  section: SectionName,
  path: YamlPath,
  parts: Omit<FailureParts, 'place'>,
  code: FailureCode = 'E-SPEC-NAME',
): void {
  const document = sections.documents[section];
  if (document !== undefined) sections.faults.push(faultAt(document, [section, ...path], { code, ...parts }));
}

/** Notes a fault unless the name is known. */
export function mustBeKnown(
  sections: Sections,
  section: SectionName,
  path: YamlPath,
  { kind, name, known }: { readonly kind: string; readonly name: string; readonly known: readonly string[] },
): void {
  if (known.includes(name)) return;
  const accepted = nearestHint(name, known) ?? (known.length > 0 ? `known: ${known.join(', ')}` : undefined);
  complain(sections, section, path, { finding: `no ${kind} "${name}"`, ...(accepted && { accepted }) });
}

/** What build() returns; undefined when it throws a Failure, which is noted. */
export function attempt<T>(sections: Sections, section: SectionName, path: YamlPath, build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { place: _, ...parts } = error.parts;
    complain(sections, section, path, parts, error.code);
    return undefined;
  }
}
