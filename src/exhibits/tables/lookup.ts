/** Finds what a table names in the results, or fails with the nearest name. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import type { EffectResult, EquationResult, ModelResult } from '../../results/estimates.ts';
import type { MediationResult } from '../../results/mediation.ts';
import type { PlaceboResult } from '../../results/placebo.ts';
import type { Results } from '../../results/results.ts';
import type { Rollout } from '../../results/rollout.ts';
import type { SplitResult } from '../../results/split.ts';
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
  return find(results.models, 'model', id, place);
}

export function findSummary(results: Results, id: string, place: string): Summary {
  return find(results.summaries, 'summary', id, place);
}

export function findRollout(results: Results, id: string, place: string): Rollout {
  return find(results.rollouts ?? {}, 'roll-out', id, place);
}

export function findMediation(results: Results, id: string, place: string): MediationResult {
  return find(results.mediations ?? {}, 'mediation', id, place);
}

export function findSplit(results: Results, id: string, place: string): SplitResult {
  return find(results.splits ?? {}, 'split', id, place);
}

export function findPlacebo(results: Results, id: string, place: string): PlaceboResult {
  return find(results.placebos ?? {}, 'placebo', id, place);
}

function find<T>(records: Readonly<Record<string, T>>, noun: string, id: string, place: string): T {
  const found = Object.hasOwn(records, id) ? records[id] : undefined;
  if (found === undefined) throw unknownName(place, noun, id, Object.keys(records));
  return found;
}

/** The effect of one equation; a model with a single outcome needs no equation named. */
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
  const outcomes = equations.filter((name) => model.equations.some((one) => one.name === name && !one.auxiliary));
  const asked = equation ?? (outcomes.length === 1 ? outcomes[0] : undefined);
  const found = named.find((candidate) => candidate.equation === asked);
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

/** The equation of that name, or of which it is an expectation (`outcome.u0`); undefined for one over several (`combined`). */
export function findEquation(model: ModelResult, name: string): EquationResult | undefined {
  const exact = model.equations.find((equation) => equation.name === name);
  return exact ?? model.equations.find((equation) => name.startsWith(`${equation.name}.`));
}

export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
