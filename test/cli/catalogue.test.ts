/** Every code of the catalogue, reached by a run of the program: place, finding and remedy in one line, and the code's exit code. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { reportError } from '../../src/cli/report-error.ts';
import { CATALOGUE, type FailureCode } from '../../src/errors/catalogue.ts';
import { CLINIC, clinicSpecText, clinicText, runClinic, runOn, withField, withLine } from './clinic.ts';
import { type Ended, reimb, temporaryFolder } from './program.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const { folder, remove } = temporaryFolder();
afterAll(remove);

interface Case {
  readonly how: string;
  run(): Promise<Ended>;
  /** what the first line on stderr says behind the code */
  readonly says: string | RegExp;
}

/** The clinic's spec with texts replaced, on the clinic's data; files lie in the folder of the tests. */
let specs = 0;
function edited(...changes: readonly (readonly [string, string])[]): Promise<Ended> {
  const text = changes.reduce((before, [found, put]) => {
    if (!before.includes(found)) throw new Error(`the spec has no ${found}`);
    return before.replace(found, put);
  }, clinicSpecText);
  const file = `spec-${specs++}.yaml`;
  writeFileSync(join(folder, file), text);
  return reimb(['run', file, '--data', CLINIC], { cwd: folder });
}

/** A derived column more in the sample of adults. */
const derive = (column: string): readonly [string, string] => [
  '          log_cost:',
  `          ${column}\n          log_cost:`,
];
const set = (...settings: string[]) => runClinic(settings.flatMap((setting) => ['--set', setting]));

/** Codes of runs that are too long for here, and the file or folder of the tests that reach them. */
const ELSEWHERE: Readonly<Partial<Record<FailureCode, string>>> = {
  'E-BUG': 'test/cli/catalogue.test.ts',
  'E-DATA-OTHER': 'test/cli/run-folder.test.ts',
  'E-ENGINE': 'test/emit/oracle.test.ts',
  'E-INTERRUPTED': 'test/analysis/draws',
};

