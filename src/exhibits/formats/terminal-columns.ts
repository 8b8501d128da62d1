/** How a table fits a terminal: which columns stand together, and how wide each is. */
import type { Table } from '../tables/table.ts';
import { displayWidth } from './display-width.ts';

export const GAP = 2;

/** One part of a folded table: indices of its columns (the stub first) and their widths. */
export interface Panel {
  readonly columns: readonly number[];
  readonly widths: readonly number[];
}

/** How wide each column wants to be, and the least that it can be shrunk to before the table is folded. */
interface Wishes {
  readonly natural: readonly number[];
  readonly least: readonly number[];
}

/** The whole table when it fits into `width`; else as few panels as possible, each with the stub. */
export function foldTable(table: Table, width: number): readonly Panel[] {
  const all = table.columns.map((_, index) => index);
  for (const headerLines of [1, 2]) {
    const { natural } = wishesOf(table, width, headerLines);
    if (sum(natural) + GAP * (natural.length - 1) <= width) return [{ columns: all, widths: natural }];
  }
  const wishes = wishesOf(table, width, 3);
  const whole = fitWidths(wishes, all, width);
  if (whole !== undefined) return [{ columns: all, widths: whole }];
  const panels: Panel[] = [];
  let current: number[] = [];
  const close = () => {
    if (current.length === 0) return;
    const columns = [0, ...current];
    panels.push({ columns, widths: fitWidths(wishes, columns, width) ?? squeeze(wishes, columns, width) });
    current = [];
  };
  for (const unit of units(table)) {
    if (fitWidths(wishes, [0, ...current, ...unit], width) === undefined) close();
    current.push(...unit);
  }
  close();
  return panels.length > 0 ? panels : [{ columns: all, widths: squeeze(wishes, all, width) }];
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

function wishesOf(table: Table, width: number, headerLines: number): Wishes {
  const natural = table.columns.map(() => 1);
  const words = table.columns.map(() => 1);
  for (const row of table.rows) {
    let column = 0;
    for (const cell of row.cells) {
      const indent = column === 0 ? row.indent * 2 : 0;
      if (cell.span === 1) {
        natural[column] = Math.max(natural[column]!, displayWidth(cell.text) + indent);
        words[column] = Math.max(words[column]!, longestWord(cell.text) + indent);
      }
      column += cell.span;
    }
  }
  for (const row of table.header) {
    let column = 0;
    for (const cell of row) {
      const needed = headerNeed(cell.text, headerLines) - GAP * (cell.span - 1);
      const covered = sum(natural.slice(column, column + cell.span));
      for (let short = needed - covered, at = 0; short > 0; short--, at++) natural[column + (at % cell.span)]! += 1;
      column += cell.span;
    }
  }
  const least = natural.map((wanted, column) => {
    if (table.columns[column]!.align === 'right') return wanted;
    // words stay whole while they leave room for the rest
    const text = Math.max(Math.min(words[column]!, Math.floor(width * 0.35)), leastText(width));
    return Math.min(wanted, text);
  });
  return { natural, least };
}

/** Headers may take some lines, but no word is broken, and a short one stays on one line. */
function headerNeed(text: string, lines: number): number {
  const width = displayWidth(text);
  return Math.max(Math.min(width, 8), longestWord(text), Math.ceil(width / lines));
}

/** East Asian text breaks anywhere, but not after every character. */
function longestWord(text: string): number {
  return Math.max(0, ...text.split(' ').map((word) => (/[\u2e80-\u9fff]/.test(word) ? 4 : displayWidth(word))));
}

function leastText(width: number): number {
  return Math.min(20, Math.max(8, Math.floor(width * 0.3)));
}

/** Widths within `width`, shrinking as far as `least`; undefined when that is not enough. */
function fitWidths(wishes: Wishes, columns: readonly number[], width: number): readonly number[] | undefined {
  const wanted = columns.map((column) => wishes.natural[column]!);
  const widths = columns.map((column) => wishes.least[column]!);
  let room = width - GAP * (columns.length - 1) - sum(widths);
  if (room < 0) return undefined;
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
function squeeze(wishes: Wishes, columns: readonly number[], width: number): readonly number[] {
  const natural = columns.map((column) => wishes.natural[column]!);
  const room = Math.max(natural.length * 2, width - GAP * (natural.length - 1));
  const widths = natural.map((one) => Math.max(2, Math.floor((one / sum(natural)) * room)));
  while (sum(widths) > room) widths[widths.indexOf(Math.max(...widths))]! -= 1;
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
