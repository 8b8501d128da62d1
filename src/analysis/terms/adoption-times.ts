/** Times of adoption against the times at which a sample was observed. */
import { Failure } from '../../errors/failure.ts';

/** The distinct times, ascending: the waves. */
export function wavesOf(time: Float64Array): readonly number[] {
  const distinct = new Set<number>();
  for (const value of time) if (!Number.isNaN(value)) distinct.add(value);
  return [...distinct].sort((a, b) => a - b);
}

/** 1 for rows whose unit had adopted by `first`; 0 for later and for no adoption (NaN). */
export function alwaysTreated(adopted: Float64Array, first: number): Uint8Array {
  return Uint8Array.from(adopted, (from) => (from <= first ? 1 : 0));
}

/** Throws E-DATA-NUMBER for an infinite time of adoption: never adopted is missing, not a number. */
export function checkAdopted(name: string, adopted: Float64Array): void {
  if (!adopted.some((from) => Math.abs(from) === Infinity)) return;
  throw new Failure('E-DATA-NUMBER', {
    finding: `"${name}" is infinite in some rows`,
    remedy: 'leave the time of adoption missing where nothing was ever adopted',
  });
}

/** The cohorts that adopted between two waves, ascending: after the first wave, by the last, and in none of them. */
export function cohortsOffGrid(adopted: Float64Array, waves: readonly number[]): readonly number[] {
  const first = waves[0]!;
  const last = waves.at(-1)!;
  const grid = new Set(waves);
  const off = new Set<number>();
  for (const from of adopted) if (from > first && from <= last && !grid.has(from)) off.add(from);
  return [...off].sort((a, b) => a - b);
}
