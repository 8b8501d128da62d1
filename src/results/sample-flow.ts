/** How many rows each step of the cleaning lost, and why. */
import type { Text } from './text.ts';

export interface FlowStep {
  readonly label: Text;
  /** rows left after the step */
  readonly rows: number;
  readonly lost: number;
  /** lost rows by cause, largest first; a row may be counted under several causes */
  readonly causes: readonly { readonly cause: string; readonly rows: number }[];
  /** counted notices that lose no row: values made missing, codes mapped, ... */
  readonly notices: readonly string[];
}

export interface SampleFlow {
  readonly sample: string;
  readonly source: string;
  readonly steps: readonly FlowStep[];
}
