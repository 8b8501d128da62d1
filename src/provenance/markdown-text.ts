/** Text and tables in Markdown: labels from files nobody checked stay text. */
import { printable } from '../errors/failure.ts';

/** One line in which nothing acts as markup. */
export function inline(text: string): string {
  return printable(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\`*_{}[\]<>#|~$!]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A name as it is typed. */
export function code(text: string): string {
  const shown = printable(text.replace(/\s+/g, ' '));
  const fence = shown.includes('`') ? '``' : '`';
  return `${fence}${fence === '``' ? ` ${shown} ` : shown}${fence}`.replaceAll('|', '\\|');
}

/** A pipe table; the cells are Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
