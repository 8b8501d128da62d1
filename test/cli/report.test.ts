/** `replicate --report` and `--docx`: which files are written, what stays silent, what is refused. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reimb, SPECS, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);
const at = (name: string) => join(folder, name);
const replicate = (...args: readonly string[]) => reimb(['replicate', '--no-variants', ...args]);

describe('replicate --report', () => {
  it('writes the same page as --out, the same bytes each time, nothing on stdout, and exits as without', async () => {
    const [report, out] = await Promise.all([
      replicate('--report', at('report.html')),
      replicate('--out', at('out.html'), '--no-fail'),
    ]);
    expect({ code: report.code, stdout: report.stdout }).toEqual({ code: 5, stdout: '' });
    expect({ code: out.code, stdout: out.stdout }).toEqual({ code: 0, stdout: '' });
    expect(report.stderr).toMatch(/E-DIFFERS/);
    const page = readFileSync(at('report.html'));
    expect(page.equals(readFileSync(at('out.html')))).toBe(true);
    const text = page.toString('utf8');
    for (const id of ['summary', 'exhibits', 'flow', 'identification', 'comparison', 'audit', 'lint', 'conventions']) {
      expect(text).toContain(`<h2 id="${id}">`);
    }
    expect(text).toContain('BMJ Open 2022;12:e060551');
    // no folder of the machine
    expect(text).not.toContain(folder);
    expect(text).not.toContain(SPECS);
  });

  it('has every line of every file of the spec, in its own words', async () => {
    const { code } = await replicate('--report', at('lines.html'), '--no-fail', '--quiet');
    expect(code).toBe(0);
    const text = readFileSync(at('lines.html'), 'utf8');
    for (const name of ['paper', 'codebook', 'samples', 'models', 'tables', 'figures', 'published', 'audit']) {
      const lines = readFileSync(join(SPECS, `${name}.yaml`), 'utf8')
        .trimEnd()
        .split('\n');
      expect(text.match(new RegExp(`<li id="spec-${name}\\.yaml-L\\d+">`, 'g'))).toHaveLength(lines.length);
    }
  });

  it('comes beside --out and --docx', async () => {
    const { code, stdout } = await replicate(
      ...['--report', at('three.html'), '--docx', at('three.docx'), '--out', at('three.json'), '--no-fail', '--quiet'],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(at('three.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(at('three.docx')).subarray(0, 2).toString()).toBe('PK');
    const { comparisons } = JSON.parse(readFileSync(at('three.json'), 'utf8')) as { comparisons: { table: string }[] };
    expect(comparisons.map(({ table }) => table)).toContain('t3');
  });

  it("is there for a spec of one's own too, which replicates no publication", async () => {
    const spec = join(SPECS, '../../docs/examples/visits.yaml');
    const { code, stdout, stderr } = await reimb(['run', spec, '--report', at('own.html'), '--docx', at('own.docx')]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const text = readFileSync(at('own.html'), 'utf8');
    for (const id of ['summary', 'exhibits', 'flow', 'identification', 'lint', 'conventions']) {
      expect(text).toContain(`<h2 id="${id}">`);
    }
    expect(text).not.toContain('<h2 id="comparison">');
    expect(text).not.toContain('BMJ Open');
    expect(readFileSync(at('own.docx')).subarray(0, 2).toString()).toBe('PK');
  });

  it('refuses a name that says something else than what is written', async () => {
    const { code, stderr } = await replicate('--report', at('report.pdf'));
    expect(code).toBe(2);
    expect(stderr).toBe(`E-USAGE --report: "${at('report.pdf')}" does not say what it is; a name that ends in .html\n`);
    expect(existsSync(at('report.pdf'))).toBe(false);
  });

  it('refuses, before any work, a file twice and a folder that is not there', async () => {
    const twice = await replicate('--report', at('same.html'), '--out', at('same.html'));
    expect(twice.code).toBe(2);
    expect(twice.stderr).toBe(`E-USAGE --report: "${at('same.html')}" is written twice; name another\n`);
    const missing = await replicate('--docx', at('missing/t.docx'));
    expect(missing.code).toBe(7);
    expect(existsSync(at('same.html'))).toBe(false);
  });

  it('prints to the terminal as ever without them', async () => {
    const { code, stdout } = await replicate('--no-fail', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Table 1\. /);
  });
});

describe('--format docx', () => {
  it('writes the tables of any command', async () => {
    const { code, bytes } = await reimb(['benefits', '--format', 'docx', '--quiet']);
    expect(code).toBe(0);
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.includes('word/document.xml')).toBe(true);
  });
});
