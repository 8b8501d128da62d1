/** LaTeX tables with booktabs; nothing else is needed in the preamble. */
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { wrapText } from './display-width.ts';
import { figureAsTable } from './figure-values.ts';
import type { Format } from './format.ts';
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
  const columns = table.columns.map(columnLetter).join('');
  const text = (line: string) => latexText(plain(line));
  return [
    '\\begin{table}[htbp]',
    '\\centering\\small\\setlength{\\tabcolsep}{4pt}',
    ...(table.title === '' ? [] : [`\\textbf{${text(table.title)}}\\par`]),
    ...table.banner.map((line) => `{\\itshape ${text(line)}}\\par`),
    '\\medskip',
    `\\begin{tabular}{${columns}}`,
    '\\toprule',
    ...headerLines(table),
    '\\midrule',
    ...table.rows.map((row) => rowLine(row, table.columns.length)),
    '\\bottomrule',
    '\\end{tabular}\\par',
    ...(table.notes.length === 0
      ? []
      : [
          '\\medskip',
          '\\begin{minipage}{\\linewidth}\\footnotesize\\raggedright',
          ...table.notes.map((note) => `${text(note)}\\par`),
          '\\end{minipage}',
        ]),
    '\\end{table}',
    '',
  ].join('\n');
}

/** Text columns beside the stub may be long, so they break into lines. */
function columnLetter({ align }: Table['columns'][number], index: number): string {
  if (align === 'right') return 'r';
  return index === 0 ? 'l' : 'p{0.35\\linewidth}';
}

/** Header rows, with a thin rule under every spanning title that has columns of its own below. */
function headerLines(table: Table): readonly string[] {
  return table.header.flatMap((row, level) => {
    const line = `${row.map((cell) => cellText(cell, true)).join(' & ')} \\\\`;
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

function rowLine(row: TableRow, columns: number): string {
  if (row.kind === 'rule') return '\\midrule';
  const indent = row.indent === 0 ? '' : `\\hspace{${row.indent}em}`;
  const cells = row.cells.map((cell, index) => (index === 0 ? indented(cell, indent) : cellText(cell, false)));
  const covered = row.cells.reduce((sum, cell) => sum + cell.span, 0);
  return `${[...cells, ...Array<string>(columns - covered).fill('')].join(' & ')} \\\\`;
}

function indented(cell: Cell, indent: string): string {
  const text = indent + latexText(plain(cell.text));
  return cell.span === 1 ? text : `\\multicolumn{${cell.span}}{l}{${text}}`;
}

function cellText(cell: Cell, isHeader: boolean): string {
  const letter = { left: 'l', right: 'r', center: 'c' }[cell.align];
  const text = isHeader
    ? stacked(cell, letter)
    : cell.numeric === true
      ? numberText(plain(cell.text))
      : latexText(plain(cell.text));
  if (cell.span > 1) return `\\multicolumn{${cell.span}}{${letter}}{${text}}`;
  return isHeader && text !== '' ? `\\multicolumn{1}{${letter}}{${text}}` : text;
}

/** Titles that are wider than their columns stand on several lines. */
function stacked(cell: Cell, letter: string): string {
  const lines = wrapText(plain(cell.text), 9 * cell.span + 6).map(latexText);
  return lines.length === 1 ? lines[0]! : `\\shortstack[${letter}]{${lines.join('\\\\')}}`;
}

/** A minus sign, and stars that hang to the right, so that the digits of a column line up. */
function numberText(text: string): string {
  const [, digits, stars] = /^(.*?)(\**)$/s.exec(text)!;
  const escaped = latexText(digits!).replace(/-/g, '$-$');
  return stars === '' ? escaped : `${escaped}\\rlap{${stars}}`;
}
