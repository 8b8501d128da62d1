/** Whether the models, effects, equations and terms that key results name exist. */
import { enteringVariables } from '../analysis/terms/term-variables.ts';
import type { ModelSpec } from './paper.ts';
import { complain, mustBeKnown, namesIn, type Sections } from './sections.ts';

/**
 * Notes key results that nothing carries. Where settings are tried the terms and equations of a model may differ from the spec's:
 * a key result that is not there is then said by the run.
 */
export function checkKeyResults(sections: Sections): void {
  for (const [index, entry] of sections.keyResults.entries()) {
    const named = (kind: string, key: string, name: string, known: readonly string[]) =>
      mustBeKnown(sections, 'key_results', [index, key], { kind, name, known });
    if (entry.kind === 'mediation') {
      named('mediation', 'mediation', entry.mediation, namesIn(sections, 'mediations'));
      const plan = sections.mediations.get(entry.mediation);
      if (plan === undefined) continue;
      if (entry.mediator !== undefined)
        named(
          'mediator',
          'mediator',
          entry.mediator,
          plan.mediators.map(({ variable }) => variable),
        );
      if (entry.scale === 'marginal_effect' && plan.effects === undefined)
        withoutMargins(sections, index, entry.mediation);
    } else if (entry.kind === 'split') {
      named('split', 'split', entry.split, namesIn(sections, 'splits'));
      const split = sections.splits.get(entry.split);
      if (split === undefined) continue;
      if (entry.term !== undefined) named('term', 'term', entry.term, split.terms);
      if (entry.scale === 'marginal_effect' && split.effects === undefined)
        withoutMargins(sections, index, entry.split);
    } else {
      named('model', 'model', entry.model, namesIn(sections, 'models'));
      const model = sections.models.get(entry.model);
      if (model === undefined) continue;
      const { effect, equation, term } = entry;
      const sayable = model.effects.filter(({ kind }) => kind !== undefined).map(({ name }) => name);
      const isPart = (name: string) => sayable.some((whole) => name.startsWith(`${whole}_`));
      if (effect !== undefined && !isPart(effect)) named('effect', 'effect', effect, sayable);
      if (sections.hasSettings) continue;
      const names = equationNames(model);
      if (equation !== undefined && names.length > 0) {
        named('equation', 'equation', equation, [...names, 'combined']);
      }
      if (term !== undefined && !term.includes(':')) {
        const known = termNames(model);
        const plain = /^(.*?)(?:=.*| - .*)?$/.exec(term)![1]!;
        if (!known.includes(term)) named('term', 'term', plain, known);
      }
    }
  }
}

function withoutMargins(sections: Sections, index: number, name: string): void {
  complain(sections, 'key_results', [index, 'scale'], {
    finding: `"${name}" has no marginal effects`,
    remedy: 'add marginal_effects to it, or take scale: coefficient',
  });
}

/** Equations of the estimator; none where it cannot say them, which is a fault of its own. */
function equationNames({ estimator, asked }: ModelSpec): readonly string[] {
  try {
    return estimator.equations(asked).map(({ name }) => name);
  } catch {
    return [];
  }
}

function termNames({ estimator, asked }: ModelSpec): readonly string[] {
  let terms = asked.terms;
  try {
    terms = [...terms, ...estimator.equations(asked).flatMap((equation) => equation.terms)];
  } catch {
    // said where the estimator is
  }
  return [
    ...new Set(
      terms.filter(({ fixedEffect }) => !fixedEffect).flatMap((term) => [term.name, ...enteringVariables(term)]),
    ),
  ];
}
