/** A file cut in pieces reads as the whole one does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendFrames } from '../../../src/analysis/data/append-frames.ts';
import { type Codebook, codebookColumn, EMPTY_CODEBOOK } from '../../../src/analysis/data/codebook.ts';
import type { Frame } from '../../../src/analysis/data/frame.ts';
import { readCsv } from '../../../src/analysis/data/read-csv.ts';

async function read(text: string, codebook: Codebook): Promise<Frame> {
  const stream = (async function* () {
    yield Buffer.from(text);
  })();
  return (await readCsv({ stream, name: 'file.csv' }, codebook)).frame;
}

const text = (rows: readonly (readonly string[])[]) =>
  `id,town,score,exact,answers,word\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;

const codebook: Codebook = {
  missing: ['.'],
  columns: new Map(
    (
      [
        ['id', { kind: 'id' }],
        [
          'town',
          {
            kind: 'category',
            levels: [
              { name: 'south', codes: ['2'] },
              { name: 'north', codes: ['1'] },
            ],
          },
        ],
        ['score', { kind: 'number' }],
        ['exact', { kind: 'number', exact: true }],
        ['answers', { kind: 'answers' }],
        ['word', { kind: 'category' }],
      ] as const
    ).map(([name, declared]) => [name, codebookColumn(name, declared)]),
  ),
};

const row = fc.tuple(
  fc.constantFrom('a1', 'b2', '007', '7', ''),
  fc.constantFrom('1', '2', '.'),
  fc.constantFrom('1', '01', '2.50', '.', ''),
  fc.constantFrom('0.1', '3', '2.30000000000000000001'),
  fc.constantFrom('', '1', '2;1', '10;2', '2'),
  fc.constantFrom('10', '9', '2', 'zebra', 'apple', '.'),
);

describe('appendFrames', () => {
  it('is the frame of the whole file, wherever it is cut', async () => {
    const files = fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(files, async (parts) => {
        const whole = await read(text(parts.flat()), codebook);
        const frames = await Promise.all(parts.map((part) => read(text(part), codebook)));
        const appended = appendFrames(
          frames.map((frame, index) => ({ frame, file: `${index}.csv` })),
          codebook,
        );
        expect(appended).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('does so without a codebook where the pieces agree on numbers, and lets an empty column be either', async () => {
    const frames = await Promise.all(['x,y\n2,\n10,\n', 'x,y\n1,b\n,a\n'].map((one) => read(one, EMPTY_CODEBOOK)));
    const parts = frames.map((frame, index) => ({ frame, file: `${index}.csv` }));
    expect(appendFrames(parts, EMPTY_CODEBOOK)).toEqual(await read('x,y\n2,\n10,\n1,b\n,a\n', EMPTY_CODEBOOK));
  });

  it('refuses numbers beside categories, and names both files', async () => {
    const frames = await Promise.all(['x\n1\n', 'x\na\n'].map((one) => read(one, EMPTY_CODEBOOK)));
    const parts = frames.map((frame, index) => ({ frame, file: `${index}.csv` }));
    expect(() => appendFrames(parts, EMPTY_CODEBOOK)).toThrow(
      'E-DATA-COLUMN 1.csv: column "x" holds categories here and numbers in 0.csv; say its kind in a codebook',
    );
  });
});
