/** The header of a CSV file -> column names, each once. */
import { isUtf8 } from 'node:buffer';
import { Failure } from '../../errors/failure.ts';
import { canonicalText } from './codebook.ts';
import { parseRecords } from './csv-records.ts';

const COLUMN_CAP = 5000;

export interface Header {
  /** composed (NFC) and trimmed, in file order */
  readonly names: readonly string[];
  /** names that were not written so in the file */
  readonly mended: number;
  /** the raw fields, one character per byte, to be read again when the encoding is known */
  readonly raw: readonly string[];
}

/** Parses the bytes of the header record. E-CSV-HEADER: an empty name, or two that are equal but for case; E-RESOURCE: above 5,000 columns. */
export function parseHeader(bytes: Buffer, delimiter: number, file: string): Header {
  const raw = parseRecords(bytes, delimiter)[0] ?? [];
  if (raw.length > COLUMN_CAP) {
    throw new Failure('E-RESOURCE', {
      place: { file, line: 1 },
      finding: `${raw.length} columns`,
      accepted: `at most ${COLUMN_CAP}`,
    });
  }
  const decoder = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030');
  const written = raw.map((field) => decoder.decode(Buffer.from(field, 'latin1')));
  const names = written.map(canonicalText);
  checkNames(names, file);
  return { names, raw, mended: names.filter((name, index) => name !== written[index]).length };
}

/** Whether the header reads the same in the encoding that the whole file turned out to be in. */
export function sameHeader(header: Header, textOf: (bytes: Buffer) => string): boolean {
  return header.raw.every(
    (field, index) => canonicalText(textOf(Buffer.from(field, 'latin1'))) === header.names[index],
  );
}

function checkNames(names: readonly string[], file: string): void {
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
      fail(`columns ${first + 1} and ${index + 1} ${same}${data ? '' : `, "${name}"`}`, remedy);
    }
    seen.set(folded, index);
  }
}
