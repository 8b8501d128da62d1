/** The header of a CSV file -> column names, each once. */
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Failure, Failures } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { canonicalText } from './codebook.ts';
import { parseRecords } from './csv-records.ts';
import type { Encoding } from './decode.ts';

const COLUMN_CAP = 5000;
const SHOWN_NAMES = 12;

export interface Header {
  /** composed (NFC) and trimmed, in file order */
  readonly names: readonly string[];
  /** names that were not written so in the file */
  readonly mended: number;
}

/** A header in every encoding that it may be in: only the end of the file tells which (some GBK names are valid UTF-8). */
export interface HeaderReadings {
  readonly utf8?: Header;
  readonly gb18030?: Header;
}

/** Parses the bytes of the header record. E-RESOURCE: above 5,000 columns. */
export function parseHeader(bytes: Buffer, delimiter: number, file: string): HeaderReadings {
  const raw = parseRecords(bytes, delimiter)[0] ?? [];
  if (raw.length > COLUMN_CAP) {
    const place = { file, line: 1 };
    throw new Failure('E-RESOURCE', { place, finding: `${raw.length} columns`, accepted: `at most ${COLUMN_CAP}` });
  }
  const utf8 = isUtf8(bytes) ? headerOf(raw, new TextDecoder('utf-8')) : undefined;
  const gb18030 = isAscii(bytes) ? undefined : headerOf(raw, new TextDecoder('gb18030'));
  return { ...(utf8 && { utf8 }), ...(gb18030 && { gb18030 }) };
}

function headerOf(raw: readonly string[], decoder: TextDecoder): Header {
  const written = raw.map((field) => decoder.decode(Buffer.from(field, 'latin1')));
  const names = written.map(canonicalText);
  return { names, mended: names.filter((name, index) => name !== written[index]).length };
}

/** The header in the encoding of the whole file. */
export function headerIn({ utf8, gb18030 }: HeaderReadings, encoding: Encoding): Header {
  return (encoding === 'GB18030' ? (gb18030 ?? utf8) : utf8)!;
}

/** The header when only one reading is possible. */
export function onlyReading({ utf8, gb18030 }: HeaderReadings): Header | undefined {
  return utf8 === undefined ? gb18030 : gb18030 === undefined ? utf8 : undefined;
}

/** Which columns of a header are wanted; all when nobody says. */
export function wantedColumns({ names }: Header, columns: ReadonlySet<string> | undefined): boolean[] {
  return names.map((name) => columns === undefined || columns.has(name));
}

/**
 * E-CSV-HEADER: an empty name, or two that are equal but for case; E-DATA-COLUMN: wanted columns that are not there, all of them. A first line
 * that holds none of them may be data: its fields are then not quoted.
 */
export function checkHeader({ names }: Header, columns: ReadonlySet<string> | undefined, file: string): void {
  const known = new Set(names);
  const absent = [...(columns ?? [])].filter((name) => !known.has(name));
  const isHeader = columns === undefined || absent.length < columns.size;
  checkNames(names, file, isHeader);
  const place = { file, line: 1 };
  const separator = names.length === 1 && /[;\t|]/.test(names[0]!);
  const remedy = separator ? 'fields must be separated by commas, or say data.delimiter in the spec' : undefined;
  if (!isHeader && absent.length > 1) {
    const finding = `none of the ${absent.length} columns that are needed is in the first line: ${absent.slice(0, SHOWN_NAMES).join(', ')}${absent.length > SHOWN_NAMES ? ', ...' : ''}`;
    throw new Failure('E-DATA-COLUMN', { place, finding, remedy: remedy ?? 'is it a header, and of this survey?' });
  }
  const list = `columns: ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ', ...' : ''}`;
  const faults = absent.map((name) => {
    const accepted = nearestHint(name, names) ?? (isHeader ? list : undefined);
    const parts = { finding: `no column "${name}"`, ...(accepted && { accepted }), ...(remedy && { remedy }) };
    return new Failure('E-DATA-COLUMN', { place, ...parts });
  });
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new Failures(faults);
}

function checkNames(names: readonly string[], file: string, isHeader: boolean): void {
  const fail = (finding: string, remedy: string) => {
    throw new Failure('E-CSV-HEADER', { place: { file, line: 1 }, finding, remedy });
  };
  const data = names.length > 1 && names.some((name) => /^[-+]?[0-9.]+$/.test(name));
  const remedy = data ? 'the first line looks like data: a header is needed' : 'give every column a name of its own';
  const empty = names.indexOf('');
  if (empty !== -1)
    fail(
      `column ${empty + 1} of ${names.length} has no name`,
      empty === 0 && !data ? `${remedy} (row numbers? leave them out of the export)` : remedy,
    );
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const folded = name.toLowerCase();
    const first = seen.get(folded);
    if (first !== undefined) {
      const same = names[first] === name ? 'have the same name' : 'have names that differ only in case';
      fail(`columns ${first + 1} and ${index + 1} ${same}${data || !isHeader ? '' : `, "${name}"`}`, remedy);
    }
    seen.set(folded, index);
  }
}
