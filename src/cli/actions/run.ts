/** Runs every model and summary of a user's own spec. */
import { makeContext } from '../context.ts';
import { draw } from '../draw.ts';
import { emit } from '../emit.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { chooseOutput } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import { runFolder } from '../run-folder/run-folder.ts';
import type { RunOptions } from '../verbs/run.ts';

/** Prints the tables and figures of the spec; without any, one table per model and summary. */
export async function runSpec(home: Home, spec: string, options: RunOptions): Promise<number> {
  const context = makeContext(options);
  const output = chooseOutput(options);
  const folder = runFolder(options, context);
  const analysis = loadAnalysis({ folder: home.folder, options: { ...options, spec } });
  const named = [...analysis.tables.keys(), ...analysis.figures.keys()];
  const exhibits = named.length === 0 ? undefined : named;
  const parts = { ...(exhibits && { exhibits }), ...(folder && { onData: folder.onData }) };
  const results = await runExhibits({ home, analysis, options, context, ...parts });
  const { oracle: engine } = options;
  if (engine !== undefined) {
    const { runOracle } = await import('../oracle/oracle.ts');
    return runOracle({ home, analysis, results, engine, options, output, context, ...(exhibits && { exhibits }) });
  }
  const { language } = context;
  const { digits, flow = false } = options;
  const drawn = draw(analysis, exhibits, results, { language, flow, ...(digits !== undefined && { digits }) });
  await folder?.write(analysis, { results, exhibits: drawn });
  return emit({ results, exhibits: drawn }, output, context);
}
