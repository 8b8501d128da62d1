/** The event times behind the event-time terms of a design: what each row is, before windows and bins. */
import { getNumeric } from '../analysis/data/frame.ts';
import type { Design } from '../analysis/design/design.ts';
import { eventRows } from '../analysis/terms/event-rows.ts';
import { isEventTime } from '../analysis/terms/event-time.ts';

interface EventTimes {
  readonly window: readonly [number, number];
  readonly reference: number;
  readonly ends: { readonly left: string; readonly right: string };
  /** per row of the design; NaN for units that never adopted */
  readonly time: Float64Array;
}

/** By the name of the term, the terms of the equation that are event times. */
export function eventTimesOf({ equation, frame }: Design): ReadonlyMap<string, EventTimes> {
  return new Map(
    equation.terms.filter(isEventTime).map(({ name, event }) => {
      const { adopted, time, window, reference, ends } = event;
      const rows = eventRows(event, getNumeric(frame, adopted).values, getNumeric(frame, time).values);
      return [name, { window, reference, ends, time: rows.time }];
    }),
  );
}
