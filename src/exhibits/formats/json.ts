/** The results at full precision, as documented in docs/json.md: what cannot be a number is null, with its reason beside it. */
import type { Document, Format } from './format.ts';

export const json: Format = {
  name: 'json',
  extension: 'json',
  async render(document) {
    const text = JSON.stringify(jsonRecord(document), null, 2);
    return `${escapeInvisible(text)}\n`;
  },
};

/** The results with the list of exhibits; doubles are written with as many digits as bring the same double back (at most 17). */
function jsonRecord(document: Document): unknown {
  const { schema, ...results } = document.results;
  const exhibits = document.exhibits.map((exhibit) => {
    const { id, title } = exhibit.kind === 'table' ? exhibit.table : exhibit.figure;
    return { kind: exhibit.kind, id, title };
  });
  return withReasons({ schema, ...results, exhibits });
}

/** null for NaN and infinities; an object that had one carries `reasons: { field: why }`. */
function withReasons(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (ArrayBuffer.isView(value)) return withReasons(Array.from(value as Float64Array));
  if (Array.isArray(value)) return value.map(withReasons);
  if (typeof value !== 'object' || value === null) return value;
  const reasons: [string, string][] = [];
  const parts = Object.entries(value).map(([key, part]) => {
    const reason = reasonFor(part, value);
    if (reason !== undefined) reasons.push([key, reason]);
    return [key, withReasons(part)] as const;
  });
  return Object.fromEntries(reasons.length === 0 ? parts : [...parts, ['reasons', Object.fromEntries(reasons)]]);
}

/** Why a number, or a number in a list, is not written: the column was left out, infinite, or not defined. */
function reasonFor(part: unknown, owner: object): string | undefined {
  if (Array.isArray(part) || ArrayBuffer.isView(part)) {
    const numbers = (Array.isArray(part) ? part.flat(4) : Array.from(part as Float64Array)) as unknown[];
    const bad = numbers.filter((one) => typeof one === 'number' && !Number.isFinite(one));
    return bad.length === 0 ? undefined : `${bad.length} of ${numbers.length} not defined`;
  }
  if (typeof part !== 'number' || Number.isFinite(part)) return undefined;
  if (!Number.isNaN(part)) return part > 0 ? 'infinite' : 'minus infinite';
  if ('omitted' in owner && typeof owner.omitted === 'string') return owner.omitted;
  return 'not defined';
}

/** Characters that a terminal or an editor would act on or hide are written as JSON escapes: the same text comes back. */
function escapeInvisible(text: string): string {
  return text.replace(/[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f\ufff0-\uffff]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
