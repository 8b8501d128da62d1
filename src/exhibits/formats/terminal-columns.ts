/** How a table fits a terminal: which columns stand together, and how wide each is. */
import type { Table } from '../tables/table.ts';
import { displayWidth } from './display-width.ts';

export const GAP = 2;

/** One part of a folded table: indices of its columns (the stub first) and their widths. */
export interface Panel {
  readonly columns: readonly number[];
  readonly widths: readonly number[];
}

/** The whole table when it fits into `width`; else as few panels as possible, each with the stub. */
export function foldTable(table: Table, width: number): readonly Panel[] {
  const natural = naturalWidths(table);
  const all = table.columns.map((_, index) => index);
  const whole = fitWidths(table, natural, all, width);
  if (whole !== undefined) return [{ columns: all, widths: whole }];
  const panels: Panel[] = [];
  let current: number[] = [];
  const close = () => {
    if (current.length === 0) return;
    const columns = [0, ...current];
    const widths =
      fitWidths(table, natural, columns, width) ??
      squeeze(
        columns.map((column) => natural[column]!),
        width,
      );
    panels.push({ columns, widths });
    current = [];
  };
  for (const unit of units(table)) {
    if (fitWidths(table, natural, [0, ...current, ...unit], width) === undefined) close();
    current.push(...unit);
  }
  close();
  return panels.length > 0 ? panels : [{ columns: all, widths: squeeze(natural, width) }];
}

/** Columns that must not be parted: those under one spanning header (an estimate and its standard error). */
function units(table: Table): readonly (readonly number[])[] {
  const spanning = table.header.filter((row) => row.some((cell) => cell.span > 1));
  const finest = spanning.toSorted((a, b) => b.length - a.length)[0];
  if (finest === undefined) return table.columns.slice(1).map((_, index) => [index + 1]);
  const found: number[][] = [];
  let start = 0;
  for (const cell of finest) {
    const unit = Array.from({ length: cell.span }, (_, offset) => start + offset).filter((column) => column > 0);
    if (unit.length > 0) found.push(unit);
    start += cell.span;
  }
  return found;
}

function naturalWidths(table: Table): number[] {
  const widths = table.columns.map(() => 1);
  for (const row of table.rows) {
    let column = 0;
    for (const cell of row.cells) {
      const indent = column === 0 ? row.indent * 2 : 0;
      if (cell.span === 1) widths[column] = Math.max(widths[column]!, displayWidth(cell.text) + indent);
      column += cell.span;
    }
  }
  for (const row of table.header) {
    let column = 0;
    for (const cell of row) {
      const needed = headerNeed(cell.text) - GAP * (cell.span - 1);
      const covered = widths.slice(column, column + cell.span).reduce((sum, width) => sum + width, 0);
      for (let short = needed - covered, at = 0; short > 0; short--, at++) widths[column + (at % cell.span)]! += 1;
      column += cell.span;
    }
  }
  return widths;
}

/** Headers may take three lines, but no word is broken, and a short one stays on one line. */
function headerNeed(text: string): number {
  const width = displayWidth(text);
  const words = text.split(' ').map((word) => (/[\u2e80-\u9fff]/.test(word) ? 4 : displayWidth(word)));
  return Math.max(Math.min(width, 8), ...words, Math.ceil(width / 3));
}

/** What a text column may be shrunk to before the table is folded. */
function leastText(width: number): number {
  return Math.min(20, Math.max(8, Math.floor(width * 0.3)));
}

/** Widths within `width`, shrinking text columns as far as leastText; undefined when that is not enough. */
function fitWidths(
  table: Table,
  natural: readonly number[],
  columns: readonly number[],
  width: number,
): readonly number[] | undefined {
  const wanted = columns.map((column) => natural[column]!);
  const least = columns.map((column, index) =>
    table.columns[column]!.align === 'left' ? Math.min(wanted[index]!, leastText(width)) : wanted[index]!,
  );
  let room = width - GAP * (columns.length - 1) - sum(least);
  if (room < 0) return undefined;
  const widths = [...least];
  while (room > 0) {
    const shortest = widths.map((one, index) => wanted[index]! - one);
    const most = Math.max(...shortest);
    if (most <= 0) break;
    widths[shortest.indexOf(most)]! += 1;
    room -= 1;
  }
  return widths;
}

/** The last resort: every column shrinks in proportion, and its texts are broken. */
function squeeze(natural: readonly number[], width: number): readonly number[] {
  const room = Math.max(natural.length * 2, width - GAP * (natural.length - 1));
  const widths = natural.map((one) => Math.max(2, Math.floor((one / sum(natural)) * room)));
  while (sum(widths) > room) widths[widths.indexOf(Math.max(...widths))]! -= 1;
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
