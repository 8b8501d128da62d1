/** Runs every model and summary of a user's own spec. */
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import type { RunOptions } from '../verbs/run.ts';

/** Prints the tables and figures of the spec; without any, one table per model and summary. */
export async function runSpec(home: Home, spec: string, options: RunOptions): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const analysis = loadAnalysis({ folder: home.folder, options: { ...options, spec } });
  const named = [...analysis.tables.keys(), ...analysis.figures.keys()];
  const exhibits = named.length === 0 ? undefined : named;
  const results = await runExhibits({ home, analysis, options, context, ...(exhibits && { exhibits }) });
  const { language } = context;
  const { digits, flow = false } = options;
  const drawn = draw(analysis, exhibits, results, { language, flow, ...(digits !== undefined && { digits }) });
  return emit({ results, exhibits: drawn }, output, context);
}
