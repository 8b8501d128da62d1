/** Finds what a figure names in the results, or fails with the nearest name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { Results } from '../../results/results.ts';
import type { Summary } from '../../results/summary.ts';

export function findSummary(results: Results, id: string, place: string): Summary {
  const summary = Object.hasOwn(results.summaries, id) ? results.summaries[id] : undefined;
  if (summary === undefined) throw unknownName(place, 'summary', id, Object.keys(results.summaries));
  return summary;
}

export function unknownName(place: string, noun: string, name: string, known: readonly string[]): Failure {
  return new Failure('E-SPEC-NAME', {
    place: { path: place },
    finding: `no ${noun} "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${[...new Set(known)].join(', ')}`,
  });
}
