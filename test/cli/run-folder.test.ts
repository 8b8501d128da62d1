/** --run-dir and verify, end to end: what the folder holds, that two runs are alike, and what is found after tampering. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLINIC, CLINIC_SPEC, clinicSpecText, clinicText, runClinic, withField } from './clinic.ts';
import { type Ended, pooling, reimb, temporaryFolder } from './program.ts';

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked at field by field
type Json = Record<string, any>;

const { folder: home, remove } = temporaryFolder();
const RUN = join(home, 'run');
const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string): Json => JSON.parse(read(path));
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const below = (folder: string) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
const verify = (folder: string, args: readonly string[] = []) => reimb(['verify', folder, '--data', CLINIC, ...args]);
/** A copy of the run with one of its files changed. */
function tampered(name: string, change: (folder: string) => void): string {
  const folder = join(home, name);
  cpSync(RUN, folder, { recursive: true });
  change(folder);
  return folder;
}
function edit(folder: string, path: string, change: (text: string) => string): void {
  const before = read(join(folder, path));
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${path}`);
  writeFileSync(join(folder, path), after);
}
/** The cells of one row of a table in CSV. */
const row = ({ stdout }: Ended, name: string) => stdout.split('\r\n').find((line) => line.startsWith(`${name},`));

beforeAll(async () => {
  const { code, stderr } = await runClinic(['--run-dir', RUN, '--quiet']);
  if (code !== 0) throw new Error(stderr);
});
afterAll(remove);

describe('a run folder', () => {
  it('holds results, report, every exhibit in its formats, spec, record, crate, README and checksums', async () => {
    const { stdout } = await runClinic(['--format', 'json']);
    expect(read(join(RUN, 'results.json'))).toBe(stdout);
    const exhibits = JSON.parse(stdout).exhibits as { kind: string; id: string }[];
    const drawn = exhibits.flatMap(({ kind, id }) =>
      kind === 'table' ? ['md', 'csv', 'tex'].map((end) => `tables/${id}.${end}`) : [`figures/${id}.svg`],
    );
    expect(drawn.some((path) => path.startsWith('figures/'))).toBe(true);
    const rest = ['README.md', 'SHA256SUMS', 'report.html', 'results.json', 'ro-crate-metadata.json', 'run.json'];
    expect(below(RUN)).toEqual([...rest, ...drawn, 'spec/clinic.yaml'].sort());
    expect(read(join(RUN, 'spec/clinic.yaml'))).toBe(clinicSpecText);
    for (const path of drawn.filter((one) => one.endsWith('.csv'))) {
      expect(read(join(RUN, path)).length, path).toBeGreaterThan(20);
    }
  });

  it('has the checksum of every file, and nothing of the data or of this machine', () => {
    const sums = read(join(RUN, 'SHA256SUMS')).trimEnd().split('\n');
    const listed = sums.map((line) => line.split('  ') as [string, string]);
    expect(listed.map(([, path]) => path)).toEqual(below(RUN).filter((path) => path !== 'SHA256SUMS'));
    for (const [sum, path] of listed) expect(sum, path).toBe(sha256(readFileSync(join(RUN, path))));
    // a cell of the free text, a person's number, a cost; the folder of the data and of the run
    const secrets = [/came by bus/, /(?<![\d.])00002(?!\d)/, /(?<![\d.])262\.7(?!\d)/];
    for (const path of below(RUN)) {
      const text = read(join(RUN, path));
      for (const secret of secrets) expect(secret.exec(text), `${path}: ${secret}`).toBeNull();
      for (const place of [home, join(CLINIC, '..')]) expect(text.includes(place), `${path}: ${place}`).toBe(false);
    }
  });

  it('records command, data, columns without values, certificates and flow', () => {
    const run = json(join(RUN, 'run.json'));
    expect(run.command).toEqual({ verb: 'run', positional: true, arguments: [] });
    expect(run.data).toEqual([
      { name: 'clinic.csv', sha256: sha256(clinicText), rows: 120, columns: 8, encoding: 'UTF-8', synthetic: false },
    ]);
    const lines = clinicText.trimEnd().split('\n').slice(1);
    const reasons = lines.map((line) => line.split(',')[6]!);
    const reason = run.columns.find(({ column }: Json) => column === 'reason');
    expect(reason).toMatchObject({
      kind: 'categorical',
      rows: 120,
      missing: reasons.filter((text) => text === '' || text === '.').length,
      distinct: '3 to 10',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(run.columns.map(({ column }: Json) => column)).not.toContain('note');
    expect(run.spec).toMatchObject({ file: 'clinic.yaml', sha256: sha256(`${clinicSpecText}\0`), settings: [] });
    expect(run.equations.map(({ model, converged }: Json) => [model, converged])).toEqual([
      ['cover', true],
      ['cost', true],
    ]);
    const { models, flows, exhibits } = json(join(RUN, 'results.json'));
    expect(run.equations[0].logLik).toBe(models.cover.equations[0].convergence.logLik);
    expect(run.flows.map(({ sample, steps }: Json) => [sample, steps.at(-1).rows])).toEqual(
      flows.map(({ sample, steps }: Json) => [sample, steps.at(-1).rows]),
    );
    expect(run.exhibits.map(({ id }: Json) => id)).toEqual(exhibits.map(({ id }: Json) => id));
    const spec = clinicSpecText.split('\n');
    for (const { id, spec: at } of run.exhibits) expect(spec[at.line - 1]!.trim()).toMatch(new RegExp(`^${id}:`));
  });

  it('is the same twice, but for the sections that say when and where', async () => {
    const again = join(home, 'again');
    await runClinic(['--run-dir', again, '--quiet', '--out', join(home, 'out.md')]);
    const own = new Set(['README.md', 'run.json', 'ro-crate-metadata.json', 'SHA256SUMS']);
    expect(below(again)).toEqual(below(RUN));
    for (const path of below(RUN).filter((one) => !own.has(one))) {
      expect(readFileSync(join(again, path)).equals(readFileSync(join(RUN, path))), path).toBe(true);
    }
    const [first, second] = [RUN, again].map((folder) => {
      const { thisRun, ...record } = json(join(folder, 'run.json'));
      expect(Object.keys(thisRun)).toContain('seconds');
      const crate = json(join(folder, 'ro-crate-metadata.json'))['@graph'].map((entity: Json) => {
        const { datePublished, startTime, endTime, ...rest } = entity;
        return own.has(entity['@id']) ? { ...rest, sha256: '', contentSize: '' } : rest;
      });
      const parts = read(join(folder, 'README.md')).split(/<!-- this run only: (?:begin|end) -->/);
      expect(parts).toHaveLength(3);
      return { record, crate, readme: [parts[0], parts[2]] };
    });
    expect(second).toEqual(first);
  });

  it('is an RO-Crate 1.1: descriptor, root, files that exist with their hashes, no dangling reference', () => {
    const { '@context': context, '@graph': graph } = json(join(RUN, 'ro-crate-metadata.json'));
    expect(context[0]).toBe('https://w3id.org/ro/crate/1.1/context');
    expect(Object.keys(context[1])).toEqual(['sha256']);
    const ids = graph.map((entity: Json) => entity['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    const byId = new Map<string, Json>(graph.map((entity: Json) => [entity['@id'], entity]));
    const descriptor = byId.get('ro-crate-metadata.json')!;
    expect(descriptor).toMatchObject({ '@type': 'CreativeWork', about: { '@id': './' } });
    expect(descriptor.conformsTo['@id']).toBe('https://w3id.org/ro/crate/1.1');
    const root = byId.get('./')!;
    expect(root['@type']).toBe('Dataset');
    expect(root.datePublished).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const key of ['name', 'description']) expect(root[key]).toMatch(/\w{3}/);
    const license = byId.get(root.license['@id'])!;
    expect([license.name, license.description].every((text) => text.length > 10)).toBe(true);
    // every reference has its entity; conformsTo names the standard itself
    const references = (value: unknown): string[] =>
      Array.isArray(value)
        ? value.flatMap(references)
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, part]) => (key === '@id' ? [part as string] : references(part)))
          : [];
    for (const entity of graph as Json[]) {
      const { '@id': id, conformsTo: _, ...rest } = entity;
      for (const target of references(rest)) expect(byId.has(target), `${id} -> ${target}`).toBe(true);
    }
    const files = graph.filter((entity: Json) => entity['@type'] === 'File') as Json[];
    const parts = root.hasPart.map((part: Json) => part['@id']);
    expect(files.map((file) => file['@id']).sort()).toEqual([...parts].sort());
    expect(parts.sort()).toEqual(below(RUN).filter((path) => path !== 'ro-crate-metadata.json'));
    for (const file of files.filter((one) => one['@id'] !== 'SHA256SUMS')) {
      const bytes = readFileSync(join(RUN, decodeURIComponent(file['@id'])));
      expect([file.sha256, file.contentSize]).toEqual([sha256(bytes), String(bytes.length)]);
      expect(file.encodingFormat).toMatch(/^[a-z]+\/[a-z+-]+$/);
    }
    const action = graph.find((entity: Json) => entity['@type'] === 'CreateAction');
    expect(byId.get(action.instrument['@id'])).toMatchObject({ '@type': 'SoftwareApplication', name: 'reimb' });
    expect(action.object.map((one: Json) => byId.get(one['@id'])!.sha256)).toContain(sha256(clinicText));
    expect(action.result.map((one: Json) => one['@id'])).toContain('results.json');
    expect(new Date(action.endTime).getTime()).toBeGreaterThanOrEqual(new Date(action.startTime).getTime());
  });

  it('has a README in the sections of the data editors, in both languages, with every exhibit and column', async () => {
    const text = read(join(RUN, 'README.md'));
    const headings = [...text.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual([
      'Overview',
      'Data availability and provenance',
      'Dataset list',
      'Computational requirements',
      'Description of programs',
      'Instructions to replicators',
      'List of tables and figures',
      'Codebook',
      'References',
    ]);
    expect(text).toContain(sha256(clinicText));
    const { exhibits, columns } = json(join(RUN, 'run.json'));
    for (const { files, spec } of exhibits) {
      for (const file of files) expect(text).toContain(`](<${file}>)`);
      expect(text).toContain(`spec/${spec.file}:${spec.line}`);
    }
    for (const { column, missing } of columns.filter((one: Json) => one.missing !== undefined)) {
      expect(text).toMatch(new RegExp(`^\\| \`${column}\` \\|.*\\| 120 \\| ${missing} \\|$`, 'm'));
    }
    const zh = join(home, 'zh');
    await runClinic(['--run-dir', zh, '--lang', 'zh', '--quiet']);
    const chinese = read(join(zh, 'README.md'));
    expect([...chinese.matchAll(/^## /gm)]).toHaveLength(headings.length);
    expect(chinese).toContain('## 编码簿');
    expect(chinese).toContain('年龄');
    expect(json(join(zh, 'run.json')).command.arguments).toEqual(['--lang=zh']);
  });

  it('takes terms of use and can do without hashes of columns', async () => {
    const folder = join(home, 'plain');
    const given = ['--no-fingerprints', '--run-license', 'CC-BY-4.0', '--set', 'models.cost.vcov=robust', '--flow'];
    const { code } = await runClinic(['--run-dir', folder, '--quiet', ...given]);
    expect(code).toBe(0);
    const { columns, command, license } = json(join(folder, 'run.json'));
    expect(columns.filter((one: Json) => one.sha256 !== undefined)).toEqual([]);
    expect(license).toBe('CC-BY-4.0');
    expect([...command.arguments].sort()).toEqual(['--flow', '--no-fingerprints', '--set=models.cost.vcov=robust']);
    const root = json(join(folder, 'ro-crate-metadata.json'))['@graph'].find((one: Json) => one['@id'] === './');
    expect(root.license['@id']).toBe('https://spdx.org/licenses/CC-BY-4.0');
    expect((await verify(folder)).code).toBe(0);
  });
});

