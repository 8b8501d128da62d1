/** The scripts of `emit`, run by R and Python where they are installed, against our numbers at 1e-6. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, pooling, reimb } from '../cli/program.ts';
import { missingEngine } from './engines.ts';

const TOWN = resolve(import.meta.dirname, 'town.yaml');
const VISITS = resolve(import.meta.dirname, '../../docs/examples/visits.yaml');
const MINUTE = 60_000;

interface Case {
  readonly name: string;
  /** numbers that the script has to reach: fewer means that something fell out of it */
  readonly numbers: number;
  run(engine: string): Promise<Ended>;
}

const MARKDOWN = ['--format', 'markdown', '--quiet'];
const CASES: readonly Case[] = [
  { name: 'reimb two-part', numbers: 1377, run: (engine) => reimb(['two-part', '--oracle', engine, ...MARKDOWN]) },
  { name: 'reimb describe', numbers: 384, run: (engine) => reimb(['describe', '--oracle', engine, ...MARKDOWN]) },
  { name: 'reimb benefits', numbers: 62, run: (engine) => reimb(['benefits', '--oracle', engine, ...MARKDOWN]) },
  {
    name: 'pooling did --variant as_written',
    numbers: 64,
    run: (engine) => pooling(['did', '--variant', 'as_written', '--oracle', engine, ...MARKDOWN]),
  },
  { name: 'docs/examples', numbers: 139, run: (engine) => reimb(['run', VISITS, '--oracle', engine, ...MARKDOWN]) },
  {
    name: 'every step, term and effect',
    numbers: 1542,
    run: (engine) => reimb(['run', TOWN, '--oracle', engine, ...MARKDOWN]),
  },
];

for (const engine of ['r', 'python'] as const) {
  const missing = missingEngine(engine);
  describe.skipIf(missing !== undefined)(`--oracle ${engine}${missing === undefined ? '' : ` (${missing})`}`, () => {
    for (const { name, numbers, run } of CASES) {
      it(`agrees on ${name}`, { timeout: 2 * MINUTE }, async () => {
        const { code, stdout, stderr } = await run(engine);
        expect(stderr).toBe('');
        // a row of the second table: address, ours, theirs, relative difference
        const rows = [
          ...stdout.matchAll(/^\| ((?:models|summaries|splits|mediations)\..*\..*) \| \S+ \| \S+ \| (\S+) \|$/gm),
        ];
        const differences = rows.map(([, , difference]) => Number(difference));
        expect(Math.max(...differences)).toBeLessThan(1e-6);
        expect(rows).toHaveLength(numbers);
        expect(stdout).toContain('Differences are relative to our number');
        expect(stdout).not.toMatch(/does not write|do not have|Not translated/);
        expect(code).toBe(0);
      });
    }
  });
}

describe('--oracle', () => {
  it('names the program that is missing', async () => {
    const { code, stderr } = await reimb(['benefits', '--oracle', 'r', '--quiet'], { env: { PATH: '/nonexistent' } });
    expect(stderr).toMatch(/^E-ENGINE --oracle: Rscript is not installed/);
    expect(code).toBe(9);
  });

  it('refuses data that another program cannot read again', async () => {
    const { code, stderr } = await reimb(['benefits', '--oracle', 'r', '--data', '-', '--quiet'], { input: '' });
    expect(stderr).toMatch(/^E-/);
    expect(code).not.toBe(0);
  });

  it('says when nothing of a command has a translation', { timeout: MINUTE }, async (context) => {
    if (missingEngine('r') !== undefined) context.skip('Rscript is not installed');
    const { code, stderr } = await pooling([
      'placebo',
      '--set',
      'placebos.provinces.draws=3',
      '--oracle',
      'r',
      '--quiet',
    ]);
    expect(stderr).toContain('no number of this command has a translation: placebos.provinces');
    expect(code).toBe(2);
  });
});
