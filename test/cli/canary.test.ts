/** Cells that must never come out: 200 tokens planted in a copy of the data, looked for in everything that any run says or writes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { type Ended, reimb, SAMPLE, temporaryFolder } from './program.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const TOKENS = 200;
const [header = '', ...rows] = readFileSync(SAMPLE, 'utf8').trimEnd().split('\n');
const names = header.split(',');

/** Tokens that occur nowhere else: `CANARYxxxxxx`. */
function token(index: number): string {
  return `CANARY${((index + 1) * 7919).toString(36).padStart(6, 'q')}`;
}

/** Rows of people in the analysis first, so that what is planted passes through every step. */
const inpatient = names.indexOf('inpatient');
const planted = rows
  .map((row) => row.split(','))
  .toSorted((a, b) => Number(a[inpatient]) - Number(b[inpatient]))
  .slice(0, 2400);

/** The data with tokens in a column, one in every row from the first on; a new column where there is none of that name. */
function withTokens(columns: readonly string[], count: number, from = 0): string[][] {
  const head = [...names];
  for (const name of columns) if (!head.includes(name)) head.push(name);
  const body = planted.map((row) => [...row, ...head.slice(names.length).map(() => '')]);
  for (const [nth, name] of columns.entries()) {
    for (let i = 0; i < count; i++) body[i]![head.indexOf(name)] = token(from + nth * count + i);
  }
  return [head, ...body];
}