describe('writing a run folder', () => {
  it('replaces an earlier run as its run left it, and nothing else', async () => {
    const folder = tampered('earlier', () => {});
    expect((await runClinic(['--run-dir', folder, '--quiet', '--lang', 'zh'])).code).toBe(0);
    expect(json(join(folder, 'run.json')).language).toBe('zh');
    const cases = [
      [tampered('foreign', (at) => writeFileSync(join(at, 'notes.txt'), 'mine')), 'files that no run wrote: notes.txt'],
      [
        tampered('edited', (at) => edit(at, 'README.md', (text) => `${text}mine\n`)),
        'altered since its run: README.md',
      ],
      [join(home, 'other'), 'this folder has other files'],
      [join(home, 'a-file'), 'this is a file'],
      [join(home, 'no/such'), 'the folder that it would lie in is not there'],
    ] as const;
    mkdirSync(join(home, 'other'));
    writeFileSync(join(home, 'other/paper.docx'), 'mine');
    writeFileSync(join(home, 'a-file'), 'mine');
    for (const [path, finding] of cases) {
      const before = existsSync(path) && path !== join(home, 'a-file') ? below(path) : undefined;
      const { code, stderr, stdout } = await runClinic(['--run-dir', path, '--quiet']);
      expect([code, stdout]).toEqual([7, '']);
      expect(stderr).toContain(finding);
      if (before !== undefined) expect(below(path)).toEqual(before);
    }
    const oracle = await runClinic(['--run-dir', join(home, 'oracle'), '--oracle', 'r']);
    expect([oracle.code, oracle.stderr]).toEqual([2, expect.stringContaining('--run-dir: --oracle shows')]);
    const inside = await runClinic(['--run-dir', folder, '--out', join(folder, 'x.md')]);
    expect([inside.code, inside.stderr]).toEqual([2, expect.stringContaining('--out: a file inside --run-dir')]);
  });

  it('never replaces the folder that the command runs in, nor one around it', async () => {
    const { folder, remove: clear } = temporaryFolder();
    try {
      const inner = join(folder, 'inner');
      mkdirSync(inner);
      for (const path of ['', ' ', '.', '..', inner, folder, '/']) {
        const args = ['run', CLINIC_SPEC, '--data', CLINIC, '--quiet', '--run-dir', path];
        const { code, stderr, stdout } = await reimb(args, { cwd: inner });
        expect([path, code, stdout]).toEqual([path, 7, '']);
        expect(stderr).toMatch(/E-OUTPUT .*(the command runs inside this folder|no folder is named)/);
      }
      expect(below(folder)).toEqual([]);
      expect(existsSync(inner)).toBe(true);
    } finally {
      clear();
    }
  });

  it('says when a folder cannot be read or written, and is no fault of the program', async () => {
    const [closed, readable] = [join(home, 'closed'), join(home, 'readable')];
    mkdirSync(closed, { mode: 0o000 });
    mkdirSync(readable, { mode: 0o555 });
    const someone = process.getuid?.() === 0 ? { uid: 65534 } : {};
    chmodSync(home, 0o755);
    const args = ['run', CLINIC_SPEC, '--data', CLINIC, '--quiet'];
    const said = async (words: readonly string[]) => {
      const { code, stderr, stdout } = await reimb(words, someone);
      expect(stdout).toBe('');
      return `${code} ${stderr}`;
    };
    expect(await said([...args, '--run-dir', closed])).toMatch(/^7 E-OUTPUT \S*closed: cannot be read \(EACCES\)/);
    const inside = await said([...args, '--run-dir', join(readable, 'new-one')]);
    expect(inside).toMatch(/^7 E-OUTPUT \S*new-one: no permission to write there; choose another --run-dir/);
    expect(await said(['verify', closed])).toMatch(/^2 E-USAGE \S*closed\S*: cannot be read \(EACCES\)/);
    chmodSync(closed, 0o755);
  });

  it('leaves nothing behind when the run fails, and when it is interrupted while it writes', async () => {
    const { folder, remove: clear } = temporaryFolder();
    try {
      const failed = await runClinic(['--run-dir', join(folder, 'run'), '--set', 'models.cost.outcome=agee']);
      expect(failed.code).toBe(2);
      expect(readdirSync(folder)).toEqual([]);
      let seen = false;
      const args = ['replicate', '--no-variants', '--no-fail', '--quiet', '--run-dir', join(folder, 'run')];
      const interrupted = await reimb(args, {
        disturb(child) {
          const timer = setInterval(() => {
            if (readdirSync(folder).length === 0) return;
            seen = true;
            clearInterval(timer);
            child.kill('SIGTERM');
          }, 1);
          child.on('close', () => clearInterval(timer));
        },
      });
      expect(seen).toBe(true);
      expect(interrupted.signal).toBe('SIGTERM');
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      clear();
    }
  });
});

