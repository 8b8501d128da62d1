/** The command of a run folder once more: on its own spec and the given data, into a temporary folder. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { RunRecord } from '../../provenance/run-schema.ts';
import { loadFront } from '../../spec/load-front.ts';
import { commandLine, type Home, runProgram } from '../program.ts';
import { filesBelow } from './write-folder.ts';

export interface Repetition {
  readonly folder: string;
  readonly record: RunRecord;
  /** one path for each data file of the record */
  readonly data: readonly string[];
  readonly threads?: number;
  readonly quiet: boolean;
}

export interface Repeated {
  readonly exitCode: number;
  /** the files of the new run folder; none when the run failed */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Failures of the run itself are said on standard error; its exit code is returned. E-USAGE for a verb that there is none of. */
export async function repeatRun(home: Home, repetition: Repetition): Promise<Repeated> {
  const temporary = mkdtempSync(join(tmpdir(), 'verify-'));
  try {
    const run = join(temporary, 'run');
    const argv = [
      ...commandWords(home, repetition),
      ...repetition.data.map((path, index) => `--data=${underName(path, index, repetition, temporary)}`),
      `--run-dir=${run}`,
      `--out=${join(temporary, 'out.json')}`,
      '--format=json',
    ];
    const { program, root, version } = home;
    const exitCode = await runProgram({ program, root, version, argv });
    const files = new Map(filesIn(run));
    return { exitCode, files };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Verb, spec and options; how the run is shown and how fast it goes are this command's own affair. */
function commandWords(home: Home, { folder, record, threads, quiet }: Repetition): string[] {
  const { verb, positional, arguments: words } = record.command;
  const isFile = record.spec.file !== undefined;
  const spec = resolve(folder, 'spec', record.spec.file ?? '');
  const front = isFile ? home.front : loadFront(spec);
  const known = commandLine({ ...home, front, ...(!isFile && { folder: spec }) }).commands;
  const command = known.find((one) => one.name() === verb);
  const options = new Set(command?.options.map((option) => option.name()));
  if (command === undefined || !options.has('run-dir')) {
    const accepted = nearestHint(
      verb,
      known.filter((one) => one.options.some((option) => option.name() === 'run-dir')).map((one) => one.name()),
    );
    throw new Failure('E-USAGE', {
      place: { file: folder },
      finding: `${home.program} ${home.version} has no command "${verb}" that can be repeated`,
      ...(accepted && { accepted }),
      remedy: `use version ${record.version}, which made the run`,
    });
  }
  return [
    verb,
    ...(positional ? [spec] : [`--spec=${spec}`]),
    ...words,
    ...(record.license === undefined ? [] : [`--run-license=${record.license}`]),
    ...(options.has('threads') && threads !== undefined ? [`--threads=${threads}`] : []),
    // differences from the published numbers are the run's result, not a failure of repeating it
    ...(options.has('no-fail') ? ['--no-fail'] : []),
    // a bar is for whoever waits at a terminal
    ...(quiet || !process.stderr.isTTY || !options.has('progress') ? ['--quiet'] : []),
  ];
}

/** The data under the name that the run knew them by, so that every output names them alike. */
function underName(path: string, index: number, { record }: Repetition, temporary: string): string {
  const folder = join(temporary, `data-${index}`);
  mkdirSync(folder);
  const named = join(folder, record.data[index]!.name);
  try {
    symlinkSync(resolve(path), named);
  } catch {
    // some systems keep links to administrators
    copyFileSync(path, named);
  }
  return named;
}

function* filesIn(folder: string): Generator<readonly [string, Uint8Array]> {
  let names: readonly string[];
  try {
    names = filesBelow(folder);
  } catch {
    // the run ended before it wrote anything
    return;
  }
  for (const name of names) yield [name, readFileSync(join(folder, name))];
}
