/** Lines of a CSV file -> its header and records, chunk by chunk: the structure is checked, nothing is typed. */
import { Failure } from '../../errors/failure.ts';
import { canonicalText } from './codebook.ts';
import { checkHeader, type HeaderReadings, onlyReading, parseHeader, wantedColumns } from './csv-header.ts';
import { neverCloses, scanQuotes } from './csv-quotes.ts';
import { addRecords, newRecordStore, type RecordStore } from './csv-records.ts';
import { countLines, type EncodedLines, type LineChunk } from './decode.ts';

const NUL = 0;
const QUOTE = 34;

export interface ReadOptions {
  /** the columns that are wanted; all of them when left out. One that is not there is E-DATA-COLUMN. */
  readonly columns?: Iterable<string>;
  /** comma unless given; it is never guessed */
  readonly delimiter?: ',' | ';' | '\t' | '|';
}

/** Reads all records. E-CSV-HEADER, E-CSV-QUOTE, E-CSV-NUL, E-DATA-EMPTY, E-DATA-COLUMN, E-RESOURCE; ragged records are left in the store. */
export async function readRecords(
  lines: EncodedLines,
  file: string,
  options: ReadOptions,
): Promise<{ readings: HeaderReadings; store: RecordStore }> {
  const delimiter = (options.delimiter ?? ',').charCodeAt(0);
  const columns = wantedNames(options);
  let readings: HeaderReadings | undefined;
  let store: RecordStore | undefined;
  let held: LineChunk | undefined;
  const take = (chunk: LineChunk, last: boolean) => {
    let { bytes, line } =
      held === undefined ? chunk : { bytes: Buffer.concat([held.bytes, chunk.bytes]), line: held.line };
    held = undefined;
    if (readings === undefined) {
      const end = headerEnd(bytes, delimiter, line, file, last);
      if (end === -1) {
        held = { bytes, line };
        return;
      }
      readings = parseHeader(bytes.subarray(0, end), delimiter, file);
      const only = onlyReading(readings);
      if (only !== undefined) checkHeader(only, columns, file);
      store = newRecordStore(file, delimiter, wantedByAny(readings, columns));
      line += countLines(bytes.subarray(0, end));
      bytes = bytes.subarray(end);
    }
    held = addWhole(store!, bytes, line, last);
  };
  for await (const chunk of lines.chunks) {
    refuseNul(chunk, file);
    take(chunk, false);
  }
  if (held !== undefined) take({ bytes: Buffer.alloc(0), line: 1 }, true);
  if (readings === undefined || store === undefined)
    throw new Failure('E-DATA-EMPTY', { place: { file }, finding: 'the file is empty' });
  return { readings, store };
}

/** Adds the whole records of the bytes; what follows the last one is handed back. */
function addWhole(store: RecordStore, bytes: Buffer, line: number, last: boolean): LineChunk | undefined {
  if (bytes.length === 0) return undefined;
  if (!bytes.includes(QUOTE)) {
    addRecords(store, bytes, line);
    return undefined;
  }
  const scan = scanQuotes(bytes, store.delimiter, line, store.file);
  if (last && scan.openLine > 0) throw neverCloses(store.file, scan.openLine);
  const end = last ? bytes.length : Math.max(scan.lastEnd, 0);
  const whole = bytes.subarray(0, end);
  if (end > 0) addRecords(store, whole, line);
  return end === bytes.length ? undefined : { bytes: bytes.subarray(end), line: line + countLines(whole) };
}

/** The wanted names as headers are compared; undefined when every column is wanted. */
export function wantedNames({ columns }: ReadOptions): ReadonlySet<string> | undefined {
  return columns && new Set([...columns].map(canonicalText));
}

/** Columns that are wanted in one reading of the header or the other. */
function wantedByAny({ utf8, gb18030 }: HeaderReadings, columns: ReadonlySet<string> | undefined): boolean[] {
  const [first = [], second = []] = [utf8, gb18030].map((header) => header && wantedColumns(header, columns));
  return Array.from({ length: Math.max(first.length, second.length) }, (_, field) => !!first[field] || !!second[field]);
}

/** Where the header record ends; -1 when more bytes are needed to tell. */
function headerEnd(bytes: Buffer, delimiter: number, line: number, file: string, last: boolean): number {
  if (bytes.toString('latin1').trim() === '') {
    if (last) throw new Failure('E-DATA-EMPTY', { place: { file }, finding: 'the file is blank' });
    return -1;
  }
  const scan = scanQuotes(bytes, delimiter, line, file);
  if (scan.firstEnd !== -1 || !last) return scan.firstEnd;
  if (scan.openLine > 0) throw neverCloses(file, scan.openLine);
  return bytes.length;
}

function refuseNul({ bytes, line }: LineChunk, file: string): void {
  const at = bytes.indexOf(NUL);
  if (at === -1) return;
  throw new Failure('E-CSV-NUL', {
    place: { file, line: line + countLines(bytes.subarray(0, at)) },
    finding: 'a NUL byte',
    remedy: 'is this a CSV file? UTF-16 needs a byte order mark',
  });
}
