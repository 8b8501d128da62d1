/** Lines of a CSV file -> its header and records, chunk by chunk: the structure is checked, nothing is typed. */
import { Failure, Failures } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { canonicalText } from './codebook.ts';
import { type Header, parseHeader } from './csv-header.ts';
import { neverCloses, scanQuotes } from './csv-quotes.ts';
import { addPlain, addQuoted, newRecordStore, type RecordStore } from './csv-records.ts';
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
): Promise<{ header: Header; store: RecordStore }> {
  const delimiter = (options.delimiter ?? ',').charCodeAt(0);
  let header: Header | undefined;
  let store: RecordStore | undefined;
  let held: LineChunk | undefined;
  const take = (chunk: LineChunk, last: boolean) => {
    let { bytes, line } =
      held === undefined ? chunk : { bytes: Buffer.concat([held.bytes, chunk.bytes]), line: held.line };
    held = undefined;
    if (header === undefined) {
      const end = headerEnd(bytes, delimiter, line, file, last);
      if (end === -1) {
        held = { bytes, line };
        return;
      }
      header = parseHeader(bytes.subarray(0, end), delimiter, file);
      store = newRecordStore(file, delimiter, wantedColumns(header.names, options, file));
      line += countLines(bytes.subarray(0, end));
      bytes = bytes.subarray(end);
    }
    held = addRecords(store!, bytes, line, last);
  };
  for await (const chunk of lines.chunks) {
    refuseNul(chunk, file);
    take(chunk, false);
  }
  if (held !== undefined) take({ bytes: Buffer.alloc(0), line: 1 }, true);
  if (header === undefined || store === undefined)
    throw new Failure('E-DATA-EMPTY', { place: { file }, finding: 'the file is empty' });
  return { header, store };
}

/** Adds the whole records of the bytes; what follows the last one is handed back. */
function addRecords(store: RecordStore, bytes: Buffer, line: number, last: boolean): LineChunk | undefined {
  if (bytes.length === 0) return undefined;
  if (!bytes.includes(QUOTE)) {
    addPlain(store, bytes, line);
    return undefined;
  }
  const scan = scanQuotes(bytes, store.delimiter, line, store.file);
  if (last && scan.openLine > 0) throw neverCloses(store.file, scan.openLine);
  const end = last ? bytes.length : Math.max(scan.lastEnd, 0);
  const whole = bytes.subarray(0, end);
  if (end > 0) addQuoted(store, whole, line, scan.embedded);
  return end === bytes.length ? undefined : { bytes: bytes.subarray(end), line: line + countLines(whole) };
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

function wantedColumns(names: readonly string[], { columns }: ReadOptions, file: string): boolean[] {
  if (columns === undefined) return names.map(() => true);
  const wanted = new Set([...columns].map(canonicalText));
  const known = new Set(names);
  const absent = [...wanted].filter((name) => !known.has(name));
  const faults = absent.map((name) => {
    const accepted =
      nearestHint(name, names) ?? `columns: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', ...' : ''}`;
    const remedy = names.length === 1 && /[;\t|]/.test(names[0]!) ? 'fields must be separated by commas' : undefined;
    return new Failure('E-DATA-COLUMN', {
      place: { file, line: 1 },
      finding: `no column "${name}"`,
      accepted,
      ...(remedy && { remedy }),
    });
  });
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new Failures(faults);
  return names.map((name) => wanted.has(name));
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
