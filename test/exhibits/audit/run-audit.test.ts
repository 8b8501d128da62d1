/** The command on files: formats, exit codes, a user's own claims file, and faults made on purpose. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAudit } from '../../../src/cli/actions/audit.ts';
import { type Home, runProgram } from '../../../src/cli/program.ts';
import { loadAudit } from '../../../src/spec/load-audit.ts';

const SPECS = join(import.meta.dirname, '../../../specs');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const home = (paper: string) => ({ program: paper, version: '0', folder: join(SPECS, paper) }) as unknown as Home;
const options = { lang: 'en', color: false, errors: 'text', quiet: true } as const;

const SMALL = `schema: published-results/1
paper: { id: x, authors: A, year: 2000, journal: J, volume: null, article: null, doi: d, data: d, unit: u, software: null, design: d }
star_conventions: [{ id: two, thresholds: { "**": 0.01, "*": 0.05 }, stated: here }]
samples: []
variables: [{ key: smoker, role: control, coding: 0/1 }]
tables:
  - id: t1
    printed: Table 1
    title: T
    kind: descriptives
    star_convention: two
    columns:
      - { id: all, header: All, reports: mean_sd_or_n_percent, n: 50 }
      - { id: men, header: Men, reports: mean_sd_or_n_percent, n: 20 }
      - { id: women, header: Women, reports: mean_sd_or_n_percent, n: 30 }
    groups: []
    rows:
      - key: smoker
        label: Smoker
        group: null
        reference: null
        cells: { all: { type: mean_sd, printed: x, est: MEAN, dp: 2, sd: SD, dp_sd: 2 } }
      - key: ill
        label: Ill
        group: null
        reference: null
        cells:
          all: { type: n_percent, printed: x, n: 25, percent: 50, dp: 0 }
          men: { type: n_percent, printed: x, n: MEN, percent: 45, dp: 0 }
          women: { type: n_percent, printed: x, n: 16, percent: 53, dp: 0 }
`;

/** The example of docs/audit.md. */
const SHORT = /```yaml\n(schema: published-results[^`]*)```/.exec(
  readFileSync(join(SPECS, '../docs/audit.md'), 'utf8'),
)![1]!;

const LONG = `schema: published-results/1
paper: { authors: A, year: 2000 }
tables:
  - id: t
    columns:
      - { id: total, reports: mean_sd, n: 9000 }
      - { id: a, reports: mean_sd, n: 3000 }
      - { id: b, reports: mean_sd, n: 3000 }
      - { id: c, reports: mean_sd, n: 3000 }
    rows: [{ key: x, cells: { total: "9.00 (1.00)", a: "1.00 (1.00)", b: "2.00 (1.00)", c: "3.00 (1.00)" } }]
