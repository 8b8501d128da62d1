/** What the options do: where output goes, what replaces a key of the spec, what a terminal and a script see. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/results/results.ts';
import { CLINIC, CLINIC_SPEC, clinicSpecText, clinicText, runClinic, runOn, withField } from './clinic.ts';
import { reimb, SPECS, shell, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

function ownFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

describe.concurrent('--out', () => {
  it('writes what stdout would have had, in the format of the ending, and nothing else', async ({ expect }) => {
    const place = ownFolder('out');
    const [direct, written] = await Promise.all([
      runClinic(['--format', 'markdown']),
      runClinic(['--out', join(place, 'table.md')]),
    ]);
    expect(written).toMatchObject({ stdout: '', stderr: '', code: 0 });
    expect(readFileSync(join(place, 'table.md')).equals(direct!.bytes)).toBe(true);
    expect(readdirSync(place)).toEqual(['table.md']);
    const forced = await runClinic(['--out', join(place, 'table.md'), '--format', 'tsv', '--quiet']);
    expect(forced.code).toBe(0);
    expect(readFileSync(join(place, 'table.md'), 'utf8')).toContain('\t');
  });

  it('is never coloured', async ({ expect }) => {
    const place = ownFolder('colour');
    const { code } = await runClinic(['--out', join(place, 'table.txt')], { env: { FORCE_COLOR: '1' } });
    expect(code).toBe(0);
    expect(readFileSync(join(place, 'table.txt'), 'utf8')).not.toContain('\u001b');
  });

  it('leaves the old file alone when the folder may not be written to', async ({ expect }) => {
    const place = ownFolder('closed');
    const file = join(place, 'table.csv');
    writeFileSync(file, 'as it was\n');
    chmodSync(folder, 0o755);
    chmodSync(place, 0o555);
    // root may write everywhere, so that the tests of a container run as nobody
    const circumstances = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const { stdout, stderr, code } = await runClinic(['--out', file], circumstances);
    chmodSync(place, 0o755);
    expect({ stdout, code }).toEqual({ stdout: '', code: 7 });
    expect(stderr).toBe(`E-OUTPUT ${file}: no permission to write there; choose another --out, or make room\n`);
    expect(readFileSync(file, 'utf8')).toBe('as it was\n');
    expect(readdirSync(place)).toEqual(['table.csv']);
  });

  it('refuses folders that are not there, folders as files, and the data file, before any work', async ({ expect }) => {
    const place = ownFolder('refused');
    const data = join(place, 'clinic.csv');
    copyFileSync(CLINIC, data);
    const missing = await runClinic(['--out', join(place, 'none', 'x.csv')]);
    expect(missing).toMatchObject({ stdout: '', code: 7 });
    expect(missing.stderr).toMatch(/^E-OUTPUT .*: no such folder; [^\n]*\n$/);
    mkdirSync(join(place, 'x.csv'));
    const taken = await runClinic(['--out', join(place, 'x.csv')]);
    expect(taken).toMatchObject({ stdout: '', code: 7 });
    expect(taken.stderr).toMatch(/^E-OUTPUT .*: this is a folder; /);
    const same = await reimb(['run', CLINIC_SPEC, '--data', data, '--out', data]);
    expect(same).toMatchObject({ stdout: '', code: 2 });
    expect(readFileSync(data, 'utf8')).toBe(clinicText);
  });

  it('reports a full disk behind stdout', async ({ expect }) => {
    const { stderr, code } = await shell(`$reimb run ${CLINIC_SPEC} --data ${CLINIC} > /dev/full`);
    expect({ stderr, code }).toEqual({
      stderr: 'E-OUTPUT standard output: the disk is full; choose another --out, or make room\n',
      code: 7,
    });
  });
});

describe.concurrent('options of the spec', () => {
  it('--set replaces a key, and every table says so', async ({ expect }) => {
    const { stdout, code } = await runClinic([
      '--set',
      'models.cover.estimator=logit',
      '--set',
      'models.cost.vcov=hc3',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Settings: models.cover.estimator=logit; models.cost.vcov=hc3.');
    const { models, provenance } = JSON.parse(
      (await runClinic(['--set', 'models.cover.estimator=logit', '--format', 'json'])).stdout,
    ) as Results;
    expect(models.cover!.equations[0]!.estimator).toBe('logit');
    // R 4.2: glm(hc ~ age + town, binomial)
    expect(models.cover!.effects[0]!.estimates[1]!.estimate).toBeCloseTo(0.0271936584684, 11);
    expect(provenance.settings).toEqual(['models.cover.estimator=logit']);
  });

  it('--vcov holds for every model, --set over it', async ({ expect }) => {
    const json = async (args: string[]) =>
      JSON.parse((await runClinic(['--format', 'json', ...args])).stdout) as Results;
    const kinds = ({ models }: Results) => Object.values(models).map(({ vcov }) => vcov.kind);
    expect(kinds(await json([]))).toEqual(['model', 'hc1']);
    expect(kinds(await json(['--vcov', 'robust']))).toEqual(['robust', 'robust']);
    expect(kinds(await json(['--vcov', '{cluster: {by: town}}', '--set', 'models.cost.vcov=hc0']))).toEqual([
      'cluster',
      'hc0',
    ]);
  });

  it('--vcov that is none is said once', async ({ expect }) => {
    const { stdout, stderr, code } = await runClinic(['--vcov', 'robst']);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: 'E-SPEC-NAME --vcov: no covariance "robst"; nearest: "robust"\n',
      code: 2,
    });
  });

  it('--variant changes the models behind the tables, and --vcov follows it', async ({ expect }) => {
    const args = ['two-part', '--variant', 'log-link', '--vcov', 'robust', '--format', 'json'];
    const { models } = JSON.parse((await reimb(args)).stdout) as Results;
    expect(models.benefits_log_link!.equations[1]!.estimator).toBe('gamma (log link)');
    expect(Object.values(models).map(({ vcov }) => vcov.kind)).toEqual(Object.keys(models).map(() => 'robust'));
  });

  it('--spec takes a folder, with its own commands, or a file', async ({ expect }) => {
    const place = ownFolder('paper');
    for (const name of ['paper', 'codebook', 'samples', 'models', 'tables', 'figures']) {
      const text = readFileSync(join(SPECS, `${name}.yaml`), 'utf8');
      const renamed =
        name === 'paper' ? text.replace('  describe:', '  portrait:').replace(/^ *sample_data:.*$/m, '') : text;
      writeFileSync(join(place, `${name}.yaml`), renamed);
    }
    const data = ['--data', join(SPECS, '../../sample-data/cmds2014.csv')];
    const portrait = await reimb(['portrait', '--spec', place, ...data]);
    expect(portrait.stderr).toBe('');
    expect(portrait.stdout).toContain('Table 1. Sample characteristics');
    const none = await reimb(['describe', `--spec=${place}`, ...data]);
    expect(none).toMatchObject({ stdout: '', code: 2 });
    expect((await reimb(['benefits', '--spec', place])).stderr).toMatch(/^E-USAGE no data; /);
    const file = await reimb(['check', '--spec', CLINIC_SPEC, '--data', CLINIC]);
    expect(file).toMatchObject({ stderr: '', code: 0 });
    expect(file.stdout).toMatch(/cover +has_cover +probit +has_cover +108 +4/);
    const elsewhere = await reimb(['two-part', '--spec', CLINIC_SPEC, '--data', CLINIC]);
    expect(elsewhere).toMatchObject({ stdout: '', code: 2 });
    expect(elsewhere.stderr).toMatch(
      /^E-USAGE no table or figure "table_3" in this spec; known: visitors, cover, why; /,
    );
  });
});

describe.concurrent('--data', () => {
  const [header, ...rows] = clinicText.trimEnd().split('\n') as [string, ...string[]];
  const numbers = (stdout: string) => {
    const { provenance: _, flows, ...rest } = JSON.parse(stdout) as Results;
    return { ...rest, steps: flows.map(({ steps }) => steps) };
  };

  it('several files are one: the numbers of the whole, each file in the provenance', async ({ expect }) => {
    const place = ownFolder('waves');
    writeFileSync(join(place, 'a.csv'), `${[header, ...rows.slice(0, 50)].join('\n')}\n`);
    writeFileSync(join(place, 'b.csv'), `${[header, ...rows.slice(50)].join('\n')}\n`);
    const args = ['--data', join(place, 'a.csv'), '--data', join(place, 'b.csv')];
    const [whole, parts] = await Promise.all([
      runClinic(['--format', 'json']),
      reimb(['run', CLINIC_SPEC, ...args, '--format', 'json']),
    ]);
    expect(parts!.stderr).toBe('');
    expect(numbers(parts!.stdout)).toEqual(numbers(whole!.stdout));
    const { provenance, flows } = JSON.parse(parts!.stdout) as Results;
    expect(provenance.data.map(({ name, rows }) => [name, rows])).toEqual([
      ['a.csv', 50],
      ['b.csv', 70],
    ]);
    expect(flows[0]!.source).toBe('a.csv + b.csv');
    const checked = await reimb(['check', '--spec', CLINIC_SPEC, ...args]);
    expect(checked.stdout).toContain('adults (a.csv + b.csv)');
  });

  it('one file twice is a warning, and exit code 10 under --strict', async ({ expect }) => {
    const twice = await runClinic(['--data', CLINIC]);
    expect(twice).toMatchObject({ code: 0 });
    expect(twice.stderr).toBe(
      'warning: clinic.csv: the same bytes as a file before it, so that every row counts twice\n',
    );
    const strict = await runClinic(['--data', CLINIC, '--strict']);
    expect(strict).toMatchObject({ code: 10, stdout: twice.stdout, stderr: twice.stderr });
    const quiet = await runClinic(['--data', CLINIC, '--strict', '--quiet']);
    expect(quiet).toMatchObject({ code: 10, stdout: twice.stdout, stderr: '' });
    expect(await runClinic(['--strict'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('standard input once only', async ({ expect }) => {
    const { stderr, code } = await runOn(clinicText, ['--data', '-']);
    expect({ stderr, code }).toEqual({ stderr: 'E-USAGE --data: standard input can be read once; one -\n', code: 2 });
  });

  it('the delimiter of the spec', async ({ expect }) => {
    const place = ownFolder('semicolons');
    const spec = join(place, 'clinic.yaml');
    writeFileSync(spec, `data: { file: clinic.csv, delimiter: ";" }\n${clinicSpecText}`);
    writeFileSync(join(place, 'clinic.csv'), clinicText.replaceAll('by bus, late', 'by bus').replaceAll(',', ';'));
    const { stdout, stderr, code } = await reimb(['run', spec]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toBe((await runClinic()).stdout);
  });

  it('another encoding is read and said', async ({ expect }) => {
    const place = ownFolder('gbk');
    const text = clinicText.replace(',ok\n', ',乘公交车来\n');
    writeFileSync(join(place, 'utf8.csv'), text);
    const script = `iconv -f UTF-8 -t GB18030 utf8.csv > gbk.csv && $reimb run ${CLINIC_SPEC} --data gbk.csv --set samples.adults.steps.keep.where="note is not missing"`;
    const { stdout, stderr, code } = await shell(script, { cwd: place });
    expect({ stderr, code }).toEqual({
      stderr: 'warning: gbk.csv: read as GB18030: the bytes are not UTF-8\n',
      code: 0,
    });
    expect(stdout).toContain('Age (years)');
  });
});

describe.concurrent('a terminal, a pipe, a script', () => {
  const STYLED = /\u001b\[/;

  it('colours only where they are wanted', async ({ expect }) => {
    const colored = async (env: Record<string, string>, args: string[] = []) =>
      STYLED.test((await runClinic(args, { env })).stdout);
    expect(
      await Promise.all([
        colored({}),
        colored({ FORCE_COLOR: '1' }),
        colored({ FORCE_COLOR: '1' }, ['--no-color']),
        colored({ FORCE_COLOR: '0' }),
        colored({ NO_COLOR: '1' }),
        colored({ TERM: 'dumb' }),
      ]),
    ).toEqual([false, true, false, false, false, false]);
  });

  it('on a terminal colours unless NO_COLOR or TERM=dumb, and shows progress that it wipes', async ({ expect }) => {
    const onTerminal = (env: string) =>
      shell(`script -qec "${env} $reimb run ${CLINIC_SPEC} --data ${CLINIC}" /dev/null`).then(({ stdout }) => stdout);
    const plain = await onTerminal('env');
    if (plain === '') return;
    expect(plain).toMatch(/\u001b\[[0-9;]*m/);
    expect(plain).toContain('━');
    for (const env of ['NO_COLOR=1', 'TERM=dumb']) expect(await onTerminal(env)).not.toMatch(/\u001b\[[0-9;]*m/);
    expect(await onTerminal('TERM=dumb')).not.toMatch(STYLED);
  });

  it('ends quietly when the reader has left', async ({ expect }) => {
    const line = `$reimb run ${CLINIC_SPEC} --data ${CLINIC} | head -1; $reimb --help | head -1`;
    expect(await shell(line)).toMatchObject({
      stdout: 'Table 1. Visitors by sex\nUsage: reimb [options] [command]\n',
      stderr: '',
      code: 0,
    });
    const long = await shell('{ $reimb simulate --rows 20000; echo $? >&2; } | head -1');
    expect(long.stdout).toMatch(/^id,synthetic,/);
    expect(long.stderr).toBe('141\n');
  });

  it('gives all of a long output to a slow reader', async ({ expect }) => {
    const { stdout } = await shell('$reimb simulate --rows 20000 | { sleep 1; wc -lc; }');
    const [lines, bytes] = stdout.trim().split(/\s+/).map(Number);
    expect(lines).toBe(20001);
    expect(bytes).toBeGreaterThan(1e6);
  });

  it('says failures as JSON when asked, one object a line', async ({ expect }) => {
    const usage = await reimb(['two-prt', '--errors', 'json']);
    expect(JSON.parse(usage.stderr)).toEqual({
      code: 'E-USAGE',
      exit: 2,
      finding: 'unknown command "two-prt"',
      accepted: 'nearest: "two-part"',
      remedy: 'see reimb --help',
      docs: 'docs/errors.md#e-usage',
    });
    const bad = withField(5, 4, 'forty', withField(6, 2, '9'));
    const data = await runOn(bad, ['--errors=json']);
    const failures = data.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(failures).toEqual([
      expect.objectContaining({ code: 'E-DATA-LEVEL', exit: 3, place: { file: 'stdin', line: 6 } }),
      expect.objectContaining({ code: 'E-DATA-NUMBER', exit: 3, place: { file: 'stdin', line: 5 } }),
    ]);
    expect(data).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('an interrupted run', () => {
  const place = ownFolder('interrupted');
  const out = join(place, 'survey.csv');
  writeFileSync(out, 'as it was\n');

  it('ends as by Ctrl-C wherever it is, with the old file as it was', async () => {
    for (const delay of [200, 700]) {
      const { code, signal } = await reimb(['simulate', '--rows', '1000000', '--out', out], {
        disturb: (child) => setTimeout(() => child.kill('SIGINT'), delay),
      });
      expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
      expect(readdirSync(place)).toEqual(['survey.csv']);
      expect(readFileSync(out, 'utf8')).toBe('as it was\n');
    }
  });

  it('also in the middle of writing', async () => {
    const { code, signal } = await reimb(['simulate', '--rows', '60000', '--out', out], {
      disturb(child) {
        const timer = setInterval(() => {
          if (readdirSync(place).length > 1) child.kill('SIGINT');
        }, 5);
        child.on('close', () => clearInterval(timer));
      },
    });
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGINT' });
    expect(readdirSync(place)).toEqual(['survey.csv']);
    expect(readFileSync(out, 'utf8')).toBe('as it was\n');
  });

  it('is exit code 130 to a shell', async () => {
    const line = `$reimb simulate --rows 1000000 --out ${out} & sleep 0.6; kill -INT $!; wait $!; echo $?`;
    expect((await shell(line)).stdout).toBe('130\n');
  });
});
