/** The contract of a cleaning step: a frame in, a frame out, and every lost row counted. */
import type { FlowStep } from '../../results/sample-flow.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';

export interface Step {
  /** columns that must be there */
  readonly reads: readonly string[];
  /** columns that it adds */
  readonly creates: readonly string[];
  /** what it does, in a sentence each, for readers of the spec */
  readonly words?: readonly Text[];
  run(frame: Frame): { readonly frame: Frame; readonly flow: FlowStep };
}
