/** The models of a spec as they were written, equation by equation, beside what they became. */
import type { ModelSpec } from '../spec/paper.ts';
import type { WrittenSpec } from '../spec/written-spec.ts';
import type { YamlPath } from '../yaml/document.ts';
import { choiceAt, listOf, recordOf, textOf, type WrittenChoice } from './written-choice.ts';

/** A regressor as written: a bare column has the word `variable`. */
export interface WrittenTerm extends WrittenChoice {
  /** the column that the whole term is made of, where it is one: of a variable, a factor, a power */
  readonly column?: string;
  /** the parts of an interaction */
  readonly parts: readonly WrittenTerm[];
}

/** One estimator and what it is fitted to; a two-part or stacked model has several, in the order of its equations. */
export interface WrittenEquation {
  readonly estimator: WrittenChoice;
  readonly outcome: { readonly name: string; readonly path: YamlPath };
  readonly terms: readonly WrittenTerm[];
  readonly termsPath: YamlPath;
}

export interface WrittenModel {
  readonly name: string;
  readonly path: YamlPath;
  readonly value: Readonly<Record<string, unknown>>;
  readonly spec: ModelSpec;
  readonly equations: readonly WrittenEquation[];
  readonly fixedEffects: readonly string[];
  /** `model` where none is written */
  readonly vcov: WrittenChoice;
  readonly effects: readonly WrittenChoice[];
}

export function writtenModels(written: WrittenSpec, models: ReadonlyMap<string, ModelSpec>): readonly WrittenModel[] {
  return [...models].map(([name, spec]) => writtenModel(name, spec, recordOf(written.at(['models', name]))));
}

function writtenModel(name: string, spec: ModelSpec, value: WrittenModel['value']): WrittenModel {
  const path = ['models', name];
  const model: Inherited = {
    outcome: { name: textOf(value.outcome) ?? '', path: [...path, 'outcome'] },
    terms: termsAt(value.terms, [...path, 'terms']),
    termsPath: [...path, 'terms'],
  };
  return {
    name,
    path,
    value,
    spec,
    equations: equationsOf(value.estimator, [...path, 'estimator'], model),
    fixedEffects: listOf(value.fixed_effects).flatMap((one) => textOf(one) ?? []),
    vcov: choiceAt(value.vcov ?? 'model', [...path, 'vcov']) ?? { word: 'model', options: {}, given: undefined, path },
    effects: listOf(value.effects ?? ['coefficients']).flatMap(
      (one, index) => choiceAt(one, [...path, 'effects', index]) ?? [],
    ),
  };
}

type Inherited = Omit<WrittenEquation, 'estimator'>;

function equationsOf(value: unknown, path: YamlPath, model: Inherited): readonly WrittenEquation[] {
  const choice = choiceAt(value, path);
  if (choice === undefined) return [];
  const inside: YamlPath = [...path, choice.word];
  const { first, second, equations } = choice.options;
  if (first !== undefined && second !== undefined) {
    const parts = [
      [first, 'first', 'first_part'],
      [second, 'second', 'second_part'],
    ] as const;
    return parts.flatMap(([estimator, key, changes]) =>
      equationsOf(estimator, [...inside, key], changed(model, choice.options[changes], [...inside, changes])),
    );
  }
  if (Array.isArray(equations)) {
    return equations.flatMap((one, index) => {
      const at: YamlPath = [...inside, 'equations', index];
      return equationsOf(recordOf(one).estimator, [...at, 'estimator'], changed(model, one, at));
    });
  }
  return [{ estimator: choice, ...model }];
}

function changed(model: Inherited, changes: unknown, path: YamlPath): Inherited {
  const { outcome, terms } = recordOf(changes);
  const name = textOf(outcome);
  return {
    outcome: name === undefined ? model.outcome : { name, path: [...path, 'outcome'] },
    ...(terms === undefined
      ? { terms: model.terms, termsPath: model.termsPath }
      : { terms: termsAt(terms, [...path, 'terms']), termsPath: [...path, 'terms'] }),
  };
}

function termsAt(value: unknown, path: YamlPath): readonly WrittenTerm[] {
  return listOf(value).flatMap((one, index) => termAt(one, [...path, index]) ?? []);
}

function termAt(value: unknown, path: YamlPath): WrittenTerm | undefined {
  if (typeof value === 'string')
    return { word: 'variable', options: {}, given: undefined, path, column: value, parts: [] };
  const choice = choiceAt(value, path);
  if (choice === undefined) return undefined;
  const column = textOf(choice.given) ?? textOf(choice.options.of);
  const parts = Array.isArray(choice.given) ? termsAt(choice.given, [...path, choice.word]) : [];
  return { ...choice, parts, ...(column !== undefined && { column }) };
}
