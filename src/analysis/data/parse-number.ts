/** The number grammar of a survey cell: optional sign, digits, point, exponent; nothing else is a number. */

const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const INTEGER = /^[+-]?[0-9]+$/;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, power) => 10 ** power);
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
  const short = shortDecimal(text);
  if (short !== undefined) return { value: short, text, wide: false };
  const wide = WIDE.test(text);
  const ascii = wide ? toAscii(text) : text;
  if (!NUMBER.test(ascii)) return { fault: faultOf(ascii) };
  const value = Number(ascii);
  if (!Number.isFinite(value)) return { fault: 'beyond the range of numbers' };
  if (INTEGER.test(ascii) && !Number.isSafeInteger(value))
    return { fault: 'an integer beyond 2^53, whose digits a number would lose' };
  return { value, text: ascii, wide };
}

/**
 * The number of an unsigned or negative plain decimal of at most 15 digits, undefined for every other text. Its digits are an exact integer
 * and the power of ten is exact too, so their quotient is the nearest double.
 */
function shortDecimal(text: string): number | undefined {
  const negative = text.charCodeAt(0) === MINUS;
  const first = negative ? 1 : 0;
  const { length } = text;
  if (length === first || length > 16 + first) return undefined;
  let digits = 0;
  let point = -1;
  for (let i = first; i < length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === POINT - ZERO && point === -1) point = i;
    else return undefined;
  }
  if (length - first - (point === -1 ? 0 : 1) > 15 || length - first === (point === -1 ? 0 : 1)) return undefined;
  const value = point === -1 ? digits : digits / POWERS_OF_TEN[length - point - 1]!;
  return negative ? -value : value;
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
