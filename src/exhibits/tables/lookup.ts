/** Finds what a table names in the results, or fails with the nearest name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { EffectResult, EquationResult, ModelResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import type { Summary } from '../../results/summary.ts';

export function unknownName(place: string, noun: string, name: string, known: readonly string[]): Failure {
  const list = known.length === 0 ? 'there is none' : `known: ${known.join(', ')}`;
  return new Failure('E-SPEC-NAME', {
    place: { path: place },
    finding: `no ${noun} "${name}"`,
    accepted: nearestHint(name, known) ?? list,
  });
}

export function findModel(results: Results, id: string, place: string): ModelResult {
  const model = Object.hasOwn(results.models, id) ? results.models[id] : undefined;
  if (model === undefined) throw unknownName(place, 'model', id, Object.keys(results.models));
  return model;
}

export function findSummary(results: Results, id: string, place: string): Summary {
  const summary = Object.hasOwn(results.summaries, id) ? results.summaries[id] : undefined;
  if (summary === undefined) throw unknownName(place, 'summary', id, Object.keys(results.summaries));
  return summary;
}

/** The effect of one equation; a model with a single equation needs no equation named. */
export function findEffect(
  model: ModelResult,
  effect: string,
  equation: string | undefined,
  place: string,
): EffectResult {
  const named = model.effects.filter((candidate) => candidate.effect === effect);
  if (named.length === 0) {
    throw unknownName(place, `effect of model ${model.id}`, effect, distinct(model.effects.map((one) => one.effect)));
  }
  const equations = distinct(named.map((one) => one.equation));
  if (equation === undefined && equations.length === 1) return named[0]!;
  const found = named.find((candidate) => candidate.equation === equation);
  if (found !== undefined) return found;
  if (equation === undefined) {
    throw new Failure('E-SPEC-VALUE', {
      place: { path: place },
      finding: `model ${model.id} has several equations`,
      accepted: `known: ${equations.join(', ')}`,
      remedy: 'say which one with equation:',
    });
  }
  throw unknownName(place, `equation of model ${model.id} with ${effect}`, equation, equations);
}

/** The equation of that name; undefined for an expectation over several (`combined`). */
export function findEquation(model: ModelResult, name: string): EquationResult | undefined {
  return model.equations.find((equation) => equation.name === name);
}

export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
