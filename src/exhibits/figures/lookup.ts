/** Finds what a figure names in the results, or fails with the nearest name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { EffectResult, ModelResult } from '../../results/estimates.ts';
import type { MediationResult } from '../../results/mediation.ts';
import type { PlaceboResult } from '../../results/placebo.ts';
import type { Results } from '../../results/results.ts';
import type { Summary } from '../../results/summary.ts';

export function findSummary(results: Results, id: string, place: string): Summary {
  return find(results.summaries, 'summary', id, place);
}

export function findModel(results: Results, id: string, place: string): ModelResult {
  return find(results.models, 'model', id, place);
}

export function findPlacebo(results: Results, id: string, place: string): PlaceboResult {
  return find(results.placebos ?? {}, 'placebo', id, place);
}

export function findMediation(results: Results, id: string, place: string): MediationResult {
  return find(results.mediations ?? {}, 'mediation', id, place);
}

/** The effect of that name, of the equation where one is named and else of the first that has it. */
export function findEffect(
  model: ModelResult,
  name: string,
  equation: string | undefined,
  place: string,
): EffectResult {
  const named = model.effects.filter(({ effect }) => effect === name);
  if (named.length === 0)
    throw unknownName(
      place,
      'effect',
      name,
      model.effects.map(({ effect }) => effect),
    );
  const found = equation === undefined ? named[0] : named.find((effect) => effect.equation === equation);
  if (found !== undefined) return found;
  throw unknownName(
    place,
    'equation',
    equation!,
    named.map((effect) => effect.equation),
  );
}

function find<T>(records: Readonly<Record<string, T>>, noun: string, id: string, place: string): T {
  const found = Object.hasOwn(records, id) ? records[id] : undefined;
  if (found === undefined) throw unknownName(place, noun, id, Object.keys(records));
  return found;
}

export function unknownName(place: string, noun: string, name: string, known: readonly string[]): Failure {
  return new Failure('E-SPEC-NAME', {
    place: { path: place },
    finding: `no ${noun} "${name}"`,
    accepted: nearestHint(name, known) ?? `known: ${[...new Set(known)].join(', ')}`,
  });
}
