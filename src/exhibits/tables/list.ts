/** A plain list with a heading row: what `check` and `explain` print. */
import { numberCell, textCell } from './cell.ts';
import type { Cell, Table } from './table.ts';

/** The first row is the header; columns of whole numbers are aligned right. */
export function listTable(id: string, title: string, [header = [], ...rows]: readonly (readonly string[])[]): Table {
  const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => /^\d+$/.test(row[column] ?? '')));
  const cell = (text: string, column: number): Cell => (numeric[column] ? numberCell(text) : textCell(text));
  return {
    id,
    title,
    banner: [],
    columns: header.map((_, column) => ({ align: numeric[column] ? 'right' : 'left' })),
    header: [header.map(cell)],
    rows: rows.map((row) => ({ kind: 'body', indent: 0, cells: row.map(cell) })),
    notes: [],
  };
}
