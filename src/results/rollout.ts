/** A policy roll-out as the spec declares it: which unit adopted when. */
import type { Text } from './text.ts';

export interface RolloutEntry {
  /** the unit as the data name it */
  readonly unit: string;
  readonly label: Text;
  /** time of adoption, on the scale of the time column */
  readonly year: number;
  /** the programme, where a roll-out holds several */
  readonly programme?: string;
  /** what kind of programme it was */
  readonly model?: Text;
  readonly note?: Text;
}

export interface Rollout {
  readonly id: string;
  readonly label: Text;
  readonly programmes: readonly { readonly name: string; readonly label: Text }[];
  /** in the order of the spec */
  readonly entries: readonly RolloutEntry[];
}
