/** The number grammar of a survey cell: optional sign, digits, point, exponent; nothing else is a number. */

const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const INTEGER = /^[+-]?[0-9]+$/;
const WIDE = /[０-９．－＋−]/;

export type ParsedNumber =
  | {
      readonly value: number /** the number in ASCII */;
      readonly text: string /** written with full-width signs */;
      readonly wide: boolean;
    }
  | { readonly fault: string };

/**
 * Parses a trimmed text. Full-width digits, point and signs and the minus sign U+2212 are read as their ASCII counterparts.
 * Refused: integers beyond 2^53 (a double would change their digits), magnitudes beyond the doubles, hexadecimal, `Infinity`,
 * thousands separators, percent signs.
 */
export function parseNumber(text: string): ParsedNumber {
  const wide = WIDE.test(text);
  const ascii = wide ? toAscii(text) : text;
  if (!NUMBER.test(ascii)) return { fault: faultOf(ascii) };
  const value = Number(ascii);
  if (!Number.isFinite(value)) return { fault: 'beyond the range of numbers' };
  if (INTEGER.test(ascii) && !Number.isSafeInteger(value))
    return { fault: 'an integer beyond 2^53, whose digits a number would lose' };
  return { value, text: ascii, wide };
}

function toAscii(text: string): string {
  return text.replace(/[０-９．－＋−]/g, (sign) => {
    const at = '０１２３４５６７８９．－＋−'.indexOf(sign);
    return '0123456789.-+-'[at]!;
  });
}

function faultOf(text: string): string {
  if (/^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$/.test(text)) return 'thousands separators';
  if (/^[+-]?[0-9.]+ ?[%％]$/.test(text)) return 'percent signs';
  return 'not a number';
}
