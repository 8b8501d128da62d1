/** One self-contained page: tables, figures as inline SVG, no script, nothing loaded from elsewhere. */
import type { Cell, Table, TableRow } from '../tables/table.ts';
import { drawFigure } from './figure-svg.ts';
import type { Document, Format, FormatOptions } from './format.ts';
import { html, type Markup } from './markup.ts';
import { plain } from './plain.ts';

export const htmlPage: Format = {
  name: 'html',
  extension: 'html',
  async render(document, options) {
    const exhibits: Markup[] = [];
    for (const exhibit of document.exhibits) {
      exhibits.push(exhibit.kind === 'table' ? tableMarkup(exhibit.table) : await figureMarkup(exhibit.figure));
    }
    return page(document, exhibits, options).markup;
  },
};

async function figureMarkup(figure: Parameters<typeof drawFigure>[0]): Promise<Markup> {
  const drawn = await drawFigure(figure);
  return html`<figure id="${plain(figure.id)}">${drawn.svg}</figure>\n`;
}

function page(document: Document, exhibits: readonly Markup[], { language }: FormatOptions): Markup {
  const { provenance } = document.results;
  const title = [provenance.program, provenance.paper]
    .map(plain)
    .filter((text) => text !== '')
    .join(': ');
  const sources = provenance.data.map(
    (source) =>
      html`<li>${plain(source.name)}: ${source.rows} × ${source.columns}, SHA-256 ${plain(source.sha256)}</li>`,
  );
  const zh = language === 'zh';
  return html`<!doctype html>
<html lang="${zh ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${exhibits}${warningList(document.results.warnings, zh)}</main>
<footer>
<p>${plain(provenance.program)} ${plain(provenance.version)}; ${zh ? '设定' : 'spec'} SHA-256 ${plain(provenance.specSha256)}${
    provenance.seed === undefined ? '' : `; seed ${provenance.seed}`
  }</p>
<ul>${sources}</ul>
${provenance.settings.map((setting) => html`<p>${plain(setting)}</p>\n`)}</footer>
</body>
</html>
`;
}

function warningList(warnings: readonly string[], zh: boolean): Markup {
  if (warnings.length === 0) return html``;
  const items = warnings.map((warning) => html`<li>${plain(warning)}</li>\n`);
  return html`<section class="warnings"><h2>${zh ? '警告' : 'Warnings'}</h2>\n<ul>\n${items}</ul></section>\n`;
}

function tableMarkup(table: Table): Markup {
  return html`<table id="${plain(table.id)}">
<caption>${plain(table.title)}${table.banner.map((text) => html`<span class="banner">${plain(text)}</span>`)}</caption>
<thead>
${table.header.map((row) => html`<tr>${row.map(headerCell)}</tr>\n`)}</thead>
<tbody>
${table.rows.map((row, index) => rowMarkup(row, table.rows[index - 1]?.kind === 'rule', table.columns.length))}</tbody>
</table>
${table.notes.map((note) => html`<p class="note">${plain(note)}</p>\n`)}`;
}

function headerCell(cell: Cell): Markup {
  const text = plain(cell.text);
  if (text === '') return html`<td${spanning(cell.span)}></td>`;
  return html`<th scope="${cell.span > 1 ? 'colgroup' : 'col'}"${spanning(cell.span)} class="${cell.align}">${text}</th>`;
}

function rowMarkup(row: TableRow, ruled: boolean, columns: number): Markup {
  if (row.kind === 'rule') return html``;
  const kind = [row.kind, ...(ruled ? ['ruled'] : [])].join(' ');
  const cells = row.cells.map((cell, index) => (index === 0 ? stubCell(cell, row) : bodyCell(cell)));
  const covered = row.cells.reduce((sum, cell) => sum + cell.span, 0);
  const rest = covered < columns ? html`<td${spanning(columns - covered)}></td>` : html``;
  return html`<tr class="${kind}">${cells}${rest}</tr>\n`;
}

function stubCell(cell: Cell, row: TableRow): Markup {
  const scope = row.kind === 'group' ? 'rowgroup' : 'row';
  return html`<th scope="${scope}"${spanning(cell.span)} class="left indent${Math.min(row.indent, 4)}">${plain(cell.text)}</th>`;
}

function bodyCell(cell: Cell): Markup {
  const text = plain(cell.text);
  const classes = [cell.align, cell.mark].filter((name) => name !== undefined).join(' ');
  const stars = cell.numeric === true ? /^(.*?\d)(\*+)$/s.exec(text) : null;
  const content = stars === null ? html`${text}` : html`${stars[1]!}<span class="stars">${stars[2]!}</span>`;
  return html`<td${spanning(cell.span)} class="${classes}">${content}</td>`;
}

function spanning(span: number): Markup {
  return span === 1 ? html`` : html` colspan="${span}"`;
}

/** Ours alone, so it is markup and not text. */
const STYLE: Markup = html`
body{font:15px/1.45 system-ui,"DejaVu Sans","Noto Sans CJK SC",sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid;margin:2rem 0 .5rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.5rem}
.banner,.warnings{display:block;color:#8a4b00;font-weight:600}
thead tr:last-child>*{border-bottom:1px solid}
.ruled>*{border-top:1px solid}
th,td{padding:.1rem .6rem;font-weight:400;vertical-align:baseline}
thead th{font-weight:600;vertical-align:bottom}
.left{text-align:left}.right{text-align:right}.center{text-align:center}
.group th{font-weight:600}
.indent1{padding-left:1.6rem}.indent2{padding-left:2.6rem}.indent3{padding-left:3.6rem}.indent4{padding-left:4.6rem}
.stars{position:absolute}
.note{margin:.15rem 0;font-size:13px;max-width:52rem}
figure{margin:2rem 0}svg{max-width:100%;height:auto}
footer{margin-top:3rem;border-top:1px solid #bbb;font-size:12px;color:#555;overflow-wrap:anywhere}
`;
