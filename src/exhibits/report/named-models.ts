/** Every model behind the results, under the name a reader knows it by: also steps of mediations and groups of splits. */
import type { ModelResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';

export interface NamedModel {
  readonly name: string;
  readonly model: ModelResult;
  /** where the spec declares it */
  readonly source: readonly string[];
}

export function namedModels(results: Results, language: Language): readonly NamedModel[] {
  const colon = language === 'zh' ? '：' : ': ';
  const own = Object.values(results.models).map(
    (model): NamedModel => ({ name: inLanguage(model.label, language), model, source: ['models', model.id] }),
  );
  const steps = Object.values(results.mediations ?? {}).flatMap(({ id, label, steps }) =>
    // its equation says which step it is
    steps.map(({ model }): NamedModel => ({ name: inLanguage(label, language), model, source: ['mediations', id] })),
  );
  const groups = Object.values(results.splits ?? {}).flatMap(({ id, label, groups }) =>
    groups.map((group): NamedModel => {
      const name = `${inLanguage(label, language)}${colon}${inLanguage(group.label, language)}`;
      return { name, model: group.model, source: ['splits', id, 'groups', group.name] };
    }),
  );
  return [...own, ...steps, ...groups];
}
