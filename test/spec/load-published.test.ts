import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadPublished } from '../../src/spec/load-published.ts';

const file = join(import.meta.dirname, '../../specs/reimb/published.yaml');
const text = readFileSync(file, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The file with one change, each text found at least once. */
function changed(found: string, replacement: string): string {
  expect(text).toContain(found);
  const path = join(folder, 'published.yaml');
  writeFileSync(path, text.replace(found, replacement));
  return path;
}

describe('loadPublished', () => {
  it('keeps every printed cell, in camel case', () => {
    const published = loadPublished(file);
    const cells = published.tables.flatMap((table) => table.rows.flatMap((row) => Object.entries(row.cells)));
    const plain = parse(text) as { tables: { rows: { cells: Record<string, Record<string, unknown>> }[] }[] };
    const plainCells = plain.tables.flatMap((table) => table.rows.flatMap((row) => Object.entries(row.cells)));
    const snake = (cell: object) =>
      Object.fromEntries(
        Object.entries(cell).map(([key, part]) => [
          key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          part,
        ]),
      );
    expect(cells.map(([id, cell]) => [id, snake(cell)])).toEqual(plainCells);
    expect(cells.length).toBeGreaterThan(200);
    expect(published.tables[2]!.starConvention).toBe('two_level');
    expect(published.starConventions[0]!.thresholds).toEqual({ '**': 0.01, '*': 0.05 });
  });

  it('ignores keys that it does not know', () => {
    expect(loadPublished(changed('"doi":', '"pages": "1-9", "doi":')).paper.year).toBe(2022);
  });

  it.each([
    [
      '"type": "mean_sd"',
      '"type": "mean_se"',
      /^E-SPEC-VALUE .*published\.yaml:\d+:\d+ tables\[0\]\.rows\[0\]\.cells\.\w+\.type: found "mean_se"; nearest: "mean_sd"$/,
    ],
    ['kind: "descriptives"', 'kind: "descriptive"', /tables\[0\]\.kind: found "descriptive"; nearest: "descriptives"$/],
    ['"year": 2022', '"year": "2022"', /paper\.year: found "2022"; accepted: a number$/],
    [
      'schema: "published-results/1"',
      'schema: "published-results/2"',
      /schema: found "published-results\/2"; nearest: "published-results\/1"$/,
    ],
  ])('%s -> %s', (found, replacement, message) => {
    expect(() => loadPublished(changed(found, replacement))).toThrow(message);
  });
});
