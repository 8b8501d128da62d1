/** Runs every model and summary of a user's own spec. */
import { reportFormat } from '../../exhibits/report/report.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { draw } from '../draw.ts';
import { loadAnalysis } from '../load-analysis.ts';
import type { Home } from '../program.ts';
import { lintFindings } from '../report/lint-findings.ts';
import { reportMaterial } from '../report/report-material.ts';
import { chooseOutputs, emitAll } from '../report/report-outputs.ts';
import { runExhibits } from '../run-exhibits.ts';
import { runFolder } from '../run-folder/run-folder.ts';
import { sharedSource } from '../shared-source.ts';
import type { RunOptions } from '../verbs/run.ts';

/** Prints the tables and figures of the spec; without any, one table per model and summary. */
export async function runSpec(home: Home, spec: string, options: RunOptions): Promise<number> {
  const context = makeContext(options);
  const outputs = chooseOutputs(options);
  const folder = runFolder(options, context);
  const analysis = loadAnalysis({ folder: home.folder, options: { ...options, spec } });
  const named = [...analysis.tables.keys(), ...analysis.figures.keys()];
  const exhibits = named.length === 0 ? undefined : named;
  const source = await sharedSource(dataSources(home, analysis, options));
  // a page also says what the linter finds
  const paged = outputs.some(({ format }) => format.name === 'html');
  const found = paged ? { lint: await lintFindings(analysis, undefined, source()) } : {};
  const parts = { source: source(), ...(exhibits && { exhibits }), ...(folder && { onData: folder.onData }) };
  const results = await runExhibits({ home, analysis, options, context, ...parts });
  const { oracle: engine } = options;
  if (engine !== undefined) {
    const { runOracle } = await import('../oracle/oracle.ts');
    return runOracle({
      home,
      analysis,
      results,
      engine,
      options,
      output: outputs[0],
      context,
      ...(exhibits && { exhibits }),
    });
  }
  const { language } = context;
  const { digits, flow = false } = options;
  const drawn = draw(analysis, exhibits, results, { language, flow, ...(digits !== undefined && { digits }) });
  await folder?.write(analysis, { results, exhibits: drawn });
  const report = reportFormat(reportMaterial(analysis, exhibits, drawn, found), digits);
  return emitAll({ results, exhibits: drawn }, outputs, report, context);
}
