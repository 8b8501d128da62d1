/** The CSV reader: what it accepts, and each refusal with its code, line and privacy. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Codebook,
  type CodebookColumn,
  codebookColumn,
  type DeclaredColumn,
  EMPTY_CODEBOOK,
} from '../../../src/analysis/data/codebook.ts';
import { type CsvData, readCsv } from '../../../src/analysis/data/read-csv.ts';
import type { ReadOptions } from '../../../src/analysis/data/read-records.ts';
import { rejected, valuesOf } from '../frames.ts';

/** One stream of the given bytes in pieces, so that every cut of a chunk is met. */
async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(
  text: string | Uint8Array,
  codebook: Codebook = EMPTY_CODEBOOK,
  options: ReadOptions = {},
  size = 7,
): Promise<CsvData> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return readCsv({ stream: pieces(bytes, size), name: 'survey.csv' }, codebook, options);
}

function codebookOf(columns: Readonly<Record<string, DeclaredColumn>>, missing: readonly string[] = []): Codebook {
  const entries = Object.entries(columns).map(([name, column]): [string, CodebookColumn] => [
    name,
    codebookColumn(name, column),
  ]);
  return { missing, columns: new Map(entries) };
}

function columnsOf({ frame }: CsvData): Record<string, unknown> {
  return Object.fromEntries([...frame.columns].map(([name, column]) => [name, valuesOf(column)]));
}

