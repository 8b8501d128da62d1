/** Writes what a spec says, or what stands behind one name of it; with data, its key results in sentences. */
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import type { NeededNames } from '../exhibit-needs.ts';
import { explanation } from '../explanation/explanation.ts';
import { toldResults } from '../explanation/told-results.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { behindName, fileOrName } from '../named.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { stageBar } from '../progress.ts';
import { wantedOf } from '../run-exhibits.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { ExplainOptions } from '../verbs/explain.ts';

export async function runExplain(home: Home, named: string | undefined, options: ExplainOptions): Promise<number> {
  const { out, lang } = options;
  if (out !== undefined) checkOut(out, []);
  const { spec = options.spec, name } = fileOrName(home, named);
  const analysis = loadAnalysis({ folder: home.folder, options: { ...options, ...(spec !== undefined && { spec }) } });
  const context = makeContext(options);
  const names = behindName(home, analysis, name, 'explain');
  const told = options.results === true || options.data.length > 0;
  const text = told
    ? await keyResults(home, analysis, names, options)
    : explanation(analysis, names, lang, context.width);
  if (out !== undefined) await writeFileWhole(out, text);
  else if (!(await writeStdout(text))) return CLOSED_PIPE;
  return 0;
}

/** Fits the models, mediations and splits behind the names, and says their key results; E-USAGE where there are none. */
async function keyResults(
  home: Home,
  analysis: Analysis,
  names: NeededNames,
  options: ExplainOptions,
): Promise<string> {
  const context = makeContext(options);
  const [{ runAnalysis }, { keyResultsOf, sourceOf }] = await Promise.all([
    import('../../pipeline/run-analysis.ts'),
    import('../../pipeline/key-results.ts'),
  ]);
  const said = keyResultsOf(analysis).map(sourceOf);
  const told = (part: 'models' | 'mediations' | 'splits') =>
    (names[part] ?? []).filter((name) => said.some((source) => source.part === part && source.name === name));
  const wanted = { models: told('models'), summaries: [], mediations: told('mediations'), splits: told('splits') };
  const bar = await stageBar(context, process.stderr, undefined);
  try {
    const results = await runAnalysis({
      analysis,
      source: dataSources(home, analysis, options),
      wanted: wantedOf(analysis, wanted),
      program: home.program,
      version: home.version,
      onStage: bar.stage,
    });
    for (const warning of results.warnings) context.say(`warning: ${warning}`);
    return toldResults(results, context.language, context.width);
  } finally {
    bar.stop();
  }
}
