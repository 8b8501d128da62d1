/** Numbers as decimal text with a fixed number of digits, rounded the way a reader of the digits would. */

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * `x` with exactly `digits` (0 or more) decimals, halves away from zero. NaN gives '', infinities 'Inf' and '-Inf', and
 * what rounds to zero has no sign.
 *
 * The digits that are rounded are those of the shortest decimal that reads back as `x`, so 1.005 gives 1.01 although
 * the double is a little below it; `toFixed` and C's printf round the binary value and give 1.00.
 */
export function formatFixed(x: number, digits: number): string {
  if (Number.isNaN(x)) return '';
  if (!Number.isFinite(x)) return x > 0 ? 'Inf' : '-Inf';
  const [, sign = '', whole = '', fraction = '', power = '0'] = WRITTEN.exec(String(x)) ?? [];
  const significant = whole + fraction;
  // `point` digits stand before the decimal point (a negative number means zeros after it).
  const point = whole.length + Number(power);
  const kept = point + digits;
  const rounded = roundDigits(significant, kept).padStart(digits + 1, '0');
  const minus = sign !== '' && /[1-9]/.test(rounded) ? '-' : '';
  const split = rounded.length - digits;
  const head = rounded.slice(0, split).replace(/^0+(?=\d)/, '');
  return digits === 0 ? minus + head : `${minus}${head}.${rounded.slice(split)}`;
}

/** The first `kept` digits as a whole number, rounded half up by the digit that follows, zeros added at the end. */
function roundDigits(significant: string, kept: number): string {
  if (kept < 0) return '0';
  if (kept >= significant.length) return significant.padEnd(kept, '0');
  const head = BigInt(`0${significant.slice(0, kept)}`);
  return String(significant[kept]! >= '5' ? head + 1n : head);
}