const CASES: Readonly<Partial<Record<FailureCode, readonly Case[]>>> = {
  'E-USAGE': [
    {
      how: 'an unknown command',
      run: () => reimb(['two-prt']),
      says: 'unknown command "two-prt"; nearest: "two-part"; see reimb --help',
    },
  ],
  'E-SPEC-READ': [
    { how: 'a spec that is not there', run: () => reimb(['run', 'none.yaml']), says: 'none.yaml: no such file' },
  ],
  'E-SPEC-YAML': [
    {
      how: 'a tab as indentation',
      run: () => edited(['    estimator: probit', '\t estimator: probit']),
      says: /^spec-\d+\.yaml:43:1: a tab as indentation: use spaces$/,
    },
  ],
  'E-SPEC-KEY': [
    {
      how: 'a misspelt key',
      run: () => edited(['vcov: hc1', 'vcof: hc1']),
      says: /^spec-\d+\.yaml:52:5 models\.cost\.vcof: no key "vcof" here; nearest: "vcov"$/,
    },
  ],
  'E-SPEC-VALUE': [
    {
      how: 'a value of the wrong kind',
      run: () => edited(['estimator: probit', 'estimator: 3']),
      says: /^spec-\d+\.yaml:43:16 models\.cover\.estimator: an estimator is a word or a mapping with one key; known: ols, /,
    },
  ],
  'E-SPEC-NAME': [
    {
      how: 'a misspelt column',
      run: () => edited(['terms: [age, town]', 'terms: [age, twon]']),
      says: /^spec-\d+\.yaml:45:18 models\.cover\.terms\[1\]: no column "twon"; nearest: "town"$/,
    },
    {
      how: 'a level that a column does not have',
      run: () => set("models.cover.where=town == 'nord'"),
      says: /^models\.cover.*: column 6 of "town == 'nord'": column "town" has no level "nord"; nearest: "north"$/,
    },
  ],
  'E-SPEC-EXPRESSION': [
    {
      how: 'an expression that does not parse',
      run: () => set('models.cover.where=age >> 3'),
      says: /^--set models\.cover\.where: column 6 of "age >> 3": ">" where a column, number, text or function is needed/,
    },
    {
      how: 'no way into the language behind it',
      run: () => set('models.cover.where=age.constructor == 3'),
      says: /^--set models\.cover\.where: column 4 of "age\.constructor == 3": /,
    },
  ],
  'E-DATA-READ': [
    {
      how: 'a file that is not there',
      run: () => {
        writeFileSync(join(folder, 'survey.csv'), clinicText);
        return reimb(['two-part', '--data', 'survey.cvs'], { cwd: folder });
      },
      says: 'survey.cvs: no such file; nearest: "survey.csv"',
    },
    {
      how: 'a folder',
      run: () => reimb(['two-part', '--data', folder]),
      says: `${folder}: this is a folder; one CSV file, or - for standard input`,
    },
  ],
  'E-DATA-EMPTY': [
    { how: 'an empty file', run: () => runOn(''), says: 'stdin: the file is empty' },
    { how: 'a blank file', run: () => runOn('\n \n'), says: 'stdin: the file is blank' },
    { how: 'a header alone', run: () => runOn(clinicText.split('\n')[0]!), says: 'stdin: a header and no rows' },
  ],
  'E-DATA-ENCODING': [
    {
      how: 'bytes of no encoding',
      run: () => runOn(Buffer.concat([Buffer.from(`${clinicText}00121,1,1,40,1,5,,中`), Buffer.from([0xff, 0x0a])])),
      says: 'stdin:122: bytes that are neither UTF-8 nor GB18030; two encodings in one file? save it as UTF-8',
    },
    {
      how: 'UTF-32',
      run: () => runOn(Buffer.from('fffe000070000000', 'hex')),
      says: 'stdin: UTF-32; UTF-8, UTF-16 with a mark, or GB18030; save the file as UTF-8',
    },
  ],
  'E-DATA-LEVEL': [
    {
      how: 'codes that the codebook does not know',
      run: () => runOn(withField(5, 2, '7', withField(6, 2, '8'))),
      says: 'stdin:5: column "town": 2 rows have a code that the codebook does not know (2 distinct); declare it under levels: or missing: in the codebook',
    },
  ],
  'E-DATA-NUMBER': [
    {
      how: 'text in a column of numbers',
      run: () => runOn(withField(5, 4, 'forty')),
      says: /^stdin:5: column "age": 1 value is not a number \(1 distinct\); declare /,
    },
  ],
  'E-DATA-COLUMN': [
    {
      how: 'a misspelt header',
      run: () => runOn(withField(1, 4, 'aeg')),
      says: 'stdin:1: no column "age"; nearest: "aeg"',
    },
    {
      how: 'a file of another survey',
      run: () => runOn('a,b\n1,2\n'),
      says: /^stdin:1: none of the 6 columns that are needed is in the first line: age, .*; is it a header, and of this survey\?$/,
    },
    {
      how: 'a column of two kinds in two files',
      run: () => {
        writeFileSync(join(folder, 'numbers.csv'), 'y,x\n1,1\n2,3\n4,4\n');
        writeFileSync(join(folder, 'words.csv'), 'y,x\n1,a\n2,b\n4,c\n');
        writeFileSync(join(folder, 'xy.yaml'), 'models: { m: { estimator: ols, outcome: y, terms: [x] } }\n');
        return reimb(['run', 'xy.yaml', '--data', 'numbers.csv', '--data', 'words.csv'], { cwd: folder });
      },
      says: 'words.csv: column "x" holds categories here and numbers in numbers.csv; say its kind in a codebook',
    },
  ],
  'E-CSV-RAGGED': [
    {
      how: 'a row with a field too many and one with too few',
      run: () =>
        runOn(
          withLine(
            5,
            (line) => `${line},x`,
            withLine(9, () => '00008,1'),
          ),
        ),
      says: 'stdin:5: 9 fields, the header has 8 (2 lines like this: 5, 9); mend the export or quote the fields that contain commas',
    },
  ],
  'E-CSV-HEADER': [
    {
      how: 'one name twice',
      run: () => runOn(withField(1, 8, 'age')),
      says: 'stdin:1: columns 4 and 8 have the same name, "age"; give every column a name of its own',
    },
    {
      how: 'no name',
      run: () => runOn(withField(1, 8, '')),
      says: 'stdin:1: column 8 of 8 has no name; give every column a name of its own',
    },
  ],
  'E-CSV-QUOTE': [
    {
      how: 'a quote that never closes',
      run: () => runOn(`${clinicText}00121,1,1,40,1,5,,"open\n`),
      says: 'stdin:122: a quote opens here and never closes; quote the whole field and double the quotes in it',
    },
    {
      how: 'a quote inside a field',
      run: () => runOn(withField(2, 8, 'a"b')),
      says: 'stdin:2: a quote inside an unquoted field; quote the whole field and double the quotes in it',
    },
  ],
  'E-CSV-NUL': [
    { how: 'a NUL byte', run: () => runOn(withField(7, 8, '\0')), says: /^stdin:7: a NUL byte; is this a CSV file\?/ },
  ],
  'E-FIT-OUTCOME': [
    {
      how: 'a constant outcome',
      run: () => set("models.cover.where=insured == 'yes'"),
      says: /^models\.cover\.has_cover: the outcome "has_cover" has the same value in all 68 rows; .*look at `where` and the sample flow$/,
    },
    {
      how: 'numbers for a probit',
      run: () => set('models.cover.outcome=age'),
      says: /^models\.cover\.age: 108 of 108 rows have an outcome "age" that probit cannot take; accepted: 0 or 1; /,
    },
  ],
  'E-FIT-EMPTY': [
    {
      how: 'a sample without rows',
      run: () => set('samples.adults.steps.keep.where=age > 200'),
      says: 'samples.adults: no rows are left in this sample: "aged 18 or more" took the last 120; the sample flow of `check` shows every step',
    },
    {
      how: 'a model without rows',
      run: () => set('models.cover.where=age > 200'),
      says: /^models\.cover\.has_cover: none of the 108 rows can be used: /,
    },
  ],
  'E-FIT-SEPARATED': [
    {
      how: 'an outcome that a term predicts perfectly',
      run: () => set('models.cover.terms=[age, insured]'),
      says: /^models\.cover\.has_cover: complete separation: .*insured=yes predict has_cover perfectly in 108 of 108 rows; .*leave out a term/,
    },
  ],
  'E-FIT-CONVERGENCE': [
    {
      how: 'a mean that no start keeps above zero',
      run: () =>
        edited(
          derive('centred: { value: age - 40 }'),
          ['estimator: ols', 'estimator: { gamma: { link: identity } }\n    intercept: false'],
          ['terms: [age, has_cover, sex]', 'terms: [centred]'],
        ),
      says: /^models\.cost\.log_cost: gamma \(identity link\) has no starting values that keep every mean in range; an intercept, or another link$/,
    },
  ],
  'E-FIT-WEIGHTS': [
    {
      how: 'negative weights',
      run: () => edited(derive('left: { value: 40 - age }'), ['vcov: hc1', 'weights: { analytic: left }']),
      says: /^models\.cost\.log_cost: the analytic weights "left": \d+ negative in 108 rows; /,
    },
  ],
  'E-FIT-IDENTIFICATION': [
    {
      how: 'a test of a column that another one repeats',
      run: () =>
        edited(derive('twice: { value: 2 * age }'), [
          'terms: [age, has_cover, sex]',
          'terms: [age, twice]\n    effects: [coefficients, { joint_test: { terms: [twice] } }]',
        ]),
      says: /^models\.cost: nothing to test: every column of twice was left out of the model$/,
    },
  ],
  'E-VCOV-CLUSTERS': [
    {
      how: 'one cluster',
      run: () => edited(derive('all_one: { value: 1 + 0 * age }'), ['vcov: hc1', 'vcov: { cluster: { by: all_one } }']),
      says: 'models.cost: the cluster variable "all_one" has only one value in the rows of the model; at least two clusters; cluster by another variable, or use a robust covariance',
    },
  ],
  'E-VCOV-UNDEFINED': [
    {
      how: 'CR2 of a probit',
      run: () => runClinic(['--vcov', '{cr2: {by: town}}']),
      says: /^models\.cover: CR2 is defined here for one least-squares equation /,
    },
  ],
  'E-DIFFERS': [
    {
      how: 'a replication on synthetic data',
      run: () => reimb(['replicate', '--quiet', '--format', 'csv']),
      says: /^\d+ of \d+ numbers differ from the published ones; .*--no-fail/,
    },
  ],
  'E-OUTPUT': [
    {
      how: 'a folder that is not there',
      run: () => runClinic(['--out', join(folder, 'none/x.csv')]),
      says: `${join(folder, 'none/x.csv')}: no such folder; choose another --out, or make room`,
    },
  ],
  'E-FORMAT': [
    {
      how: 'tables as a picture',
      run: () => runClinic(['--format', 'svg']),
      says: /^svg draws figures, and here is table visitors; tables can be written as /,
    },
  ],
  'E-RESOURCE': [
    {
      how: 'a field beyond 1 MiB',
      run: () => runOn(withField(5, 8, 'x'.repeat(1_100_000))),
      says: 'stdin:5: a field longer than 1 MiB; is a quote missing?',
    },
    {
      how: 'more rows than are simulated',
      run: () => reimb(['simulate', '--rows', '99999999']),
      says: /^cannot simulate 99999999 rows; /,
    },
  ],
};

