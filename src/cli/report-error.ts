/** Failures on stderr, one line each; anything else is a bug of ours, told without a word of the data. */
import type { FailureCode } from '../errors/catalogue.ts';
import { CATALOGUE } from '../errors/catalogue.ts';
import { Failure, Failures, printable } from '../errors/failure.ts';

const BUG = 'E-BUG' satisfies FailureCode;

/**
 * Prints the error and returns its exit code. With `asJson` each failure is one JSON object per line, which names its page; else
 * `pages` adds a last line with the page of each code.
 */
export function reportError(error: unknown, asJson: boolean, pages = false): number {
  const failures = error instanceof Failures ? error.failures : error instanceof Failure ? [error] : undefined;
  if (failures === undefined) return reportBug(error, asJson, pages);
  for (const { code, exitCode, parts, message } of failures) {
    say(asJson ? JSON.stringify({ code, exit: exitCode, ...parts, docs: pageOf(code) }) : message);
  }
  if (pages && !asJson) saySee(failures.map(({ code }) => code));
  return (error as Failure | Failures).exitCode;
}

/** The kind of the error and where it happened. Its message stays here: an engine's words may quote what it was working on. */
function reportBug(error: unknown, asJson: boolean, pages: boolean): number {
  const { exit } = CATALOGUE[BUG];
  const finding = `a fault of the program, not of your data (${error instanceof Error ? error.name : typeof error})`;
  const remedy = 'please report it with these lines';
  const frames = framesOf(error);
  if (asJson) say(JSON.stringify({ code: BUG, exit, finding, remedy, docs: pageOf(BUG), frames }));
  else for (const line of [`${BUG} ${finding}; ${remedy}`, ...frames.map((frame) => `    ${frame}`)]) say(line);
  if (pages && !asJson) saySee([BUG]);
  return exit;
}

/** The page of a code and its heading there. */
function pageOf(code: FailureCode): string {
  return `docs/errors.md#${code.toLowerCase()}`;
}

function saySee(codes: readonly FailureCode[]): void {
  say(`see ${[...new Set(codes)].map(pageOf).join(', ')}`);
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  // the stack begins with the message, which may have lines that look like frames
  const head = `${error.name}: ${error.message}`;
  const rest = error.stack.startsWith(head) ? error.stack.slice(head.length) : '';
  return rest.split('\n').flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : []));
}

function say(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
