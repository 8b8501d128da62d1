/** One line of text that is safe to send anywhere: what cannot be seen is shown as an escape. */
import { printable } from '../../errors/failure.ts';

/**
 * Line breaks and tabs become a space; control, format (bidirectional, zero-width, tag) and unpaired surrogate
 * characters become `\uXXXX`. Every text format passes every label through here before its own escapes.
 */
export function plain(text: string): string {
  const oneLine = text.replace(/[ \t]*[\r\n\t]+[ \t]*/g, ' ').trim();
  return printable(oneLine).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufff0-\uffff]/gu,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  );
}
