/** Which exhibits of a spec stand beside which published table: known from the text, before anything is run. */
import type { Analysis } from './paper.ts';
import { writtenSpec } from './written-spec.ts';

/** Names of exhibits by published table or figure, as the keys `published...` of the spec say. */
export function publishedTables(analysis: Analysis): ReadonlyMap<string, readonly string[]> {
  const spec = writtenSpec(analysis);
  const found = new Map<string, string[]>();
  for (const [section, exhibits] of [
    ['tables', analysis.tables],
    ['figures', analysis.figures],
  ] as const) {
    for (const name of exhibits.keys()) {
      for (const table of new Set(tablesNamed(spec?.at([section, name]), 0))) {
        found.set(table, [...(found.get(table) ?? []), name]);
      }
    }
  }
  return found;
}

/** A table's id stands alone beside the shape's other keys; deeper, and for single cells, it begins the name of a cell. */
function tablesNamed(value: unknown, depth: number): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (!key.startsWith('published')) return tablesNamed(part, depth + 1);
    const texts = typeof part === 'string' ? [part] : Object.values((part ?? {}) as object).map(String);
    const cells = texts.filter((text) => text.includes('.')).map((text) => text.slice(0, text.indexOf('.')));
    return depth === 1 && typeof part === 'string' && !part.includes('.') ? [part, ...cells] : cells;
  });
}
