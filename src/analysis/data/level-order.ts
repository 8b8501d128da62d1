/** The order of categories that nobody ordered: numbers by size, texts by code point, never by locale. */

const PLAIN = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

/** The texts sorted: by size when all are plain numbers, else by code point. */
export function inLevelOrder(texts: readonly string[]): string[] {
  if (texts.every((text) => PLAIN.test(text))) {
    return texts.toSorted((a, b) => Number(a) - Number(b) || compareCodePoints(a, b));
  }
  return texts.toSorted(compareCodePoints);
}

/** Negative, zero or positive as a comes before, with or after b by code point. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