const codes = Object.keys(CATALOGUE) as FailureCode[];

describe.concurrent('the catalogue of failures', () => {
  for (const code of codes) {
    for (const { how, run, says } of CASES[code] ?? []) {
      it(`${code}: ${how}`, async ({ expect }) => {
        const { stdout, stderr, code: exit, signal } = await run();
        const [first, ...others] = stderr.trimEnd().split('\n');
        expect(first).toMatch(new RegExp(`^${code} `));
        const said = first!.slice(code.length + 1);
        if (typeof says === 'string') expect(said).toBe(says);
        else expect(said).toMatch(says);
        expect(others.filter((line) => !/^E-[A-Z]+/.test(line))).toEqual([]);
        expect({ exit, signal }).toEqual({ exit: CATALOGUE[code].exit, signal: null });
        if (code !== 'E-DIFFERS') expect(stdout).toBe('');
      });
    }
  }

  it.each(codes)('reaches %s, here or in tests that say so', (code) => {
    const elsewhere = ELSEWHERE[code];
    if (elsewhere === undefined) expect(CASES[code]?.length ?? 0).toBeGreaterThan(0);
    else if (existsSync(join(ROOT, elsewhere))) expect(textsOf(join(ROOT, elsewhere)).join('')).toContain(code);
  });
});

function textsOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [readFileSync(path, 'utf8')];
  return readdirSync(path).flatMap((name) => textsOf(join(path, name)));
}

describe('E-BUG', () => {
  it('tells where it happened, and nothing of what the program was working on', () => {
    const error = new RangeError('row 7 is 110101199003070011, li wei');
    for (const asJson of [false, true]) {
      const lines: string[] = [];
      const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
      const exit = reportError(error, asJson);
      spy.mockRestore();
      const said = lines.join('');
      expect(exit).toBe(CATALOGUE['E-BUG'].exit);
      expect(said).toContain('E-BUG');
      expect(said).toContain('(RangeError)');
      expect(said).toContain('catalogue.test.ts');
      expect(said).not.toMatch(/110101|li wei/);
      if (asJson) expect(JSON.parse(said)).toMatchObject({ code: 'E-BUG', exit: 1 });
    }
  });
});
