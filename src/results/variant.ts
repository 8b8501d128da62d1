/** One command under other settings: what it found and how it stands beside the published numbers. */
import type { Comparison } from './comparison.ts';
import type { ModelResult } from './estimates.ts';
import type { Text } from './text.ts';

export interface VariantResult {
  /** the command, and the name that its spec gives the settings; absent for the command as it stands */
  readonly command: string;
  readonly name?: string;
  readonly label: Text;
  /** `path=value`, as applied after those of the run */
  readonly settings: readonly string[];
  readonly models: Readonly<Record<string, ModelResult>>;
  readonly comparisons: readonly Comparison[];
  readonly warnings: readonly string[];
  /** why there are no numbers: the message of the failure */
  readonly failed?: string;
}
