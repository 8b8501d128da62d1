/** Stata: native commands, factor notation and margins, in a do-file. */
import type { Language, Script } from '../language.ts';
import { comment, heading, remarks } from '../paper-lines.ts';
import type { Plan } from '../plan.ts';
import { modelLines, summaryLines } from './models.ts';
import { dataLines, sampleLines } from './samples.ts';
import { mediationLines, splitLines } from './several-fits.ts';

export const stata: Language = {
  name: 'stata',
  title: 'Stata',
  summary: 'Stata 16 or later (frames)',
  ending: '.do',
  write,
};

function write(plan: Plan): Script {
  const said = remarks('*');
  const columnsIn = (sample: string) => plan.samples.find(({ name }) => name === sample)?.columns ?? plan.asRead;
  // what a sample could not make, which nothing after it can use
  const absent = new Set<string>();
  const lines = [
    ...opening(plan),
    ...heading('Functions', '*'),
    PROGRAMS,
    ...dataLines(plan, said),
    ...plan.samples.flatMap((sample) => sampleLines(sample, absent, said)),
    ...plan.summaries.flatMap((summary) => summaryLines(summary, columnsIn(summary.sample), absent, said)),
    ...plan.models.flatMap((model) => modelLines(model, columnsIn(model.sample), absent, said)).map(remembered),
    ...plan.splits.flatMap((split) => splitLines(split, columnsIn(split.model.sample), absent, said)).map(remembered),
    ...plan.mediations
      .flatMap((one) => mediationLines(one, columnsIn(one.steps[0]?.sample ?? 'all'), absent, said))
      .map(remembered),
    ...(plan.untranslated.length > 0 ? heading('What this script leaves out', '*') : []),
    ...plan.untranslated.flatMap(({ place, why }) => said.say(place, why)),
    ...heading('Estimates: one line per number; terms by the names that Stata gives its columns', '*'),
    'frame results: export delimited using `"`estimates\'"\', replace',
  ];
  return {
    text: `${lines
      .flatMap((block) => block.split('\n').map(harmless))
      .flatMap(folded)
      .join('\n')}\n`,
    untranslated: said.all,
  };
}

/** In a comment line, signs that would begin a macro, a block comment or a continuation. */
function harmless(line: string): string {
  if (!line.startsWith('* ')) return line;
  return line
    .replace(/[$`]/g, "'")
    .replace(/\/\*/g, '/ *')
    .replace(/\*\//g, '* /')
    .replace(/\/{3,}/g, '//');
}

/** The estimation command is kept, so that it can be run again on other columns. */
function remembered(line: string): string {
  return /^(?:xt)?(?:probit|logit|cloglog|poisson|regress|glm|fracreg) /.test(line)
    ? `local last_command ${line}\n\`last_command'`
    : line;
}

const LONG = 118;

/** Long commands go on over lines by ///, between words. */
function folded(block: string): readonly string[] {
  return block.split('\n').flatMap((line) => {
    if (line.length <= LONG || line.startsWith('*') || line.startsWith('local ')) return [line];
    const at = line.lastIndexOf(' ', LONG - 4);
    if (at < 20 || (line.slice(0, at).split('"').length - 1) % 2 === 1) return [line];
    return [`${line.slice(0, at)} ///`, ...folded(`    ${line.slice(at + 1)}`)];
  });
}

function opening({ title, id, file }: Plan): readonly string[] {
  return [
    ...comment(title, '*'),
    ...comment(
      `Written from the spec "${id}". Stata 16 or later. Nobody has run this do-file: it was written without a Stata at hand.`,
      '*',
    ),
    '*',
    '*   do script.do survey.csv estimates.csv',
    '*',
    ...comment(
      'In Stata a missing value is larger than every number: conditions carry a guard where that matters.',
      '*',
    ),
    '',
    'version 16',
    'clear all',
    'set more off',
    'args data estimates',
    `if \`"\`data'"' == "" local data "${file}"`,
    'if `"`estimates\'"\' == "" local estimates "estimates.csv"',
    'frame create results str500 address double(estimate std_error rows)',
  ];
}

const PROGRAMS = `* A category from raw codes: level numbers in the order of the codebook, refused where a code is unknown.
capture program drop to_category
program define to_category
    syntax varname(string), Codes(string asis) Levels(numlist integer)
    quietly generate int level_of = .
    local i = 0
    foreach code of local codes {
        local ++i
        local level : word ${'`'}i' of ${'`'}levels'
        quietly replace level_of = ${'`'}level' if ${'`'}varlist' == ${'`'}"${'`'}code'"'
    }
    quietly count if missing(level_of) & ${'`'}varlist' != ""
    if r(N) > 0 {
        display as error "${'`'}varlist' has codes that the codebook does not know"
        exit 459
    }
    drop ${'`'}varlist'
    rename level_of ${'`'}varlist'
end

* Coefficients and standard errors of the last command.
capture program drop save_estimates
program define save_estimates
    args address
    matrix b = e(b)
    matrix V = e(V)
    save_matrix "${'`'}address'" ${'`'}=e(N)'
end

* Estimates and standard errors of the last margins.
capture program drop save_margins
program define save_margins
    args address
    matrix b = r(b)
    matrix V = r(V)
    save_matrix "${'`'}address'" ${'`'}=r(N)'
end

capture program drop save_matrix
program define save_matrix
    args address rows
    local names : colfullnames b
    local j = 0
    foreach name of local names {
        local ++j
        frame post results ("${'`'}address'.${'`'}name'") (b[1, ${'`'}j']) (sqrt(V[${'`'}j', ${'`'}j'])) (${'`'}rows')
    }
end`;
