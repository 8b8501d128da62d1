/** Run folders beside their repetition: verdicts on files, columns and checksums, from cases written out by hand. */
import { describe, expect, it } from 'vitest';
import { checksumText, isInside, parseChecksums, sha256Of } from '../../src/provenance/checksums.ts';
import { commandLine } from '../../src/provenance/command-line.ts';
import { compareColumns } from '../../src/provenance/compare-columns.ts';
import { compareFiles, isDifferent } from '../../src/provenance/compare-files.ts';
import { inline } from '../../src/provenance/markdown-text.ts';
import { fileId } from '../../src/provenance/ro-crate.ts';
import type { ColumnFingerprint, RunRecord } from '../../src/provenance/run-schema.ts';

const bytes = (text: string) => Buffer.from(text);
const folder = (recorded: Record<string, string>, now: Record<string, string>, added: readonly string[] = []) => ({
  sums: new Map(Object.entries(recorded).map(([path, text]) => [path, sha256Of(text)])),
  files: new Map(Object.entries(now).map(([path, text]) => [path, bytes(text)])),
  added,
});
const rerun = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, bytes(text)]));

describe('files', () => {
  it('are told apart: altered, lost, added, not made again, new', () => {
    const recorded = { 'a.md': '1\n2\n', 'b.md': 'b\n', 'c.md': 'c\n', 'd.md': 'd\n', 'e.md': 'e\n' };
    const now = { 'a.md': '1\n9\n', 'b.md': 'b\n', 'd.md': 'd\n', 'e.md': 'e\n' };
    const again = rerun({ 'a.md': '1\n2\n', 'b.md': 'B\n', 'c.md': 'c\n', 'e.md': 'e\n', 'f.md': 'f\n' });
    const verdicts = compareFiles(folder(recorded, now, ['notes.txt']), again);
    expect(verdicts).toEqual([
      { path: 'a.md', since: 'altered', rerun: 'same', line: 2 },
      { path: 'b.md', since: 'as recorded', rerun: 'differs', line: 1 },
      { path: 'c.md', since: 'missing', rerun: 'same' },
      { path: 'd.md', since: 'as recorded', rerun: 'not made' },
      { path: 'e.md', since: 'as recorded', rerun: 'same' },
      { path: 'f.md', since: 'not recorded', rerun: 'new' },
      { path: 'notes.txt', since: 'added', rerun: '' },
    ]);
    expect(verdicts.filter(isDifferent).map(({ path }) => path)).toEqual(['a.md', 'b.md', 'c.md', 'd.md', 'f.md']);
  });

  it('that say when they were made are compared without it, and only without it', () => {
    const readme = (time: string, body = 'x') =>
      `${body}\n<!-- this run only: begin -->\n${time}\n<!-- this run only: end -->\ny\n`;
    const run = (seconds: number, seed = 1) => JSON.stringify({ seed, thisRun: { seconds } });
    const crate = (time: string, name = 'run') =>
      JSON.stringify({
        '@graph': [
          { '@id': '#run', name, endTime: time, startTime: time },
          { '@id': 'README.md', sha256: time, contentSize: time, name: 'README.md' },
          { '@id': 'tables/a.md', sha256: 'fixed' },
        ],
      });
    const recorded = {
      'README.md': readme('noon'),
      'ro-crate-metadata.json': crate('noon'),
      'run.json': run(1),
      SHA256SUMS: 'any',
    };
    const same = rerun({
      'README.md': readme('night'),
      'ro-crate-metadata.json': crate('night'),
      'run.json': run(2),
      SHA256SUMS: 'other',
    });
    expect(compareFiles(folder(recorded, recorded), same).map((one) => one.rerun)).not.toContain('differs');
    const other = rerun({
      'README.md': readme('night', 'X'),
      'ro-crate-metadata.json': crate('night', 'other'),
      'run.json': run(2, 2),
    });
    const verdicts = compareFiles(folder(recorded, recorded), other).filter(({ path }) => path !== 'SHA256SUMS');
    expect(verdicts.map((one) => one.rerun)).toEqual(['differs', 'differs', 'differs']);
  });

  it('of a run that could not be repeated are judged by their checksums alone', () => {
    const verdicts = compareFiles(folder({ a: '1', b: '2' }, { a: '1', b: '3' }), undefined);
    expect(verdicts.map((one) => [one.since, one.rerun, isDifferent(one)])).toEqual([
      ['as recorded', '', false],
      ['altered', '', true],
    ]);
  });
});

describe('columns', () => {
  const column = (parts: Partial<ColumnFingerprint>): ColumnFingerprint => ({
    column: 'x',
    kind: 'numeric',
    rows: 200,
    missing: 0,
    distinct: '2',
    sha256: 'a'.repeat(64),
    ...parts,
  });
  it.each([
    ['same', column({}), 'same', ''],
    ['another hash', column({ sha256: 'b'.repeat(64) }), 'differs', ''],
    ['other counts', column({ missing: 3, rows: 201 }), 'differs', 'rows 200, now 201; missing 0, now 3'],
  ])('%s', (_, given, state, detail) => {
    expect(compareColumns([column({})], [given])).toEqual([{ column: 'x', state, detail }]);
  });
  it('without a hash are not called the same', () => {
    const { sha256: _, ...rest } = column({});
    const few = { ...rest, omitted: 'too few arrangements' };
    expect(compareColumns([few], [few])[0]).toMatchObject({ state: 'not told', detail: 'too few arrangements' });
    expect(compareColumns([column({})], [])[0]).toMatchObject({ state: 'not read' });
  });
});

describe('checksums', () => {
  it('are those of sha256sum, and come back', () => {
    // printf abc | sha256sum
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const text = checksumText([
      { path: 'z.txt', content: 'abc' },
      { path: 'a b/c.txt', content: Buffer.from('abc') },
    ]);
    expect(text).toBe(`${abc}  a b/c.txt\n${abc}  z.txt\n`);
    expect([...parseChecksums(text)!]).toEqual([
      ['a b/c.txt', abc],
      ['z.txt', abc],
    ]);
  });
  it.each(['../x', '/etc/x', 'a/../b', 'a//b', 'C:/x', 'a\\b', '.'])('never lead out of the folder: %s', (path) => {
    expect(isInside(path)).toBe(false);
    expect(parseChecksums(`${'0'.repeat(64)}  ${path}\n`)).toBeUndefined();
  });
});

describe('words', () => {
  it('a command line that a shell takes as it is meant', () => {
    const record = {
      program: 'p',
      command: { verb: 'v', positional: false, arguments: ["--set=models.m.vcov={ cluster: { by: 'x' } }"] },
      spec: {},
      data: [{ name: 'my data.csv' }],
    } as unknown as RunRecord;
    expect(commandLine(record)).toBe(
      "p v --spec=spec '--set=models.m.vcov={ cluster: { by: '\\''x'\\'' } }' '--data=my data.csv'",
    );
  });
  it('labels stay text in Markdown', () => {
    expect(inline('a|b <script> `x` [l](u)\n# h')).toBe('a\\|b \\<script\\> \\`x\\` \\[l\\](u) \\# h');
    expect(inline('0.5 s')).toBe('0.5 s');
    expect(inline('1. x')).toBe('1\\. x');
  });
  it('paths as references of a crate: other languages as they are, signs escaped', () => {
    expect(fileId('tables/面试 50%.md')).toBe('tables/面试%2050%25.md');
  });
});