describe('verify', () => {
  it('ends with 0 when everything is as it was and comes out the same, also from JSON', async () => {
    const { code, stdout, stderr } = await verify(RUN);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/All \d+ files are as recorded and came out the same\./);
    const { expectations } = JSON.parse((await verify(RUN, ['--format', 'json'])).stdout);
    expect(expectations).toHaveLength(below(RUN).length - 1);
    expect(expectations.every(({ met }: Json) => met)).toBe(true);
    expect((await verify(RUN, ['--lang', 'zh'])).stdout).toContain('重新运行的结果相同');
  });

  it('names a table that was altered, the line, and one that was lost; what was added is no fault', async () => {
    const folder = tampered('table', (at) => {
      const [, ...cells] = read(join(at, 'tables/cover.md')).match(/\| (-?\d\.\d+)/)!;
      edit(at, 'tables/cover.md', (text) => text.replace(cells[0]!, '9.999'));
      rmSync(join(at, 'tables/cover.tex'));
      writeFileSync(join(at, 'notes.txt'), 'mine');
    });
    const line = read(join(folder, 'tables/cover.md'))
      .split('\n')
      .findIndex((text) => text.includes('9.999'));
    const ended = await verify(folder, ['--format', 'csv']);
    expect(ended.code).toBe(5);
    expect(ended.stderr).toMatch(/^E-DIFFERS 2 of \d+ files differ;/);
    expect(row(ended, 'tables/cover.md')).toBe(`tables/cover.md,ALTERED,same,line ${line + 1}`);
    expect(row(ended, 'tables/cover.tex')).toBe('tables/cover.tex,MISSING,same,');
    expect(row(ended, 'notes.txt')).toBe('notes.txt,added,,');
    expect(row(ended, 'tables/cover.csv')).toBe('tables/cover.csv,as recorded,same,');
  });

  it('finds a table that was altered together with its checksum', async () => {
    const folder = tampered('both', (at) => {
      const before = sha256(readFileSync(join(at, 'tables/cover.md')));
      edit(at, 'tables/cover.md', (text) => text.replace(/\d\.\d/, '7.7'));
      edit(at, 'SHA256SUMS', (text) => text.replace(before, sha256(readFileSync(join(at, 'tables/cover.md')))));
    });
    const ended = await verify(folder, ['--format', 'csv']);
    expect(ended.code).toBe(5);
    expect(row(ended, 'tables/cover.md')).toMatch(/^tables\/cover\.md,as recorded,DIFFERS,line \d+$/);
  });

  it('names the number that was altered in the results', async () => {
    const { estimate } = json(join(RUN, 'results.json')).models.cost.effects[0].estimates.find(
      ({ term }: Json) => term === 'age',
    );
    const folder = tampered('number', (at) =>
      edit(at, 'results.json', (text) => text.replace(`"estimate": ${estimate}`, '"estimate": 0.5')),
    );
    const { code, stdout } = await verify(folder, ['--format', 'json']);
    expect(code).toBe(5);
    const moved = JSON.parse(stdout).expectations.filter((one: Json) => !one.met && !one.cell.startsWith('file '));
    const [expected, found] = ['0.5', String(estimate)].map((text) => ({ en: text, zh: text }));
    expect(moved).toEqual([{ cell: 'models.cost.log_cost.coefficients.age.estimate', expected, found, met: false }]);
  });

  it('follows the spec of the folder: altered, it is named, and so are the numbers that it moves', async () => {
    const folder = tampered('spec', (at) =>
      edit(at, 'spec/clinic.yaml', (text) => text.replace('estimator: probit', 'estimator: logit')),
    );
    const ended = await verify(folder, ['--format', 'csv']);
    expect(ended.code).toBe(5);
    expect(row(ended, 'spec/clinic.yaml')).toMatch(/^spec\/clinic\.yaml,ALTERED,DIFFERS,/);
    expect(row(ended, 'tables/cover.md')).toMatch(/as recorded,DIFFERS/);
    expect(ended.stdout).toContain('models.cover.has_cover.coefficients.age.estimate,');
    expect(ended.stdout).not.toContain('models.cost.log_cost.coefficients.age.estimate,');
  });

  it('ends with 3 on other data and names the columns that differ', async () => {
    const path = join(home, 'other.csv');
    writeFileSync(path, withField(3, 4, '26'));
    const ended = await reimb(['verify', RUN, '--data', path, '--format', 'csv']);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(`E-DATA-OTHER clinic.csv: SHA-256 ${sha256(readFileSync(path))}`);
    expect(row(ended, 'age')).toMatch(/^age,DIFFERS,*$/);
    for (const same of ['town', 'cost', 'reason']) {
      expect(row(ended, same)).toMatch(new RegExp(`^${same},same,*$`));
    }
    expect(ended.stdout).toMatch(/^models\.cost\.log_cost\.[^,]*,-?\d/m);
    expect(row(ended, 'sex')).toMatch(/^sex,not told,too few arrangements,*$/);
    // the same bytes under another name are the same data
    writeFileSync(path, clinicText);
    expect((await reimb(['verify', RUN, '--data', path])).code).toBe(0);
  });

  it('says what it cannot do', async () => {
    const cases: [string, string[], number, string][] = [
      ['no data', ['verify', RUN], 3, `the file with SHA-256 ${sha256(clinicText)}`],
      ['no file', ['verify', RUN, '--data', join(home, 'none.csv')], 3, 'no such file'],
      ['two files', ['verify', RUN, '--data', CLINIC, '--data', CLINIC], 2, '2 files, and the run read 1'],
      ['no run', ['verify', home], 2, 'no run.json'],
      ['no folder', ['verify', join(home, 'none')], 2, 'no such folder'],
    ];
    for (const [name, args, code, finding] of cases) {
      const ended = await reimb(args);
      expect([ended.code, ended.stdout], name).toEqual([code, '']);
      expect(ended.stderr, name).toContain(finding);
    }
    const { code, stderr } = await pooling(['verify', RUN, '--data', CLINIC]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('this run was made by reimb')]);
  });

  it('takes no file name and no unknown word from a record that somebody else wrote', async () => {
    const target = join(home, 'target.csv');
    const record = (change: (run: Json) => void) => (at: string) =>
      edit(at, 'run.json', (text) => {
        const run = JSON.parse(text);
        change(run);
        return JSON.stringify(run);
      });
    const cases = [
      ['out', (run: Json) => run.command.arguments.push(`--out=${target}`), 'the option --out'],
      ['report', (run: Json) => run.command.arguments.push(`--report=${target}`), 'the option --report'],
      [
        'word',
        (run: Json) => run.command.arguments.push(target),
        'not a record of a run (replication-run/1), at command.arguments',
      ],
      [
        'name',
        (run: Json) => (run.data[0].name = '../clinic.csv'),
        'not a record of a run (replication-run/1), at data.0.name',
      ],
      ['verb', (run: Json) => (run.command.verb = 'simulate'), 'no command "simulate" that can be repeated'],
      [
        'schema',
        (run: Json) => (run.schema = 'replication-run/2'),
        'not a record of a run (replication-run/1), at schema',
      ],
    ] as const;
    for (const [name, change, finding] of cases) {
      const { code, stderr } = await verify(tampered(`record-${name}`, record(change)));
      expect([code, stderr], name).toEqual([2, expect.stringContaining(finding)]);
      expect(existsSync(target)).toBe(false);
    }
  });

  it('does as its README says: in the folder, with the data beside it', async () => {
    const folder = tampered('inside', (at) => cpSync(CLINIC, join(at, 'clinic.csv')));
    expect(read(join(folder, 'README.md'))).toContain('\nreimb verify . --data clinic.csv\n');
    const { code, stdout } = await reimb(['verify', '.', '--data', 'clinic.csv', '--format', 'json'], { cwd: folder });
    expect(code).toBe(0);
    const said = (JSON.parse(stdout).expectations as Json[]).map(({ cell }) => cell);
    expect(said).toEqual(
      below(folder)
        .filter((path) => path !== 'SHA256SUMS')
        .map((path) => `file ${path}`),
    );
  });

  it('says that another version of the program repeats the run', async () => {
    const folder = tampered('version', (at) =>
      edit(at, 'run.json', (text) => text.replace('"version": "', '"version": "0.0.')),
    );
    const { code, stdout } = await verify(folder);
    expect(code).toBe(5);
    expect(stdout).toMatch(/The run was made by version 0\.0\.\S+ and repeated by version \d/);
  });

  it('repeats random draws with any number of threads, on the data that come with the program', async () => {
    const folder = join(home, 'placebo');
    const args = ['placebo', '--variant', 'as_written', '--draws', '6', '--seed', '5', '--threads', '2'];
    const made = await pooling([...args, '--run-dir', folder, '--quiet']);
    expect(made.code).toBe(0);
    expect(json(join(folder, 'run.json')).random).toEqual([
      { what: 'placebo', name: 'provinces', draws: 6, exhaustive: false, seed: 5 },
    ]);
    expect(read(join(folder, 'README.md'))).toMatch(/^> \*\*SYNTHETIC DATA/m);
    const ended = await pooling(['verify', folder, '--threads', '1']);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });

  it('repeats a replication whose numbers differ from the published ones without calling that a difference', async () => {
    const folder = join(home, 'replication');
    const made = await reimb(['replicate', '--no-variants', '--run-dir', folder, '--quiet']);
    expect(made.code).toBe(5);
    expect(existsSync(join(folder, 'tables/comparison.csv'))).toBe(true);
    const ended = await reimb(['verify', folder]);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
  });
});
