/** A paper of nothing but files in this folder: its program runs, and its numbers are those that R computed. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

const ROOT = import.meta.dirname;

interface Run {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** What a process would have written, and its exit code. */
async function captured(work: () => Promise<number>): Promise<Run> {
  const written = { out: '', err: '' };
  const into = (stream: 'out' | 'err') => (chunk: unknown, done?: unknown) => {
    written[stream] += String(chunk);
    if (typeof done === 'function') done();
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out') as never),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err') as never),
  ];
  try {
    const exit = await work();
    return { exit, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function visits(...argv: string[]): Promise<Run> {
  return captured(() => runProgram({ program: 'visits', root: ROOT, version: '1.0.0', argv }));
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the toy paper', () => {
  it('has an executable of its own', async () => {
    const before = { argv: process.argv, exitCode: process.exitCode };
    process.argv = ['node', 'visits', 'use', '--format', 'tsv', '--lang', 'zh'];
    try {
      const { exit, out, err } = await captured(async () => {
        await import('./bin/visits.ts');
        return Number(process.exitCode);
      });
      expect({ exit, err }).toEqual({ exit: 0, err: '' });
      expect(out).toContain('表2');
    } finally {
      process.argv = before.argv;
      process.exitCode = before.exitCode;
    }
    expect(readFileSync(join(ROOT, 'bin/visits.ts'), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(5);
  });

  it('prints its tables', async () => {
    const { exit, out, err } = await visits('use', '--format', 'csv');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    // average marginal effects of the probit and coefficients of the Poisson model, from R
    expect(out).toContain('Cost sharing,-0.066,0.046,-0.163,0.212');
    expect(out).toContain('Chronic diseases (index),0.009**,0.004,0.041**,0.016');
    expect(out).toContain('Observations,386,,386,');
    const describe = await visits('describe', '--format', 'markdown');
    expect(describe.out).toContain('| Visits in the year | 3.52 (6.60) | 3.08 (6.83) | 0.44 | 0.065 | 0.522 |');
  });

  it('has the numbers that it published, cell by cell', async () => {
    const { exit, out } = await visits('replicate', '--all-cells', '--format', 'json');
    expect(exit).toBe(0);
    const { comparisons, flows } = JSON.parse(out) as {
      comparisons: { table: string; counts: Record<string, number> }[];
      flows: { steps: { rows: number }[] }[];
    };
    expect(comparisons.map(({ table, counts }) => [table, counts])).toEqual([
      ['t1', { within_rounding: 22, within_2_se: 0, differs: 0, not_comparable: 0 }],
      ['t2', { within_rounding: 12, within_2_se: 0, differs: 0, not_comparable: 0 }],
      ['fig1', { within_rounding: 3, within_2_se: 0, differs: 0, not_comparable: 0 }],
    ]);
    expect(flows[0]!.steps.map(({ rows }) => rows)).toEqual([404, 404, 386, 386, 386]);
  });

  it('exits with 5 when a published number is another', async () => {
    const root = mkdtempSync(join(tmpdir(), 'toy-'));
    folders.push(root);
    cpSync(join(ROOT, 'specs'), join(root, 'specs'), { recursive: true });
    cpSync(join(ROOT, 'sample-data'), join(root, 'sample-data'), { recursive: true });
    const file = join(root, 'specs/visits/published.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('printed: "0.522", op: "=", est: 0.522', 'printed: "0.422", op: "=", est: 0.422'));
    const replicate = () =>
      runProgram({ program: 'visits', root, version: '1.0.0', argv: ['replicate', '--quiet', '--format', 'csv'] });
    const { exit, out } = await captured(replicate);
    expect(exit).toBe(5);
    expect(out).toContain('0.422');
  });

  it('takes its variant, settings and the commands that every program has', async () => {
    const logit = await visits('use', '--variant', 'logit', '--format', 'json');
    expect(JSON.parse(logit.out).models.any_visit.equations[0].estimator).toBe('logit');
    const clustered = await visits(
      'use',
      '--set',
      'models.visits.vcov={cluster: {by: health}}',
      '--format',
      'json',
      '--quiet',
    );
    expect(JSON.parse(clustered.out).models.visits.vcov.clusters).toEqual([{ variable: 'health', groups: 3 }]);
    expect((await visits('check')).out).toContain('limitation observed');
    expect((await visits('explain', 'use')).out).toContain('Poisson');
    const wrong = await visits('use', '--set', 'models.visit.vcov=robust');
    expect({ exit: wrong.exit, out: wrong.out }).toEqual({ exit: 2, out: '' });
    expect(wrong.err).toContain('nearest: "visits"');
  });
});
