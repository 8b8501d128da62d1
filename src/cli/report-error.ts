/** Failures on stderr, one line each; anything else is a bug of ours, with its stack. */
import { Failure, Failures } from '../errors/failure.ts';

/** Prints the error and returns its exit code. With `asJson` each failure is one JSON object per line. */
export function reportError(error: unknown, asJson: boolean): number {
  const failures = error instanceof Failures ? error.failures : error instanceof Failure ? [error] : undefined;
  if (failures === undefined) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`E-BUG this is a fault of the program, not of your data; please report it\n${text}\n`);
    return 1;
  }
  for (const failure of failures) {
    const line = asJson ? JSON.stringify({ code: failure.code, exit: failure.exitCode, ...failure.parts }) : failure.message;
    process.stderr.write(`${line}\n`);
  }
  return (error as Failure | Failures).exitCode;
}
