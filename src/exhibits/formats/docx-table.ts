/** A table as a native Word table: three rules, header rows repeated on every page, rows that do not break. */
import {
  AlignmentType,
  BorderStyle,
  type ITableCellBorders,
  Paragraph,
  TableCell,
  TextRun,
  VerticalAlign,
  WidthType,
  TableRow as WordRow,
  Table as WordTable,
} from 'docx';
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { plain } from './plain.ts';
import { columnCharacters } from './table-width.ts';

const ALIGNMENTS = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const THICK = { style: BorderStyle.SINGLE, size: 10, color: '1B1B1B' };
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '1B1B1B' };
/** Twentieths of a point per step of indentation. */
const INDENT = 200;
/** Half points. */
const SIZE = 16;
/** Characters where headers and texts fold, and those that go to the margins of a cell and its indentation. */
const HEADER = 14;
const TEXT = 40;
const AROUND = 4;
/** What the columns share, in twentieths of a point: the width of the text on an upright A4 sheet; a turned one stretches it. */
const SHARED = 9600;

export function wordTable(table: Table): WordTable {
  const width = table.columns.length;
  const last = table.header.length - 1;
  const rows = table.rows.filter(({ kind }) => kind !== 'rule');
  return new WordTable({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: { top: THICK, bottom: THICK, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE },
    columnWidths: columnWidths(table),
    margins: { left: 60, right: 60 },
    rows: [
      ...table.header.map((cells, index) => {
        const under = index === last ? { bottom: THIN } : {};
        const drawn = filled(cells, width).map((cell) => wordCell(cell, { bold: true, borders: underOf(cell, under) }));
        return new WordRow({ tableHeader: true, cantSplit: true, children: drawn });
      }),
      ...rows.map((row) => {
        const ruled = table.rows[table.rows.indexOf(row) - 1]?.kind === 'rule';
        return new WordRow({ cantSplit: true, children: bodyCells(row, width, ruled ? { top: THIN } : {}) });
      }),
    ],
  });
}

/** Shares by content: Word fits columns itself, other programs go by these. */
function columnWidths(table: Table): number[] {
  const characters = columnCharacters(table, HEADER, TEXT).map((width) => width + AROUND);
  const all = characters.reduce((sum, width) => sum + width, 0);
  return characters.map((width) => Math.round((SHARED * width) / all));
}

/** A heading over several columns has a rule of its own. */
function underOf(cell: Cell, under: ITableCellBorders): ITableCellBorders {
  return cell.span > 1 && cell.text !== '' ? { bottom: THIN } : under;
}

function bodyCells(row: TableRow, width: number, borders: ITableCellBorders): readonly TableCell[] {
  return filled(row.cells, width).map((cell, index) =>
    wordCell(cell, {
      bold: row.kind === 'group' && index === 0,
      borders,
      ...(index === 0 && { indent: row.indent * INDENT }),
    }),
  );
}

interface Look {
  readonly bold: boolean;
  readonly borders: ITableCellBorders;
  readonly indent?: number;
}

function wordCell(cell: Cell, { bold, borders, indent = 0 }: Look): TableCell {
  const text = plain(cell.text);
  const stars = cell.numeric === true ? /^(.*?\d)(\*+)$/s.exec(text) : null;
  const runs =
    stars === null
      ? [new TextRun({ text, bold, size: SIZE })]
      : [new TextRun({ text: stars[1]!, bold, size: SIZE }), new TextRun({ text: stars[2]!, size: SIZE })];
  return new TableCell({
    columnSpan: cell.span,
    verticalAlign: VerticalAlign.BOTTOM,
    borders,
    children: [new Paragraph({ children: runs, alignment: ALIGNMENTS[cell.align], indent: { left: indent } })],
  });
}

/** Empty cells up to the width of the table: Word draws a short row short. */
function filled(cells: readonly Cell[], width: number): readonly Cell[] {
  const covered = cells.reduce((sum, { span }) => sum + span, 0);
  return covered < width ? [...cells, { text: '', align: 'left', span: width - covered }] : cells;
}
