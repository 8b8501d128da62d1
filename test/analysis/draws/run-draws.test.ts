import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DrawOutcome, DrawProgress } from '../../../src/analysis/draws/draw.ts';
import { runDraws } from '../../../src/analysis/draws/run-draws.ts';
import { type BundledWorker, bundleWorker } from '../../bundle-worker.ts';
import { rejected } from '../frames.ts';
import { toyJob } from './toy-job.ts';

const COUNT = 150;
const folder = mkdtempSync(join(tmpdir(), 'draws-'));
let worker: BundledWorker;
let whole: readonly DrawOutcome[];

beforeAll(async () => {
  worker = await bundleWorker('test/analysis/draws/toy-worker.ts');
  whole = await runDraws(toyJob({ count: COUNT }));
});
afterAll(() => {
  worker.remove();
  rmSync(folder, { recursive: true, force: true });
});

const workersOf = (data: object) => ({ entry: worker.entry, data });
let files = 0;
const freshFile = () => join(folder, `${files++}.draws`);
/** Doubles bit by bit, so that NaN and -0 count. */
const bits = (outcomes: readonly DrawOutcome[]) =>
  outcomes.map(({ values, note }) => [Buffer.from(Float64Array.from(values).buffer).toString('hex'), note]);

/** Runs until so many draws are done, then stops as Ctrl-C does. */
async function interruptAt(draws: number, file: string, threads: number): Promise<string> {
  const controller = new AbortController();
  return rejected(
    runDraws(toyJob({ count: COUNT }), {
      threads,
      workers: workersOf({ count: COUNT }),
      checkpoint: { file, key: 'k', resume: false },
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= draws) controller.abort();
      },
    }),
  );
}

describe('draws', () => {
  it('are the same on one, two and three threads, and with an order of many draws each', async () => {
    for (const threads of [1, 2, 3]) {
      const outcomes = await runDraws(toyJob({ count: COUNT }), { threads, workers: workersOf({ count: COUNT }) });
      expect(bits(outcomes)).toEqual(bits(whole));
    }
    const many = 2500;
    const here = await runDraws(toyJob({ count: many }));
    const there = await runDraws(toyJob({ count: many }), { threads: 2, workers: workersOf({ count: many }) });
    expect(bits(there)).toEqual(bits(here));
    expect(here.length).toBe(many);
  });

  it('tell their progress, noted draws included', async () => {
    const told: DrawProgress[] = [];
    await runDraws(toyJob({ count: 15 }), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done }) => done)).toEqual(Array.from({ length: 16 }, (_, done) => done));
    expect(told.at(-1)).toEqual({ done: 15, of: 15, resumed: 0, noted: 3 });
  });

  for (const threads of [1, 2]) {
    it(`interrupted and resumed on ${threads} threads are those of a run without interruption`, async () => {
      const file = freshFile();
      const message = await interruptAt(40, file, threads);
      expect(message).toMatch(
        /^E-INTERRUPTED .*\.draws: \d+ of 150 draws kept; continue with the same command and --resume$/,
      );
      const kept = Number(/(\d+) of/.exec(message)![1]);
      expect(kept).toBeGreaterThanOrEqual(40);
      expect(kept).toBeLessThan(COUNT);
      const told: DrawProgress[] = [];
      const outcomes = await runDraws(toyJob({ count: COUNT }), {
        threads,
        workers: workersOf({ count: COUNT }),
        checkpoint: { file, key: 'k', resume: true },
        onProgress: (progress) => told.push(progress),
      });
      expect(bits(outcomes)).toEqual(bits(whole));
      expect(told[0]).toMatchObject({ done: kept, resumed: kept });
    });
  }

  it('survive a torn last line and a line that was changed', async () => {
    const file = freshFile();
    await interruptAt(30, file, 1);
    const length = readFileSync(file).length;
    truncateSync(file, length - 5);
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[3] = lines[3]!.replace(/\t[0-9a-f]{2}/, '\tff');
    writeFileSync(file, lines.join('\n'));
    const computed: number[] = [];
    const job = toyJob({ count: COUNT });
    const outcomes = await runDraws(
      {
        ...job,
        compute(draw) {
          computed.push(draw);
          return job.compute(draw);
        },
      },
      { checkpoint: { file, key: 'k', resume: true } },
    );
    expect(bits(outcomes)).toEqual(bits(whole));
    expect(computed.slice(0, 2)).toEqual([2, 29]);
    expect(computed.length).toBe(COUNT - 28);
    // what was written after the torn line can be read again
    const again = await runDraws(
      { ...job, compute: () => expect.unreachable() },
      { checkpoint: { file, key: 'k', resume: true } },
    );
    expect(bits(again)).toEqual(bits(whole));
  });

  it('are not taken up under another key or number of draws', async () => {
    const file = freshFile();
    await interruptAt(30, file, 1);
    const before = readFileSync(file, 'utf8');
    const other = { file, key: 'other', resume: true };
    expect(await rejected(runDraws(toyJob({ count: COUNT }), { checkpoint: other }))).toBe(
      `E-USAGE ${file}: these draws belong to other data, settings, seed or program version; run without --resume to start again, or with what they were made from`,
    );
    expect(await rejected(runDraws(toyJob({ count: 10 }), { checkpoint: { ...other, key: 'k' } }))).toMatch(/^E-USAGE/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('are not thrown away by the same run without --resume', async () => {
    const file = freshFile();
    await interruptAt(30, file, 1);
    const again = () => runDraws(toyJob({ count: COUNT }), { checkpoint: { file, key: 'k', resume: false } });
    expect(await rejected(again())).toMatch(
      /30 of 150 draws of this very run are there already; --resume continues it/,
    );
    // another run starts anew in the same file
    const outcomes = await runDraws(toyJob({ count: 5 }), { checkpoint: { file, key: 'new', resume: false } });
    expect(bits(outcomes)).toEqual(bits(whole.slice(0, 5)));
    expect(readFileSync(file, 'utf8').split('\n').length).toBe(7);
  });

  it('start anew where there is nothing to resume', async () => {
    const file = freshFile();
    appendFileSync(file, 'no log at all\n');
    expect(await rejected(runDraws(toyJob({ count: 5 }), { checkpoint: { file, key: 'k', resume: true } }))).toMatch(
      /^E-USAGE/,
    );
    rmSync(file);
    await runDraws(toyJob({ count: 5 }), { checkpoint: { file, key: 'k', resume: true } });
    expect(existsSync(file)).toBe(true);
  });

  it('report a folder that cannot be written', async () => {
    const checkpoint = { file: join(folder, 'none', 'x.draws'), key: 'k', resume: false };
    expect(await rejected(runDraws(toyJob({ count: 5 }), { checkpoint }))).toMatch(
      /^E-OUTPUT .*cannot be written \(ENOENT\)/,
    );
  });

  it('pass on the fault of a worker', async () => {
    const data = { count: COUNT, broken: 77 };
    expect(await rejected(runDraws(toyJob(data), { threads: 2, workers: workersOf(data) }))).toBe('draw 77 is broken');
    expect(await rejected(runDraws(toyJob(data)))).toBe('draw 77 is broken');
  });
});
