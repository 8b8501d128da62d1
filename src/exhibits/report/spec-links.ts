/** From a number to the line of the spec that made it. */
import type { SpecLine } from '../../results/spec-source.ts';
import { htmlId } from '../formats/html-table.ts';
import { html, type Markup } from '../formats/markup.ts';
import { plain } from '../formats/plain.ts';
import type { ReportParts } from './material.ts';
import { WORDS } from './words.ts';

export function lineId({ file, line }: SpecLine): string {
  return `spec-${htmlId(file)}-L${line}`;
}

/** The address inside the page of the line that a path names; undefined where no file has its section. */
export function lineHref({ spec }: ReportParts, path: readonly string[]): string | undefined {
  const found = spec.lineOf(path);
  return found === undefined ? undefined : `#${lineId(found)}`;
}

/** `benchmark (models.yaml, line 29)` as a link; the name alone where no file has it. */
export function lineLink(parts: ReportParts, path: readonly string[], name: string): Markup {
  const found = parts.spec.lineOf(path);
  if (found === undefined) return html`${plain(name)}`;
  const place = WORDS[parts.language].line(found.file, found.line);
  return html`<a href="#${lineId(found)}">${plain(name)}</a> ${place}`;
}

/** Links with commas between them. */
export function joined(links: readonly Markup[], separator: string): Markup {
  return html`${links.map((link, index) => (index === 0 ? link : html`${separator}${link}`))}`;
}
