/** Tables of the report's own: a header, texts and numbers, no heading numbers. */
import { missingCell, numberCell, textCell } from '../tables/cell.ts';
import type { Cell, Table } from '../tables/table.ts';

/** A text is left, a number (as text) right; undefined is a dash. */
export type PlainCell =
  | string
  | { readonly text: string; readonly source: readonly string[] }
  | { readonly number: string; readonly source?: readonly string[] }
  | undefined;

export function plainTable(
  { id, title, notes = [] }: { readonly id: string; readonly title: string; readonly notes?: readonly string[] },
  header: readonly string[],
  rows: readonly (readonly PlainCell[])[],
): Table {
  const numeric = header.map((_, column) => rows.some((row) => isNumber(row[column])));
  const align = (column: number) => (numeric[column] ? 'right' : 'left');
  return {
    id,
    title,
    banner: [],
    columns: header.map((_, column) => ({ align: align(column) })),
    header: [header.map((text, column) => textCell(text, align(column)))],
    rows: rows.map((row) => ({ kind: 'body', indent: 0, cells: row.map(cellOf) })),
    notes,
  };
}

function isNumber(cell: PlainCell): cell is Extract<PlainCell, { readonly number: string }> {
  return typeof cell === 'object' && 'number' in cell;
}

function cellOf(cell: PlainCell): Cell {
  if (cell === undefined) return missingCell();
  if (typeof cell === 'string') return textCell(cell);
  if (!isNumber(cell)) return { ...textCell(cell.text), source: cell.source };
  const { number, source } = cell;
  return { ...numberCell(number), ...(source !== undefined && { source }) };
}
