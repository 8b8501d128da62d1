/** A policy roll-out as data: which unit adopted what, and when. */
import type { Text } from '../../results/text.ts';

export interface RolloutEntry {
  /** the unit as the codebook names the level of its column */
  readonly unit: string;
  /** year (or other time) of adoption */
  readonly year: number;
  /** what was adopted, where a roll-out lists several programmes */
  readonly programme?: string;
  /** the unit's name in tables */
  readonly label?: Text;
  /** the form in which it was adopted */
  readonly model?: Text;
  readonly note?: Text;
}

export interface Rollout {
  readonly name: string;
  readonly label: Text;
  /** what tables call the programmes, by name */
  readonly programmes: ReadonlyMap<string, Text>;
  readonly entries: readonly RolloutEntry[];
}
