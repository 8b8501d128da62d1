/** Groups by limits that the spec gives. */
import { Failure } from '../../errors/failure.ts';
import { getNumeric } from '../data/frame.ts';
import { type CategoryNaming, checkLevels, madeCategory, type NamedLevel, withCategory } from './created.ts';
import type { Step } from './step.ts';
import { cutWords } from './step-words.ts';

export interface Cut extends CategoryNaming {
  readonly of: string;
  /** limits, ascending */
  readonly at: readonly number[];
  /** one more than limits, from the smallest values to the largest */
  readonly levels: readonly NamedLevel[];
  /** the side of a limit that belongs to the group: `left` is [a, b), `right` is (a, b] */
  readonly closed?: 'left' | 'right';
}

/** Adds the group of a number between limits; below the first and above the last are groups too. Missing stays missing. */
export function cut({ of, at, levels, closed = 'left', ...naming }: Cut): Step {
  if (at.some((limit, index) => index > 0 && limit <= at[index - 1]!)) {
    throw new Failure('E-SPEC-VALUE', { finding: `the limits ${at.join(', ')} do not ascend` });
  }
  if (levels.length !== at.length + 1) {
    throw new Failure('E-SPEC-VALUE', {
      finding: `${levels.length} levels for ${at.length} limits`,
      accepted: `${at.length + 1} levels`,
    });
  }
  checkLevels(levels, naming);
  const beyond =
    closed === 'left'
      ? (value: number, limit: number) => value >= limit
      : (value: number, limit: number) => value > limit;
  return {
    reads: [of],
    creates: [naming.name],
    made: [madeCategory(naming, levels)],
    words: [cutWords({ of, at, levels, closed, ...naming })],
    run(frame) {
      const { values } = getNumeric(frame, of);
      const codes = Int32Array.from(values, (value) => {
        if (Number.isNaN(value)) return -1;
        let group = 0;
        while (group < at.length && beyond(value, at[group]!)) group++;
        return group;
      });
      return withCategory(frame, naming, codes, levels);
    },
  };
}
