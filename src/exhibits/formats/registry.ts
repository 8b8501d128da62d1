/** The output formats, by name and by file ending. */
import { annotations } from './annotations.ts';
import { csv } from './csv.ts';
import { docx } from './docx.ts';
import type { Format } from './format.ts';
import { htmlFormat } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { latex } from './latex.ts';
import { markdown } from './markdown.ts';
import { png } from './png.ts';
import { svg } from './svg.ts';
import { terminal } from './terminal.ts';
import { tsv } from './tsv.ts';

const all: readonly Format[] = [
  terminal,
  csv,
  tsv,
  markdown,
  latex,
  htmlFormat,
  json,
  svg,
  png,
  docx,
  junit,
  annotations,
];

export const formats: ReadonlyMap<string, Format> = new Map(all.map((format) => [format.name, format]));

/** The format that a file's ending asks for; undefined when none has it. */
export function formatForFile(path: string): Format | undefined {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return all.find((format) => format.extension === ending);
}
