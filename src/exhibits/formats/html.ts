/** One self-contained page: tables, figures as inline SVG, no script, nothing loaded from elsewhere. */
import type { Language } from '../../results/text.ts';
import type { Document, Format } from './format.ts';
import { figureBlock } from './html-figure.ts';
import { htmlPage } from './html-page.ts';
import { tableBlock } from './html-table.ts';
import { html, type Markup } from './markup.ts';
import { plain } from './plain.ts';

export const htmlFormat: Format = {
  name: 'html',
  extension: 'html',
  async render(document, { language }) {
    const exhibits: Markup[] = [];
    for (const exhibit of document.exhibits) {
      const level = { level: 2 } as const;
      const drawn =
        exhibit.kind === 'table'
          ? tableBlock(exhibit.table, level)
          : await figureBlock(exhibit.figure, language, level);
      exhibits.push(drawn);
    }
    return exhibitPage(document, exhibits, language);
  },
};

function exhibitPage({ results }: Document, exhibits: readonly Markup[], language: Language): string {
  const { provenance, warnings } = results;
  const title = [provenance.program, provenance.paper]
    .map(plain)
    .filter((text) => text !== '')
    .join(': ');
  const zh = language === 'zh';
  const sources = provenance.data.map(
    (source) =>
      html`<li>${plain(source.name)}: ${source.rows} × ${source.columns}, SHA-256 ${plain(source.sha256)}</li>\n`,
  );
  return htmlPage({
    title,
    language,
    header: html`<h1>${title}</h1>\n`,
    main: html`${exhibits}${warningList(warnings, zh)}`,
    footer: html`<p>${plain(provenance.program)} ${plain(provenance.version)}; ${zh ? '设定' : 'spec'} SHA-256 ${plain(provenance.specSha256)}${
      provenance.seed === undefined ? '' : `; seed ${provenance.seed}`
    }</p>
<ul>
${sources}</ul>
${provenance.settings.map((setting) => html`<p>${plain(setting)}</p>\n`)}`,
  });
}

function warningList(warnings: readonly string[], zh: boolean): Markup {
  if (warnings.length === 0) return html``;
  const items = warnings.map((warning) => html`<li>${plain(warning)}</li>\n`);
  return html`<section class="warnings" aria-labelledby="warnings"><h2 id="warnings">${zh ? '警告' : 'Warnings'}</h2>\n<ul>\n${items}</ul></section>\n`;
}
