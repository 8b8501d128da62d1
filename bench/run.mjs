/**
 * Makes the survey, runs bench/two-part.yaml here and bench/two-part.R in R, one after the other, and prints the table of bench/README.md.
 * Usage: node bench/run.mjs [FOLDER]; the folder keeps the data and the answers, without it they go to a temporary one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { makeSurvey } from './make-survey.mjs';

const REPEATS = 3;
/** glm() runs to the end only for the comparison of numbers; it is timed with its own default */
const EXACT = '1e-14';
const TIME = '/usr/bin/time';

const root = join(import.meta.dirname, '..');
const spec = join(root, 'bench/two-part.yaml');
const program = join(root, 'dist/bin/reimb.js');
const script = join(root, 'bench/two-part.R');
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'replication-bench-'));

/** Runs a command; its output, and what it cost where GNU time is installed. */
function run(command, parts) {
  const timed = existsSync(TIME);
  const started = performance.now();
  const all = timed ? [TIME, '-f', '%U %S %M', command, ...parts] : [command, ...parts];
  const done = spawnSync(all[0], all.slice(1), { encoding: 'utf8', maxBuffer: 1 << 28 });
  const wall = (performance.now() - started) / 1000;
  if (done.status !== 0) throw new Error(`${command} ${parts.join(' ')} ended with ${done.status}\n${done.stderr}`);
  const [user, system, kilobytes] = timed ? done.stderr.trim().split('\n').at(-1).split(' ').map(Number) : [];
  return { stdout: done.stdout, wall, cpu: user + system, megabytes: kilobytes / 1024 };
}

function best(runs, of) {
  return Math.min(...runs.map(of));
}

/** 'equation effect term' -> [estimate, standard error]. */
function ourEstimates(json) {
  const effects = Object.values(JSON.parse(json).models).flatMap((model) => model.effects);
  return new Map(
    effects.flatMap(({ equation, effect, estimates }) =>
      estimates.map(({ term, estimate, stdError }) => [
        `${equation} ${effect} ${term.replace('=', '')}`,
        [estimate, stdError],
      ]),
    ),
  );
}

function theirEstimates(path) {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [equation, effect, term, estimate, error] = line.split(',');
      return [`${equation} ${effect} ${term}`, [Number(estimate), Number(error)]];
    }),
  );
}

/** The largest difference of an estimate or of a standard error, relative to the larger of both of R. */
function largestDifference(ours, theirs) {
  if (ours.size !== theirs.size) throw new Error(`${ours.size} estimates here, ${theirs.size} in R`);
  let largest = 0;
  for (const [key, [estimate, error]] of theirs) {
    const own = ours.get(key);
    if (own === undefined) throw new Error(`no "${key}" here`);
    const scale = Math.max(Math.abs(estimate), error);
    largest = Math.max(largest, Math.abs(own[0] - estimate) / scale, Math.abs(own[1] - error) / error);
  }
  return largest;
}

/** Seconds per stage and repeat, from a bundle of bench/two-part.ts. */
async function ourStages(data) {
  const bundle = await rolldown({
    input: { stages: join(root, 'bench/two-part.ts') },
    platform: 'node',
    external: [/^node:/, /^@resvg\//],
    onLog() {},
  });
  await bundle.write({ dir: join(folder, 'stages'), format: 'esm', entryFileNames: '[name].mjs' });
  const stages = join(folder, 'stages/stages.mjs');
  return Array.from({ length: REPEATS }, () => JSON.parse(run(process.execPath, [stages, spec, data]).stdout).phases);
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(
      `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`,
    );
    if (row === rows[0])
      console.log(
        `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
      );
  }
}

mkdirSync(folder, { recursive: true });
const data = join(folder, 'survey.csv');
if (!existsSync(data)) makeSurvey(data);
if (!existsSync(program)) await import('../scripts/build.mjs');

const ours = [];
const theirs = [];
const hasR = spawnSync('Rscript', ['-e', 'library(data.table)'], { stdio: 'ignore' }).status === 0;
for (let repeat = 0; repeat < REPEATS; repeat++) {
  ours.push(run(process.execPath, [program, 'run', spec, '--data', data, '--format', 'json', '--quiet']));
  if (hasR) theirs.push(run('Rscript', ['--vanilla', script, data, join(folder, 'r.csv')]));
}
const stages = await ourStages(data);
const stage = (...names) => best(stages, (phases) => names.reduce((sum, name) => sum + phases[name].wall, 0));
const measures = [
  ['whole run, wall s', best(ours, ({ wall }) => wall), best(theirs, ({ wall }) => wall)],
  ['whole run, processor s', best(ours, ({ cpu }) => cpu), best(theirs, ({ cpu }) => cpu)],
  ['peak memory, MB', best(ours, ({ megabytes }) => megabytes), best(theirs, ({ megabytes }) => megabytes)],
];
const stagesOfR = theirs.map(({ stdout }) => JSON.parse(stdout));
measures.push(
  ['reading, wall s', stage('read'), best(stagesOfR, ({ read }) => read)],
  ['three fits, wall s', stage('design', 'fit'), best(stagesOfR, ({ fit }) => fit)],
  ['marginal effects, wall s', stage('effects'), best(stagesOfR, ({ effects }) => effects)],
);
const shown = measures.filter(([, own]) => Number.isFinite(own));
if (hasR) {
  print([
    ['', 'here', 'R', 'R / here'],
    ...shown.map(([name, own, other]) => [name, own.toFixed(2), other.toFixed(2), (other / own).toFixed(2)]),
  ]);
  const exact = join(folder, 'r-exact.csv');
  run('Rscript', ['--vanilla', script, data, exact, EXACT]);
  const numbers = ourEstimates(ours[0].stdout);
  const difference = largestDifference(numbers, theirEstimates(exact));
  console.log(
    `\n${numbers.size} estimates; largest relative difference from R run to convergence: ${difference.toExponential(1)}`,
  );
  if (difference > 1e-6) process.exitCode = 1;
} else {
  print([['', 'here'], ...shown.map(([name, own]) => [name, own.toFixed(2)])]);
  console.log('\nR with the package data.table is not installed: nothing to compare with.');
}
if (process.argv[2] === undefined) rmSync(folder, { recursive: true });
