/** Where records end in bytes that may hold quotes, and the quoting faults of RFC 4180 with their physical lines. */
import { Failure } from '../../errors/failure.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;
/** the longest field that is accepted, in bytes */
export const FIELD_CAP = 1024 * 1024;

export interface QuoteScan {
  /** end (exclusive) of the first and of the last whole record; -1 when the bytes hold none */
  readonly firstEnd: number;
  readonly lastEnd: number;
  /** physical line where a quote opened that is still open at the end of the bytes, else 0 */
  readonly openLine: number;
}

/**
 * Reads bytes that start at a record. Throws E-CSV-QUOTE at a quote inside an unquoted field or at text behind a closing quote,
 * and E-RESOURCE at a quoted field above 1 MiB; a quote still open at the end is reported, for more bytes may follow.
 */
export function scanQuotes(bytes: Buffer, delimiter: number, firstLine: number, file: string): QuoteScan {
  let line = firstLine;
  let firstEnd = -1;
  let lastEnd = -1;
  let i = 0;
  let start = 0;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      if (i !== start) throw quoteFault(file, line, 'a quote inside an unquoted field');
      const openLine = line;
      const opened = i++;
      for (;;) {
        const close = bytes.indexOf(QUOTE, i);
        const end = close === -1 ? bytes.length : close;
        if (end - opened > FIELD_CAP) throw tooLong(file, openLine);
        line += lineBreaks(bytes, i, end);
        if (close === -1) return { firstEnd, lastEnd, openLine };
        i = close + 1;
        if (bytes[i] !== QUOTE) break;
        i++;
      }
      const next = bytes[i];
      if (next !== undefined && next !== delimiter && next !== LF && next !== CR) {
        throw quoteFault(file, line, `text behind a closing quote (the quote opened in line ${openLine})`);
      }
      continue;
    }
    i++;
    if (byte !== delimiter && byte !== LF && byte !== CR) continue;
    if (bytes[start] !== QUOTE && i - 1 - start > FIELD_CAP) throw tooLong(file, line);
    if (byte !== delimiter) {
      if (byte === CR && bytes[i] === LF) i++;
      line++;
      if (firstEnd === -1) firstEnd = i;
      lastEnd = i;
    }
    start = i;
  }
  return { firstEnd, lastEnd, openLine: 0 };
}

function lineBreaks(bytes: Buffer, start: number, end: number): number {
  let breaks = 0;
  for (let i = start; i < end; i++) if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) breaks++;
  return breaks;
}

/** The failure for a quote that is open when the file ends. */
export function neverCloses(file: string, line: number): Failure {
  return quoteFault(file, line, 'a quote opens here and never closes');
}

function quoteFault(file: string, line: number, finding: string): Failure {
  return new Failure('E-CSV-QUOTE', {
    place: { file, line },
    finding,
    remedy: 'quote the whole field and double the quotes in it',
  });
}

export function tooLong(file: string, line: number): Failure {
  return new Failure('E-RESOURCE', {
    place: { file, line },
    finding: 'a field longer than 1 MiB',
    remedy: 'is a quote missing?',
  });
}
