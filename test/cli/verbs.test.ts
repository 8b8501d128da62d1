/** Every command of the paper's program on the sample data. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/results/results.ts';
import { reimb, SAMPLE, SPECS, temporaryFolder } from './program.ts';

const BANNER = /SYNTHETIC DATA/;

describe.concurrent('the commands of the paper', () => {
  const commands = [
    ['describe', ['Table 1. Sample characteristics'], []],
    ['benefits', ['Table 2. Spending and benefits'], []],
    ['two-part', ['Table 3. ', 'Table 4. '], ['表3', '表4']],
    ['alternatives', ['fractional logit'], []],
    ['reasons', ['Figure 1. ', 'Figure 2. '], ['图1', '图2']],
  ] as const;
  for (const [command, headings] of commands) {
    it(`${command}: its exhibits, marked synthetic, within 100 columns, silent on stderr`, async ({ expect }) => {
      const { stdout, stderr, code } = await reimb([command]);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      for (const heading of headings) expect(stdout).toContain(heading);
      expect(stdout).toMatch(BANNER);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(stdout).not.toMatch(/\u001b|undefined|NaN|\[object/);
    });
  }

  it('in Chinese', async ({ expect }) => {
    for (const [command, , chinese] of commands.filter(([name]) => name === 'two-part' || name === 'reasons')) {
      const { stdout, stderr, code } = await reimb([command, '--lang', 'zh']);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      for (const heading of [...chinese, '合成数据']) expect(stdout).toContain(heading);
    }
  });

  it('two-part: the sample of the paper, twice the same bytes, JSON that says where it comes from', async ({
    expect,
  }) => {
    const run = () => reimb(['two-part', '--data', SAMPLE, '--format', 'json']);
    const [first, second] = await Promise.all([run(), run()]);
    expect(second.stdout).toBe(first.stdout);
    const { provenance, models } = JSON.parse(first.stdout) as Results;
    const sha256 = createHash('sha256').update(readFileSync(SAMPLE)).digest('hex');
    expect(provenance.data).toEqual([expect.objectContaining({ name: 'cmds2014.csv', sha256, synthetic: true })]);
    const rows = models.benefits!.equations.map((equation) => equation.rows);
    expect(rows).toEqual([1165, 663, 663]);
  });

  it('replicate: compares with the printed numbers, says how many differ, and ends with 5', async ({ expect }) => {
    const { stdout, stderr, code } = await reimb(['replicate', '--format', 'json']);
    expect(code).toBe(5);
    const { comparisons } = JSON.parse(stdout) as Results;
    const tables = comparisons.map(({ table }) => table);
    expect(tables).toEqual(expect.arrayContaining(['t1', 't2', 't3', 't4', 'fig1']));
    const differs = comparisons.reduce((sum, { counts }) => sum + counts.differs, 0);
    expect(differs).toBeGreaterThan(0);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.pop()).toMatch(new RegExp(`^E-DIFFERS ${differs} of \\d+ numbers differ from the published ones; `));
    expect(lines.map((line) => /^(\w+): \d+ cells /.exec(line)?.[1])).toEqual(tables);
  });

  it('check: the flow, a sample that starts from another only once, and every equation', async ({ expect }) => {
    const { stdout, stderr, code } = await reimb(['check']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout.match(/ {2}read /g)).toHaveLength(1);
    expect(stdout).toMatch(/ncms \(cmds2014\.csv\)\n {2}from analysis +1,165/);
    expect(stdout).toMatch(/benefits +amount +gamma \(identity link\) +log_amount +663 +27/);
    const columns = await reimb(['check', '--columns', '--lang', 'zh', '--format', 'tsv']);
    expect(columns.stdout).toContain('birth_year\tnumber\t出生年\n');
  });

  it('explain: sample, formula, covariance and effects in words, in both languages', async ({ expect }) => {
    const { stdout, stderr, code } = await reimb(['explain', 'two-part']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    for (const said of [
      "1. keep the rows where inpatient == 'yes' (used inpatient care in the last year)",
      'Pr(reimbursed = 1) = Phi(xb)',
      'm = E(log_amount) = xb, Var(log_amount) = phi m^2',
      'xb = constant + insurance + age + age^2',
      'model-based: inverse observed information',
      'at_means: marginal effects at the means of the covariates',
      'starts from "analysis"',
    ]) {
      expect(stdout).toContain(said);
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const yuan = await reimb(['explain', 'amount_in_yuan', '--lang', 'zh']);
    expect(yuan.stdout).toContain('m = E(amount | amount > 0) = exp(xb)');
    expect(yuan.stdout).toContain('异方差稳健三明治估计');
    expect(yuan.stdout).not.toMatch(/keep the rows|undefined/);
    const all = await reimb(['explain']);
    expect(all.stdout).toContain('mean (SD): cost_total, amount, ratio, age, income');
    expect(all.stdout.split('\n').length).toBeGreaterThan(100);
  });

  it('simulate: the committed bytes, on stdout and in a file', async ({ expect }) => {
    const { folder, remove } = temporaryFolder();
    try {
      const { bytes, stderr, code } = await reimb(['simulate']);
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      expect(bytes.equals(readFileSync(SAMPLE))).toBe(true);
      const out = join(folder, 'draw.csv');
      const written = await reimb(['simulate', '--seed', '7', '--rows', '500', '--out', out]);
      expect({ ...written, bytes: undefined }).toMatchObject({ stdout: '', stderr: '', code: 0 });
      expect(readFileSync(out, 'utf8').trimEnd().split('\n')).toHaveLength(501);
    } finally {
      remove();
    }
  });
});

describe.concurrent('help', () => {
  const verbs = [
    'describe',
    'benefits',
    'two-part',
    'alternatives',
    'reasons',
    'replicate',
    'audit',
    'run',
    'check',
    'explain',
    'simulate',
  ];
  it.each(verbs)('%s --help has a usage line and examples', async (verb) => {
    const { stdout, stderr, code } = await reimb([verb, '--help']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(new RegExp(`^Usage: reimb ${verb} `));
    expect(stdout).toMatch(new RegExp(`Examples:\n {2}\\$ reimb ${verb}`));
  });

  it('lists every command', async ({ expect }) => {
    const { stdout, code } = await reimb(['--help']);
    expect(code).toBe(0);
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${verb} `, 'm'));
    expect(stdout).toContain('Examples:');
  });

  it('says the version and nothing else', async ({ expect }) => {
    const manifest = JSON.parse(readFileSync(join(SPECS, '../../package.json'), 'utf8')) as { version: string };
    for (const flag of ['--version', '-V']) expect((await reimb([flag])).stdout).toBe(`${manifest.version}\n`);
  });
});
