/** A CSV file -> a frame: structure checked byte by byte, every column read as text and typed by the codebook. */
import { Failure, Failures } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { DataSource } from '../../results/results.ts';
import { type Codebook, canonicalText } from './codebook.ts';
import type { Column } from './column.ts';
import { type Header, parseHeader, sameHeader } from './csv-header.ts';
import { neverCloses, scanQuotes } from './csv-quotes.ts';
import { addPlain, addQuoted, lineOfRow, newRecordStore, type RecordStore, refuseRagged } from './csv-records.ts';
import { countLines, type EncodedLines, encodedLines, type LineChunk } from './decode.ts';
import type { Frame } from './frame.ts';
import { inferColumn } from './infer-column.ts';
import type { RawColumn, Reading } from './raw-column.ts';
import { type ByteSource, openBytes } from './read-bytes.ts';
import { tokenBytes } from './token-table.ts';
import { typeColumn } from './type-column.ts';

const NUL = 0;
const QUOTE = 34;

export interface ReadOptions {
  /** the columns that are wanted; all of them when left out. One that is not there is E-DATA-COLUMN. */
  readonly columns?: Iterable<string>;
  /** comma unless given; it is never guessed */
  readonly delimiter?: ',' | ';' | '\t' | '|';
}

export interface CsvData {
  readonly frame: Frame;
  readonly source: DataSource;
  /** every column of the file, in its order, whether read or not */
  readonly header: readonly string[];
  /** what a user should know of how the file was read */
  readonly notices: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180; LF, CRLF or CR; UTF-8, GB18030 or UTF-16). Memory: four bytes per row and wanted column while reading, then
 * the frame. E-DATA-READ, E-DATA-ENCODING, E-DATA-EMPTY, E-CSV-HEADER, E-CSV-RAGGED, E-CSV-QUOTE, E-CSV-NUL, E-DATA-COLUMN,
 * E-DATA-NUMBER, E-DATA-LEVEL, E-RESOURCE; column faults are thrown together.
 */
export async function readCsv(source: ByteSource, codebook: Codebook, options: ReadOptions = {}): Promise<CsvData> {
  const stream = await openBytes(source);
  const lines = encodedLines(stream);
  const { header, store } = await readRecords(lines, stream.place, options);
  if (!sameHeader(header, lines.textOf)) {
    throw new Failure('E-DATA-ENCODING', {
      place: { file: stream.place, line: 1 },
      finding: 'a header that reads as UTF-8 above rows in GB18030',
      remedy: 'save the file as UTF-8',
    });
  }
  refuseRagged(store);
  if (store.rows === 0)
    throw new Failure('E-DATA-EMPTY', { place: { file: stream.place }, finding: 'a header and no rows' });
  const reading: Reading = {
    file: stream.place,
    lineOf: (row) => lineOfRow(store, row),
    notices: notices(lines, header, store),
  };
  const columns = typeColumns(header, store, lines, codebook, reading);
  const synthetic = codebook.synthetic !== undefined && header.names.includes(codebook.synthetic.column);
  const { rows, width } = store;
  return {
    frame: { rows, columns },
    source: { name: stream.name, sha256: stream.sha256(), rows, columns: width, encoding: lines.encoding(), synthetic },
    header: header.names,
    notices: reading.notices,
  };
}

async function readRecords(
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

function notices(lines: EncodedLines, header: Header, store: RecordStore): string[] {
  const said: string[] = [];
  if (lines.encoding() !== 'UTF-8')
    said.push(`read as ${lines.encoding()}${lines.encoding() === 'GB18030' ? ': the bytes are not UTF-8' : ''}`);
  if (header.mended > 0) said.push(`${header.mended} column names had spaces around them or decomposed characters`);
  if (store.blankLines > 0) said.push(`${store.blankLines} blank lines were skipped`);
  return said;
}

function typeColumns(
  header: Header,
  store: RecordStore,
  lines: EncodedLines,
  codebook: Codebook,
  reading: Reading,
): Map<string, Column> {
  const columns = new Map<string, Column>();
  const faults: Failure[] = [];
  const inferred = { numbers: 0, categories: 0, taken: [] as string[] };
  for (const [field, name] of header.names.entries()) {
    const raw = rawColumn(name, field, store, lines);
    if (raw === undefined) continue;
    const declared = codebook.columns.get(name);
    try {
      if (declared !== undefined) {
        columns.set(name, typeColumn(raw, declared, codebook.missing, reading));
        continue;
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      faults.push(error);
      continue;
    }
    const { column, taken } = inferColumn(raw, codebook.missing);
    columns.set(name, column);
    if (column.kind === 'numeric') inferred.numbers++;
    else inferred.categories++;
    if (taken > 0) inferred.taken.push(`column "${name}": ${taken} values such as NA or . were read as missing`);
  }
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new Failures(faults);
  const { numbers, categories } = inferred;
  if (numbers + categories > 0) {
    reading.notices.push(
      `columns that no codebook describes: ${numbers} read as numbers, ${categories} as categories`,
      ...inferred.taken,
    );
  }
  return columns;
}

/** The rows and distinct texts of a column; what it held while reading is let go. */
function rawColumn(name: string, field: number, store: RecordStore, lines: EncodedLines): RawColumn | undefined {
  const table = store.tables[field];
  const codes = store.codes[field];
  if (!table || !codes) return undefined;
  store.codes[field] = null;
  const texts = Array.from({ length: table.size }, (_, code) => lines.textOf(tokenBytes(table, code)));
  return { name, codes: codes.subarray(0, store.rows), texts };
}
