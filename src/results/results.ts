/** Everything one run found: the documented, versioned record that JSON writes and every other format draws. */
import type { Comparison } from './comparison.ts';
import type { ModelResult } from './estimates.ts';
import type { SampleFlow } from './sample-flow.ts';
import type { Summary } from './summary.ts';
import type { Text } from './text.ts';
import type { VariableInfo } from './variable.ts';

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
  /** labels of the variables behind terms and rows; without an entry a table shows the term's own label */
  readonly variables?: Readonly<Record<string, VariableInfo>>;
  readonly comparisons: readonly Comparison[];
  readonly warnings: readonly string[];
}
