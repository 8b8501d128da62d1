/** docs/errors.md from the catalogue of failures: every code with its exit code, its meaning and what to do. */
import { CATALOGUE, type FailureCode } from '../../src/errors/catalogue.ts';
import { paragraph } from './wrap.ts';

/** What to do about each; a new code needs a line here. */
const REMEDIES: Readonly<Record<FailureCode, string>> = {
  'E-BUG': 'Not your fault: report it with the stack that is printed.',
  'E-USAGE': 'See `--help` of the command; the message names the nearest word, exhibit, variant or path.',
  'E-SPEC-READ': 'Check the path; spec files are UTF-8.',
  'E-SPEC-YAML':
    'Mend the text at that line; anchors, duplicate keys and numbers like `011` are refused (docs/yaml.md).',
  'E-SPEC-KEY': 'Use the nearest key that the message names, or move the key to where it belongs.',
  'E-SPEC-VALUE': 'Give one of the accepted values; a required key that is missing is named with what it means.',
  'E-SPEC-NAME': 'Use the nearest name; names of columns come from the codebook and from the steps of the sample.',
  'E-SPEC-EXPRESSION': 'The message gives the character; the language is in docs/expressions.md.',
  'E-DATA-READ': 'Check path and permission; nothing may write to the file while it is read.',
  'E-DATA-EMPTY': 'The file has no header or no row below it: was the export finished?',
  'E-DATA-ENCODING': 'Save the file as UTF-8 (GB18030 and UTF-16 with a byte order mark are read too).',
  'E-DATA-LEVEL': 'Add the code to `levels` or `missing` of that column in the codebook.',
  'E-DATA-NUMBER': 'Declare codes that mean no answer under `missing`, or give the column `kind: category` or `id`.',
  'E-DATA-OTHER': 'Give `verify` the file whose SHA-256 the message names; the table says which columns differ.',
  'E-DATA-COLUMN': 'The header has no such column; the message names the nearest.',
  'E-CSV-RAGGED': 'Often a comma inside a text that is not quoted, or the wrong delimiter (`data.delimiter`).',
  'E-CSV-HEADER': 'Give every column one name of its own.',
  'E-CSV-QUOTE': 'Look for a lone `"` at or after that line.',
  'E-CSV-NUL': 'The file is not text: export it as CSV.',
  'E-FIT-OUTCOME': 'The message counts the rows; keep the others with `where`, or choose another estimator.',
  'E-FIT-EMPTY': 'Look at the sample flow (`check`, `--flow`) for the step or the missing variable that took the rows.',
  'E-FIT-SEPARATED': 'Leave out a term, merge levels, or choose `separation: drop` (docs/methods/separation.md).',
  'E-FIT-CONVERGENCE': 'Fewer or less collinear terms, or another link; no estimates are shown.',
  'E-FIT-WEIGHTS': 'The message counts what is wrong; mend the weights or leave those rows out.',
  'E-FIT-IDENTIFICATION': 'The data do not say that number: another term, another point, or fewer columns.',
  'E-VCOV-CLUSTERS': 'Cluster by a variable with at least two values and none missing.',
  'E-VCOV-UNDEFINED': 'Choose the covariance that the message proposes (docs/methods/covariances.md).',
  'E-DIFFERS': 'Look at the comparison or the table of expectations; `replicate --no-fail` makes the exit code 0.',
  'E-OUTPUT': 'Choose another `--out`, or make room.',
  'E-FORMAT': 'Choose a format that can draw it (docs/formats.md).',
  'E-RESOURCE': 'The size is beyond a fixed limit that the message names; usually an id column among the terms.',
  'E-ENGINE': 'Install what the message names, or leave `--oracle` out (docs/emit.md).',
  'E-INTERRUPTED': 'Run the same command again with `--resume`; finished draws are not computed again.',
};

const EXITS: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [1, 'a fault of the program'],
  [2, 'usage or spec'],
  [3, 'data'],
  [4, 'not identified, separated, not converged: there is nothing that may be reported'],
  [
    5,
    '`replicate` found a number that differs from the published one, `verify` a file that came out otherwise (everything was written)',
  ],
  [7, 'output could not be written or drawn'],
  [8, 'resources'],
  [9, '`--oracle`: the other program is missing or failed'],
  [10, '`--strict`: everything was written, but there were warnings'],
  [130, 'interrupted (Ctrl-C): what was finished is kept'],
  [141, 'the reader of standard output closed the pipe (`head` and the like); nothing is said'],
];

const INTRODUCTION = `# Failures

This file is generated from the catalogue of failures (\`UPDATE=1 npx vitest run test/docs\`; a test keeps it current).

A failure is one line on standard error and an exit code; nothing is written to standard output (\`check\` prints what it found
before it lists the models that cannot be built):

    CODE file:line:column path: what was found; what is accepted or nearest; what to do

Faults of a spec are collected: every fault of every file is reported in one run, in the order of the files, before any data
are read. Faults of columns of the data are collected as well. A message never quotes a cell of the data unless the codebook
says \`private: false\` for that column; it counts rows instead. On a terminal a last line names the heading below. \`--errors json\` prints one JSON object per failure:
\`code\`, \`exit\`, \`place\` (\`file\`, \`line\`, \`column\`, \`path\`), \`finding\`, \`accepted\`, \`remedy\`, \`docs\`; what does not apply is left out.
Warnings go to standard error too, one line each with \`warning:\` in front; \`--quiet\` silences them.

## Exit codes`;

/** The whole file. */
export function errorReference(): string {
  const exits = EXITS.map(([exit, meaning]) => `| ${exit} | ${meaning} |`);
  const table = ['| code | meaning |', '|---:|---|', ...exits].join('\n');
  const codes = Object.entries(CATALOGUE) as [FailureCode, { exit: number; summary: string }][];
  const sections = EXITS.flatMap(([exit, meaning]) => {
    const own = codes.filter(([, entry]) => entry.exit === exit);
    if (own.length === 0) return [];
    const lines = own.map(
      ([code, { summary }]) =>
        `### ${code}\n\n${paragraph(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}. ${REMEDIES[code]}`, 0)}`,
    );
    return [`## Exit code ${exit}: ${meaning.split(':')[0]!.replace(/ \(.*/, '')}\n\n${lines.join('\n\n')}`];
  });
  const missing = codes.filter(([, { exit }]) => !EXITS.some(([known]) => known === exit));
  if (missing.length > 0) throw new Error(`no meaning of exit code ${missing[0]![1].exit}`);
  return `${[INTRODUCTION, table, ...sections].join('\n\n')}\n`;
}
