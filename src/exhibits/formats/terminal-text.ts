/** Titles, banners and notes as lines of a terminal. */
import type { ChalkInstance } from 'chalk';
import { wrapText } from './display-width.ts';
import { plain } from './plain.ts';

/** Title and banner, then an empty line. */
export function headLines(
  title: string,
  banner: readonly string[],
  width: number,
  paint: ChalkInstance,
): readonly string[] {
  const titles = title === '' ? [] : wrapText(plain(title), width).map((line) => paint.bold(line));
  const banners = banner.flatMap((text) => wrapText(plain(text), width)).map((line) => paint.yellow(line));
  const lines = [...titles, ...banners];
  return lines.length === 0 ? [] : [...lines, ''];
}

/** An empty line, then the notes; `SE  text` hangs under its text. */
export function noteLines(notes: readonly string[], width: number): readonly string[] {
  if (notes.length === 0) return [];
  return ['', ...notes.flatMap((note) => wrapText(plain(note), width, hangOf(note)))];
}

function hangOf(note: string): number {
  const mark = /^(\S{1,8}) {2}/.exec(note);
  return mark === null ? 0 : 4;
}
