/** One number of a run with its address, and how such numbers are handed in. */
import type { AddressPath } from './address.ts';

/**
 * count: rows, groups, draws, degrees of freedom that are whole by nature; estimate: a number with a standard error beside
 * it; statistic: any other number; monte_carlo: a share of random draws, which another seed would move.
 */
export type NumberKind = 'count' | 'estimate' | 'statistic' | 'monte_carlo';

export interface AddressedNumber {
  /** the address in its parts, the last of them the field: `estimate`, `stdError`, `rows` */
  readonly path: AddressPath;
  /** NaN where there is none */
  readonly value: number;
  readonly kind: NumberKind;
  /** random draws behind it (a share of them, or a moment of them); absent where nothing is random */
  readonly draws?: number;
}

/** Takes a number; nothing happens where there is none. */
export type Put = (path: AddressPath, value: number | undefined, kind: NumberKind, draws?: number) => void;

/** Items by their names; the second of a name is `name[2]`. */
export function named<T>(items: readonly T[], nameOf: (item: T) => string): [AddressPath, T][] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? [name] : [name, count], item];
  });
}
