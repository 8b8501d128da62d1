/** The same model in several groups, side by side, without a test of the difference. */
import { parseTree } from '../../analysis/expressions/parse.ts';
import type { LintContext, Rule } from '../rule.ts';
import { listOf, recordOf, textOf } from '../written-choice.ts';
import type { WrittenModel } from '../written-models.ts';

export const subgroupsWithoutTest: Rule = {
  id: 'L023-subgroups-without-test',
  severity: 'warning',
  finds:
    'one outcome under one estimator in groups that exclude each other, without a split that tests their difference',
  why: 'that one group is significant and another is not does not make them different',
  remedy: {
    en: 'declare a split: it fits the groups and tests their difference',
    zh: '声明 split：它估计各组并检验组间差异',
  },
  source: 'Gelman and Stern 2006, American Statistician 60:328; Altman and Bland 2003',
  example: {
    found: "samples men: keep sex == 'male', women: keep sex == 'female', one model on each",
    mended: 'splits: { sex: { model: all, groups: { men: { where: ... }, women: { where: ... } }, terms: [policy] } }',
  },
  *spec(context) {
    const groups = new Map<string, { readonly model: WrittenModel; readonly choice: Choice }[]>();
    for (const model of context.models) {
      const choice = chosenRows(model, context);
      if (choice === undefined) continue;
      const outcomes = model.equations.map(({ outcome }) => outcome.name);
      const key = JSON.stringify([choice.from, choice.column, outcomes, model.value.estimator]);
      groups.set(key, [...(groups.get(key) ?? []), { model, choice }]);
    }
    const tested = new Set([...context.analysis.splits.values()].map(({ model }) => outcomeOf(model, context)));
    for (const [first, ...others] of groups.values()) {
      if (first === undefined || tested.has(outcomeOf(first.model.name, context))) continue;
      const apart = others.filter(({ choice }) => disjoint(choice, first.choice));
      if (apart.length === 0) continue;
      const names = [first, ...apart].map(({ model }) => model.name);
      yield {
        path: first.model.path,
        finding: {
          en: `${names.map((name) => `"${name}"`).join(', ')} differ in "${first.choice.column}" alone, and nothing tests their difference`,
          zh: `${names.map((name) => `“${name}”`).join('、')}只在“${first.choice.column}”上不同，而组间差异未经检验`,
        },
      };
    }
  },
};

/** The rows of one column's values that a model's own sample, or its `where`, chooses. */
interface Choice {
  readonly from: string;
  readonly column: string;
  readonly levels?: readonly (string | number)[];
  readonly above?: boolean;
}

function chosenRows({ value }: WrittenModel, { written }: LintContext): Choice | undefined {
  const sample = textOf(value.sample) ?? '';
  const where = textOf(value.where);
  if (where !== undefined) return choiceOf(where, sample);
  const entry = recordOf(written.at(['samples', sample]));
  const conditions = listOf(entry.steps).flatMap((step) => {
    const keep = recordOf(step).keep;
    return textOf(keep) ?? textOf(recordOf(keep).where) ?? [];
  });
  const [only, ...more] = conditions;
  return only === undefined || more.length > 0 ? undefined : choiceOf(only, textOf(entry.from) ?? '');
}

function choiceOf(text: string, from: string): Choice | undefined {
  const node = parseTree(text);
  if (node.kind === 'in' && node.of.kind === 'variable') return { from, column: node.of.name, levels: node.items };
  if (node.kind !== 'comparison' || node.left.kind !== 'variable') return undefined;
  const { right, left, sign } = node;
  if (right.kind !== 'text' && right.kind !== 'number') return undefined;
  if (sign === '==') return { from, column: left.name, levels: [right.value] };
  if (sign === '!=') return undefined;
  return { from, column: left.name, above: sign === '>' || sign === '>=' };
}

function disjoint(one: Choice, other: Choice): boolean {
  const { levels } = one;
  if (levels !== undefined && other.levels !== undefined) return !other.levels.some((level) => levels.includes(level));
  return one.above !== undefined && other.above !== undefined && one.above !== other.above;
}

function outcomeOf(model: string, { models }: LintContext): string | undefined {
  return models.find(({ name }) => name === model)?.equations[0]?.outcome.name;
}
