/** `--oracle`: the same numbers by another program, held against ours. */
import { type Command, Option } from 'commander';

export interface OracleOptions {
  readonly oracle?: string;
}

export function withOracle(command: Command): Command {
  const said = 'writes the equivalent script, runs it, and prints both numbers side by side (docs/emit.md)';
  return command.addOption(new Option('--oracle <engine>', said).choices(['r', 'python']));
}
