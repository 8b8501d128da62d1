/** The command of a run as a person types it in the run folder. */
import type { RunRecord } from './run-schema.ts';

/** `program verb --spec=spec --option=value --data=survey.csv`; words with characters that a shell acts on stand in single quotes. */
export function commandLine({ program, command, spec, data }: RunRecord): string {
  const path = specPath(spec);
  const words = [
    program,
    command.verb,
    command.positional ? path : `--spec=${path}`,
    ...command.arguments,
    ...data.map(({ name }) => `--data=${name}`),
  ];
  return words.map(shellWord).join(' ');
}

export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The spec in the run folder: its folder, or its one file. */
function specPath({ file }: RunRecord['spec']): string {
  return file === undefined ? 'spec' : `spec/${file}`;
}
