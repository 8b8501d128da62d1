/** The columns of two data files by their fingerprints: which of them differ, without a value of either. */
import type { ColumnFingerprint } from './run-schema.ts';

export type ColumnState = 'same' | 'differs' | 'not told' | 'not read';

export interface ColumnVerdict {
  readonly column: string;
  readonly state: ColumnState;
  /** why it cannot be told, or what differs besides the hash */
  readonly detail: string;
}

export function compareColumns(
  recorded: readonly ColumnFingerprint[],
  given: readonly ColumnFingerprint[],
): ColumnVerdict[] {
  const byName = new Map(given.map((one) => [one.column, one]));
  return recorded.map((before): ColumnVerdict => {
    const { column } = before;
    const after = byName.get(column);
    if (after === undefined) return { column, state: 'not read', detail: '' };
    const counts = differences(before, after);
    if (counts !== '') return { column, state: 'differs', detail: counts };
    if (before.sha256 === undefined || after.sha256 === undefined) {
      return { column, state: 'not told', detail: before.omitted ?? after.omitted ?? '' };
    }
    return { column, state: before.sha256 === after.sha256 ? 'same' : 'differs', detail: '' };
  });
}

function differences(before: ColumnFingerprint, after: ColumnFingerprint): string {
  const said = (['kind', 'rows', 'missing', 'distinct'] as const).flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    return was === undefined || is === undefined || was === is ? [] : [`${field} ${was}, now ${is}`];
  });
  return said.join('; ');
}
