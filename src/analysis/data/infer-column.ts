/** The kind of a column that no codebook describes: a number when everything in it is one, else a category. */
import { canonicalText } from './codebook.ts';
import type { Column, ColumnInfo } from './column.ts';
import { parseNumber } from './parse-number.ts';
import type { RawColumn } from './raw-column.ts';
import { categoryOfTexts } from './type-category.ts';
import { numericColumn } from './type-number.ts';

/** what statistical programs write where there is no number */
const NO_NUMBER: ReadonlySet<string> = new Set(['NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '.']);
/** digits that a number would lose: `011010` */
const LEADING_ZERO = /^[+-]?0[0-9]/;

export interface Inferred {
  readonly column: Column;
  /** rows whose text (NA, `.`) was taken as missing although nobody declared it */
  readonly taken: number;
}

/**
 * Types a column by its texts. All numbers: numeric. Numbers beside NA, `.` and the like: numeric, those missing. Anything else, and
 * digits with leading zeros or beyond 2^53: categorical, levels by size or code point. A column of mostly distinct texts is private.
 */
export function inferColumn(raw: RawColumn, missing: readonly string[]): Inferred {
  const texts = raw.texts.map(canonicalText);
  const noAnswer = new Set([...missing.map(canonicalText), '']);
  const numbers = new Float64Array(texts.length).fill(Number.NaN);
  const spelled = [...texts];
  const taken = new Uint8Array(texts.length);
  let known = 0;
  let numeric = true;
  for (let code = 0; code < texts.length; code++) {
    const text = texts[code]!;
    if (text === '' || (noAnswer.size > 1 && noAnswer.has(text))) continue;
    const parsed = parseNumber(text);
    if ('fault' in parsed && NO_NUMBER.has(text)) {
      taken[code] = 1;
      continue;
    }
    known++;
    if ('fault' in parsed || LEADING_ZERO.test(text)) {
      numeric = false;
      break;
    }
    numbers[code] = parsed.value;
    spelled[code] = parsed.text;
  }
  const info: ColumnInfo = { name: raw.name, label: { en: raw.name }, private: false };
  if (numeric && (known > 0 || !taken.includes(1))) {
    return { column: numericColumn(raw.codes, numbers, null, spelled, info), taken: rowsTaken(raw.codes, taken) };
  }
  const mostlyDistinct = texts.length > 20 && 2 * texts.length > raw.codes.length;
  return { column: categoryOfTexts(raw, texts, noAnswer, { ...info, private: mostlyDistinct }, true), taken: 0 };
}

function rowsTaken(codes: Int32Array, taken: Uint8Array): number {
  let rows = 0;
  for (let row = 0; row < codes.length; row++) rows += taken[codes[row]!]!;
  return rows;
}