`;

function verdicts(mean: string, sd: string, men: string): readonly string[] {
  const file = join(folder, 'small.yaml');
  writeFileSync(file, SMALL.replace('MEAN', mean).replace('SD,', `${sd},`).replace('MEN', men));
  const { result } = loadAudit(file);
  return result.findings
    .filter(({ verdict }) => verdict !== 'consistent')
    .map(({ check, verdict }) => `${check} ${verdict}`);
}

describe('a claims file of one’s own, without relations', () => {
  it('passes when it is right', () => {
    expect(verdicts('0.30', '0.46', '9')).toEqual([]);
  });

  it('fails by the SD of a 0/1 variable, by GRIM, by a percentage and by a sum', () => {
    expect(verdicts('0.30', '0.40', '9')).toEqual(['scales impossible']);
    expect(verdicts('0.31', '0.47', '9')).toEqual(['scales impossible']);
    expect(verdicts('0.30', '0.46', '12')).toEqual(['percentages impossible', 'count_sums impossible']);
  });

  it('may be short: cells as printed, by what the column reports', () => {
    const file = join(folder, 'short.yaml');
    writeFileSync(file, SHORT);
    const { result } = loadAudit(file);
    expect(result.printed).toBe(14);
    const graver = result.findings.filter(({ verdict }) => verdict !== 'consistent');
    expect(graver.map(({ check, cells }) => `${check} ${cells[0]}`)).toEqual([
      'percentages t1.ill.men',
      'count_sums t1.ill.men',
      'scales t1.smoker.all',
      'stars t2.men.effect',
    ]);
  });

  it.each([
    [
      'all: "0.31 (0.47)"',
      'all: "0.31 0.47"',
      /short\.yaml:12:\d+ .*"0\.31 0\.47".*a whole number before brackets is a count/,
    ],
    ['all: "0.31', 'al: "0.31', /no column "al"; columns of t1: all, men, women/],
    ['effect: "0.650* (0.211)"', 'effect: "0.650*"', /"0\.650\*"; "0\.650\*\* \(0\.211\)"/],
    ['authors: Doe J', 'author: Doe J', /paper\.authors: the required key "authors" is missing/],
  ])('with %s as %s says what is accepted', (right, wrong, message) => {
    const file = join(folder, 'short.yaml');
    writeFileSync(file, SHORT.replace(right, wrong));
    let said = '';
    try {
      loadAudit(file);
    } catch (failures) {
      said = String((failures as Error).message);
    }
    expect(said).toMatch(message);
  });

  it('says that a search is too long instead of leaving it out', () => {
    const file = join(folder, 'long.yaml');
    writeFileSync(file, LONG);
    const said = loadAudit(file).result.findings.filter(({ check }) => check === 'pooled_moments');
    expect(said.map(({ verdict }) => verdict)).toEqual(['inconsistent', 'unverifiable']);
    expect(said[1]!.arithmetic.en).toMatch(/9000000 combinations to try, at most 5000000/);
  });

  it('refuses a formula that cannot be read, at its place', () => {
    const relations = join(folder, 'relations.yaml');
    writeFileSync(relations, 'schema: audit/1\nquantities:\n  - { label: x, formula: "2 * (t1.ill.all" }\n');
    expect(() => loadAudit(join(folder, 'small.yaml'), relations)).toThrow(
      /relations\.yaml:3:.*"\)" expected at the end/,
    );
  });

  it('refuses a relation that names a cell which is not printed', () => {
    const relations = join(folder, 'relations.yaml');
    writeFileSync(relations, 'schema: audit/1\nrow_n: { t1.smokr.all: 50 }\n');
    expect(() => loadAudit(join(folder, 'small.yaml'), relations)).toThrow(/E-SPEC-NAME .*t1\.smokr\.all/);
  });
});

describe('the command', () => {
  it('exits 0, and 5 under --strict', async () => {
    const out = join(folder, 'a.md');
    expect(await runAudit(home('pooling'), undefined, { ...options, out })).toBe(0);
    expect(await runAudit(home('pooling'), undefined, { ...options, out, strict: true })).toBe(5);
    expect(readFileSync(out, 'utf8')).toMatch(/2024: 223 printed numbers, 229 relations checked/);
  });

  it('is a verb of every program', async () => {
    const invocation = { program: 'reimb', root: join(SPECS, '..'), version: '0' };
    const out = join(folder, 'e.csv');
    expect(await runProgram({ ...invocation, argv: ['audit', '--strict', '--quiet', '--out', out] })).toBe(5);
    expect(readFileSync(out, 'utf8')).toContain('395 printed numbers');
    expect(await runProgram({ ...invocation, argv: ['audit', '--quiet', '--all', '--out', out] })).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(/\nconsistent,stars,t3\.urbmi\.reimbursed,/);
  });

  it('is silent about a sound file under --strict', async () => {
    verdicts('0.30', '0.46', '9');
    const out = join(folder, 'b.txt');
    const file = join(folder, 'small.yaml');
    expect(await runAudit(home('pooling'), file, { ...options, out, format: 'terminal', strict: true })).toBe(0);
  });

  it('writes every finding as JSON and the graver ones in a terminal of 100 columns', async () => {
    const out = join(folder, 'c.json');
    await runAudit(home('reimb'), undefined, { ...options, out });
    const { audit } = JSON.parse(readFileSync(out, 'utf8'));
    expect(audit.counts.impossible).toBe(3);
    expect(audit.findings).toHaveLength(303);
    const terminal = join(folder, 'd.txt');
    await runAudit(home('reimb'), undefined, { ...options, out: terminal, format: 'terminal', lang: 'zh' });
    const text = readFileSync(terminal, 'utf8');
    expect(text).toContain('不可能');
    expect(text).toContain('t1.rural_hukou (ncms, urban, total)');
    expect(text).toContain('结论');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
