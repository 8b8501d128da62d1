/** A cell of a table that stands beside a printed number that is not there. */
import type { Found, LintContext, Rule } from '../rule.ts';
import { isRecord, recordOf, textOf } from '../written-choice.ts';

export const publishedName: Rule = {
  id: 'L075-published-name-unknown',
  severity: 'error',
  finds: 'a published table, column or row that published.yaml does not have',
  why: 'the comparison leaves the cell out, so a number that differs is not seen',
  remedy: {
    en: 'use a name of published.yaml, or take the mapping out',
    zh: '使用 published.yaml 中的名称，或删去该对应',
  },
  source: 'CONTRIBUTING.md, a paper',
  example: { found: 'rows: [{ variable: age, published: agee }]', mended: 'rows: [{ variable: age, published: age }]' },
  *spec(context) {
    if (context.published === undefined) return;
    for (const section of ['tables', 'figures'] as const) {
      for (const [name, value] of Object.entries(recordOf(context.written.at([section])))) {
        for (const [shape, options] of Object.entries(recordOf(value))) {
          if (isRecord(options)) yield* inShape([section, name, shape], options, context);
        }
      }
    }
  },
};

function* inShape(
  path: readonly string[],
  options: Readonly<Record<string, unknown>>,
  { published }: LintContext,
): Iterable<Found> {
  const id = textOf(options.published);
  if (id === undefined || published === undefined) return;
  const figure = published.figures.find((one) => one.id === id);
  const table = published.tables.find((one) => one.id === id);
  if (table === undefined) {
    if (figure === undefined)
      yield { path: [...path, 'published'], finding: { en: `no table or figure "${id}"`, zh: `没有表或图“${id}”` } };
    return;
  }
  const columns = new Set(table.columns.map((column) => column.id));
  const rows = new Set(table.rows.map((row) => row.key));
  for (const { value, at, list } of mappings(options, path)) {
    const known = list === 'columns' ? columns : rows;
    if (known.has(value)) continue;
    const [en, zh] = list === 'columns' ? ['column', '列'] : ['row', '行'];
    yield { path: at, finding: { en: `${id} has no ${en} "${value}"`, zh: `${id} 没有${zh}“${value}”` } };
  }
}

interface Mapping {
  readonly value: string;
  readonly at: readonly (string | number)[];
  readonly list: 'columns' | 'rows';
}

/** Every `published:` in lists of columns and of rows, and the entries of published_columns and published_rows. */
function* mappings(options: Readonly<Record<string, unknown>>, path: readonly (string | number)[]): Iterable<Mapping> {
  for (const [key, part] of Object.entries(options)) {
    const list = key === 'columns' || key === 'published_columns' ? 'columns' : 'rows';
    if (key === 'published_columns' || key === 'published_rows') yield* texts(part, [...path, key], list);
    if (!Array.isArray(part)) continue;
    for (const [index, item] of part.entries()) yield* named(item, [...path, key, index], list);
  }
}

function* named(item: unknown, path: readonly (string | number)[], list: Mapping['list']): Iterable<Mapping> {
  if (!isRecord(item)) return;
  yield* texts(item.published, [...path, 'published'], list);
  for (const [key, part] of Object.entries(item)) {
    if (!Array.isArray(part)) continue;
    for (const [index, inner] of part.entries()) yield* named(inner, [...path, key, index], list);
  }
}

function* texts(value: unknown, at: readonly (string | number)[], list: Mapping['list']): Iterable<Mapping> {
  const text = textOf(value);
  if (text !== undefined) yield { value: text, at, list };
  else for (const [key, part] of Object.entries(recordOf(value))) yield* texts(part, [...at, key], list);
}
