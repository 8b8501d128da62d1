/** Every reading of a question on the data: loaded, run with what the readings share, and held against the printed numbers. */
import type { ByteSource } from '../../analysis/data/read-bytes.ts';
import { Failure } from '../../errors/failure.ts';
import type { Published } from '../../exhibits/published/schema.ts';
import { crossReadings, type Reading } from '../../exhibits/readings/cross.ts';
import type { Question } from '../../exhibits/readings/question.ts';
import { type ReadingRun, solveQuestion } from '../../exhibits/readings/solve.ts';
import type { Wanted } from '../../pipeline/needed-columns.ts';
import { runAnalysis } from '../../pipeline/run-analysis.ts';
import { shareRuns } from '../../pipeline/shared-run.ts';
import type { ReadingsResult } from '../../results/readings.ts';
import type { Results } from '../../results/results.ts';
import { placedSetting, type Readings } from '../../spec/load-readings.ts';
import type { Analysis } from '../../spec/paper.ts';
import { settingPath } from '../../spec/settings.ts';
import { exhibitNeeds } from '../exhibit-needs.ts';
import { loadAnalysis } from '../load-analysis.ts';
import type { Home } from '../program.ts';
import type { StageBar } from '../progress.ts';
import { wantedOf } from '../run-exhibits.ts';
import type { SpecOptions } from '../shared-options.ts';

/** Exit code of failures of estimation: a reading that cannot be estimated is a finding, not the end of the others. */
const NOT_ESTIMATED = 4;

export interface SolveRequest {
  readonly home: Home;
  readonly question: Question;
  readonly readings: Readings;
  readonly published: Published;
  readonly options: SpecOptions;
  /** data as often as they are asked for */
  readonly source: () => readonly ByteSource[];
  readonly bar: StageBar;
  /** whether the data are the paper's own; by their label unless given */
  readonly sample?: 'same' | 'redrawn';
}

export interface Solved {
  readonly result: ReadingsResult;
  /** the results of the first reading in the file that could be estimated: flows, sources, variables */
  readonly results: Results | undefined;
  /** every warning once, with the number of readings that gave it */
  readonly warnings: readonly string[];
}

/** Faults of a reading's settings are told on their line of readings.yaml; faults of data and usage pass through. */
export async function runQuestion(request: SolveRequest): Promise<Solved> {
  const { home, question, published, source, bar } = request;
  refuseOverridden(request);
  const { readings, excluded } = crossReadings(question);
  const plans = readings.map((reading) => plan(request, reading));
  const share = shareRuns(plans, source);
  const runs: ReadingRun[] = [];
  const warned = new Map<string, number>();
  let results: Results | undefined;
  for (const [at, { reading, analysis, wanted }] of plans.entries()) {
    bar.stage(question.name, at, plans.length);
    const about = { reading, settings: analysis.settings };
    try {
      const shared = await share(analysis);
      const found = await runAnalysis({
        analysis,
        source: [],
        wanted,
        program: home.program,
        version: home.version,
        shared,
      });
      const numbers = question.exhibits.flatMap((name) => analysis.tables.get(name)!.shape.matches(found));
      runs.push({ ...about, numbers });
      for (const warning of found.warnings) warned.set(warning, (warned.get(warning) ?? 0) + 1);
      results ??= found;
    } catch (error) {
      if (!(error instanceof Failure) || error.exitCode !== NOT_ESTIMATED) throw error;
      runs.push({ ...about, numbers: [], failed: error.message });
    }
  }
  const synthetic = results?.provenance.data.some((one) => one.synthetic) === true;
  const data = request.sample ?? (synthetic ? 'redrawn' : 'same');
  const result = solveQuestion(question, published, runs, { data, excluded });
  const warnings = [...warned].map(
    ([text, times]) => `${question.name}: ${text} (${times} of ${runs.length} readings)`,
  );
  return { result, results, warnings };
}

/** A choice that --set or --vcov takes for every reading would be compared with itself. */
function refuseOverridden({ question, options: { set, vcov } }: SolveRequest): void {
  const choices = [...question.choices.values()];
  for (const { name, alternatives } of choices) {
    const paths = [...alternatives.values()].flatMap(({ settings }) => settings.map(settingPath));
    const said = set.map(settingPath).find((path) => paths.some((own) => overlaps(own, path)));
    const place =
      said !== undefined ? '--set' : vcov !== undefined && paths.some((own) => own.at(-1) === 'vcov') ? '--vcov' : '';
    if (place === '') continue;
    throw new Failure('E-USAGE', {
      place: { path: place },
      finding: `the choice "${name}" of the question "${question.name}" sets this itself`,
      remedy: 'leave it out, or ask another question',
    });
  }
}

function overlaps(a: readonly (string | number)[], b: readonly (string | number)[]): boolean {
  return a.every((step, at) => at >= b.length || String(step) === String(b[at]));
}

interface Plan {
  readonly reading: Reading;
  readonly analysis: Analysis;
  readonly wanted: Wanted;
}

function plan({ home, question, readings, options }: SolveRequest, reading: Reading): Plan {
  const { exhibits } = question;
  try {
    const analysis = loadAnalysis({ folder: home.folder, options, settings: reading.settings, exhibits });
    return { reading, analysis, wanted: wantedOf(analysis, exhibitNeeds(analysis, exhibits)) };
  } catch (error) {
    throw placedSetting(error, readings, reading.choices, question.name);
  }
}
