/** Word documents: what a reader of the archive finds in them, and that no moment is written into them. */
import { inflateRawSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { describe, expect, it, vi } from 'vitest';
import type { Exhibit } from '../../../src/exhibits/formats/format.ts';
import { formats } from '../../../src/exhibits/formats/registry.ts';
import { withoutTimes } from '../../../src/exhibits/formats/zip-times.ts';
import type { Cell, Table } from '../../../src/exhibits/tables/table.ts';
import { exampleResults } from '../example-results.ts';

const left = (text: string, span = 1): Cell => ({ text, align: 'left', span });
const number = (text: string): Cell => ({ text, align: 'right', span: 1, numeric: true });

const table: Table = {
  id: 't',
  title: 'Table 1. A < B & "C"',
  banner: ['SYNTHETIC'],
  columns: [{ align: 'left' }, { align: 'right' }, { align: 'right' }],
  header: [
    [left(''), { text: 'Pay', align: 'center', span: 2 }],
    [left(''), left('ME'), left('SE')],
  ],
  rows: [
    { kind: 'group', indent: 0, cells: [left('Scope', 3)] },
    { kind: 'body', indent: 1, cells: [left('Near'), number('-0.375**'), number('0.040')] },
    { kind: 'rule', indent: 0, cells: [] },
    { kind: 'footer', indent: 0, cells: [left('N'), number('1165')] },
  ],
  notes: ['SE  robust', 'made up'],
};
const figure: Exhibit = {
  kind: 'figure',
  figure: {
    id: 'f',
    title: 'Figure 1. Shares',
    banner: [],
    mark: 'bars',
    xLabel: '',
    yLabel: 'Percent',
    yUnit: 'percent',
    points: [{ x: 'a', y: 0.25 }],
    lines: [],
    notes: ['a note'],
  },
};

async function render(exhibits: readonly Exhibit[], language: 'en' | 'zh' = 'en'): Promise<Uint8Array> {
  const document = { results: exampleResults, exhibits };
  return (await formats.get('docx')!.render(document, { language, width: 80, color: false })) as Uint8Array;
}

/** The members of an archive by its central directory, read by a reader of the test's own. */
function members(archive: Uint8Array): ReadonlyMap<string, { readonly data: Buffer; readonly stamp: number }> {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const found = new Map<string, { data: Buffer; stamp: number }>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((offset, index) =>
      index === 0 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(start, start + size);
    const data = bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(raw) : raw;
    const stamp = bytes.readUInt32LE(at + 12);
    expect(bytes.readUInt32LE(local + 10)).toBe(stamp);
    found.set(bytes.toString('utf8', at + 46, at + 46 + name), { data, stamp });
    at += 46 + name + extra + comment;
  }
  return found;
}

describe('docx', () => {
  it('is the same bytes at another time, figures too', async () => {
    const exhibits: readonly Exhibit[] = [{ kind: 'table', table }, figure];
    const first = await render(exhibits);
    vi.useFakeTimers({ now: new Date('2031-05-06T07:08:09Z'), toFake: ['Date'] });
    try {
      expect(Buffer.from(await render(exhibits)).equals(first)).toBe(true);
    } finally {
      vi.useRealTimers();
    }
    for (const [name, { stamp }] of members(first)) expect([name, stamp]).toEqual([name, 0x00210000]);
  });

  it('has a native table: repeated header rows, spans, alignment, stars, notes as paragraphs, titles as headings', async () => {
    const parts = members(await render([{ kind: 'table', table }]));
    const text = parts
      .get('word/document.xml')!
      .data.toString('utf8')
      .replace(/<(\/?)w:/g, '<$1w-');
    const { document } = parseHTML(`<!doctype html><html><body>${text}</body></html>`);
    const rows = [...document.querySelectorAll('w-tr')];
    const textOf = (element: Element) => [...element.querySelectorAll('w-t')].map((one) => one.textContent).join('');
    expect(rows.map((row) => [...row.querySelectorAll('w-tc')].map((cell) => textOf(cell as never)))).toEqual([
      ['', 'Pay'],
      ['', 'ME', 'SE'],
      ['Scope'],
      ['Near', '-0.375**', '0.040'],
      ['N', '1165', ''],
    ]);
    expect(rows.map((row) => row.querySelectorAll('w-tblheader').length)).toEqual([1, 1, 0, 0, 0]);
    expect(rows.every((row) => row.querySelector('w-cantsplit') !== null)).toBe(true);
    expect(rows[2]!.innerHTML).toMatch(/<w-gridspan w:val="3"/i);
    expect(rows[3]!.innerHTML.match(/<w-jc w:val="(right|end)"/gi)).toHaveLength(2);
    const paragraphs = [...document.querySelectorAll('w-p')].filter((one) => one.closest('w-tbl') === null);
    const said = paragraphs.map((one) => textOf(one as never));
    expect(said).toContain('Table 1. A < B & "C"');
    expect(said.slice(-2)).toEqual(['SE  robust', 'made up']);
    const heading = paragraphs.find((one) => textOf(one as never).startsWith('Table 1.'))!;
    expect(heading.innerHTML).toMatch(/<w-pstyle w:val="Heading2"/i);
    expect(said).toContain('SYNTHETIC');
  });

  it('draws a figure as a picture, and as its values with the reason where the picture has no font', async () => {
    const drawn = members(await render([figure]));
    const pictures = [...drawn].filter(([name]) => name.endsWith('.png'));
    expect(pictures).toHaveLength(1);
    expect(pictures[0]![1].data.subarray(1, 4).toString()).toBe('PNG');
    const named = { ...figure, figure: { ...figure.figure, points: [{ x: '新农合', y: 0.25 }] } } as Exhibit;
    const values = members(await render([named], 'zh'));
    expect([...values.keys()].filter((name) => name.endsWith('.png'))).toEqual([]);
    const text = values.get('word/document.xml')!.data.toString('utf8');
    expect(text).toContain('25.0%');
    expect(text).toContain('本图以数值表示');
  });

  it('says nothing of when or where it was made', async () => {
    const core = members(await render([{ kind: 'table', table }]))
      .get('docProps/core.xml')!
      .data.toString('utf8');
    expect(core).not.toMatch(/\d{4}-\d\d-\d\d|created|modified/);
  });

  it('refuses to touch what is no archive', () => {
    expect(() => withoutTimes(new Uint8Array(40))).toThrow('not a ZIP archive');
  });
});
