/** How explanations are set: titles, headings with texts beside them, numbered steps. */
import { displayWidth, wrapText } from '../../exhibits/formats/display-width.ts';
import type { Analysis } from '../../spec/paper.ts';
import type { Words } from './explanation-words.ts';

/** A heading and its texts, each on lines of its own; the heading again is left blank. */
export type Entry = readonly [string, readonly string[]];

/** A section: its title, then each part after an empty line; nothing without parts. */
export function section(title: string, parts: readonly (readonly string[])[]): string[] {
  return parts.length === 0 ? [] : [title, ...parts.flatMap((lines) => ['', ...lines])];
}

export function titled(name: string, label: string): string {
  return label === name ? name : `${name}: ${label}`;
}

export function laidOut(entries: readonly Entry[], width: number): string[] {
  const room = 2 + Math.max(...entries.map(([heading]) => displayWidth(heading)));
  return entries.flatMap(([heading, texts], index) => {
    const shown = entries[index - 1]?.[0] === heading ? '' : heading;
    return texts.flatMap((text, line) => {
      const start = line === 0 ? shown : '';
      const lead = `  ${start}${' '.repeat(room - displayWidth(start))}`;
      return wrapText(`${lead}${text}`, width, room + (text.startsWith(' ') ? 8 : 4));
    });
  });
}

/** The exhibits that show a part of the spec, as an entry. */
export function shownIn(
  { tables, figures }: Analysis,
  kind: 'models' | 'summaries' | 'mediations' | 'splits' | 'placebos',
  name: string,
  words: Words,
): Entry[] {
  const exhibits = [...tables, ...figures].filter(([, { shape }]) => shape.needs[kind]?.includes(name));
  return exhibits.length === 0 ? [] : [[words.shown, [exhibits.map(([exhibit]) => exhibit).join(words.join)]]];
}
