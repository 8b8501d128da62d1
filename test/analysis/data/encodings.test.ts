/** Encodings: strict UTF-8 first, then GB18030, UTF-16 by its mark; anything else is refused with its line. */
import { describe, expect, it } from 'vitest';
import { codebookColumn, EMPTY_CODEBOOK } from '../../../src/analysis/data/codebook.ts';
import { readCsv } from '../../../src/analysis/data/read-csv.ts';
import { rejected, valuesOf } from '../frames.ts';

/** `省份,人数` / `广东,1` / `北京,2` in GBK, as an old export writes it */
const GBK = Buffer.from('caa1b7dd2cc8cbcafd0ab9e3b6ab2c310ab1b1bea92c320a', 'hex');

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 3) {
  const data = await readCsv({ stream: pieces(bytes, size), name: 'survey.csv' }, EMPTY_CODEBOOK);
  const columns = Object.fromEntries([...data.frame.columns].map(([name, column]) => [name, valuesOf(column)]));
  return { ...data, columns };
}

const provinces = { 省份: ['广东', '北京'], 人数: [1, 2] };
const text = '省份,人数\n广东,1\n北京,2\n';

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'UTF-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'UTF-8'],
    ['GBK', GBK, 'GB18030'],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16LE'],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'UTF-16BE'],
  ])('%s', async (_, bytes, encoding) => {
    for (const size of [1, 2, 3, 1000]) {
      const data = await read(bytes, size);
      expect(data.columns).toEqual(provinces);
      expect(data.source.encoding).toBe(encoding);
      expect(data.notices.some((notice) => notice.includes(encoding))).toBe(encoding !== 'UTF-8');
    }
  });

  it('reads quoted GBK fields and the four-byte characters of GB18030', async () => {
    // "中" quoted, and U+20000 as 95 32 82 36
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,"'),
      Buffer.from('d6d0', 'hex'),
      Buffer.from('"\n2,'),
      Buffer.from('95328236', 'hex'),
      Buffer.from('\n'),
    ]);
    expect((await read(bytes)).columns).toEqual({ a: [1, 2], b: ['中', '\u{20000}'] });
  });

  it('takes bytes that are valid in both for UTF-8', async () => {
    expect((await read(Buffer.from('a,b\n1,涓\n'))).columns).toEqual({ a: [1], b: ['涓'] });
  });

  it('reads a header whose GBK names are valid UTF-8 by what the rows are in', async () => {
    // 省 in GBK is ca a1, which is a character of UTF-8 as well
    const bytes = Buffer.concat([
      Buffer.from('id,'),
      Buffer.from('caa1', 'hex'),
      Buffer.from('\n1,'),
      Buffer.from('b9e3b6ab', 'hex'),
      Buffer.from('\n'),
    ]);
    expect((await read(bytes)).columns).toEqual({ id: [1], 省: ['广东'] });
    const wanted = await readCsv({ stream: pieces(bytes, 2), name: 'survey.csv' }, EMPTY_CODEBOOK, { columns: ['省'] });
    expect([...wanted.frame.columns.keys()]).toEqual(['省']);
    const other = readCsv({ stream: pieces(bytes, 2), name: 'survey.csv' }, EMPTY_CODEBOOK, { columns: ['\u02a1'] });
    expect(await rejected(other)).toContain('E-DATA-COLUMN survey.csv:1: no column');
  });

  it('refuses two encodings in one file, with the line', async () => {
    const both = Buffer.concat([Buffer.from('a,b\n1,中文\n2,x\n3,'), Buffer.from('d6', 'hex'), Buffer.from('\n4,y\n')]);
    for (const size of [1, 4, 1000])
      expect(await rejected(read(both, size))).toContain(
        'E-DATA-ENCODING survey.csv:4: bytes that are neither UTF-8 nor GB18030',
      );
    const broken = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from('ff', 'hex'), Buffer.from('\n')]);
    expect(await rejected(read(broken))).toContain('E-DATA-ENCODING survey.csv:2');
  });

  it('refuses UTF-32, half a UTF-16 and UTF-16 without a mark', async () => {
    expect(await rejected(read(Buffer.from('fffe000061000000', 'hex')))).toContain(
      'E-DATA-ENCODING survey.csv: UTF-32',
    );
    expect(await rejected(read(Buffer.from('0000feff00000061', 'hex')))).toContain(
      'E-DATA-ENCODING survey.csv: UTF-32',
    );
    const odd = Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1);
    expect(await rejected(read(odd))).toContain('the file starts as UTF-16 and is not');
    expect(await rejected(read(Buffer.from('a,b\n1,2\n', 'utf16le')))).toMatch(
      /^E-CSV-NUL survey.csv:1: .*UTF-16 needs a byte order mark/,
    );
  });

  it('matches codebook names and codes in composed form', async () => {
    const codebook = {
      missing: [],
      columns: new Map([['café', codebookColumn('café', { kind: 'category', levels: [{ name: 'caf\u00e9' }] })]]),
    };
    const bytes = Buffer.from('cafe\u0301\ncafe\u0301\n');
    const { frame } = await readCsv({ stream: pieces(bytes, 2), name: 'survey.csv' }, codebook);
    expect(valuesOf(frame.columns.get('café')!)).toEqual(['café']);
  });
});
