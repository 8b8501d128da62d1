/** Writes what a spec says, or what stands behind one name of it. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Analysis } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { exhibitNeeds, modelsBehind, type NeededNames } from '../exhibit-needs.ts';
import { explanation } from '../explanation.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { ExplainOptions } from '../verbs/explain.ts';

export async function runExplain(home: Home, name: string | undefined, options: ExplainOptions): Promise<number> {
  const { out, lang } = options;
  if (out !== undefined) checkOut(out, []);
  const analysis = loadAnalysis({ folder: home.folder, options });
  const text = explanation(analysis, behind(home, analysis, name), lang, makeContext(options).width);
  if (out !== undefined) await writeFileWhole(out, text);
  else if (!(await writeStdout(text))) return CLOSED_PIPE;
  return 0;
}

/** The models and summaries behind a name; E-USAGE when nothing is called so. */
function behind({ front }: Home, analysis: Analysis, name: string | undefined): NeededNames {
  const { models, summaries, tables, figures } = analysis;
  if (name === undefined) return { models: [...models.keys()], summaries: [...summaries.keys()] };
  if (models.has(name)) return { models: [name], summaries: [] };
  if (summaries.has(name)) return { models: [], summaries: [name] };
  const command = front.commands.get(name);
  if (command !== undefined) return withModels(analysis, exhibitNeeds(analysis, command.exhibits));
  if (tables.has(name) || figures.has(name)) return withModels(analysis, exhibitNeeds(analysis, [name]));
  const known = [front.commands, models, summaries, tables, figures].flatMap((part) => [...part.keys()]);
  throw new Failure('E-USAGE', {
    finding: `nothing to explain is called "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${known.join(', ')}`,
  });
}

function withModels(analysis: Analysis, needed: NeededNames): NeededNames {
  return { ...needed, models: modelsBehind(analysis, needed) };
}
