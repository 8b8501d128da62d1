/** Runs what stands behind some exhibits, with progress on a terminal. */
import type { ByteSource } from '../analysis/data/read-bytes.ts';
import type { Wanted } from '../pipeline/needed-columns.ts';
import type { SurveyData } from '../pipeline/read-data.ts';
import { runAnalysis } from '../pipeline/run-analysis.ts';
import type { Results } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Context } from './context.ts';
import { dataSources } from './data-sources.ts';
import { type DrawOptions, drawTasks } from './draws/draw-options.ts';
import { drawSession } from './draws/draw-session.ts';
import { everyName, exhibitNeeds, type NeededNames } from './exhibit-needs.ts';
import type { Home } from './program.ts';
import { stageBar } from './progress.ts';
import type { DataOptions, OutputOptions } from './shared-options.ts';

export interface ExhibitRun {
  readonly home: Home;
  readonly analysis: Analysis;
  /** names of tables and figures; all that the analysis has when absent */
  readonly exhibits?: readonly string[];
  /** in place of what the exhibits need */
  readonly needed?: NeededNames;
  readonly options: DataOptions & OutputOptions & DrawOptions;
  readonly context: Context;
  /** in place of the data that the options name, where several runs share them */
  readonly source?: readonly ByteSource[];
  /** called with the data as they were read */
  readonly onData?: (data: SurveyData) => void;
}

/** Failures of data (3) and of estimation (4) pass through; E-USAGE without data, E-INTERRUPTED when Ctrl-C ended the draws. */
export async function runExhibits(run: ExhibitRun): Promise<Results> {
  const { home, analysis, exhibits, options, context } = run;
  const needed = run.needed ?? (exhibits === undefined ? everyName(analysis) : exhibitNeeds(analysis, exhibits));
  const source = run.source ?? dataSources(home, analysis, options);
  const bar = await stageBar(context, process.stderr, options.progress);
  const draws = drawSession({ tasks: drawTasks(analysis, needed), options, out: options.out, bar });
  let succeeded = false;
  try {
    const results = await runAnalysis({
      analysis,
      source,
      wanted: wantedOf(analysis, needed),
      program: home.program,
      version: home.version,
      onStage: bar.stage,
      ...(run.onData && { onData: run.onData }),
      draws: draws.run,
    });
    succeeded = true;
    return results;
  } finally {
    bar.stop();
    draws.end(succeeded);
  }
}

/** What the names stand for, as the pipeline takes it. */
export function wantedOf(analysis: Analysis, needed: NeededNames): Wanted {
  const found = <T>(names: readonly string[] = [], entries: ReadonlyMap<string, T>): T[] =>
    names.map((name) => entries.get(name)!);
  return {
    models: found(needed.models, analysis.models),
    summaries: found(needed.summaries, analysis.summaries),
    mediations: found(needed.mediations, analysis.mediations),
    splits: found(needed.splits, analysis.splits),
    placebos: found(needed.placebos, analysis.placebos),
    rollouts: found(needed.rollouts, analysis.rollouts),
  };
}
