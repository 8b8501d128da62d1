/** `freeze`, `check --expect` and `diff` as a user runs them, on the clinic and on the papers' sample data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/results/results.ts';
import { CLINIC, CLINIC_SPEC, clinicSpecText, clinicText, withField } from './clinic.ts';
import { executable, pooling, reimb, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const inFolder = { cwd: folder };
const onClinic = ['--spec', CLINIC_SPEC, '--data', CLINIC];

describe('freeze and check --expect', () => {
  for (const exact of [[], ['--exact']]) {
    it(`${exact.join('') || 'rounded'}: holds on the same data, and names the cell when one field of the data or one key of the spec changes`, async () => {
      const out = `expect${exact.join('')}.yaml`;
      const frozen = await reimb(['freeze', ...onClinic, ...exact, '--out', out], inFolder);
      expect(frozen).toMatchObject({ stdout: '', stderr: '', code: 0 });
      expect((await reimb(['freeze', ...onClinic, ...exact], inFolder)).stdout).toBe(
        readFileSync(join(folder, out), 'utf8'),
      );
      const same = await reimb(['check', ...onClinic, '--expect', out], inFolder);
      expect(same).toMatchObject({ stderr: '', code: 0 });
      expect(same.stdout).toMatch(/\d{3} expectations, all met/);

      // the age of the first visitor
      const data = write('changed.csv', withField(2, 4, '56'));
      const moved = await reimb(['check', '--spec', CLINIC_SPEC, '--data', data, '--expect', out], inFolder);
      expect(moved.code).toBe(5);
      expect(moved.stderr).toContain('note: frozen with other inputs than this run: the data\n');
      expect(moved.stderr).toMatch(/E-DIFFERS \d+ of \d+ expectations are missed, the first at models\.\S+: expected/);
      expect(moved.stdout).toContain('summaries.by_sex.age.male.mean');
      expect(moved.stdout).not.toContain('summaries.by_sex.age.female.mean');

      const set = ['--set', 'models.cost.vcov=model'];
      const other = await reimb(['check', ...onClinic, ...set, '--expect', out], inFolder);
      expect(other.code).toBe(5);
      expect(other.stdout).toContain('models.cost.log_cost.coefficients.age');
      expect(other.stdout).not.toContain('models.cover.');
    });
  }

  it('takes the numbers of a run that is over, a part of them, and refuses what would change nothing', async () => {
    await reimb(['run', CLINIC_SPEC, '--data', CLINIC, '--format', 'json', '--out', 'run.json'], inFolder);
    const from = await reimb(['freeze', '--from', 'run.json'], inFolder);
    const now = await reimb(['freeze', ...onClinic], inFolder);
    expect(from).toMatchObject({ stderr: '', code: 0 });
    expect(from.stdout).toBe(now.stdout);
    const part = await reimb(['freeze', '--from', 'run.json', '--only', 'models.cover'], inFolder);
    expect(part.stdout.match(/^ {2}- within: (\S+)/gm)?.every((line) => line.includes('models.cover'))).toBe(true);
    const none = await reimb(['freeze', '--from', 'run.json', '--only', 'models.covr'], inFolder);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    const both = await reimb(['freeze', '--from', 'run.json', '--data', CLINIC], inFolder);
    expect(both.stderr).toContain('E-USAGE --from: nothing is run, so --data would change nothing');
    const broken = await reimb(['freeze', '--from', write('cut.json', '{"schema":"replication-results/1"}')], inFolder);
    expect(broken.stderr).toContain('not results of a run (replication-results/1)');
  });
});

const SECTION = `
expect:
  cells:
    - { cell: models.cost.log_cost.coefficients.age, value: "0.011", sign: positive, stars: "***", n: 108 }
    - { model: cover, equation: has_cover, effect: coefficients, term: age, p_below: 0.05 }
    - within: summaries.by_sex.age
      cells: [{ cell: male.mean, value: 48, tolerance: { absolute: 1 }, greater_than: summaries.by_sex.age.female.mean }]
`;

describe('the section expect of a spec', () => {
  it('is read with the spec, and with what --set makes of it', async () => {
    const spec = write('own.yaml', clinicSpecText + SECTION);
    const asked = ['check', '--spec', spec, '--data', CLINIC, '--expect'];
    const plain = await reimb([...asked, '--all'], inFolder);
    expect(plain).toMatchObject({ stderr: '', code: 0 });
    expect(plain.stdout).toContain('own.yaml: 7 expectations, all met.');
    const changed = await reimb([...asked, '--set', 'expect.cells[0].n=109'], inFolder);
    expect(changed.stderr).toContain('1 of 7 expectations is missed');
    expect(changed.stderr).toContain('expected N = 109, found 108');
  });

  it('fits only what is expected', async () => {
    const spec = write(
      'part.yaml',
      `${clinicSpecText}\nexpect: { cells: [{ cell: flows.adults.read.rows, value: 120 }] }\n`,
    );
    const { stdout, code } = await reimb(
      ['check', '--spec', spec, '--data', CLINIC, '--expect', '--format', 'json'],
      inFolder,
    );
    expect(code).toBe(0);
    const { models, expectations } = JSON.parse(stdout) as Results;
    expect(Object.keys(models)).toEqual([]);
    expect(expectations).toEqual([
      {
        cell: 'flows.adults.read.rows',
        expected: { en: '120 exactly', zh: '恰为 120' },
        found: { en: '120', zh: '120' },
        met: true,
        file: 'part.yaml',
        line: expect.any(Number),
      },
    ]);
  });

  it('faults are placed and know the nearest name, before anything is fitted and after', async () => {
    const faulty = (cells: string) => write('faulty.yaml', `schema: expect/1\ncells:\n${cells}`);
    const run = (cells: string) => reimb(['check', ...onClinic, '--expect', faulty(cells)], inFolder);
    const model = await run(
      '  - { cell: models.cots.a.b.c, sign: positive }\n  - { cell: summaries.by_sx.a.b.c, n: 3 }\n',
    );
    expect(model).toMatchObject({ code: 2, stdout: '' });
    expect(model.stderr).toMatch(/^E-SPEC-NAME \S*faulty\.yaml:3:5 cells\[0\]: no model "cots"; nearest: "cost"$/m);
    expect(model.stderr).toMatch(/faulty\.yaml:4:5 cells\[1\]: no summary "by_sx"; nearest: "by_sex"$/m);
    const term = await run('  - { cell: models.cost.log_cost.coefficients.agge, sign: positive }\n');
    expect(term.code).toBe(2);
    expect(term.stderr).toContain(
      'faulty.yaml:3:5 cells[0]: no "agge" in models.cost.log_cost.coefficients; nearest: "age"',
    );
    const empty = await run('  - { cell: models.cost.log_cost.coefficients.age }\n');
    expect(empty.stderr).toContain('nothing is expected of the cell');
    const twice = await run('  - { cell: x, model: cost, sign: positive }\n');
    expect(twice.stderr).toContain('the cell is named twice');
    const key = await run('  - { cell: models.cost.log_cost.coefficients.age, valu: 3 }\n');
    expect(key.stderr).toMatch(/faulty\.yaml:3:\d+ cells\[0\]\.valu: no key "valu" here; nearest: "value"/);
    const published = await run('  - { cell: t3.age.x, sign: positive }\n');
    expect(published.stderr).toContain('no published table or kind of result "t3"');
    const kind = await run('  - { cell: model.cost.log_cost.nobs, n: 3 }\n');
    expect(kind.stderr).toContain('no published table or kind of result "model"; nearest: "models"');
    const stars = await run('  - { cell: models.cost.log_cost.coefficients.age, stars: "****" }\n');
    expect(stars).toMatchObject({ code: 2, stdout: '' });
    expect(stars.stderr).toMatch(
      /faulty\.yaml:3:\d+ cells\[0\]\.stars: no rule gives "\*{4}"; accepted: "", "\*", "\*\*", /,
    );
    const nowhere = await reimb(['check', ...onClinic, '--expect', 'nowhere.yaml'], inFolder);
    expect(nowhere).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('E-SPEC-READ nowhere.yaml: no such file'),
    });
  });
});

describe('diff', () => {
  it('names the cells and the keys that changed, with 5, and 0 for the same run', async () => {
    const run = (name: string, ...args: string[]) =>
      reimb(['run', CLINIC_SPEC, '--data', CLINIC, ...args, '--format', 'json', '--out', name], inFolder);
    await run('a.json');
    await run('b.json', '--set', 'models.cost.vcov=model');
    const same = await reimb(['diff', 'a.json', 'a.json'], inFolder);
    expect(same).toMatchObject({ stderr: '', code: 0 });
    expect(same.stdout).toMatch(/(\d+) cells in both runs: \1 the same, 0 moved\./);
    const other = await reimb(['diff', 'a.json', 'b.json', '--format', 'json'], inFolder);
    expect(other).toMatchObject({ stderr: '', code: 5 });
    const { difference } = JSON.parse(other.stdout) as Results;
    expect(difference!.inputs).toEqual([
      { input: 'settings', before: '', after: 'models.cost.vcov=model' },
      { input: 'models.cost.vcov', before: 'hc1', after: 'model' },
    ]);
    expect(difference!.cells.length).toBeGreaterThan(3);
    expect(difference!.cells.every(({ cell }) => cell.startsWith('models.cost.'))).toBe(true);
    const shown = await reimb(['diff', 'a.json', 'b.json'], inFolder);
    expect(shown.stdout).toMatch(/models\.cost\.vcov +hc1 +model/);
  });

  it('refuses what is not a run', async () => {
    const text = await reimb(['diff', write('x.json', '{}'), 'x.json'], inFolder);
    expect(text).toMatchObject({ code: 2, stderr: expect.stringContaining('x.json: not results of a run') });
    expect((await reimb(['diff', 'a.json', 'missing.json'], inFolder)).code).toBe(2);
    expect((await reimb(['diff', 'a.json', 'a.json', '--tolerance', '2'], inFolder)).code).toBe(2);
  });
});

describe('the expectations that come with the papers', () => {
  it.each([
    ['reimb', reimb],
    ['pooling', pooling],
  ] as const)(
    '%s: no number of the synthetic sample data moved',
    async (program, run) => {
      executable(program);
      const { stdout, stderr, code } = await run(['check', '--expect', '--format', 'json']);
      const { expectations = [], provenance } = JSON.parse(stdout) as Results;
      expect({ missed: expectations.filter(({ met }) => !met), code }, stderr).toEqual({ missed: [], code: 0 });
      expect(expectations.length).toBeGreaterThan(500);
      expect(provenance.data.every(({ synthetic }) => synthetic)).toBe(true);
      const text = readFileSync(join(import.meta.dirname, `../../specs/${program}/expect.yaml`), 'utf8');
      expect(text).toContain('# NUMBERS OF SYNTHETIC DATA');
    },
    60_000,
  );

  it('published cells find the models behind them', async () => {
    const file = write(
      'cells.yaml',
      'schema: expect/1\ncells:\n  - { cell: t3.policy.c2_me, p_below: 0.9999, n: 1 }\n',
    );
    const { stdout, code } = await pooling(['check', '--expect', file, '--format', 'json']);
    const { models, expectations } = JSON.parse(stdout) as Results;
    expect(Object.keys(models)).toEqual(['without_controls', 'benchmark']);
    const nobs = models.benchmark!.equations[0]!.nobs;
    expect(expectations!.map(({ found, met }) => [found.en, met])[0]).toEqual([String(nobs), false]);
    expect(code).toBe(5);
  }, 60_000);
});

it('no value of a data row is in what is written', async () => {
  const marked = clinicText.replaceAll(/,ok(?=\n|$)/g, ',CANARY');
  const data = write('marked.csv', marked);
  expect(marked).toContain('CANARY');
  const args = ['--spec', CLINIC_SPEC, '--data', data];
  const frozen = await reimb(['freeze', ...args], inFolder);
  const run = await reimb(['run', CLINIC_SPEC, '--data', data, '--format', 'json'], inFolder);
  expect(frozen.stdout + run.stdout).not.toContain('CANARY');
});
