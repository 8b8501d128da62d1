/** The files of the spec, line by line, each line an address that numbers link to. */

import { htmlId } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import type { ReportParts } from './material.ts';
import { lineId } from './spec-links.ts';
import { WORDS } from './words.ts';

export function specSection({ spec, language }: ReportParts): Markup {
  const words = WORDS[language];
  const files = spec.files.map(({ name, lines }) => {
    const items = lines.map((text, index) => {
      const shown = text.replace(/^\s*/, (space) => '\u00a0'.repeat(space.length));
      return html`<li id="${lineId({ file: name, line: index + 1 })}">${indented(shown)}</li>\n`;
    });
    return html`<h3 id="spec-${htmlId(name)}">${plain(name)}</h3>
<details class="long"><summary>${words.fileLines(lines.length)}</summary>
<ol class="code">
${items}</ol></details>
`;
  });
  return html`<p>${words.specNote}</p>\n${files}`;
}

/** The text as it is, with what cannot be seen shown; leading spaces are kept. */
function indented(text: string): string {
  const spaces = /^\u00a0*/.exec(text)![0];
  return spaces + plain(text.slice(spaces.length));
}
