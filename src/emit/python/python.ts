/** Python: pandas for the data, statsmodels for the fits, the conventions as functions at the top of the script. */
import type { Language, Script } from '../language.ts';
import { comment, heading, remarks } from '../paper-lines.ts';
import { neededPieces } from '../pieces.ts';
import type { Plan } from '../plan.ts';
import { quoted } from './expression.ts';
import { MODEL_PIECES } from './model-pieces.ts';
import { modelLines, summaryLines } from './models.ts';
import { READING_PIECES } from './reading-pieces.ts';
import { dataLines, sampleLines } from './samples.ts';
import { mediationLines, splitLines } from './several-fits.ts';
import { SEVERAL_FITS_PIECES } from './several-fits-pieces.ts';

const PIECES = [...READING_PIECES, ...MODEL_PIECES, ...SEVERAL_FITS_PIECES];

export const python: Language = {
  name: 'python',
  title: 'Python',
  summary: 'Python 3.9 or later with pandas, scipy and statsmodels',
  ending: '.py',
  write,
};

function write(plan: Plan): Script {
  const said = remarks('#');
  const columnsIn = (sample: string) => plan.samples.find(({ name }) => name === sample)?.columns ?? plan.asRead;
  const body = [
    ...dataLines(plan),
    ...plan.samples.flatMap((sample) => sampleLines(sample, said)),
    ...plan.summaries.flatMap((summary) => summaryLines(summary, columnsIn(summary.sample))),
    ...plan.models.flatMap((model) => modelLines(model, columnsIn(model.sample), said)),
    ...plan.splits.flatMap((split) => splitLines(split, columnsIn(split.model.sample), said)),
    ...plan.mediations.flatMap((one) => mediationLines(one, columnsIn(one.steps[0]?.sample ?? 'all'), said)),
    ...(plan.untranslated.length > 0 ? heading('What this script leaves out', '#') : []),
    ...plan.untranslated.flatMap(({ place, why }) => said.say(place, why)),
    ...heading('Estimates: one line per number', '#'),
    'table = pd.DataFrame(LINES, columns=["address", "estimate", "std_error", "rows"])',
    'table.to_csv(estimates_file, index=False, float_format="%.17g")',
    'print(f"wrote {len(table)} lines to {estimates_file}", file=sys.stderr)',
  ].join('\n');
  const pieces = neededPieces(PIECES, body).map(({ text }) => text);
  const functions = pieces.length === 0 ? [] : [...heading('Functions', '#'), pieces.join('\n\n\n')];
  return {
    text: `${[...opening(plan, `${pieces.join('\n')}\n${body}`), ...functions, body].join('\n')}\n`,
    untranslated: said.all,
  };
}

const STANDARD = ['json', 're', 'sys', 'types', 'warnings'];

/** Only what the script uses is imported. */
function opening({ title, id, file }: Plan, code: string): readonly string[] {
  const uses = (name: string): boolean => new RegExp(`(?<![\\w.])${name}\\.`).test(code);
  const scipy = ['linalg', 'optimize', 'special', 'stats'].filter(uses);
  return [
    ...comment(title, '#'),
    ...comment(`Written from the spec "${id}". Python 3.9 or later with pandas, scipy and statsmodels.`, '#'),
    '#',
    '#   python3 script.py estimates.csv survey.csv [more.csv ...]',
    '#',
    ...comment(
      'Writes one line per number: address, estimate, standard error, rows behind it. Counts of rows go to the console.',
      '#',
    ),
    '',
    ...STANDARD.filter((name) => name === 'sys' || uses(name)).map((name) => `import ${name}`),
    '',
    'import numpy as np',
    'import pandas as pd',
    ...(uses('sm') ? ['import statsmodels.api as sm'] : []),
    ...(scipy.length > 0 ? [`from scipy import ${scipy.join(', ')}`] : []),
    '',
    'estimates_file = sys.argv[1] if len(sys.argv) > 1 else "estimates.csv"',
    `data_files = sys.argv[2:] or [${quoted(file)}]`,
    'LINES = []',
  ];
}
