/** How wide the columns of a table want to be on paper, and whether they are too wide for an upright sheet. */
import type { Table } from '../tables/table.ts';
import { displayWidth } from './display-width.ts';

/** Characters on an upright A4 sheet in the small type of printed tables. */
const SHEET = 122;
/** Between two columns. */
const GAP = 3;
/** Where headers and texts fold. */
const HEADER = 16;
const TEXT = 30;

/** By the characters of the columns; numbers do not fold, headers and texts do. */
export function needsTurnedPage(table: Table): boolean {
  return columnCharacters(table, HEADER, TEXT).reduce((sum, width) => sum + width + GAP, 0) > SHEET;
}

/** The characters of each column: numbers whole, headers and texts up to where they fold. Cells over several columns do not count. */
export function columnCharacters({ header, rows, columns }: Table, headerMost: number, textMost: number): number[] {
  const widths = columns.map(() => 0);
  const take = (cells: Table['header'][number], most: number) => {
    let column = 0;
    for (const { text, span, numeric } of cells) {
      const width = numeric === true ? displayWidth(text) : Math.min(displayWidth(text), most);
      if (span === 1) widths[column] = Math.max(widths[column] ?? 0, width);
      column += span;
    }
  };
  for (const row of header) take(row, headerMost);
  for (const { cells } of rows) take(cells, textMost);
  return widths;
}
