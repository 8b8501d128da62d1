/** LaTeX tables with booktabs; nothing else is needed in the preamble. */
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { figureAsTable } from './figure-values.ts';
import type { Format } from './format.ts';
import { type LatexLayout, latexLayout } from './latex-layout.ts';
import { latexText } from './latex-text.ts';
import { plain } from './plain.ts';

export const latex: Format = {
  name: 'latex',
  extension: 'tex',
  async render(document, options) {
    const tables = document.exhibits.map((exhibit) =>
      exhibit.kind === 'table' ? exhibit.table : figureAsTable(exhibit.figure, options.language),
    );
    const head = '% \\usepackage{booktabs}; Chinese text needs XeLaTeX or LuaLaTeX and a font that has it\n';
    return head + tables.map(tableText).join('\n');
  },
};

function tableText(table: Table): string {
  const layout = latexLayout(table);
  const stars = table.columns.map((_, column) => mostStars(table, column));
  const text = (line: string) => latexText(plain(line));
  const tabular = [
    `\\begin{tabular}{${layout.columns.join('')}}`,
    '\\toprule',
    ...headerLines(table, layout),
    '\\midrule',
    ...table.rows.map((row) => rowLine(row, layout, stars)),
    '\\bottomrule',
  ];
  return [
    '\\begin{table}[htbp]',
    `\\centering\\${layout.size}\\setlength{\\tabcolsep}{${layout.gap}pt}`,
    ...(table.title === '' ? [] : [`\\textbf{${text(table.title)}}\\par`]),
    ...table.banner.map((line) => `{\\itshape ${text(line)}}\\par`),
    '\\medskip',
    ...(layout.wide ? ['\\makebox[\\linewidth]{%'] : []),
    ...tabular,
    layout.wide ? '\\end{tabular}}\\par' : '\\end{tabular}\\par',
    ...(table.notes.length === 0
      ? []
      : [
          '\\medskip',
          `\\begin{minipage}{\\linewidth}\\${layout.size === 'small' ? 'footnotesize' : layout.size}\\raggedright`,
          ...table.notes.map((note) => `${text(note)}\\par`),
          '\\end{minipage}',
        ]),
    '\\end{table}',
    '',
  ].join('\n');
}

/** Header rows, with a thin rule under every spanning title that has columns of its own below. */
function headerLines(table: Table, layout: LatexLayout): readonly string[] {
  return table.header.flatMap((row, level) => {
    let column = 0;
    const cells = row.map((cell) => {
      const text = headerText(cell, layout.headerLines(cell, column));
      column += cell.span;
      return text;
    });
    const line = `${cells.join(' & ')} \\\\`;
    if (level < table.header.length - 2 || level === table.header.length - 1) return [line];
    let start = 1;
    const rules = row.flatMap((cell) => {
      const rule = cell.span > 1 && cell.text !== '' ? [`\\cmidrule(lr){${start}-${start + cell.span - 1}}`] : [];
      start += cell.span;
      return rule;
    });
    return rules.length === 0 ? [line] : [line, rules.join(' ')];
  });
}

/** Titles that are wider than their columns stand on several lines. */
function headerText(cell: Cell, titleLines: readonly string[]): string {
  const letter = LETTERS[cell.align];
  const lines = titleLines.map(latexText);
  const text = lines.length === 1 ? lines[0]! : `\\shortstack[${letter}]{${lines.join('\\\\')}}`;
  return cell.span > 1 || text !== '' ? `\\multicolumn{${cell.span}}{${letter}}{${text}}` : text;
}

function rowLine(row: TableRow, layout: LatexLayout, stars: readonly number[]): string {
  if (row.kind === 'rule') return '\\midrule';
  let column = 0;
  const cells = row.cells.map((cell, index) => {
    const text = index === 0 ? stubText(cell, row.indent, layout) : cellText(cell, stars[column]!);
    column += cell.span;
    return text;
  });
  return `${[...cells, ...Array<string>(stars.length - column).fill('')].join(' & ')} \\\\`;
}

function stubText(cell: Cell, indent: number, layout: LatexLayout): string {
  const words = latexText(plain(cell.text));
  const text = indent === 0 ? words : `\\hspace{${indent}em}${words}`;
  if (cell.span > 1) return `\\multicolumn{${cell.span}}{l}{${text}}`;
  if (!layout.stubFolds || words === '') return text;
  // lines after the first hang behind it
  return `\\raggedright\\hangindent=${indent + 1}em ${indent === 0 ? words : `\\hspace*{${indent}em}${words}`}`;
}

const LETTERS = { left: 'l', right: 'r', center: 'c' } as const;

function cellText(cell: Cell, stars: number): string {
  const isNumber = cell.numeric === true || cell.mark === 'missing';
  const text = isNumber ? numberText(plain(cell.text), stars) : latexText(plain(cell.text));
  return cell.span > 1 ? `\\multicolumn{${cell.span}}{${LETTERS[cell.align]}}{${text}}` : text;
}

/** A minus sign, and room for the most stars of the column behind every number, so that their digits line up. */
function numberText(text: string, most: number): string {
  const { digits, stars } = starred(text);
  const room = '*'.repeat(Math.max(0, most - stars.length));
  return `${latexText(digits).replace(/-/g, '$-$')}${stars}${room === '' ? '' : `\\phantom{${room}}`}`;
}

function mostStars(table: Table, column: number): number {
  const counts = table.rows.map((row) => {
    let start = 0;
    for (const cell of row.cells) {
      if (start === column) return cell.numeric === true ? starred(plain(cell.text)).stars.length : 0;
      start += cell.span;
    }
    return 0;
  });
  return Math.max(0, ...counts);
}

function starred(text: string): { readonly digits: string; readonly stars: string } {
  const [, digits, stars] = /^(.*?)(\**)$/s.exec(text)!;
  return { digits: digits!, stars: stars! };
}
