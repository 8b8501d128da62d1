/** Random tables, written by a naive writer: the reader and csv-parse alone agree with what was written, however the bytes are cut. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Codebook, codebookColumn } from '../../../src/analysis/data/codebook.ts';
import { readCsv } from '../../../src/analysis/data/read-csv.ts';
import { valuesOf } from '../frames.ts';

const piece = fc.constantFrom('a', 'b', '7', '中', '文', '🙂', '"', ',', '\n', '\r\n', '\r', ' ', ';', '');
const cell = fc.oneof(
  fc.constantFrom('', '1', '22', 'yes', '-0.5'),
  fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
);

const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

function write(rows: readonly (readonly string[])[], always: boolean, end: string, last: boolean): string {
  const field = (text: string) => (always || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(field).join(',')).join(end) + (last ? end : '');
}

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What the reader makes of a text: trimmed, composed, empty is missing. */
const canonical = (text: string) => text.normalize('NFC').trim() || null;

async function check(rows: readonly (readonly string[])[], text: string, size: number): Promise<void> {
  const names = rows[0]!.map((_, index) => `c${index}`);
  const codebook: Codebook = {
    missing: [],
    columns: new Map(names.map((name) => [name, codebookColumn(name, { kind: 'text' })])),
  };
  const { frame } = await readCsv({ stream: pieces(Buffer.from(text), size), name: 'x' }, codebook);
  expect(frame.rows).toBe(rows.length);
  for (const [index, name] of names.entries()) {
    expect(valuesOf(frame.columns.get(name)!)).toEqual(rows.map((row) => canonical(row[index]!)));
  }
}

describe('random tables', () => {
  const written = fc.tuple(
    table,
    fc.boolean(),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.boolean(),
    fc.integer({ min: 1, max: 64 }),
  );

  it('are read as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ([rows, always, end, last, size]) => {
        const header = rows[0]!.map((_, index) => `c${index}`);
        await check(rows, write([header, ...rows], always, end, last), size);
      }),
      { numRuns: 400 },
    );
  });

  it('are read as csv-parse alone reads them', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ([rows, always, end, last, size]) => {
        const header = rows[0]!.map((_, index) => `c${index}`);
        const text = write([header, ...rows], always, end, last);
        const oracle = parse(text, { record_delimiter: ['\r\n', '\n', '\r'] }).slice(1);
        await check(oracle, text, size);
      }),
      { numRuns: 200 },
    );
  });

  it('never fail otherwise than by a Failure, whatever the bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .array(fc.constantFrom(34, 44, 10, 13, 65, 0xd6, 0xd0, 0xef), { maxLength: 60 })
        .map((list) => Uint8Array.from(list)),
    );
    const codebook: Codebook = { missing: [], columns: new Map() };
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 20 }), async (data, size) => {
        try {
          await readCsv({ stream: pieces(data, size), name: 'x' }, codebook);
        } catch (error) {
          expect((error as Error).name).toMatch(/^Failures?$/);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
