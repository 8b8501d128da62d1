/** Rows and units behind every event time of a window. */
import type { eventTimesOf } from '../pipeline/event-times-of.ts';
import type { Keys } from './groups.ts';

type EventTimes = ReturnType<typeof eventTimesOf> extends ReadonlyMap<string, infer T> ? T : never;

interface EventCount {
  readonly at: number;
  readonly rows: number;
  /** units among the rows; 0 without a column of units */
  readonly units: number;
}

/** Event times in order; binned ends count the rows that they take in. */
export function eventCounts({ window: [low, high], ends, time }: EventTimes, units?: Keys): readonly EventCount[] {
  const counts = Array.from({ length: high - low + 1 }, (_, index) => ({
    at: low + index,
    rows: 0,
    units: new Set<number>(),
  }));
  for (let row = 0; row < time.length; row++) {
    const at = time[row]!;
    if (Number.isNaN(at) || (at < low && ends.left !== 'bin') || (at > high && ends.right !== 'bin')) continue;
    const count = counts[Math.min(Math.max(at, low), high) - low]!;
    count.rows++;
    if (units !== undefined) count.units.add(units.codes[row]!);
  }
  return counts.map((count) => ({ ...count, units: count.units.size }));
}

/** Rows of adopting units outside a window whose end is coded as zero. */
export function zeroedRows({ window: [low, high], ends, time }: EventTimes): number {
  return time.reduce(
    (rows, at) => rows + ((at < low && ends.left === 'zero') || (at > high && ends.right === 'zero') ? 1 : 0),
    0,
  );
}
