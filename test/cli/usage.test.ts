/** Every way to say a command wrongly: one line, the nearest word, a remedy, exit code 2. */
import { describe, it } from 'vitest';
import { runClinic } from './clinic.ts';
import { reimb } from './program.ts';

const FORMATS = 'formats: terminal, csv, tsv, markdown, latex, html, json, svg, png, docx, junit, annotations';

describe.concurrent('a wrong command line', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['two-prt'], 'unknown command "two-prt"; nearest: "two-part"; see reimb --help'],
    [['two-part', '--digit', '2'], 'unknown option "--digit"; nearest: "--digits"; see reimb two-part --help'],
    [['--quiet', 'two-part'], 'unknown option "--quiet"; options stand behind the command: reimb two-part --quiet'],
    [['check', 'extra'], 'too many arguments for "check": Expected 0 arguments but got 1; see reimb check --help'],
    [['run'], 'missing required argument "spec"; see reimb run --help'],
    [['two-part', '--data'], 'option "-d, --data <file>" argument missing; see reimb two-part --help'],
    [
      ['two-part', '--lang', 'fr'],
      'option "--lang <language>" argument "fr" is invalid: Allowed choices are en, zh; see reimb two-part --help',
    ],
    [
      ['two-part', '--digits', 'two'],
      'option "--digits <n>" argument "two" is invalid: a whole number is needed; see reimb two-part --help',
    ],
    [
      ['two-part', '--digits', '16'],
      'option "--digits <n>" argument "16" is invalid: at most 15 decimals; see reimb two-part --help',
    ],
    [
      ['simulate', '--rows', '-3'],
      'option "--rows <n>" argument "-3" is invalid: a whole number is needed; see reimb simulate --help',
    ],
    [['audit', '--data', 'x.csv'], 'unknown option "--data"; see reimb audit --help'],
    [['two-part', '--format', 'latx'], '--format: no format "latx"; nearest: "latex"'],
    [['two-part', '--out', 'x.xls'], `--out: the ending ".xls" names no format; say --format; ${FORMATS}`],
    [['two-part', '--out', 'x'], `--out: a file name without an ending names no format; say --format; ${FORMATS}`],
    [['two-part', '--variant', 'recomended'], '--variant: no variant "recomended"; nearest: "recommended"'],
    [['explain', 'two-prt'], 'nothing to explain is called "two-prt"; nearest: "two-part"'],
    [['two-part', '--set', 'nonsense'], '--set: "nonsense" is not path=value; for example models.m.vcov=robust'],
    [
      ['two-part', '--set', 'models.benefits.outcom=x'],
      '--set models.benefits.outcom: no "outcom" in models.benefits; nearest: "outcome"',
    ],
  ];
  it.each(cases)('reimb %j', async (args, said) => {
    const { stdout, stderr, code } = await reimb(args);
    if (stderr !== `E-USAGE ${said}\n` || stdout !== '' || code !== 2) {
      throw new Error(`exit ${code}, stdout ${stdout.length} bytes, stderr ${stderr}`);
    }
  });

  it('none at all: the help on stderr', async ({ expect }) => {
    const { stdout, stderr, code } = await reimb([]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^Usage: reimb /);
  });

  it('run without data', async ({ expect }) => {
    const { stderr, code } = await runClinic(['--set', 'title=x', '--data', '']);
    expect(code).not.toBe(0);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
