/** How many terminal columns a text takes, and how it is broken to fit: East Asian wide characters take two. */

/** Ranges of East Asian Width W and F (Unicode Standard Annex 11), first and last code point. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
];

const ZERO = /^[\p{Mn}\p{Me}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  if (EMOJI.test(character)) return 2;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** The text with spaces up to the width; a wider text is returned as it is. */
export function padText(text: string, width: number, align: 'left' | 'right' | 'center'): string {
  const room = Math.max(0, width - displayWidth(text));
  const before = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2);
  return ' '.repeat(before) + text + ' '.repeat(room - before);
}

/**
 * Lines of at most `width` columns, broken at spaces and between wide characters; a longer word is broken after a dot, an
 * underscore or a slash, or else anywhere.
 * Lines after the first begin with `hang` spaces. Leading spaces of the text stay. At least one line.
 */
export function wrapText(text: string, width: number, hang = 0): readonly string[] {
  const limit = Math.max(2, width);
  const indent = ' '.repeat(Math.min(hang, limit - 2));
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let empty = true;
  const breakLine = () => {
    lines.push(line.trimEnd());
    line = indent;
    used = indent.length;
    empty = true;
  };
  const parts = pieces(text).flatMap((piece) =>
    displayWidth(piece.trimEnd()) <= limit - indent.length ? [piece] : piece.split(/(?<=[._/])(?=[^._/\s])/),
  );
  for (const piece of parts) {
    const width = displayWidth(piece);
    if (used + displayWidth(piece.trimEnd()) > limit && !empty) breakLine();
    if (used + displayWidth(piece.trimEnd()) <= limit) {
      line += piece;
      used += width;
      if (piece.trim() !== '') empty = false;
      continue;
    }
    for (const character of piece) {
      const step = characterWidth(character);
      if (used + step > limit) breakLine();
      line += character;
      used += step;
      empty = false;
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

const CLOSING = /^[、。，；：）」』】％%]$/;

/** Pieces that may be parted: words, and single wide characters; spaces and closing marks, `95 %` too, stay with what they follow. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let piece = '';
  let ended = false;
  const flush = () => {
    if (piece.trim() === '') return;
    found.push(piece);
    piece = '';
    ended = false;
  };
  for (const character of text) {
    const wide = characterWidth(character) === 2;
    const attached = character === ' ' || characterWidth(character) === 0 || CLOSING.test(character);
    if (!attached && (wide || ended)) flush();
    piece += character;
    ended ||= piece.trim() !== '' && (wide || attached);
  }
  return piece === '' ? found : [...found, piece];
}