describe('structure', () => {
  it('reads LF, CRLF, CR, mixed line ends and a file without a last one', async () => {
    for (const text of [
      'a,b\n1,x\n2,y\n',
      'a,b\r\n1,x\r\n2,y\r\n',
      'a,b\r1,x\r2,y\r',
      'a,b\r\n1,x\n2,y',
      'a,b\r1,x\n2,y\r\n',
    ]) {
      for (const size of [1, 2, 3, 5, 100]) {
        expect(columnsOf(await read(text, EMPTY_CODEBOOK, {}, size)), JSON.stringify(text)).toEqual({
          a: [1, 2],
          b: ['x', 'y'],
        });
      }
    }
  });

  it('reads quoted fields: delimiters, doubled quotes, line ends of every kind, an empty one', async () => {
    const text = 'a,"b ""b"""\n1,"x, y"\r\n2,"say ""no"""\n3,"two\nlines"\n4,"two\r\nlines"\n5,""\n';
    for (const size of [1, 2, 3, 4, 5, 6, 11, 1000]) {
      const { a, ...rest } = columnsOf(await read(text, EMPTY_CODEBOOK, {}, size));
      expect(a).toEqual([1, 2, 3, 4, 5]);
      expect(rest).toEqual({ 'b "b"': ['x, y', 'say "no"', 'two\nlines', 'two\r\nlines', null] });
    }
  });

  it('takes __proto__, constructor and toString for the names they are', async () => {
    const { frame } = await read('__proto__,constructor,toString\n1,2,3\n');
    expect([...frame.columns.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(valuesOf(frame.columns.get('__proto__')!)).toEqual([1]);
  });

  it('reads other delimiters only when told', async () => {
    expect(columnsOf(await read('a;b\n1;2,5\n', EMPTY_CODEBOOK, { delimiter: ';' }))).toEqual({ a: [1], b: ['2,5'] });
    expect(columnsOf(await read('a\tb\n1\t2\n', EMPTY_CODEBOOK, { delimiter: '\t' }))).toEqual({ a: [1], b: [2] });
    expect(await rejected(read('a;b\n1;2\n', EMPTY_CODEBOOK, { columns: ['a'] }))).toContain(
      'fields must be separated by commas',
    );
  });

  it('skips blank lines with a notice, but not in a file of one column', async () => {
    const several = await read('a,b\n\n1,2\n\n\n3,4\n\n');
    expect(columnsOf(several)).toEqual({ a: [1, 3], b: [2, 4] });
    expect(several.notices).toContain('4 blank lines were skipped');
    expect(columnsOf(await read('a\n1\n\n3\n'))).toEqual({ a: [1, null, 3] });
  });

  it('types only the columns that are wanted, in file order', async () => {
    const data = await read('a,b,c\n1,oops,3\n', codebookOf({ b: { kind: 'number' } }), { columns: ['c', 'a'] });
    expect([...data.frame.columns.keys()]).toEqual(['a', 'c']);
    expect(data.header).toEqual(['a', 'b', 'c']);
    expect(data.source).toMatchObject({ rows: 1, columns: 3 });
  });

  it('trims and composes names, and says so', async () => {
    const data = await read(' age ,cafe\u0301\n1,2\n');
    expect(data.header).toEqual(['age', 'caf\u00e9']);
    expect(data.notices).toContain('2 column names had spaces around them or decomposed characters');
  });

  it('hashes the bytes as they were', async () => {
    const bytes = Buffer.from('\ufeffa,b\r\n1,2\r\n');
    const { source } = await read(bytes);
    expect(source.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(source).toMatchObject({ name: 'survey.csv', encoding: 'UTF-8', synthetic: false });
  });

  it('tells files that a recipe made', async () => {
    const codebook = { ...codebookOf({}), synthetic: { column: 'synthetic', notice: { en: 'made up' } } };
    expect((await read('a,synthetic\n1,1\n', codebook, { columns: ['a'] })).source.synthetic).toBe(true);
    expect((await read('a,b\n1,1\n', codebook)).source.synthetic).toBe(false);
  });
});

describe('refusals', () => {
  const secret = 'SECRET-77';
  it.each([
    [
      'ragged',
      `a,b\n1,2\n3\n4,${secret},6\n7,8\n`,
      'E-CSV-RAGGED survey.csv:3: 1 field, the header has 2 (2 lines like this: 3, 4)',
    ],
    ['ragged at the end', `a,b\n1,2\n${secret}`, 'E-CSV-RAGGED survey.csv:3: 1 field, the header has 2; mend'],
    ['ragged among quotes', `a,b\n"${secret}\nline 3",2\n4\n`, 'E-CSV-RAGGED survey.csv:4: 1 field, the header has 2'],
    ['ragged after blank lines', `a,b\n\n\r\n1,2\n3,4,5\n`, 'E-CSV-RAGGED survey.csv:5: 3 fields, the header has 2'],
    ['an empty name', 'a,,c\n1,2,3\n', 'E-CSV-HEADER survey.csv:1: column 2 of 3 has no name'],
    [
      'row numbers',
      ',a\n1,2\n',
      'E-CSV-HEADER survey.csv:1: column 1 of 2 has no name; give every column a name of its own (row numbers?',
    ],
    ['a name twice', 'age,sex,age\n1,2,3\n', 'E-CSV-HEADER survey.csv:1: columns 1 and 3 have the same name, "age"'],
    ['a name twice after trimming', 'age,sex,"age "\n1,2,3\n', 'columns 1 and 3 have the same name, "age"'],
    ['a name twice but for case', 'Age,age\n1,2\n', 'columns 1 and 2 have names that differ only in case, "age"'],
    ['a name twice composed', 'caf\u00e9,cafe\u0301\n1,2\n', 'columns 1 and 2 have the same name'],
    ['data for a header', '1,7,7\n1,2,3\n', 'columns 2 and 3 have the same name; the first line looks like data'],
    ['an open quote', `a,b\n1,2\n3,"${secret}\n5,6\n`, 'E-CSV-QUOTE survey.csv:3: a quote opens here and never closes'],
    [
      'an open quote after line ends in quotes',
      `a,b\n"x\ny",2\n3,"${secret}\n5,6\n`,
      'E-CSV-QUOTE survey.csv:4: a quote opens here and never closes',
    ],
    ['an open quote in the header', 'a,"b\n1,2\n', 'E-CSV-QUOTE survey.csv:1: a quote opens here and never closes'],
    ['a quote in a field', `a,b\n1,5"${secret}\n`, 'E-CSV-QUOTE survey.csv:2: a quote inside an unquoted field'],
    [
      'text behind a quote',
      `a,b\n1,"5\n6" ${secret}\n`,
      'E-CSV-QUOTE survey.csv:3: text behind a closing quote (the quote opened in line 2)',
    ],
    ['NUL', `a,b\n1,2\n3,\u0000${secret}\n`, 'E-CSV-NUL survey.csv:3: a NUL byte'],
    ['nothing', '', 'E-DATA-EMPTY survey.csv: the file is empty'],
    ['a byte order mark alone', '\ufeff', 'E-DATA-EMPTY survey.csv: the file is empty'],
    ['blank lines alone', '\n \r\n', 'E-DATA-EMPTY survey.csv: the file is blank'],
    ['a header alone', 'a,b\n', 'E-DATA-EMPTY survey.csv: a header and no rows'],
    ['a header without a line end', 'a,b', 'E-DATA-EMPTY survey.csv: a header and no rows'],
  ])('%s', async (_, text, message) => {
    for (const size of [1, 3, 1000]) {
      const said = await rejected(read(text, EMPTY_CODEBOOK, {}, size));
      expect(said).toContain(message);
      expect(said).not.toContain(secret);
    }
  });

  it('counts many ragged lines and shows the first five', async () => {
    const text = `a,b\n${'1\n'.repeat(9)}`;
    expect(await rejected(read(text))).toContain('(9 lines like this: 2, 3, 4, 5, 6, ...)');
  });

  it('caps fields, lines and columns', async () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    expect(await rejected(read(`a,b\n1,2\n1,${long}\n`, EMPTY_CODEBOOK, {}, 1 << 16))).toMatch(
      /^E-RESOURCE survey.csv:3: a field longer than 1 MiB/,
    );
    expect(await rejected(read(`a,b\n1,2\n1,"${long}"\n`, EMPTY_CODEBOOK, {}, 1 << 16))).toMatch(
      /^E-RESOURCE survey.csv:3: a field longer than 1 MiB/,
    );
    expect(await rejected(read(`a,b\n1,"2"\n1,${long}\n`, EMPTY_CODEBOOK, {}, 1 << 22))).toMatch(
      /^E-RESOURCE survey.csv:3: a field longer than 1 MiB/,
    );
    expect(await rejected(read(`a,b\n1,"${'x\n'.repeat(1 << 20)}`, EMPTY_CODEBOOK, {}, 1 << 16))).toMatch(
      /^E-RESOURCE survey.csv:2: a field longer than 1 MiB/,
    );
    const columns = Array.from({ length: 5001 }, (_, index) => `c${index}`).join(',');
    expect(await rejected(read(`${columns}\n`, EMPTY_CODEBOOK, {}, 1000))).toContain(
      'E-RESOURCE survey.csv:1: 5001 columns; at most 5000',
    );
    expect(await rejected(read('x'.repeat(17 * 1024 * 1024), EMPTY_CODEBOOK, {}, 1 << 20))).toContain(
      'a line longer than 16 MiB',
    );
  });

  it('names every wanted column that is not there, with the nearest', async () => {
    const said = await rejected(read('age,education\n1,2\n', EMPTY_CODEBOOK, { columns: ['eduction', 'agee', 'age'] }));
    expect(said).toContain('E-DATA-COLUMN survey.csv:1: no column "eduction"; nearest: "education"');
    expect(said).toContain('E-DATA-COLUMN survey.csv:1: no column "agee"; nearest: "age"');
  });
});

describe('files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-csv-'));
    writeFileSync(join(folder, 'cmds2014.csv'), 'a,b\n1,2\n');
    mkdirSync(join(folder, 'folder'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file by its path and reports its name alone', async () => {
    const data = await readCsv({ path: join(folder, 'cmds2014.csv') }, EMPTY_CODEBOOK);
    expect(columnsOf(data)).toEqual({ a: [1], b: [2] });
    expect(data.source.name).toBe('cmds2014.csv');
  });

  it('refuses a missing file with the nearest name, a folder, and a missing folder', async () => {
    const path = join(folder, 'cmds2041.csv');
    expect(await rejected(readCsv({ path }, EMPTY_CODEBOOK))).toBe(
      `E-DATA-READ ${path}: no such file; nearest: "cmds2014.csv"`,
    );
    expect(await rejected(readCsv({ path: join(folder, 'folder') }, EMPTY_CODEBOOK))).toMatch(
      /^E-DATA-READ .*: this is a folder; one CSV file/,
    );
    expect(await rejected(readCsv({ path: join(folder, 'nowhere', 'a.csv') }, EMPTY_CODEBOOK))).toMatch(
      /^E-DATA-READ .*: no folder ".*nowhere"/,
    );
    expect(await rejected(readCsv({ path: join(folder, 'cmds2014.csv', 'a.csv') }, EMPTY_CODEBOOK))).toMatch(
      /^E-DATA-READ /,
    );
  });
});
