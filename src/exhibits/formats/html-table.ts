/** A table as HTML: a heading, a region that scrolls by itself, scoped header cells, notes below. */
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { displayWidth } from './display-width.ts';
import { html, type Markup } from './markup.ts';
import { plain } from './plain.ts';
import { needsTurnedPage } from './table-width.ts';

export interface HtmlPartOptions {
  /** of the heading over the part */
  readonly level: 2 | 3 | 4;
  /** in place of the exhibit's own id */
  readonly id?: string;
  /** Where a number leads: the address of the line of the spec that made it; undefined where none is known. */
  link?(source: readonly string[]): string | undefined;
  /** whether the keyboard stops at these links: where they are few */
  readonly stops?: boolean;
}

type CellOptions = Pick<HtmlPartOptions, 'link' | 'stops'>;

/** Text beyond this folds. */
const FOLDED = 36;
/** Text beyond this folds in a wider column on a narrow page, or its row would be a tower. */
const LONG = 150;

/** Heading, banner, table, notes, and what belongs below them. */
export function tableBlock(table: Table, options: HtmlPartOptions & { readonly below?: Markup }): Markup {
  const id = htmlId(options.id ?? table.id);
  const wide = needsTurnedPage(table) ? ' wide' : '';
  return html`<div class="exhibit${wide}">
${heading(options.level, id, plain(table.title))}
${bannerLines(table.banner)}${tableRegion(table, id, options)}${noteLines(table.notes)}${options.below ?? html``}</div>
`;
}

/** The table alone, in a region that the keyboard reaches and that scrolls where the page is narrow. */
export function tableRegion(table: Table, labelledBy: string, options: CellOptions = {}): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-labelledby="${labelledBy}">
<table${tableClass(table)}>
<caption>${plain(table.title)}</caption>
<thead>
${table.header.map((row) => html`<tr>${row.map((cell, index) => headerCell(cell, table.columns[index]?.align))}</tr>\n`)}</thead>
<tbody>
${table.rows.map((row, index) => rowMarkup(row, table.rows[index - 1]?.kind === 'rule', table.columns.length, options))}</tbody>
</table>
</div>
`;
}

/** Room for stars, where a number has any; a table of sentences, which a narrow page shows below one another. */
function tableClass({ rows }: Table): Markup {
  const cells = rows.flatMap((row) => row.cells.slice(1));
  const starred = rows.some((row) => row.cells.some(({ text, numeric }) => numeric === true && text.endsWith('*')));
  const sentences = cells.some(foldsIn) && !cells.some(({ numeric }) => numeric === true);
  if (starred) return html` class="starred"`;
  return sentences ? html` class="sentences-table"` : html``;
}

function foldsIn({ text, numeric }: Cell): boolean {
  return numeric !== true && displayWidth(text) > FOLDED;
}

export function heading(level: 2 | 3 | 4, id: string, text: string): Markup {
  if (level === 2) return html`<h2 id="${id}">${text}</h2>`;
  return level === 3 ? html`<h3 id="${id}">${text}</h3>` : html`<h4 id="${id}">${text}</h4>`;
}

export function bannerLines(banner: readonly string[]): readonly Markup[] {
  return banner.map((text) => html`<p class="banner">${plain(text)}</p>\n`);
}

export function noteLines(notes: readonly string[]): readonly Markup[] {
  return notes.map((note) => {
    const [, label, text] = /^(\S[^ ]{0,11}) {2}(.+)$/s.exec(note) ?? [];
    const said = label === undefined ? html`${plain(note)}` : html`<b>${plain(label)}</b>  ${plain(text!)}`;
    return html`<p class="note">${said}</p>\n`;
  });
}

/** Letters, digits, `_`, `.` and `-`; every other character as its code, so that two names stay two. */
export function htmlId(name: string): string {
  return (name === '' ? 'exhibit' : name).replace(
    /[^A-Za-z0-9_.-]/gu,
    (character) => `_${character.codePointAt(0)!.toString(16)}_`,
  );
}

function headerCell(cell: Cell, align: Cell['align'] = 'left'): Markup {
  const text = plain(cell.text);
  if (text === '') return html`<td${spanning(cell.span)}></td>`;
  const side = cell.span > 1 ? cell.align : align === 'right' ? 'right' : cell.align;
  return html`<th scope="${cell.span > 1 ? 'colgroup' : 'col'}"${spanning(cell.span)} class="${side}">${text}</th>`;
}

function rowMarkup(row: TableRow, ruled: boolean, columns: number, options: CellOptions): Markup {
  if (row.kind === 'rule') return html``;
  const kind = [row.kind, ...(ruled ? ['ruled'] : [])].join(' ');
  const cells = row.cells.map((cell, index) => (index === 0 ? stubCell(cell, row) : bodyCell(cell, options)));
  const covered = row.cells.reduce((sum, cell) => sum + cell.span, 0);
  const rest = covered < columns ? html`<td${spanning(columns - covered)}></td>` : html``;
  return html`<tr class="${kind}">${cells}${rest}</tr>\n`;
}

function stubCell(cell: Cell, row: TableRow): Markup {
  const text = plain(cell.text);
  if (text === '') return html`<td${spanning(cell.span)}></td>`;
  const scope = row.kind === 'group' ? 'rowgroup' : 'row';
  return html`<th scope="${scope}"${spanning(cell.span)} class="left indent${Math.min(row.indent, 4)}">${text}</th>`;
}

function bodyCell(cell: Cell, { link, stops = false }: CellOptions): Markup {
  const text = plain(cell.text);
  const folds = foldsIn(cell) ? (displayWidth(text) > LONG ? 'fold long' : 'fold') : undefined;
  const classes = [cell.align, cell.mark, folds].filter((name) => name !== undefined).join(' ');
  const stars = cell.numeric === true ? /^(.*?\d)(\*+)$/s.exec(text) : null;
  const content = stars === null ? html`${text}` : html`${stars[1]!}<span class="stars">${stars[2]!}</span>`;
  const href = cell.source === undefined ? undefined : link?.(cell.source);
  // hundreds of numbers would bury the keyboard's way through the page: the same lines are linked below each table
  const way = stops ? html`` : html` class="made" tabindex="-1"`;
  const linked = href === undefined ? content : html`<a${way} href="${href}">${content}</a>`;
  return html`<td${spanning(cell.span)} class="${classes}">${linked}</td>`;
}

function spanning(span: number): Markup {
  return span === 1 ? html`` : html` colspan="${span}"`;
}
