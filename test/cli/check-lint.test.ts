/** `check` and the linter as a user meets them: the table, JSON, --strict, --no-data, --fix. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CLINIC, CLINIC_SPEC } from './clinic.ts';
import { pooling, reimb, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const FAULTY = `models:
  m:
    estimator: ols
    outcome: cost
    terms: [{ power: { of: age, exponent: 2 } }]   # a square
data: { file: clinic.csv }
`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('check with the linter', () => {
  it('lists findings behind the equations, with file, line and remedy, and exits 10 under --strict only', async () => {
    const plain = await pooling(['check']);
    expect([plain.code, plain.stderr]).toEqual([0, '']);
    const [before, after] = plain.stdout.split('Findings of the linter');
    expect(before).toContain('Equations that would be fitted');
    expect(after).toMatch(/warning +L012-unclustered-group-policy +models\.yaml:22:11 +"policy" varies by "province"/);
    expect(after).toContain('L012: cluster by the adopting unit');
    expect((await pooling(['check', '--strict', '--quiet'])).code).toBe(10);
  });

  it('--no-data: rules on the spec, and the names of those that did not run', async () => {
    const { stdout, code } = await pooling(['check', '--no-data']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('Sample flow');
    expect(stdout).toContain('L012-unclustered-group-policy');
    expect(stdout).not.toContain('L015-bad-control');
    expect(stdout).toMatch(/Not run for want of data: L002, L003, .*L015/s);
    const again = await pooling(['check', '--no-data', '--format', 'json']);
    const { lint, flows, provenance } = JSON.parse(again.stdout);
    expect([flows, provenance.data]).toEqual([[], []]);
    expect(lint[0]).toMatchObject({ file: 'models.yaml', fixable: false });
    expect(new Set(lint.map(({ severity }: { severity: string }) => severity))).toEqual(new Set(['warning', 'advice']));
  });

  it('a spec that names no data is linted without them; --columns still asks for data', async () => {
    const spec = write('bare.yaml', FAULTY.replace(/data:.*\n/, ''));
    const { stdout, code } = await reimb(['check', '--spec', spec]);
    expect([code, stdout.includes('L051-power-without-lower')]).toEqual([0, true]);
    const columns = await reimb(['check', '--spec', spec, '--columns']);
    expect([columns.code, columns.stderr]).toEqual([2, expect.stringContaining('no data')]);
  });

  it('the last of --data and --no-data holds', async () => {
    const base = ['check', '--spec', CLINIC_SPEC];
    expect((await reimb([...base, '--no-data', '--data', CLINIC])).stdout).toContain('Sample flow');
    expect((await reimb([...base, '--data', CLINIC, '--no-data'])).stdout).not.toContain('Sample flow');
  });

  it('advice alone does not fail --strict; in Chinese the table is Chinese', async () => {
    const spec = write(
      'advice.yaml',
      'models: { m: { estimator: ols, outcome: cost }, n: { estimator: ols, outcome: cost } }\n',
    );
    const { code, stdout } = await reimb(['check', '--spec', spec, '--no-data', '--strict', '--lang', 'zh']);
    expect([code, stdout.includes('建议')]).toEqual([0, true]);
    expect(stdout).toContain('L070-duplicate-model');
  });

  it('what the spec answers for is counted, listed by --all, and no warning', async () => {
    const spec = write(
      'answered.yaml',
      `${FAULTY}lint: { ignore: [{ rule: L051-power-without-lower, path: models.m, reason: age is centred }] }\n`,
    );
    const { stdout, code } = await reimb(['check', '--spec', spec, '--no-data', '--strict']);
    expect([code, stdout.includes('1 silenced by lint.ignore')]).toEqual([0, true]);
    const all = await reimb(['check', '--spec', spec, '--no-data', '--all']);
    expect(all.stdout.replace(/\s+/g, ' ')).toContain('age is centred');
  });
});

describe('check --fix', () => {
  it('shows without writing, then writes, then finds nothing', async () => {
    const spec = write('fix.yaml', FAULTY);
    const shown = await reimb(['check', '--spec', spec, '--fix', '--dry-run']);
    expect([shown.code, shown.stderr]).toEqual([0, '']);
    expect(shown.stdout).toContain(
      '-    terms: [{ power: { of: age, exponent: 2 } }]   # a square\n+    terms: [age, {',
    );
    expect(readFileSync(spec, 'utf8')).toBe(FAULTY);
    const fixed = await reimb(['check', '--spec', spec, '--fix', '--no-data', '--strict']);
    expect(fixed.code).toBe(0);
    expect(fixed.stderr).toContain('mended 1 finding in 1 file');
    expect(fixed.stdout).not.toContain('L051');
    expect(readFileSync(spec, 'utf8')).toBe(FAULTY.replace('[{ power', '[age, { power'));
    const again = await reimb(['check', '--spec', spec, '--fix', '--no-data']);
    expect(again.stderr).toBe('nothing to mend\n');
  });

  it('does not touch the spec that came with the program, nor a faulty one', async () => {
    const refused = await reimb(['check', '--fix']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('E-USAGE --fix: the spec that came with the program is not changed');
    const spec = write('faulty.yaml', `${FAULTY}tables: 3\n`);
    const { code } = await reimb(['check', '--spec', spec, '--fix']);
    expect([code, readFileSync(spec, 'utf8')]).toEqual([2, `${FAULTY}tables: 3\n`]);
    expect(existsSync(join(folder, 'faulty.yaml.bak'))).toBe(false);
  });

  it('--dry-run without --fix is refused', async () => {
    expect((await reimb(['check', '--dry-run'])).code).toBe(2);
  });
});
