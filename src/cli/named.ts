/** What a user names: a spec file of their own, or an entry of the spec; and what stands behind that entry. */
import { existsSync } from 'node:fs';
import { Failure } from '../errors/failure.ts';
import { nearestHint } from '../errors/nearest.ts';
import type { Analysis } from '../spec/paper.ts';
import { everyName, exhibitNeeds, modelsBehind, type NeededNames } from './exhibit-needs.ts';
import { isFolder } from './is-folder.ts';
import type { Home } from './program.ts';

const SECTIONS = ['models', 'summaries', 'mediations', 'splits', 'placebos'] as const;

/** An argument that is a spec of the user's, or else the name of an entry. */
export function fileOrName(
  { front }: Home,
  named: string | undefined,
): { readonly spec?: string; readonly name?: string } {
  if (named === undefined) return {};
  const own = !front.commands.has(named) && (/\.ya?ml$/i.test(named) || isFolder(named) || existsSync(named));
  return own ? { spec: named } : { name: named };
}

/**
 * What stands behind a command, an entry or an exhibit; everything without a name. A command goes before an entry that is
 * called the same, which is then named with its section: `models.benefits`. E-USAGE when nothing is called so.
 */
export function behindName({ front }: Home, analysis: Analysis, name: string | undefined, verb: string): NeededNames {
  if (name === undefined) return everyName(analysis);
  const { tables, figures } = analysis;
  const isShown = (exhibit: string) => tables.has(exhibit) || figures.has(exhibit);
  const command = front.commands.get(name);
  // the commands are the paper's: a spec of the user's own has none of their exhibits
  if (command?.exhibits.every(isShown)) return withModels(analysis, exhibitNeeds(analysis, command.exhibits));
  for (const section of SECTIONS) {
    const entry = name.startsWith(`${section}.`) ? name.slice(section.length + 1) : name;
    if (!analysis[section].has(entry)) continue;
    return withModels(analysis, { models: [], summaries: [], [section]: [entry] });
  }
  if (isShown(name)) return withModels(analysis, exhibitNeeds(analysis, [name]));
  const parts = [front.commands, ...SECTIONS.map((section) => analysis[section]), tables, figures];
  const known = [...new Set(parts.flatMap((part) => [...part.keys()]))];
  throw new Failure('E-USAGE', {
    finding: `nothing to ${verb} is called "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${known.join(', ')}; or the path of a spec file`,
  });
}

function withModels(analysis: Analysis, needed: NeededNames): NeededNames {
  return { ...needed, models: modelsBehind(analysis, needed) };
}
