/** Bytes of records -> codes per column: fields are cut by hand, and csv-parse reads what a quoted one says. */
import { parse } from 'csv-parse/sync';
import { Failure } from '../../errors/failure.ts';
import { FIELD_CAP, tooLong } from './csv-quotes.ts';
import { internBytes, internQuoted, newTokenTable, type TokenTable } from './token-table.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;
const SHOWN_LINES = 5;

/** The records of a file so far; filled while it is read. */
export interface RecordStore {
  readonly file: string;
  readonly delimiter: number;
  /** fields of the header */
  readonly width: number;
  /** by field: the texts of the column, or null when nobody needs it */
  readonly tables: readonly (TokenTable | null)[];
  readonly codes: (Int32Array | null)[];
  rows: number;
  blankLines: number;
  /** where the distance between row number and physical line changes: from this row on the line is row + offset */
  readonly shifts: { readonly row: number; readonly offset: number }[];
  ragged: number;
  readonly raggedLines: number[];
  /** fields of the first ragged record */
  raggedFields: number;
}

export function newRecordStore(file: string, delimiter: number, needed: readonly boolean[]): RecordStore {
  const tables = needed.map((wanted) => (wanted ? newTokenTable() : null));
  const codes = needed.map((wanted) => (wanted ? new Int32Array(1024) : null));
  const empty = { rows: 0, blankLines: 0, shifts: [], ragged: 0, raggedLines: [], raggedFields: 0 };
  return { file, delimiter, width: needed.length, tables, codes, ...empty };
}

/** Physical line of a row (0-based). */
export function lineOfRow(store: RecordStore, row: number): number {
  let offset = 0;
  for (const shift of store.shifts) {
    if (shift.row > row) break;
    offset = shift.offset;
  }
  return row + offset;
}

/** E-CSV-RAGGED when any record had more or fewer fields than the header. */
export function refuseRagged(store: RecordStore): void {
  const { ragged, raggedLines, raggedFields, width, file } = store;
  if (ragged === 0) return;
  const more = ragged > raggedLines.length ? ', ...' : '';
  const others = ragged === 1 ? '' : ` (${ragged} lines like this: ${raggedLines.join(', ')}${more})`;
  throw new Failure('E-CSV-RAGGED', {
    place: { file, line: raggedLines[0]! },
    finding: `${raggedFields} ${raggedFields === 1 ? 'field' : 'fields'}, the header has ${width}${others}`,
    remedy: 'mend the export or quote the fields that contain commas',
  });
}

/** Whole records, well quoted (scanQuotes has seen the bytes of a chunk with quotes). */
export function addRecords(store: RecordStore, bytes: Buffer, firstLine: number): void {
  const { delimiter, width, tables } = store;
  const end = bytes.length;
  let line = firstLine;
  let i = 0;
  while (i < end) {
    makeRoom(store);
    const { codes, rows } = store;
    const recordStart = i;
    const recordLine = line;
    let field = 0;
    for (;;) {
      const start = i;
      const table = field < width ? tables[field]! : null;
      if (bytes[i] === QUOTE) {
        const { close, doubled, breaks } = quotedField(bytes, start);
        i = close + 1;
        line += breaks;
        if (table !== null) {
          codes[field]![rows] = doubled
            ? internQuoted(table, bytes.toString('latin1', start, i), unquoted)
            : internBytes(table, bytes, start + 1, close);
        }
      } else {
        while (i < end) {
          const byte = bytes[i]!;
          if (byte === delimiter || byte === LF || byte === CR) break;
          i++;
        }
        if (i - start > FIELD_CAP) throw tooLong(store.file, line);
        if (table !== null) codes[field]![rows] = internBytes(table, bytes, start, i);
      }
      field++;
      if (i === end || bytes[i] !== delimiter) break;
      i++;
    }
    endRecord(store, field, recordLine, field === 1 && isBlank(bytes, recordStart, i));
    i += bytes[i] === CR && bytes[i + 1] === LF ? 2 : 1;
    line++;
  }
}

/** The quote that closes the field opened at `open`, whether quotes are doubled inside, and its line ends. */
function quotedField(bytes: Buffer, open: number): { close: number; doubled: boolean; breaks: number } {
  let doubled = false;
  let breaks = 0;
  let i = open + 1;
  for (; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      if (bytes[i + 1] !== QUOTE) break;
      doubled = true;
      i++;
    } else if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) breaks++;
  }
  return { close: i, doubled, breaks };
}

/** What a quoted field says, one character per byte. */
function unquoted(field: string): string {
  return parseRecords(Buffer.from(field, 'latin1'), COMMA)[0]![0]!;
}

/** Nothing, or a pair of quotes around nothing. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  return end === start || (end === start + 2 && bytes[start] === QUOTE);
}

/** The fields of whole records, one character per byte: the encoding is known only when the file has been read. */
export function parseRecords(bytes: Buffer, delimiter: number): string[][] {
  return parse(bytes, {
    delimiter: String.fromCharCode(delimiter),
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: 0,
  });
}

/** A blank line is no record, except in a file of one column, where it is a missing value. */
function endRecord(store: RecordStore, fields: number, line: number, blank: boolean): void {
  if (blank && store.width > 1) {
    store.blankLines++;
    return;
  }
  if (fields !== store.width) {
    if (store.ragged++ === 0) store.raggedFields = fields;
    if (store.raggedLines.length < SHOWN_LINES) store.raggedLines.push(line);
    return;
  }
  const offset = line - store.rows;
  if (store.shifts.at(-1)?.offset !== offset) store.shifts.push({ row: store.rows, offset });
  store.rows++;
}

function makeRoom(store: RecordStore): void {
  const { codes, rows } = store;
  for (let field = 0; field < codes.length; field++) {
    const old = codes[field]!;
    if (old === null) continue;
    if (rows < old.length) return;
    codes[field] = new Int32Array(2 * old.length);
    codes[field]!.set(old);
  }
}
