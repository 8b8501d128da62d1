/** A number that a spec expects, and what came out. */
import type { Text } from './text.ts';

export interface ExpectationOutcome {
  /** what was looked at: an address of `addresses.ts` or a published cell */
  readonly cell: string;
  /** the assertion in words: `0.653 to 3 decimals`, `sign +`, `N = 6310`, `stars **` */
  readonly expected: Text;
  readonly found: Text;
  readonly met: boolean;
  /** where the assertion stands */
  readonly file?: string;
  readonly line?: number;
}
