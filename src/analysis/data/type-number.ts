/** The texts of a column -> numbers. */
import { exactDecimal } from '../../numerics/exact-decimal.ts';
import type { CodebookColumn } from './codebook.ts';
import type { ColumnInfo, NumericColumn } from './column.ts';
import { parseNumber } from './parse-number.ts';
import { columnFault, type RawColumn, type Reading, rowsWith } from './raw-column.ts';

/** a column of more distinct numbers will hardly become a category, so their spelling is not kept */
const SPELLINGS_CAP = 10_000;

/**
 * A numeric column from its texts in canonical form. Declared missing codes are compared as text and as numbers. Everything that is
 * neither missing nor a number is E-DATA-NUMBER. A column declared exact keeps in `low` what a double cannot hold.
 */
export function typeNumber(
  raw: RawColumn,
  texts: readonly string[],
  declared: CodebookColumn,
  info: ColumnInfo,
  missing: ReadonlySet<string>,
  reading: Reading,
): NumericColumn {
  const numbers = new Float64Array(texts.length).fill(Number.NaN);
  const lows = declared.exact ? new Float64Array(texts.length) : null;
  const missingNumbers = numbersAmong(missing);
  const spelled = [...texts];
  const faults = new Map<number, string>();
  const wide = new Set<number>();
  for (const [code, text] of texts.entries()) {
    if (missing.has(text)) continue;
    const parsed = parseNumber(text);
    if ('fault' in parsed) {
      faults.set(code, parsed.fault);
    } else if (!missingNumbers.has(parsed.value)) {
      numbers[code] = parsed.value;
      spelled[code] = parsed.text;
      if (lows) lows[code] = exactDecimal(parsed.text).low;
      if (parsed.wide) wide.add(code);
    }
  }
  if (faults.size > 0) {
    const reasons = [...new Set(faults.values())];
    const [only] = reasons;
    const more = reasons.length === 1 && only !== 'not a number' ? { more: only! } : {};
    const words = { one: 'value is not a number', many: 'values are not numbers', ...more, remedy: remedyFor(reasons) };
    throw columnFault('E-DATA-NUMBER', raw, declared, faults, reading, words);
  }
  const wideRows = rowsWith(raw, wide).rows;
  if (wideRows > 0) {
    reading.notices.push(`column "${raw.name}": ${wideRows} numbers in full-width characters were read as numbers`);
  }
  return numericColumn(raw.codes, numbers, lows, spelled, info);
}

/** A numeric column from the number of each distinct text (NaN where it is missing) and its spelling in ASCII. */
export function numericColumn(
  codes: Int32Array,
  numbers: Float64Array,
  lows: Float64Array | null,
  spelled: readonly string[],
  info: ColumnInfo,
): NumericColumn {
  const low = lows?.some((part) => part !== 0) ? gather(codes, lows) : null;
  const texts = spelled.length > SPELLINGS_CAP ? new Map<number, string>() : oddSpellings(numbers, spelled);
  return { kind: 'numeric', info, values: gather(codes, numbers), low, ...(texts.size > 0 && { texts }) };
}

/** The first spelling of each number that is not its shortest. */
function oddSpellings(numbers: Float64Array, spelled: readonly string[]): Map<number, string> {
  const texts = new Map<number, string>();
  for (const [code, text] of spelled.entries()) {
    const value = numbers[code]!;
    if (!Number.isNaN(value) && !texts.has(value) && String(value) !== text) texts.set(value, text);
  }
  return texts;
}

function gather(codes: Int32Array, byCode: Float64Array): Float64Array {
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = byCode[codes[row]!]!;
  return values;
}

function numbersAmong(texts: Iterable<string>): Set<number> {
  const numbers = new Set<number>();
  for (const text of texts) {
    const parsed = parseNumber(text);
    if ('value' in parsed) numbers.add(parsed.value);
  }
  return numbers;
}

function remedyFor(reasons: readonly string[]): string {
  if (reasons.some((reason) => reason.startsWith('an integer beyond')))
    return 'an identifier? give the column kind: id';
  if (reasons.includes('thousands separators')) return 'export the numbers without thousands separators';
  if (reasons.includes('percent signs')) return 'export the numbers without percent signs';
  return 'declare codes that mean no answer under missing: in the codebook, or give the column kind: category';
}
