/** R: base R alone, with the few functions that the conventions need defined at the top of the script. */
import type { Language, Script } from '../language.ts';
import { comment, heading, remarks } from '../paper-lines.ts';
import { neededPieces } from '../pieces.ts';
import type { Plan } from '../plan.ts';
import { quoted } from './expression.ts';
import { MODEL_PIECES } from './model-pieces.ts';
import { modelLines, summaryLines } from './models.ts';
import { RANDOM_INTERCEPT_PIECES } from './random-intercept-pieces.ts';
import { READING_PIECES } from './reading-pieces.ts';
import { dataLines, sampleLines } from './samples.ts';
import { mediationLines, splitLines } from './several-fits.ts';
import { SEVERAL_FITS_PIECES } from './several-fits-pieces.ts';
import { SUMMARY_PIECES } from './summary-pieces.ts';

const PIECES = [
  ...READING_PIECES,
  ...MODEL_PIECES,
  ...RANDOM_INTERCEPT_PIECES,
  ...SEVERAL_FITS_PIECES,
  ...SUMMARY_PIECES,
];

export const r: Language = { name: 'r', title: 'R', summary: 'R 4.0 or later, no packages', ending: '.R', write };

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
    'write.csv(format(estimates, digits = 17, trim = TRUE), estimates_file, row.names = FALSE)',
    'message("wrote ", nrow(estimates), " lines to ", estimates_file)',
  ].join('\n');
  const pieces = neededPieces(PIECES, body);
  const functions =
    pieces.length === 0 ? [] : [...heading('Functions', '#'), pieces.map(({ text }) => text).join('\n\n')];
  const text = [...opening(plan), ...functions, body].join('\n');
  return { text: `${text}\n`, untranslated: said.all };
}

function opening({ title, id, file }: Plan): readonly string[] {
  return [
    ...comment(title, '#'),
    ...comment(`Written from the spec "${id}". R 4.0 or later; no packages.`, '#'),
    '#',
    '#   Rscript script.R estimates.csv survey.csv [more.csv ...]',
    '#',
    ...comment(
      'Writes one line per number: address, estimate, standard error, rows behind it. Counts of rows go to the console.',
      '#',
    ),
    '',
    'arguments <- commandArgs(trailingOnly = TRUE)',
    'estimates_file <- if (length(arguments) > 0) arguments[1] else "estimates.csv"',
    `data_files <- if (length(arguments) > 1) arguments[-1] else ${quoted(file)}`,
    'estimates <- NULL',
  ];
}
