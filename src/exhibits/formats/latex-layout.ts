/** How a table fits the text width of LaTeX's article class: size of type, space between columns, folded stub and headers. */
import type { Cell, Table } from '../tables/table.ts';
import { displayWidth, wrapText } from './display-width.ts';
import { plain } from './plain.ts';

export interface LatexLayout {
  readonly size: 'small' | 'footnotesize' | 'scriptsize';
  /** points on either side of a column */
  readonly gap: number;
  /** letter and width of every column, for `tabular` */
  readonly columns: readonly string[];
  /** whether the stub is a paragraph of fixed width */
  readonly stubFolds: boolean;
  /** whether the table is wider than the text all the same: it is then centred on it */
  readonly wide: boolean;
  /** lines of a header cell that starts in a column */
  headerLines(cell: Cell, start: number): readonly string[];
}

/** \textwidth of article at 10 points, the narrowest of the standard classes, less what an estimate of widths may be off. */
const TEXT_WIDTH = 340;
/** what the rows of a table may take of its \textheight: title and notes want the rest */
const ROWS_HEIGHT = 440;
/** columns of text beside the stub are folded at this share of the width */
const TEXT_SHARE = 0.35;
/** of Computer Modern at each size, in points: width of a digit, distance of lines */
const TYPE = {
  small: { digit: 4.63, line: 11 },
  footnotesize: { digit: 4.25, line: 9.5 },
  scriptsize: { digit: 3.99, line: 8 },
} as const;

const STEPS = [
  { size: 'small', gap: 4, folds: false, titles: 15 },
  { size: 'small', gap: 4, folds: false, titles: 0 },
  { size: 'footnotesize', gap: 3, folds: false, titles: 0 },
  { size: 'footnotesize', gap: 3, folds: true, titles: 0 },
  { size: 'scriptsize', gap: 2, folds: true, titles: 0 },
  { size: 'scriptsize', gap: 2, folds: false, titles: 0 },
] as const;

/** The first step that fits: narrower titles, smaller type, then a folded stub unless the table gets too high by it; else the last. */
export function latexLayout(table: Table): LatexLayout {
  const body = table.columns.map((_, column) => bodyWidth(table, column));
  const least = stubLeast(table);
  const tried = STEPS.map(({ size, gap, folds, titles }) => {
    const headerLines = (cell: Cell, start: number) => titleLines(cell, body.slice(start, start + cell.span), titles);
    const spans = headerSpans(table, headerLines);
    const headed = body.map((width, column) =>
      Math.max(width, ...spans.filter(isAlone(column)).map(({ need }) => need)),
    );
    const { digit, line } = TYPE[size];
    const share = (TEXT_SHARE * TEXT_WIDTH) / digit;
    const widths = headed.map((width, column) => (isText(table, column) ? Math.min(width, share) : width));
    // a spanning title that is wider than its columns widens the last of them
    for (const { start, span, need } of spans) {
      const have = sum(widths.slice(start, start + span)) + ((span - 1) * 2 * gap) / digit;
      if (span > 1 && need > have) widths[start + span - 1]! += need - have;
    }
    const rest = (TEXT_WIDTH - 2 * gap * widths.length) / digit - sum(widths.slice(1));
    const stub = folds ? Math.min(widths[0]!, rest) : widths[0]!;
    const fits = rest >= (folds ? least : stub) && (!folds || line * stubLines(table, stub) <= ROWS_HEIGHT);
    const columns = table.columns.map(({ align }, column) => {
      if (align === 'right') return 'r';
      if (column === 0) return folds ? `p{${Math.floor(digit * stub)}pt}` : 'l';
      return headed[column]! > share ? `p{${TEXT_SHARE}\\linewidth}` : 'l';
    });
    return { size, gap, columns, stubFolds: folds, headerLines, fits };
  });
  const { fits, ...chosen } = tried.find((step) => step.fits) ?? tried.at(-1)!;
  return { ...chosen, wide: !fits };
}

/** A title stands on as many lines as make it no wider than its columns, but for long words and `least` characters. */
function titleLines(cell: Cell, widths: readonly number[], least: number): readonly string[] {
  const text = plain(cell.text);
  const longest = Math.max(...text.split(' ').map(displayWidth));
  return wrapText(text, Math.max(longest, least, Math.floor(sum(widths) + 2 * cell.span)));
}

interface Span {
  readonly start: number;
  readonly span: number;
  /** width of its longest line */
  readonly need: number;
}

function headerSpans(table: Table, headerLines: LatexLayout['headerLines']): readonly Span[] {
  return table.header.flatMap((row) => {
    let start = 0;
    return row.map((cell): Span => {
      const at = start;
      start += cell.span;
      return { start: at, span: cell.span, need: Math.max(...headerLines(cell, at).map(digits)) };
    });
  });
}

function isAlone(column: number): (span: Span) => boolean {
  return ({ start, span }) => start === column && span === 1;
}

function isText(table: Table, column: number): boolean {
  return column > 0 && table.columns[column]!.align === 'left';
}

/** Widest cell of a column below the header, in digits; cells over several columns have room of their own. */
function bodyWidth(table: Table, column: number): number {
  const widths = table.rows.flatMap((row) => {
    let start = 0;
    return row.cells.flatMap((cell) => {
      const at = start;
      start += cell.span;
      const indent = at === 0 ? 2 * row.indent : 0;
      return at === column && cell.span === 1 ? [digits(plain(cell.text)) + indent] : [];
    });
  });
  return Math.max(1, ...widths);
}

/** A stub can fold down to its longest word. */
function stubLeast(table: Table): number {
  const words = table.rows.flatMap((row) => {
    const [cell] = row.cells;
    if (cell === undefined || cell.span > 1) return [];
    return plain(cell.text)
      .split(' ')
      .map((word) => digits(word) + 2 * (row.indent + 1));
  });
  return Math.max(10, ...words);
}

/** Lines of all rows with a stub of so many digits. */
function stubLines(table: Table, stub: number): number {
  const lines = table.rows.map((row) => {
    const [cell] = row.cells;
    if (cell === undefined || cell.span > 1) return 1;
    return wrapText(plain(cell.text), Math.floor(stub) - 2 * row.indent, 2).length;
  });
  return sum(lines);
}

/** Widths of Computer Modern Roman in thousandths of an em; a digit has 500. */
const WIDTHS: readonly (readonly [string, number])[] = [
  ["ijl.,:;'|!", 278],
  [' f', 320],
  ['rst()[]-', 392],
  ['cez', 444],
  ['bdhnpuqkvxy', 550],
  ['mw', 830],
  // a minus sign in front of a number is one of mathematics
  ['±−–%', 790],
];

function digits(text: string): number {
  let width = 0;
  for (const character of text) {
    const known = WIDTHS.find(([characters]) => characters.includes(character))?.[1];
    width += known ?? (/\p{Lu}/u.test(character) ? 740 : 500 * displayWidth(character));
  }
  return (width + (/^-[\d.]/.test(text) ? 400 : 0)) / 500;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
