/** The option --run-dir and what goes with it, for verbs that make exhibits from data. */
import { type Command, InvalidArgumentError, type Option } from 'commander';

export interface RunFolderOptions {
  readonly runDir?: string;
  readonly runLicense?: string;
  readonly fingerprints?: boolean;
  /** what the command line gave, without paths and manners: filled in before the action */
  readonly given?: GivenCommand;
}

/** A command line as a run folder records it. */
export interface GivenCommand {
  readonly verb: string;
  /** options that bear on the result: `--event-window=-2..4` */
  readonly arguments: readonly string[];
  /** whether the spec is an argument of the verb, and not an option */
  readonly positional: boolean;
}

/** Options that name files of this machine, or say how a result is shown and not what it is. */
const NOT_RECORDED: ReadonlySet<string> = new Set([
  'data',
  'spec',
  'out',
  'format',
  'run-dir',
  'run-license',
  'report',
  'docx',
  'oracle',
  'quiet',
  'color',
  'strict',
  'errors',
  'fail',
  'threads',
  'resume',
  'progress',
]);

export function withRunFolder(command: Command): Command {
  return command
    .option('--run-dir <folder>', 'also writes a run folder: all formats, spec, hashes, README; see `verify --help`')
    .option('--run-license <id>', 'terms of use of the run folder, as an SPDX id: CC-BY-4.0', spdxId)
    .option('--no-fingerprints', 'a run folder without hashes of single columns')
    .hook('preAction', (_, action) => {
      action.setOptionValue('given', givenCommand(action));
    });
}

/** Whether an option may stand in the record of a run: a record from elsewhere must not name files here. */
export function isRecorded(option: string): boolean {
  return !NOT_RECORDED.has(option);
}

function givenCommand(command: Command): GivenCommand {
  return {
    verb: command.name(),
    arguments: command.options.flatMap((option) => words(option, command)),
    positional: command.registeredArguments.length > 0,
  };
}

function words(option: Option, command: Command): string[] {
  const name = option.name().replace(/^no-/, '');
  const key = option.attributeName();
  if (!isRecorded(name) || command.getOptionValueSource(key) !== 'cli') return [];
  const value: unknown = command.getOptionValue(key);
  // `--x` and `--no-x` are two options of one value
  if (typeof value === 'boolean') return value === !option.negate ? [option.long!] : [];
  return [value].flat().map((one) => `${option.long}=${String(one)}`);
}

function spdxId(text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(text)) throw new InvalidArgumentError('an SPDX id is needed: CC-BY-4.0.');
  return text;
}
