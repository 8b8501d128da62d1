/** A condition on the rows of a frame, as steps, groups and equations carry it. */
import type { Frame } from './frame.ts';

export interface RowCondition {
  /** as the spec wrote it, for the sample flow */
  readonly text: string;
  readonly variables: readonly string[];
  /** 1 where true, 0 elsewhere (false or missing) */
  holds(frame: Frame): Uint8Array;
}
