/** Runs what stands behind some exhibits, with progress on a terminal and warnings on stderr. */
import { runAnalysis } from '../pipeline/run-analysis.ts';
import type { Results } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';
import type { Context } from './context.ts';
import { dataPath } from './data-path.ts';
import { exhibitNeeds } from './exhibit-needs.ts';
import type { Home } from './program.ts';
import { stageBar } from './progress.ts';
import type { SharedOptions } from './shared-options.ts';

export interface ExhibitRun {
  readonly home: Home;
  readonly analysis: Analysis;
  /** names of tables and figures; every model and summary of the analysis when absent */
  readonly exhibits?: readonly string[];
  readonly options: SharedOptions;
  readonly context: Context;
}

export async function runExhibits({ home, analysis, exhibits, options, context }: ExhibitRun): Promise<Results> {
  const { models, summaries } = exhibits === undefined ? everything(analysis) : exhibitNeeds(analysis, exhibits);
  const bar = stageBar(context);
  try {
    return await runAnalysis({
      analysis,
      source: { path: dataPath(home, analysis, options) },
      wanted: {
        models: models.map((name) => analysis.models.get(name)!),
        summaries: summaries.map((name) => analysis.summaries.get(name)!),
      },
      program: home.program,
      version: home.version,
      onStage: bar.stage,
    });
  } finally {
    bar.stop();
  }
}

function everything({ models, summaries }: Analysis) {
  return { models: [...models.keys()], summaries: [...summaries.keys()] };
}
