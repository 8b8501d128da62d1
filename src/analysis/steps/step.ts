/** The contract of a cleaning step: a frame in, a frame out, and every lost row counted. */
import type { Measure } from '../../results/measure.ts';
import type { FlowStep } from '../../results/sample-flow.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';

/** What a step knows of a column that it adds, before any data. */
export interface MadeColumn {
  readonly name: string;
  readonly label: Text;
  readonly unit?: Text;
  readonly measure?: Measure;
  /** its values are levels; the label of the one that models leave out, where it is known */
  readonly category?: { readonly reference?: Text };
  /** the column that it is the logarithm of, where it is one of a single column */
  readonly logOf?: string;
  /** of a time of adoption: the column whose levels adopt */
  readonly adoptedBy?: string;
}

export interface Step {
  /** columns that must be there */
  readonly reads: readonly string[];
  /** columns that it adds */
  readonly creates: readonly string[];
  /** what is known of them, where something is */
  readonly made?: readonly MadeColumn[];
  /** what it does, in a sentence each, for readers of the spec */
  readonly words?: readonly Text[];
  run(frame: Frame): { readonly frame: Frame; readonly flow: FlowStep };
}
