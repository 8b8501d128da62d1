/** The contract of a draw: a numbered task that may run anywhere and always finds the same. */

/** What one draw found: numbers, and a word where there is something to count (why there are no numbers). */
export interface DrawOutcome {
  readonly values: readonly number[];
  /** empty when all went well */
  readonly note: string;
}

/**
 * Tasks 0, 1, ..., count - 1. `compute` depends on the number alone, never on an earlier draw, so that order, thread and
 * interruption cannot change a byte; it throws only for faults that end the whole run.
 */
export interface DrawJob {
  readonly count: number;
  compute(draw: number): DrawOutcome;
}

/** How far a run of draws is. */
export interface DrawProgress {
  readonly done: number;
  readonly of: number;
  /** draws of `done` that were read from the log of an earlier run */
  readonly resumed: number;
  /** draws of `done` with a note */
  readonly noted: number;
}

/** A module that serves draws in worker threads (see serveDraws), and what it builds the same job from: anything that can be cloned. */
export interface DrawWorkers {
  readonly entry: string | URL;
  readonly data: unknown;
}

/** Where finished draws are kept while others run. */
export interface DrawCheckpoint {
  readonly file: string;
  /** a hash of everything that the outcomes depend on: only draws under the same key are taken up again */
  readonly key: string;
  readonly resume: boolean;
}
