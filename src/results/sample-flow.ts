/** How many rows each step of the cleaning lost, and why. */
import type { ComponentAnalysis } from './components.ts';
import type { Text } from './text.ts';

export interface FlowStep {
  readonly label: Text;
  /** rows left after the step */
  readonly rows: number;
  readonly lost: number;
  /** lost rows by cause, largest first; a row may be counted under several causes */
  readonly causes: readonly { readonly cause: string; readonly rows: number }[];
  /** counted notices that lose no row: values made missing, codes mapped, ... */
  readonly notices: readonly Text[];
  /** principal-component analyses that made a column */
  readonly components?: readonly ComponentAnalysis[];
}

export interface SampleFlow {
  readonly sample: string;
  readonly label?: Text;
  /** names of the data files */
  readonly source: string;
  /** the sample that this one starts from: the first `steps` of the steps below are those of that sample */
  readonly from?: { readonly sample: string; readonly steps: number };
  readonly steps: readonly FlowStep[];
}
