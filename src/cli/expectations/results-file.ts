/** A file of results in JSON, as a command line names it. */
import { readFileSync } from 'node:fs';
import { Failure } from '../../errors/failure.ts';
import type { AddressedNumber } from '../../results/addressed-number.ts';
import { numbersOf } from '../../results/addresses.ts';
import { readResults } from '../../results/read-results.ts';
import { RESULTS_SCHEMA, type Results } from '../../results/results.ts';

export interface ResultsFile {
  readonly results: Results;
  readonly numbers: ReadonlyMap<string, AddressedNumber>;
}

/** E-SPEC-READ for a file that cannot be read or is not the JSON of a run. */
export function readResultsFile(path: string): ResultsFile {
  const results = readResults(textOf(path));
  const numbers = results && numbersIn(results);
  if (results !== undefined && numbers !== undefined) return { results, numbers };
  throw new Failure('E-SPEC-READ', {
    place: { file: path },
    finding: `not results of a run (${RESULTS_SCHEMA})`,
    remedy: 'write them by a command with --format json',
  });
}

/** Undefined when parts are missing that every record has: a file that someone cut or wrote by hand. */
function numbersIn(results: Results): ReadonlyMap<string, AddressedNumber> | undefined {
  try {
    return numbersOf(results);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'no such file', EISDIR: 'a folder, not a file' };
    const finding = reasons[code ?? ''] ?? `cannot be read (${code})`;
    throw new Failure('E-SPEC-READ', { place: { file: path }, finding });
  }
}
