/**
 * Whether the recipe of a paper's synthetic data reproduces its printed estimates on average: simulate, estimate, repeat.
 *
 *   node bench/calibration.ts specs/reimb table_3,table_4 200 1        (Node 22.18 or later)
 *   npx rolldown bench/calibration.ts -p node -d /tmp/calibration && node /tmp/calibration/calibration.js specs/reimb ...
 *
 * Arguments: folder of the paper, exhibits, draws, first seed. Settings may follow as path=value. Prints Markdown.
 */
import { join } from 'node:path';
import { csvLines, simulate } from '../src/analysis/simulate/simulate.ts';
import { comparePublished } from '../src/pipeline/compare-published.ts';
import { runAnalysis } from '../src/pipeline/run-analysis.ts';
import { loadPaper } from '../src/spec/load-paper.ts';
import { loadPublished } from '../src/spec/load-published.ts';
import { loadRecipe } from '../src/spec/load-recipe.ts';

interface Gathered {
  readonly printed: string;
  readonly published: number;
  readonly publishedStdError: number;
  readonly estimates: number[];
  readonly stdErrors: number[];
}

const [folder = 'specs/reimb', exhibitList = 'table_3,table_4', draws = '200', first = '1', ...settings] =
  process.argv.slice(2);
const exhibits = exhibitList.split(',');
const paper = loadPaper(folder, { settings });
const recipe = loadRecipe(join(folder, 'simulate.yaml'));
const published = loadPublished(join(folder, 'published.yaml'));
const shapes = exhibits.map((name) => (paper.tables.get(name) ?? paper.figures.get(name))!.shape);
const names = (kind: 'models' | 'summaries' | 'mediations' | 'splits') => [
  ...new Set(shapes.flatMap(({ needs }) => needs[kind] ?? [])),
];
const wanted = {
  models: names('models').map((name) => paper.models.get(name)!),
  summaries: names('summaries').map((name) => paper.summaries.get(name)!),
  mediations: names('mediations').map((name) => paper.mediations.get(name)!),
  splits: names('splits').map((name) => paper.splits.get(name)!),
};

const cells = new Map<string, Gathered>();
for (let draw = 0; draw < Number(draws); draw++) {
  for (const cell of await comparedCells(Number(first) + draw)) {
    const { printed, ours, oursStdError = Number.NaN, publishedStdError = Number.NaN } = cell;
    const gathered = cells.get(cell.cell) ?? {
      printed,
      published: cell.published,
      publishedStdError,
      estimates: [],
      stdErrors: [],
    };
    gathered.estimates.push(ours);
    gathered.stdErrors.push(oursStdError);
    cells.set(cell.cell, gathered);
  }
  process.stderr.write(`\rdraw ${draw + 1} of ${draws}`);
}
process.stderr.write('\n');
report();

async function comparedCells(seed: number) {
  const survey = simulate(recipe, { seed });
  const source = { name: `seed-${seed}.csv`, stream: bytes(csvLines(survey)) };
  const results = await runAnalysis({
    analysis: paper,
    source,
    wanted,
    program: paper.program,
    version: 'calibration',
  });
  return comparePublished(paper, exhibits, results, published).flatMap((comparison) => comparison.cells);
}

async function* bytes(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  yield Buffer.from([...lines].join(''));
}

function report(): void {
  const rows = [...cells].map(([cell, gathered]) => ({ cell, ...summarized(gathered) }));
  const judged = rows.filter(({ distance }) => !Number.isNaN(distance));
  const beyond = judged.filter(({ distance }) => Math.abs(distance) > 0.15);
  console.log(`${draws} draws of ${recipe.rows} rows from seed ${first}; ${folder}, ${exhibits.join(', ')}\n`);
  console.log('| cell | printed | mean | SD | mean SE | (mean - printed) / printed SE | Monte Carlo error |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const { cell, printed, mean, sd, meanStdError, distance, error } of rows) {
    const numbers = [mean, sd, meanStdError].map((value) => fixed(value, 4));
    console.log(`| ${cell} | ${printed} | ${numbers.join(' | ')} | ${fixed(distance, 2)} | ${fixed(error, 2)} |`);
  }
  console.log(
    `\n${judged.length - beyond.length} of ${judged.length} cells with a printed standard error have a mean within 0.15 of it.`,
  );
  for (const { cell, distance, error } of beyond)
    console.log(`- ${cell}: ${fixed(distance, 2)} (Monte Carlo error ${fixed(error, 2)})`);
}

/** Fits that left a term out count for nothing; an SE that is not finite is left out of the mean SE. */
function summarized({ printed, published: target, publishedStdError, estimates, stdErrors }: Gathered) {
  const values = estimates.filter(Number.isFinite);
  const mean = average(values);
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  const scale = publishedStdError > 0 ? publishedStdError : Number.NaN;
  return {
    printed,
    mean,
    sd,
    meanStdError: average(stdErrors.filter(Number.isFinite)),
    distance: (mean - target) / scale,
    error: sd / Math.sqrt(values.length) / scale,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function fixed(value: number, digits: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}
