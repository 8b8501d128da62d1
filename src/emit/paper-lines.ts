/** Building blocks of a script: headings, comments that keep to a width, and the remarks on what is not translated. */
import type { Untranslated } from './plan.ts';

const WIDTH = 100;

/** Text as comment lines, broken between words; never ends a comment early. */
export function comment(text: string, sign: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/[\r\n]+/g, ' ').split(' ')) {
    if (line !== '' && line.length + word.length + sign.length + 2 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${sign} ${one}`.trimEnd());
}

/** A heading over a block. */
export function heading(text: string, sign: string): readonly string[] {
  const title = `${sign} ---- ${text.replace(/[\r\n]+/g, ' ')} `;
  return ['', title.padEnd(WIDTH - 1, '-'), ''];
}

/** Items of a list, several to a line, separated by commas. */
export function wrapped(items: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, item] of items.entries()) {
    const text = index === items.length - 1 ? item : `${item},`;
    if (line !== '' && indent.length + line.length + text.length > 98) {
      lines.push(indent + line);
      line = text;
    } else line = line === '' ? text : `${line} ${text}`;
  }
  return [...lines, indent + line];
}

/** Where a script says what it leaves to another tool. */
export interface Remarks {
  readonly all: Untranslated[];
  /** the remark as comment lines */
  say(place: string, why: string): readonly string[];
}

export function remarks(sign: string): Remarks {
  const all: Untranslated[] = [];
  return {
    all,
    say(place, why) {
      all.push({ place, why });
      return comment(`NOT TRANSLATED ${place}: ${why}`, sign);
    },
  };
}
