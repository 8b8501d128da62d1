/** A column as it was read, before anything is known of its kind, and the faults that typing it can find. */
import type { FailureCode } from '../../errors/catalogue.ts';
import { Failure } from '../../errors/failure.ts';
import type { CodebookColumn } from './codebook.ts';

const QUOTED_VALUES = 5;
const QUOTED_LENGTH = 40;

/** Per row an index into the distinct texts of the column, as written in the file. */
export interface RawColumn {
  readonly name: string;
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** Where the texts come from, and what a user should know of how they were read. */
export interface Reading {
  readonly file: string;
  /** physical line of a row */
  lineOf(row: number): number;
  readonly notices: string[];
}

/** Codes of texts, with or without more to each. */
export interface CodeSet {
  readonly size: number;
  has(code: number): boolean;
  keys(): IterableIterator<number>;
}

/** Rows that hold one of the codes, and the first of them (-1 when there is none). */
export function rowsWith(raw: RawColumn, codes: CodeSet): { readonly rows: number; readonly first: number } {
  let rows = 0;
  let first = -1;
  if (codes.size === 0) return { rows, first };
  for (let row = 0; row < raw.codes.length; row++) {
    if (!codes.has(raw.codes[row]!)) continue;
    if (rows++ === 0) first = row;
  }
  return { rows, first };
}

/**
 * A failure about the texts of some codes: rows counted, at the line of the first; the texts themselves are quoted only where the
 * codebook says that they may be.
 */
export function columnFault(
  code: FailureCode,
  raw: RawColumn,
  { quotable }: CodebookColumn,
  faulty: CodeSet,
  reading: Reading,
  said: { readonly one: string; readonly many: string; readonly more?: string; readonly remedy: string },
): Failure {
  const { rows, first } = rowsWith(raw, faulty);
  const shown = [...faulty.keys()].slice(0, QUOTED_VALUES).map((at) => `"${raw.texts[at]!.slice(0, QUOTED_LENGTH)}"`);
  const detail = [`${faulty.size} distinct`, said.more, quotable ? shown.join(', ') : undefined];
  return new Failure(code, {
    place: { file: reading.file, line: reading.lineOf(first) },
    finding: `column "${raw.name}": ${rows} ${rows === 1 ? said.one : said.many} (${detail.filter((part) => part !== undefined).join(': ')})`,
    remedy: said.remedy,
  });
}
