/** The policies in a spec's models: terms that switch on with adoption, and the units that adopt. */
import type { YamlPath } from '../yaml/document.ts';
import type { LintContext } from './rule.ts';
import { choiceAt, listOf, recordOf, textOf } from './written-choice.ts';
import type { WrittenEquation, WrittenModel, WrittenTerm } from './written-models.ts';

const POLICY_TERMS: ReadonlySet<string> = new Set(['treated_post', 'event_time']);

export interface Policy {
  readonly term: WrittenTerm;
  /** the variable that the term makes */
  readonly name: string;
  /** the column with the time of adoption, and that with the time of the row */
  readonly adopted: string;
  readonly time: string;
  /** time between adoption and the first treated time */
  readonly lag: number;
  /** the column whose levels adopt, where an adoption step says so */
  readonly unit?: string;
}

/** The policy terms of an equation, those inside interactions too. */
export function policiesOf(equation: WrittenEquation, context: LintContext): readonly Policy[] {
  return equation.terms.flatMap((term) => [term, ...term.parts]).flatMap((term) => policyOf(term, context) ?? []);
}

function policyOf(term: WrittenTerm, context: LintContext): Policy | undefined {
  const adopted = textOf(term.options.adopted);
  const time = textOf(term.options.time);
  if (!POLICY_TERMS.has(term.word) || adopted === undefined || time === undefined) return undefined;
  const unit = adoptingUnit(adopted, context);
  const lag = Number(term.options.lag ?? 0);
  return {
    term,
    name: textOf(term.options.name) ?? term.word,
    adopted,
    time,
    lag,
    ...(unit !== undefined && { unit }),
  };
}

/** The policies of a model, each once, by the place of their terms. */
export function modelPolicies(model: WrittenModel, context: LintContext): readonly Policy[] {
  const all = model.equations.flatMap((equation) => policiesOf(equation, context));
  return [...new Map(all.map((policy) => [JSON.stringify(policy.term.path), policy])).values()];
}

/** The key of the adoption step that makes a column. */
function adoptingUnit(adopted: string, { written }: LintContext): string | undefined {
  for (const { given } of adoptionSteps(written)) {
    const key = textOf(recordOf(recordOf(given)[adopted]).key);
    if (key !== undefined) return key;
  }
  return undefined;
}

function adoptionSteps({ at }: LintContext['written']) {
  return Object.entries(recordOf(at(['samples']))).flatMap(([sample, value]) =>
    listOf(recordOf(value).steps).flatMap((step, index) => {
      const path: YamlPath = ['samples', sample, 'steps', index];
      const choice = choiceAt(step, path);
      return choice?.word === 'adoption' ? [choice] : [];
    }),
  );
}
