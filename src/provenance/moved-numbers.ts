/** Which numbers of a run moved between two files of results. */
import { numbersOf } from '../results/addresses.ts';
import { readResults } from '../results/read-results.ts';

export interface MovedNumber {
  readonly address: string;
  /** undefined where that file does not have the number */
  readonly before?: number;
  readonly after?: number;
}

/** By address, in the order of the first file, then what only the second has; undefined when one of them is not readable. */
export function movedNumbers(before: Uint8Array, after: Uint8Array): MovedNumber[] | undefined {
  const first = readNumbers(before);
  const second = readNumbers(after);
  if (first === undefined || second === undefined) return undefined;
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((address): MovedNumber[] => {
    const [was, is] = [first.get(address), second.get(address)];
    if (Object.is(was, is)) return [];
    return [{ address, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

function readNumbers(bytes: Uint8Array): ReadonlyMap<string, number> | undefined {
  const results = readResults(Buffer.from(bytes).toString('utf8'));
  if (results === undefined) return undefined;
  try {
    return new Map([...numbersOf(results)].map(([address, { value }]) => [address, value]));
  } catch (error) {
    // a file that was altered by hand need not have the parts of results
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
