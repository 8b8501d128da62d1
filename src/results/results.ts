/** Everything one run found: the documented, versioned record that JSON writes and every other format draws. */
import type { AuditResult } from './audit.ts';
import type { Comparison } from './comparison.ts';
import type { Difference } from './difference.ts';
import type { ModelResult } from './estimates.ts';
import type { ExpectationOutcome } from './expectation.ts';
import type { KeySentence } from './key-sentence.ts';
import type { LintFinding } from './lint-finding.ts';
import type { MediationResult } from './mediation.ts';
import type { PlaceboResult } from './placebo.ts';
import type { ReadingsResult, RemainingReadings } from './readings.ts';
import type { Rollout } from './rollout.ts';
import type { SampleFlow } from './sample-flow.ts';
import type { SplitResult } from './split.ts';
import type { Summary } from './summary.ts';
import type { Text } from './text.ts';
import type { VariableInfo } from './variable.ts';
import type { VariantResult } from './variant.ts';

export const RESULTS_SCHEMA = 'replication-results/1';

export interface DataSource {
  /** name as given on the command line, without its folder */
  readonly name: string;
  readonly sha256: string;
  readonly rows: number;
  readonly columns: number;
  readonly encoding: string;
  /** true when the codebook says that a recipe made the file */
  readonly synthetic: boolean;
}

export interface Provenance {
  readonly program: string;
  readonly version: string;
  readonly paper: string;
  readonly specSha256: string;
  readonly settings: readonly string[];
  /** what the spec says, settings applied, of what was run: values by path, long or private ones as a hash */
  readonly specKeys?: Readonly<Record<string, string>>;
  readonly seed?: number;
  readonly data: readonly DataSource[];
}

export interface Results {
  readonly schema: typeof RESULTS_SCHEMA;
  readonly provenance: Provenance;
  /** shown with every exhibit: synthetic data, settings that leave the paper's, ... */
  readonly notices: readonly Text[];
  readonly flows: readonly SampleFlow[];
  readonly models: Readonly<Record<string, ModelResult>>;
  readonly summaries: Readonly<Record<string, Summary>>;
  /** roll-outs of the spec that an exhibit shows, as declared */
  readonly rollouts?: Readonly<Record<string, Rollout>>;
  readonly mediations?: Readonly<Record<string, MediationResult>>;
  readonly splits?: Readonly<Record<string, SplitResult>>;
  readonly placebos?: Readonly<Record<string, PlaceboResult>>;
  /** labels of the variables behind terms and rows; without an entry a table shows the term's own label */
  readonly variables?: Readonly<Record<string, VariableInfo>>;
  readonly comparisons: readonly Comparison[];
  /** the printed numbers held against each other, where `audit` ran */
  readonly audit?: AuditResult;
  /** the other readings of a command, where they were asked for */
  readonly variants?: readonly VariantResult[];
  /** the readings that a text leaves open, ranked by the published cells that each reproduces, where `solve` ran */
  readonly readings?: readonly ReadingsResult[];
  /** the readings that the printed numbers alone rule out, where `solve --no-data` ran */
  readonly remaining?: readonly RemainingReadings[];
  /** key results in a sentence each, where the spec names some */
  readonly sentences?: readonly KeySentence[];
  /** what the linter says of the spec, where `check` or a report ran it */
  readonly lint?: readonly LintFinding[];
  /** what the spec expects and what came out, where it was asked for */
  readonly expectations?: readonly ExpectationOutcome[];
  /** what moved between two runs, where `diff` ran */
  readonly difference?: Difference;
  readonly warnings: readonly string[];
}
