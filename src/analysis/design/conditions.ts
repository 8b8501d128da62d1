/** Conditions on rows that estimators make themselves. */
import { getColumn } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import type { RowFilter } from './design.ts';

/** The condition that every one of the conditions holds; undefined when there is none. */
export function allOf(conditions: readonly (RowFilter | undefined)[]): RowFilter | undefined {
  const given = conditions.flatMap((condition) => (condition === undefined ? [] : (condition.parts ?? [condition])));
  if (given.length < 2) return given[0];
  return {
    text: given.map((condition) => condition.text).join(' and '),
    variables: [...new Set(given.flatMap((condition) => condition.variables))],
    parts: given,
    holds(frame) {
      const all = new Uint8Array(frame.rows).fill(1);
      for (const condition of given) {
        const holds = condition.holds(frame);
        for (let i = 0; i < all.length; i++) all[i]! &= holds[i]!;
      }
      return all;
    },
  };
}

/** The condition that a numeric column is above zero (false for a categorical column). */
export function positive(variable: string): RowCondition {
  return {
    text: `${variable} > 0`,
    variables: [variable],
    holds(frame) {
      const column = getColumn(frame, variable);
      if (column.kind === 'categorical') return new Uint8Array(frame.rows);
      return Uint8Array.from(column.values, (value) => (value > 0 ? 1 : 0));
    },
  };
}
