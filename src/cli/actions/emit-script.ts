/** Writes the script of a spec, or of what stands behind one name of it. */
import { makePlan } from '../../emit/make-plan.ts';
import type { Untranslated } from '../../emit/plan.ts';
import { LANGUAGES } from '../../emit/registry.ts';
import { Failure, printable } from '../../errors/failure.ts';
import { writtenSections } from '../../spec/written-sections.ts';
import { variantSettings } from '../command-settings.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { behindName, fileOrName } from '../named.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { EmitOptions } from '../verbs/emit.ts';

/** Exit code of `--strict` when something has no translation. */
const UNTRANSLATED = 10;

export async function runEmit(home: Home, named: string | undefined, options: EmitOptions): Promise<number> {
  const { out } = options;
  if (out !== undefined) checkOut(out, []);
  const { spec = options.spec, name } = fileOrName(home, named);
  const settings = variantOf(home, name, options.variant);
  const asked = { ...options, ...(spec !== undefined && { spec }) };
  const analysis = loadAnalysis({ folder: home.folder, options: asked, settings });
  const language = LANGUAGES.get(options.lang)!;
  const plan = makePlan(analysis, writtenSections(analysis), behindName(home, analysis, name, 'write'));
  const { text, untranslated } = language.write(plan);
  if (out !== undefined) await writeFileWhole(out, text);
  else if (!(await writeStdout(text))) return CLOSED_PIPE;
  if (options.quiet !== true) say(untranslated);
  return options.strict === true && untranslated.length > 0 ? UNTRANSLATED : 0;
}

function say(untranslated: readonly Untranslated[]): void {
  for (const { place, why } of untranslated) process.stderr.write(`${printable(`not translated: ${place}: ${why}`)}\n`);
}

function variantOf({ front }: Home, name: string | undefined, variant: string | undefined): readonly string[] {
  if (variant === undefined) return [];
  const command = name === undefined ? undefined : front.commands.get(name);
  if (command !== undefined) return variantSettings(command, variant);
  throw new Failure('E-USAGE', {
    place: { path: '--variant' },
    finding: 'a variant belongs to a command',
    accepted: `emit with one of: ${[...front.commands.keys()].join(', ')}`,
  });
}
