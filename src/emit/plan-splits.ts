/** Splits as they were written -> a model, its groups, and the effects that are compared. */
import type { PlanSplit } from './plan.ts';
import { conditionOf } from './plan-expression.ts';
import { planModel } from './plan-models.ts';
import { labelOf, mapping, optionalText, textOf, texts, type Written } from './written.ts';

/** `models` are the models as they were written. */
export function planSplit(name: string, entry: Written, models: Written): PlanSplit {
  const model = textOf(entry.model);
  const effects = entry.marginal_effects === undefined ? undefined : mapping(entry.marginal_effects);
  const of = optionalText(effects?.of);
  return {
    name,
    label: labelOf(entry.label, name),
    model: planModel(model, mapping(models[model]), ['splits', name]),
    groups: Object.entries(mapping(entry.groups)).map(([group, options]) => {
      return { name: textOf(group), where: conditionOf(mapping(options).where) };
    }),
    terms: texts(entry.terms),
    ...(effects && {
      effects: {
        at: effects.at as 'observations',
        change: effects.change as 'derivative',
        ...(of !== undefined && { of }),
      },
    }),
    permuted: entry.permutation !== undefined,
  };
}
