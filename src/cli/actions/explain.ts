/** Writes what a spec says, or what stands behind one name of it; with data, its key results in sentences. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { dataSources } from '../data-sources.ts';
import { everyName, exhibitNeeds, modelsBehind, type NeededNames } from '../exhibit-needs.ts';
import { explanation } from '../explanation/explanation.ts';
import { toldResults } from '../explanation/told-results.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { stageBar } from '../progress.ts';
import { wantedOf } from '../run-exhibits.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { ExplainOptions } from '../verbs/explain.ts';

export async function runExplain(home: Home, name: string | undefined, options: ExplainOptions): Promise<number> {
  const { out, lang } = options;
  if (out !== undefined) checkOut(out, []);
  const analysis = loadAnalysis({ folder: home.folder, options });
  const context = makeContext(options);
  const names = behind(home, analysis, name);
  const told = options.results === true || options.data.length > 0;
  const text = told
    ? await keyResults(home, analysis, names, options)
    : explanation(analysis, names, lang, context.width);
  if (out !== undefined) await writeFileWhole(out, text);
  else if (!(await writeStdout(text))) return CLOSED_PIPE;
  return 0;
}

/** The models and summaries behind a name; E-USAGE when nothing is called so. */
function behind({ front }: Home, analysis: Analysis, name: string | undefined): NeededNames {
  const { models, summaries, mediations, splits, placebos, tables, figures } = analysis;
  if (name === undefined) return everyName(analysis);
  if (models.has(name)) return { models: [name], summaries: [] };
  if (summaries.has(name)) return { models: [], summaries: [name] };
  for (const [kind, part] of Object.entries({ mediations, splits, placebos })) {
    if (part.has(name)) return withModels(analysis, { models: [], summaries: [], [kind]: [name] });
  }
  const command = front.commands.get(name);
  if (command !== undefined) return withModels(analysis, exhibitNeeds(analysis, command.exhibits));
  if (tables.has(name) || figures.has(name)) return withModels(analysis, exhibitNeeds(analysis, [name]));
  const known = [front.commands, models, summaries, mediations, splits, placebos, tables, figures].flatMap((part) => [
    ...part.keys(),
  ]);
  throw new Failure('E-USAGE', {
    finding: `nothing to explain is called "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${known.join(', ')}`,
  });
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

function withModels(analysis: Analysis, needed: NeededNames): NeededNames {
  return { ...needed, models: modelsBehind(analysis, needed) };
}
