/** Printed numbers by name, and the patterns that name several. */
import type { Published, PublishedCell } from '../published/schema.ts';

/** A printed cell that holds a number. */
export type NumberCell = Exclude<PublishedCell, { type: 'none' | 'text' | 'flag' | 'year' }>;

/** Every printed number of the tables by `table.row.column`. */
export function numberCells(published: Published): ReadonlyMap<string, NumberCell> {
  const cells = new Map<string, NumberCell>();
  for (const table of published.tables) {
    for (const row of table.rows) {
      for (const [column, cell] of Object.entries(row.cells)) {
        if (cell.type === 'none' || cell.type === 'text' || cell.type === 'flag' || cell.type === 'year') continue;
        cells.set(`${table.id}.${row.key}.${column}`, cell);
      }
    }
  }
  return cells;
}

/** Whether a name is one of a pattern's: `*` stands for any text without a dot. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[^.]*');
  return new RegExp(`^${source}$`).test(name);
}

export function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, name));
}
