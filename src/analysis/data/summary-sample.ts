/** What every row of a summary is computed from: the frame, its groups, and how often each row counts. */
import type { Frame } from './frame.ts';
import type { SampleGroups } from './summary-groups.ts';

export interface SummarySample {
  readonly frame: Frame;
  readonly groups: SampleGroups;
  /** whole numbers, or null where every row counts once */
  readonly weights: Float64Array | null;
}

/** Rows between which a test compares: the group of each (-1 for none). */
export interface Compared {
  readonly codes: Int32Array;
  readonly groups: number;
  readonly weights: Float64Array | null;
}

/** The groups as a test needs them; E-SPEC-VALUE when they cannot be compared. */
export function compared({ groups, weights }: SummarySample): Compared {
  return { codes: groups.codes(), groups: groups.tested, weights };
}

/** How many observations some rows stand for. */
export function observations(rows: Iterable<number>, weights: Float64Array | null): number {
  let total = 0;
  for (const row of rows) total += weights === null ? 1 : weights[row]!;
  return total;
}

/** The cell of a group before anything is known of it. */
export const EMPTY_CELL = {
  mean: Number.NaN,
  sd: Number.NaN,
  count: Number.NaN,
  share: Number.NaN,
  confLow: Number.NaN,
  confHigh: Number.NaN,
};
