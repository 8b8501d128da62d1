/** The records of a document for files of values: title, banner, header, rows, notes of each exhibit, all of one width. */
import type { Language } from '../../results/text.ts';
import type { Cell, Table } from '../tables/table.ts';
import { figureAsTable } from './figure-values.ts';
import type { Document } from './format.ts';
import { plain } from './plain.ts';

/** One record per line; exhibits are parted by an empty record. Every field is final text, guarded but not yet quoted. */
export function documentRecords(document: Document, language: Language): readonly (readonly string[])[] {
  const blocks = document.exhibits.map((exhibit) =>
    tableRecords(exhibit.kind === 'table' ? exhibit.table : figureAsTable(exhibit.figure, language)),
  );
  const width = Math.max(1, ...blocks.flat().map((record) => record.length));
  const records = blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
  return records.map((record) => [...record, ...Array<string>(width - record.length).fill('')]);
}

function tableRecords(table: Table): readonly (readonly string[])[] {
  const lines = (texts: readonly string[]) => texts.map((text) => [guarded(plain(text))]);
  return [
    ...lines(table.title === '' ? [] : [table.title]),
    ...lines(table.banner),
    headerRecord(table),
    ...table.rows.filter((row) => row.kind !== 'rule').map((row) => row.cells.flatMap(field)),
    ...lines(table.notes),
  ];
}

/** All header rows in one record: `Amount | ME`, so that every column has a name of its own. */
function headerRecord(table: Table): readonly string[] {
  const spread = table.header.map((row) => row.flatMap((cell) => Array<string>(cell.span).fill(plain(cell.text))));
  return table.columns.map((_, column) => {
    const parts = spread.map((row) => row[column] ?? '').filter((text) => text !== '');
    return guarded(parts.filter((text, index) => text !== parts[index - 1]).join(' | '));
  });
}

function field(cell: Cell): readonly string[] {
  const blanks = Array<string>(cell.span - 1).fill('');
  if (cell.mark === 'missing') return ['', ...blanks];
  const text = plain(cell.text);
  if (cell.numeric !== true) return [guarded(text), ...blanks];
  // a spreadsheet or a reader of values wants 20000, not 20,000
  return [/^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text, ...blanks];
}

/**
 * Spreadsheets run a text that begins with = + - or @ as a formula; an apostrophe keeps it a text. One that has the
 * apostrophe already gets another, so that taking one away always gives the label back.
 */
function guarded(text: string): string {
  return /^'*\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