function file(name: string, records: readonly (readonly string[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${records.map((record) => record.join(',')).join('\n')}\n`);
  return path;
}

function everythingOf({ stdout, stderr }: Ended): string {
  return `${stdout}\n${stderr}`;
}

/** Tokens, or pieces of them long enough to tell, in some text. */
function leaks(text: string): string[] {
  return [...new Set(text.match(/CANARY\w*/gi) ?? [])];
}

// identifiers and free text pass every step; nothing refuses them
const sound = file('sound.csv', withTokens(['id', 'city', 'diary', 'name'], TOKENS / 4));

describe.concurrent('tokens in identifiers and free text', () => {
  const commands = [
    ['describe'],
    ['two-part', '--flow'],
    ['two-part', '--format', 'json', '--vcov', '{cluster: {by: city}}'],
    ['alternatives', '--format', 'latex'],
    ['reasons', '--format', 'svg'],
    ['replicate', '--format', 'html', '--all-cells', '--no-fail'],
    ['two-part', '--errors', 'json', '--set', 'models.benefits.terms=[age, city]'],
    ['benefits', '--set', 'summaries.benefits_by_scope.by=city'],
    ['check', '--set', 'models.benefits.terms=[{ interaction: [age, city] }]'],
    ['two-part', '--set', "models.benefits.where=city == 'CANARY'"],
    ['check', '--set', "samples.analysis.steps[0].keep.where=id == '100001'"],
  ];
  it.each(commands.map((args) => [args]))('reimb %j', async (args) => {
    const ended = await reimb([...args, '--data', sound]);
    const found = leaks(everythingOf(ended)).filter((word) => !args.some((arg) => arg.includes(word)));
    if (found.length > 0) throw new Error(`${found.length} tokens, e.g. ${found[0]}`);
    if (ended.code === 1 || ended.signal !== null) throw new Error(`exit ${ended.code} ${ended.stderr.slice(0, 300)}`);
  });

  it('a private column is no factor: one line that says what to do', async ({ expect }) => {
    const ended = await reimb(['two-part', '--data', sound, '--set', 'models.benefits.terms=[age, city]']);
    expect(ended).toMatchObject({ stdout: '', code: 2 });
    expect(ended.stderr).toBe(
      'E-SPEC-VALUE models.benefits.reimbursed: "city" is private, and its values would be printed; private columns as clusters, conditions or numbers; recode it into groups, or say private: false in the codebook\n',
    );
  });

  it('written files', async ({ expect }) => {
    for (const ending of ['html', 'json']) {
      const out = join(folder, `table.${ending}`);
      expect(await reimb(['two-part', '--flow', '--data', sound, '--out', out])).toMatchObject({ code: 0, stdout: '' });
      expect(leaks(readFileSync(out, 'utf8'))).toEqual([]);
    }
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe.concurrent('tokens in cells that are refused', () => {
  const joined = (records: readonly (readonly string[])[]) =>
    `${records.map((record) => record.join(',')).join('\n')}\n`;
  const several = withTokens(['marital', 'household_income_month', 'reimb_source', 'birth_year'], 10);
  const ragged = withTokens(['id', 'diary'], 20).map((record, row) =>
    row % 7 === 3 ? [...record, token(row)] : record,
  );
  const quoted = withTokens(['id', 'diary'], 20);
  quoted[9]![0] = `"${token(9)}`;
  const inside = withTokens(['id', 'diary'], 20);
  inside[9]![0] = `${token(9)}"x`;
  const nul = withTokens(['id'], 20);
  nul[9]![1] = `\0${token(9)}`;
  const wide = withTokens(['id'], 20);
  wide[9]![2] = token(9).repeat(100_000);

  const cases: readonly (readonly [string, string | Buffer, number])[] = [
    ['unknown levels, words for numbers, unknown answers', joined(several), 3],
    ['numbers out of their column', joined(withTokens(['household_size'], 30)), 3],
    ['ragged rows', joined(ragged), 3],
    ['a quote that never closes', joined(quoted), 3],
    ['a quote inside a field', joined(inside), 3],
    ['a NUL byte', joined(nul), 3],
    ['a field without end', joined(wide), 8],
    ['no header', joined(withTokens(['id', 'diary'], 20).slice(1)), 3],
    ['a header of tokens', joined([names.map((_, column) => token(column)), ...planted]), 3],
    ['a header of one token many times', joined([names.map(() => token(1)), ...planted]), 3],
    ['another delimiter', joined(withTokens(['id', 'diary'], 20)).replaceAll(',', ';'), 3],
    [
      'bytes of no encoding',
      Buffer.concat([
        Buffer.from(joined(withTokens(['id', 'diary'], 20))),
        Buffer.from(`中${token(1)}`),
        Buffer.from([0xff, 0x0a]),
      ]),
      3,
    ],
    [
      'two encodings',
      Buffer.concat([
        Buffer.from(joined(withTokens(['diary'], 20))),
        Buffer.from('中,'),
        Buffer.from('d6d0', 'hex'),
        Buffer.from(`,${token(2)}\n`),
      ]),
      3,
    ],
  ];
  // what is refused while it is read is refused for every command
  it.each(cases.map((one, index) => [index % 2 === 0 ? 'two-part' : 'check', ...one] as const))(
    '%s: %s',
    async (command, _, input, exit) => {
      const ended = await reimb([command, '--data', '-'], { input });
      const found = leaks(everythingOf(ended));
      if (found.length > 0) throw new Error(`${found.length} tokens, e.g. ${found[0]}: ${ended.stderr.slice(0, 300)}`);
      const refused = ended.code === exit && /^E-/.test(ended.stderr);
      if (!refused) throw new Error(`exit ${ended.code}: ${ended.stderr.slice(0, 300)}`);
    },
  );

  it('a column that the codebook opens may be quoted, and no other', async ({ expect }) => {
    const spec = join(folder, 'open.yaml');
    const column = (open: boolean) => `x: { kind: number${open ? ', private: false' : ''} }`;
    const models = 'models: { m: { estimator: ols, outcome: y, terms: [x] } }';
    const input = `y,x\n1,2\n2,${token(5)}\n3,1\n`;
    const run = (open: boolean) => {
      writeFileSync(spec, `codebook: { columns: { y: { kind: number }, ${column(open)} } }\n${models}\n`);
      return reimb(['run', spec, '--data', '-'], { input });
    };
    expect((await run(true)).stderr).toContain(token(5));
    expect(leaks((await run(false)).stderr)).toEqual([]);
  });
});
