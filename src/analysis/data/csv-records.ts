/** Bytes of records -> codes per column: plain bytes are cut by hand, anything with quotes by csv-parse. */
import { parse } from 'csv-parse/sync';
import { Failure } from '../../errors/failure.ts';
import { FIELD_CAP, tooLong } from './csv-quotes.ts';
import { internBytes, internText, newTokenTable, type TokenTable } from './token-table.ts';

const LF = 10;
const CR = 13;
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

/** Whole records without any quote. */
export function addPlain(store: RecordStore, bytes: Buffer, firstLine: number): void {
  const { delimiter, width, tables } = store;
  const end = bytes.length;
  let line = firstLine;
  let i = 0;
  while (i < end) {
    makeRoom(store);
    const { codes, rows } = store;
    const recordStart = i;
    let field = 0;
    for (;;) {
      const start = i;
      let byte = LF;
      while (i < end) {
        byte = bytes[i]!;
        if (byte === delimiter || byte === LF || byte === CR) break;
        i++;
      }
      if (i - start > FIELD_CAP) throw tooLong(store.file, line);
      if (field < width) {
        const table = tables[field]!;
        if (table !== null) codes[field]![rows] = internBytes(table, bytes, start, i);
      }
      field++;
      if (i === end || byte !== delimiter) break;
      i++;
    }
    endRecord(store, field, line, i === recordStart);
    i += bytes[i] === CR && bytes[i + 1] === LF ? 2 : 1;
    line++;
  }
}

/** Whole records, some field of which is quoted (and well: scanQuotes has seen them). */
export function addQuoted(store: RecordStore, bytes: Buffer, firstLine: number, embedded: boolean): void {
  const { width, tables } = store;
  let line = firstLine;
  for (const record of parseRecords(bytes, store.delimiter)) {
    makeRoom(store);
    const { codes, rows } = store;
    const fields = Math.min(record.length, width);
    for (let field = 0; field < fields; field++) {
      const table = tables[field]!;
      if (table !== null) codes[field]![rows] = internText(table, record[field]!);
    }
    endRecord(store, record.length, line, record.length === 1 && record[0] === '');
    line += 1 + (embedded ? breaksIn(record) : 0);
  }
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

function breaksIn(record: readonly string[]): number {
  let breaks = 0;
  for (const field of record) breaks += field.match(/\r\n|\n|\r/g)?.length ?? 0;
  return breaks;
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
