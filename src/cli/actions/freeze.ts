/** Runs commands, or reads a run, and writes its numbers as expectations. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { frozenText } from '../../exhibits/expectations/freeze.ts';
import type { Results } from '../../results/results.ts';
import type { CommandSpec } from '../../spec/paper.ts';
import { makeContext } from '../context.ts';
import { readResultsFile } from '../expectations/results-file.ts';
import { isFolder } from '../is-folder.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { checkOut } from '../output.ts';
import type { Home } from '../program.ts';
import { runExhibits } from '../run-exhibits.ts';
import { CLOSED_PIPE, writeFileWhole, writeStdout } from '../streams.ts';
import type { FreezeOptions } from '../verbs/freeze.ts';

/** E-USAGE for commands that the paper does not have, or together with --from. */
export async function runFreeze(home: Home, commands: readonly string[], options: FreezeOptions): Promise<number> {
  const { out, from, only, exact = false } = options;
  if (out !== undefined) checkOut(out, from === undefined ? options.data : [from]);
  const results = from === undefined ? await runNow(home, commands, options) : readGiven(from, commands, options);
  const text = frozenText(results, { exact, only });
  if (out !== undefined) await writeFileWhole(out, text);
  else if (!(await writeStdout(text))) return CLOSED_PIPE;
  return 0;
}

function readGiven(from: string, commands: readonly string[], { data, spec, set, vcov }: FreezeOptions): Results {
  const others = [
    ...(commands.length > 0 ? ['a command'] : []),
    ...(data.length > 0 ? ['--data'] : []),
    ...(spec === undefined ? [] : ['--spec']),
    ...(set.length > 0 ? ['--set'] : []),
    ...(vcov === undefined ? [] : ['--vcov']),
  ];
  if (others.length === 0) return readResultsFile(from).results;
  throw new Failure('E-USAGE', {
    place: { path: '--from' },
    finding: `nothing is run, so ${others.join(', ')} would change nothing`,
    accepted: '--from alone, with --only and --exact',
  });
}

async function runNow(home: Home, commands: readonly string[], options: FreezeOptions): Promise<Results> {
  const context = makeContext(options);
  const { spec } = options;
  const ownFile = spec !== undefined && !isFolder(spec);
  if (ownFile && commands.length > 0) {
    throw new Failure('E-USAGE', {
      finding: 'a single-file spec has no commands',
      remedy: 'leave them out, or use --only',
    });
  }
  const chosen =
    commands.length === 0 ? [...home.front.commands.values()] : commands.map((name) => commandOf(home, name));
  const exhibits = ownFile ? undefined : [...new Set(chosen.flatMap(everyExhibit))];
  const analysis = loadAnalysis({ folder: home.folder, options, ...(exhibits && { exhibits }) });
  return runExhibits({ home, analysis, options, context, ...(exhibits && { exhibits }) });
}

/** The exhibits of a command, those that its options add too. */
function everyExhibit({ exhibits, options }: CommandSpec): readonly string[] {
  return [...exhibits, ...[...options.values()].flatMap(({ adds }) => adds)];
}

function commandOf({ front, program }: Home, name: string): CommandSpec {
  const command = front.commands.get(name);
  if (command !== undefined) return command;
  const known = [...front.commands.keys()];
  const accepted = nearestHint(name, known) ?? `known: ${known.join(', ')}`;
  throw new Failure('E-USAGE', {
    finding: `no command "${name}" whose numbers could be frozen`,
    accepted,
    remedy: `see ${program} freeze --help`,
  });
}
