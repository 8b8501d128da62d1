/** Runs what stands behind some exhibits, with progress on a terminal. */
import { runAnalysis } from '../pipeline/run-analysis.ts';
import type { Results } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Context } from './context.ts';
import { dataSources } from './data-sources.ts';
import { exhibitNeeds, type NeededNames } from './exhibit-needs.ts';
import type { Home } from './program.ts';
import { stageBar } from './progress.ts';
import type { DataOptions } from './shared-options.ts';

export interface ExhibitRun {
  readonly home: Home;
  readonly analysis: Analysis;
  /** names of tables and figures; every model and summary of the analysis when absent */
  readonly exhibits?: readonly string[];
  readonly options: DataOptions;
  readonly context: Context;
}

/** Failures of data (3) and of estimation (4) pass through; E-USAGE without data. */
export async function runExhibits({ home, analysis, exhibits, options, context }: ExhibitRun): Promise<Results> {
  const needed = exhibits === undefined ? everything(analysis) : exhibitNeeds(analysis, exhibits);
  const source = dataSources(home, analysis, options);
  const bar = await stageBar(context);
  try {
    return await runAnalysis({
      analysis,
      source,
      wanted: {
        models: needed.models.map((name) => analysis.models.get(name)!),
        summaries: needed.summaries.map((name) => analysis.summaries.get(name)!),
        mediations: (needed.mediations ?? []).map((name) => analysis.mediations.get(name)!),
        splits: (needed.splits ?? []).map((name) => analysis.splits.get(name)!),
      },
      program: home.program,
      version: home.version,
      onStage: bar.stage,
    });
  } finally {
    bar.stop();
  }
}

function everything({ models, summaries, mediations, splits }: Analysis): NeededNames {
  return {
    models: [...models.keys()],
    summaries: [...summaries.keys()],
    mediations: [...mediations.keys()],
    splits: [...splits.keys()],
  };
}
