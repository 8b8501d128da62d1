/** The contract of a rule: what it looks at, and what it says of a spec that it finds fault with. */
import type { Frame } from '../analysis/data/frame.ts';
import type { Checked, SeenDesign } from '../pipeline/check-analysis.ts';
import type { LintSeverity } from '../results/lint-finding.ts';
import type { Bilingual } from '../results/text.ts';
import type { loadPublished } from '../spec/load-published.ts';
import type { Analysis } from '../spec/paper.ts';
import type { WrittenSpec } from '../spec/written-spec.ts';
import type { YamlPath } from '../yaml/document.ts';
import type { SpecEdit } from '../yaml/edit.ts';
import type { WrittenModel } from './written-models.ts';

export interface LintContext {
  readonly analysis: Analysis;
  readonly written: WrittenSpec;
  readonly models: readonly WrittenModel[];
  /** the printed numbers beside the spec, where there are some */
  readonly published?: ReturnType<typeof loadPublished>;
}

/** One thing found. Paths are those of the written spec with term sets written out; the place follows from them. */
export interface Found {
  readonly path: YamlPath;
  readonly finding: Bilingual;
  /** the rule's own unless given */
  readonly remedy?: Bilingual;
  /** what the finding is about where several share its place: the name of a model */
  readonly of?: string;
  /** the mechanical cure: all of them or none; paths are written paths as the place has them */
  readonly edits?: readonly SpecEdit[];
}

/** A step of a sample with the frames around it. */
export interface SeenStep {
  readonly sample: string;
  readonly index: number;
  /** the word of the step and what it was given */
  readonly word: string;
  readonly options: unknown;
  readonly path: YamlPath;
  readonly before: Frame;
  readonly after: Frame;
}

/** An equation of a model with its design. */
export interface SeenEquation extends SeenDesign {
  readonly written: WrittenModel;
}

/** Hooks are called where their matter is at hand; a rule without `spec` needs data. */
export interface Rule {
  readonly id: string;
  readonly severity: LintSeverity;
  /** what it finds, why that matters, what to do, and where it is argued: a line each, for docs/lint.md */
  readonly finds: string;
  readonly why: string;
  readonly remedy: Bilingual;
  readonly source: string;
  /** a fragment that it finds, and one that it does not */
  readonly example: { readonly found: string; readonly mended: string };
  /** whether it has a mechanical cure */
  readonly fixes?: true;
  readonly spec?: (context: LintContext) => Iterable<Found>;
  readonly step?: (step: SeenStep, context: LintContext) => Iterable<Found>;
  readonly sample?: (name: string, frame: Frame, context: LintContext) => Iterable<Found>;
  readonly equation?: (equation: SeenEquation, context: LintContext) => Iterable<Found>;
  /** after everything was built */
  readonly data?: (checked: Checked, context: LintContext) => Iterable<Found>;
}
