/** The kinds of cell that every shape is made of, and how their numbers are written. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { Cell, TableRow } from './table.ts';

export function textCell(text: string, align: Cell['align'] = 'left', span = 1): Cell {
  return { text, align, span };
}

export function blankCell(span = 1): Cell {
  return { text: '', align: 'left', span };
}

/** Something that was asked for and does not exist: a dash in print, empty in files of values. */
export function missingCell(): Cell {
  return { text: '–', align: 'right', span: 1, mark: 'missing' };
}

/** A number as text; an empty text (a missing number) becomes a dash. */
export function numberCell(text: string, significant = false): Cell {
  if (text === '') return missingCell();
  return { text, align: 'right', span: 1, numeric: true, ...(significant ? { mark: 'significant' as const } : {}) };
}

/** The numbers of a row with what made them; those that say so already are left as they are. */
export function madeBy(row: TableRow, source: readonly string[]): TableRow {
  return { ...row, cells: row.cells.map((cell) => cellMadeBy(cell, source)) };
}

export function cellMadeBy(cell: Cell, source: readonly string[]): Cell {
  return cell.numeric === true && cell.source === undefined ? { ...cell, source } : cell;
}

/** A count, with a separator between thousands (`1165`, or `1,165` with ','). NaN is ''. */
export function countText(count: number, separator = ''): string {
  const digits = formatFixed(count, 0);
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/** A p value with three decimals: `<0.001` below that, `>0.999` above 0.9995, '' for NaN. */
export function pValueText(p: number): string {
  if (Number.isNaN(p)) return '';
  if (p < 0.001) return '<0.001';
  if (p > 0.9995) return '>0.999';
  return formatFixed(p, 3);
}
