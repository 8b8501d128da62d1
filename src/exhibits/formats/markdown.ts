/** Markdown with pipe tables, as GitHub and Pandoc read them. */
import type { Cell, Table } from '../tables/table.ts';
import { figureAsTable } from './figure-values.ts';
import type { Format } from './format.ts';
import { plain } from './plain.ts';

export const markdown: Format = {
  name: 'markdown',
  extension: 'md',
  async render(document, options) {
    const tables = document.exhibits.map((exhibit) =>
      exhibit.kind === 'table' ? exhibit.table : figureAsTable(exhibit.figure, options.language),
    );
    return tables.map(tableText).join('\n');
  },
};

function tableText(table: Table): string {
  const line = (fields: readonly string[]) => `| ${fields.join(' | ')} |`;
  const rules = table.columns.map(({ align }) => (align === 'right' ? '---:' : ':---'));
  const title = plain(table.title);
  const blocks = [
    ...(title === '' ? [] : [`**${inline(title)}**`]),
    ...table.banner.map((text) => `> ${paragraph(text)}`),
    [
      line(headerFields(table)),
      line(rules),
      ...table.rows
        .filter((row) => row.kind !== 'rule')
        .map((row) =>
          line(
            row.cells.flatMap((cell, index) =>
              fields(cell, index === 0 ? row.indent : 0, index === 0 && row.kind === 'group'),
            ),
          ),
        ),
    ].join('\n'),
    ...table.notes.map(paragraph),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** A pipe table has one header row: the levels are joined by `: `. */
function headerFields(table: Table): readonly string[] {
  const spread = table.header.map((row) => row.flatMap((cell) => Array<string>(cell.span).fill(plain(cell.text))));
  return table.columns.map((_, column) => {
    const parts = spread.map((row) => row[column] ?? '').filter((text) => text !== '');
    return inline(parts.join(': '));
  });
}

function fields(cell: Cell, indent: number, strong: boolean): readonly string[] {
  const text = inline(plain(cell.text));
  const shown = strong && text !== '' ? `**${text}**` : text;
  return ['&nbsp;'.repeat(indent * 3) + shown, ...Array<string>(cell.span - 1).fill('')];
}

/** Text that stands at the beginning of a line must not start a heading, list, quote or rule. */
function paragraph(text: string): string {
  return inline(plain(text))
    .replace(/^([-+=:])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Escapes what Markdown, its table and maths extensions and inline HTML would take as markup. */
function inline(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]#|~$^!]/g, '\\$&')
    .replace(/(https?|ftp):\/\//gi, '$1\\://')
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}\\.`);
}
