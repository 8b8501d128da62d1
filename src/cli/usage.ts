/** What is wrong with a command line, as a failure like any other. */
import type { CommanderError } from 'commander';
import { Failure } from '../errors/failure.ts';
import type { Invocation } from './program.ts';

/** The last value of an option, as `--name value` or `--name=value`; for what must be known before the arguments are parsed. */
export function lastOption(argv: readonly string[], name: string): string | undefined {
  const values = argv.flatMap((word, index) => {
    if (word === name) return argv[index + 1] ?? [];
    return word.startsWith(`${name}=`) ? word.slice(name.length + 1) : [];
  });
  return values.at(-1);
}

/** E-USAGE with the nearest known word, in one line. */
export function usageFailure({ message }: CommanderError, { program, argv }: Invocation): Failure {
  const [said = '', near = ''] = message.replace(/^error: /, '').split('\n');
  const nearest = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(near)?.[1];
  const finding = said.replaceAll("'", '"').replace(/\.$/, '').replaceAll('. ', ': ');
  return new Failure('E-USAGE', {
    finding,
    ...(nearest !== undefined && { accepted: `nearest: "${nearest}"` }),
    remedy: remedyFor(finding, program, argv),
  });
}

function remedyFor(finding: string, program: string, [first = '', ...others]: readonly string[]): string {
  if (first.startsWith('-') && finding.startsWith('unknown option')) {
    const command = others.find((word) => /^[a-z]/.test(word)) ?? 'COMMAND';
    return `options stand behind the command: ${program} ${command} ${first}`;
  }
  const command = finding.startsWith('unknown command') || !/^[a-z]/.test(first) ? '' : `${first} `;
  return `see ${program} ${command}--help`;
}
