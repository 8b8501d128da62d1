/** A CSV file -> a frame: structure checked byte by byte, every column read as text and typed by the codebook. */
import { Failure, Failures } from '../../errors/failure.ts';
import type { DataSource } from '../../results/results.ts';
import type { Codebook } from './codebook.ts';
import type { Column } from './column.ts';
import { checkHeader, type Header, headerIn } from './csv-header.ts';
import { lineOfRow, type RecordStore, refuseRagged } from './csv-records.ts';
import { type EncodedLines, encodedLines } from './decode.ts';
import type { Frame } from './frame.ts';
import { inferColumn } from './infer-column.ts';
import type { RawColumn, Reading } from './raw-column.ts';
import { type ByteSource, openBytes } from './read-bytes.ts';
import { type ReadOptions, readRecords, wantedNames } from './read-records.ts';
import { tokenTexts } from './token-table.ts';
import { typeColumn } from './type-column.ts';

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
  const { readings, store } = await readRecords(lines, stream.place, options);
  const header = headerIn(readings, lines.encoding());
  const wanted = wantedNames(options);
  checkHeader(header, wanted, stream.place);
  refuseRagged(store);
  if (store.rows === 0)
    throw new Failure('E-DATA-EMPTY', { place: { file: stream.place }, finding: 'a header and no rows' });
  const reading: Reading = {
    file: stream.place,
    lineOf: (row) => lineOfRow(store, row),
    notices: notices(lines, header, store),
  };
  const columns = typeColumns(header, wanted, store, lines, codebook, reading);
  const synthetic = codebook.synthetic !== undefined && header.names.includes(codebook.synthetic.column);
  const { rows, width } = store;
  return {
    frame: { rows, columns },
    source: { name: stream.name, sha256: stream.sha256(), rows, columns: width, encoding: lines.encoding(), synthetic },
    header: header.names,
    notices: reading.notices,
  };
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
  wanted: ReadonlySet<string> | undefined,
  store: RecordStore,
  lines: EncodedLines,
  codebook: Codebook,
  reading: Reading,
): Map<string, Column> {
  const columns = new Map<string, Column>();
  const faults: Failure[] = [];
  const inferred = { numbers: 0, categories: 0, taken: [] as string[] };
  for (const [field, name] of header.names.entries()) {
    const raw = wanted === undefined || wanted.has(name) ? rawColumn(name, field, store, lines) : undefined;
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
  const texts = tokenTexts(table, lines.textOf);
  return { name, codes: codes.subarray(0, store.rows), texts };
}
