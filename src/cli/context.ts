/** What the surroundings allow: colour, width, language, quiet. */
import { printable } from '../errors/failure.ts';
import type { Language } from '../results/text.ts';

const WIDTH = 100;

export interface Context {
  readonly color: boolean;
  /** columns for terminal output: those of the terminal, at most 100; 100 in a pipe or file */
  readonly width: number;
  readonly language: Language;
  readonly quiet: boolean;
  readonly strict: boolean;
  /** One line on stderr, unless the user asked for quiet. */
  say(line: string): void;
}

export interface ContextOptions {
  readonly color?: boolean;
  readonly lang?: Language;
  readonly quiet?: boolean;
  readonly strict?: boolean;
  readonly out?: string;
}

/**
 * NO_COLOR and TERM=dumb switch colour off, FORCE_COLOR on, `--no-color` wins over all; otherwise a terminal decides. A file is never
 * coloured.
 */
export function makeContext(options: ContextOptions): Context {
  const { quiet = false, strict = false, lang = 'en', out } = options;
  const terminal = process.stdout.isTTY === true && out === undefined;
  return {
    color: options.color !== false && out === undefined && colorAllowed(process.env, terminal),
    width: terminal ? Math.min(process.stdout.columns, WIDTH) : WIDTH,
    language: lang,
    quiet,
    strict,
    say(line) {
      if (!quiet) process.stderr.write(`${printable(line)}\n`);
    },
  };
}

function colorAllowed(environment: NodeJS.ProcessEnv, terminal: boolean): boolean {
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  return terminal && environment.TERM !== 'dumb';
}
