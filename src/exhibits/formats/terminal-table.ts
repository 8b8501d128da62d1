/** A table as lines of a terminal: laid out by cli-table3 without borders, ruled under the header and at the end. */
import type { ChalkInstance } from 'chalk';
import CliTable from 'cli-table3';
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { displayWidth, padText, wrapText } from './display-width.ts';
import { plain } from './plain.ts';
import { foldTable, GAP, type Panel } from './terminal-columns.ts';
import { headLines, noteLines } from './terminal-text.ts';

export function terminalTable(table: Table, width: number, paint: ChalkInstance): readonly string[] {
  const clean = alignNumbers(cleanTable(table));
  const panels = foldTable(clean, width);
  const body = panels.flatMap((panel, index) => [
    ...(panels.length === 1 ? [] : index === 0 ? [`(1/${panels.length})`] : ['', `(${index + 1}/${panels.length})`]),
    ...drawPanel(clean, panel, paint),
  ]);
  return [...headLines(table.title, table.banner, width, paint), ...body, ...noteLines(table.notes, width)];
}

function cleanTable(table: Table): Table {
  const clean = (cell: Cell): Cell => ({ ...cell, text: plain(cell.text) });
  return {
    ...table,
    header: table.header.map((row) => row.map(clean)),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(clean) })),
  };
}

/** Stars and closing brackets hang to the right of the digits, so that decimal points line up. */
function alignNumbers(table: Table): Table {
  const hang = table.columns.map(() => 0);
  forEachSingle(table.rows, (cell, column) => {
    if (cell.numeric) hang[column] = Math.max(hang[column]!, suffixOf(cell.text).length);
  });
  const padded = (cell: Cell, column: number, isHeader: boolean): Cell => {
    if (cell.span !== 1 || cell.align !== 'right' || cell.text === '' || column === 0) return cell;
    const used = isHeader || !cell.numeric ? 0 : suffixOf(cell.text).length;
    return { ...cell, text: cell.text + ' '.repeat(Math.max(0, hang[column]! - used)) };
  };
  const last = table.header.length - 1;
  return {
    ...table,
    header: table.header.map((row, level) =>
      level === last ? mapColumns(row, (cell, at) => padded(cell, at, true)) : row,
    ),
    rows: table.rows.map((row) => ({ ...row, cells: mapColumns(row.cells, (cell, at) => padded(cell, at, false)) })),
  };
}

function suffixOf(text: string): string {
  return /[^\d]*$/.exec(text)![0];
}

function mapColumns(cells: readonly Cell[], change: (cell: Cell, column: number) => Cell): readonly Cell[] {
  let column = 0;
  return cells.map((cell) => {
    const changed = change(cell, column);
    column += cell.span;
    return changed;
  });
}

function forEachSingle(rows: readonly TableRow[], visit: (cell: Cell, column: number) => void): void {
  for (const row of rows) {
    let column = 0;
    for (const cell of row.cells) {
      if (cell.span === 1) visit(cell, column);
      column += cell.span;
    }
  }
}

interface Line {
  readonly cells: readonly Cell[];
  readonly indent: number;
}

function drawPanel(table: Table, panel: Panel, paint: ChalkInstance): readonly string[] {
  const total = panel.widths.reduce((sum, width) => sum + width + GAP, -GAP);
  const rule = '─'.repeat(total);
  const header = table.header.flatMap((cells) => wrapRow({ cells: slice(cells, panel), indent: 0 }, panel, 'bottom'));
  const lines: (string | Line)[] = [...header, rule];
  for (const row of table.rows) {
    if (row.kind === 'rule') lines.push(rule);
    else lines.push(...wrapRow({ cells: slice(row.cells, panel), indent: row.indent * 2 }, panel, 'top'));
  }
  const ruled = table.rows.some((row) => row.kind === 'footer');
  return layOut(ruled ? lines : [...lines, rule], panel, paint);
}

/** The cells over the panel's columns; a spanning cell keeps what is left of it. */
function slice(cells: readonly Cell[], panel: Panel): readonly Cell[] {
  let start = 0;
  return cells.flatMap((cell) => {
    const end = start + cell.span;
    const span = panel.columns.filter((column) => column >= start && column < end).length;
    start = end;
    return span === 0 ? [] : [{ ...cell, span }];
  });
}

/** One line of cells for each line that the longest cell needs. */
function wrapRow(line: Line, panel: Panel, anchor: 'top' | 'bottom'): readonly Line[] {
  let column = 0;
  const wrapped = line.cells.map((cell, index) => {
    const width = spanWidth(panel, column, cell.span);
    column += cell.span;
    const indent = index === 0 ? Math.min(line.indent, Math.max(0, width - 4)) : 0;
    if (cell.align === 'right' && displayWidth(cell.text) <= width) return [cell.text];
    return wrapText(' '.repeat(indent) + cell.text, width, indent + (index === 0 && anchor === 'top' ? 2 : 0));
  });
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => ({
    indent: 0,
    cells: line.cells.map((cell, index) => {
      const lines = wrapped[index]!;
      const from = anchor === 'top' ? 0 : height - lines.length;
      return { ...cell, text: lines[at - from] ?? '' };
    }),
  }));
}

function spanWidth(panel: Panel, column: number, span: number): number {
  return panel.widths.slice(column, column + span).reduce((sum, width) => sum + width + GAP, -GAP);
}

/**
 * cli-table3 sees a stand-in for every cell, as wide as we measured the text: so its own measure of rare characters
 * cannot disagree with ours, and colour comes last.
 */
function layOut(lines: readonly (string | Line)[], panel: Panel, paint: ChalkInstance): readonly string[] {
  const rows = lines.filter((line): line is Line => typeof line !== 'string');
  const drawn: string[] = [];
  const grid = new CliTable({
    chars: NO_BORDERS,
    style: NO_STYLE,
    colWidths: panel.widths.map((width) => width + GAP - 1),
  });
  for (const row of rows) {
    let column = 0;
    grid.push(
      row.cells.map((cell) => {
        const text = padText(cell.text, spanWidth(panel, column, cell.span), cell.align);
        column += cell.span;
        drawn.push(
          `${cell.mark === 'significant' ? text.replace(/\S.*\S|\S/, (inner) => paint.cyan(inner)) : text}${' '.repeat(GAP - 1)}`,
        );
        return { content: `\ue000${'\ue001'.repeat(displayWidth(text) + GAP - 2)}`, colSpan: cell.span };
      }),
    );
  }
  let next = 0;
  const laid = grid.toString().replace(/\ue000\ue001*/g, () => drawn[next++]!);
  const texts = rows.length === 0 ? [] : laid.split('\n');
  let at = 0;
  return lines.map((line) => (typeof line === 'string' ? line : texts[at++]!.trimEnd()));
}

const NO_STYLE = { 'padding-left': 0, 'padding-right': 0, head: [], border: [] };
const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  // one column between cells is what cli-table3 counts with under spanning cells; the rest of the gap is in the cells
  middle: ' ',
};
