/** Every format, byte for byte (UPDATE=1 writes the expected files anew), and the numbers behind them against R. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/results/results.ts';
import { clinicText, runClinic, runOn } from './clinic.ts';
import { reimb } from './program.ts';

const EXPECTED = join(import.meta.dirname, 'expected');

/** A page without its style and the geometry of its figures, which have tests of their own, and without the version. */
function withoutDrawing(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/, '<style/>')
    .replace(/'sha256-[^']*'/, "'sha256-HASH'")
    .replace(/<svg[\s\S]*?<\/svg>(?=\n<\/div>)/g, '<svg/>')
    .replace(/(?<=<p>reimb )[\d.]+/, 'VERSION');
}

describe.concurrent('run, in every format', () => {
  const cases = [
    ['terminal', ['--flow']],
    ['terminal', ['--flow', '--lang', 'zh'], 'terminal-zh'],
    ['terminal', ['--digits', '1'], 'terminal-1-digit'],
    ['csv', []],
    ['tsv', []],
    ['markdown', []],
    ['latex', []],
    ['html', []],
  ] as const;
  for (const [format, args, name = format] of cases) {
    it(`${name}: the expected bytes, nothing on stderr, exit 0`, async ({ expect }) => {
      const { bytes, stdout, stderr, code } = await runClinic(['--format', format, ...args]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      const file = join(EXPECTED, `${name}.txt`);
      const shown = format === 'html' ? Buffer.from(withoutDrawing(stdout)) : bytes;
      if (process.env.UPDATE === '1') writeFileSync(file, shown);
      expect(shown.toString()).toBe(readFileSync(file, 'utf8'));
      expect(shown.equals(readFileSync(file))).toBe(true);
    });
  }

  it('json: the numbers of R', async ({ expect }) => {
    const { stdout, stderr, code } = await runClinic(['--format', 'json']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const results = JSON.parse(stdout) as Results;
    expect(results.schema).toBe('replication-results/1');
    const estimatesOf = (model: string) => results.models[model]!.effects[0]!.estimates;
    // R 4.2: glm(hc ~ age + town, binomial("probit")); lm(log(cost) ~ age + hc + sex), sandwich::vcovHC(type = "HC1")
    const probit = [-0.536828505103, 0.016750530566, 0.473591028544, -0.306643760606];
    const ols = [3.9342897007446, 0.0106429167248, 0.5311433128475, -0.1125110719982];
    const hc1 = [0.19263803914945, 0.00340455362321, 0.10734488220295, 0.1025433172293];
    for (const [i, { estimate }] of estimatesOf('cover').entries()) expect(estimate).toBeCloseTo(probit[i]!, 9);
    for (const [i, { estimate, stdError }] of estimatesOf('cost').entries()) {
      expect(estimate).toBeCloseTo(ols[i]!, 12);
      expect(stdError).toBeCloseTo(hc1[i]!, 12);
    }
    expect([estimatesOf('cover').length, estimatesOf('cost').length]).toEqual([4, 4]);
    const [adults, uninsured] = results.flows;
    expect(adults!.steps.map(({ rows, lost }) => [rows, lost])).toEqual([
      [120, 0],
      [116, 4],
      [116, 0],
      [108, 8],
    ]);
    expect(uninsured!.from).toEqual({ sample: 'adults', steps: 4 });
    expect(results.provenance.data).toEqual([
      expect.objectContaining({ name: 'clinic.csv', rows: 120, columns: 8, encoding: 'UTF-8', synthetic: false }),
    ]);
  });

  it('svg and png refuse tables, in one line', async ({ expect }) => {
    for (const format of ['svg', 'png']) {
      const { stdout, stderr, code } = await runClinic(['--format', format]);
      expect({ stdout, code }).toEqual({ stdout: '', code: 7 });
      expect(stderr).toMatch(/^E-FORMAT [^\n]+\n$/);
    }
  });

  it('writes the same bytes again, from a file and from standard input', async ({ expect }) => {
    const [first, second] = await Promise.all([runClinic(['--format', 'json']), runClinic(['--format', 'json'])]);
    expect(second!.stdout).toBe(first!.stdout);
    const piped = await runOn(clinicText, ['--format', 'json']);
    expect(piped.stdout).toBe(first!.stdout.replaceAll('"clinic.csv"', '"stdin"'));
  });
});

describe('figures of the paper', () => {
  it('are SVG, or PNG of the same picture', async () => {
    const svg = await reimb(['reasons', '--format', 'svg']);
    expect({ code: svg.code, stderr: svg.stderr }).toEqual({ code: 0, stderr: '' });
    expect(svg.stdout).toMatch(/^<svg [^>]*>/);
    expect(svg.stdout.trimEnd()).toMatch(/<\/svg>$/);
    const png = await reimb(['reasons', '--format', 'png']);
    expect(png.code).toBe(0);
    expect(png.bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(png.bytes.subarray(-8).toString('hex')).toBe('49454e44ae426082');
  });
});
