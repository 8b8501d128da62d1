/** What the surroundings allow: colour, width, language, quiet. */
import type { Language } from '../results/text.ts';

export interface Context {
  readonly color: boolean;
  /** columns for terminal output: those of the terminal, at most 100; 100 in a pipe */
  readonly width: number;
  readonly language: Language;
  readonly quiet: boolean;
  readonly strict: boolean;
  warn(message: string): void;
}

export interface ContextOptions {
  readonly color?: boolean;
  readonly lang?: Language;
  readonly quiet?: boolean;
  readonly strict?: boolean;
}

/**
 * NO_COLOR and TERM=dumb switch colour off, FORCE_COLOR on, `--no-color` wins over all; otherwise a terminal decides.
 */
export function makeContext(options: ContextOptions): Context {
  const quiet = options.quiet ?? false;
  return {
    color: options.color !== false && colorAllowed(process.env, process.stdout.isTTY === true),
    width: Math.min(process.stdout.columns ?? 100, 100),
    language: options.lang ?? 'en',
    quiet,
    strict: options.strict ?? false,
    warn(message) {
      if (!quiet) process.stderr.write(`warning: ${message}\n`);
    },
  };
}

function colorAllowed(environment: NodeJS.ProcessEnv, terminal: boolean): boolean {
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0';
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  return terminal && environment.TERM !== 'dumb';
}
