/** Marginal effects of categories by derivative. */
import type { LintContext, Rule } from '../rule.ts';
import { isRecord, listOf, recordOf } from '../written-choice.ts';

export const derivativeOfDummies: Rule = {
  id: 'L052-derivative-of-dummies',
  severity: 'advice',
  finds: 'marginal effects with dummies: derivative in a model that has a category among its terms',
  why: 'a category changes from one level to another, not a little; Stata margins with i. and R marginaleffects take the difference',
  remedy: {
    en: 'dummies: discrete, unless a paper is followed that differentiated',
    zh: '除非所复现的论文采用导数，否则写 dummies: discrete',
  },
  source: 'docs/methods/marginal-effects.md; Norton, Dowd and Maciejewski 2019, JAMA 321:1304',
  example: { found: 'marginal_effects: { dummies: derivative }', mended: 'marginal_effects: { dummies: discrete }' },
  *spec(context) {
    const categories = categoriesOf(context);
    for (const { name, path, effects, equations } of context.models) {
      const linear = equations.every(({ estimator }) => estimator.word === 'ols');
      const category = equations
        .flatMap(({ terms }) => terms)
        .find(({ word, column }) => word === 'factor' || (column !== undefined && categories.has(column)));
      if (linear || category === undefined) continue;
      for (const { word, options, path: at } of effects) {
        if (word !== 'marginal_effects' || options.dummies !== 'derivative') continue;
        const place = [...at, word, 'dummies'];
        yield {
          path: place,
          of: name,
          finding: {
            en: `derivative by the indicators of "${category.column}" in "${String(path[1])}"`,
            zh: `“${String(path[1])}”对“${category.column}”的虚拟变量求导`,
          },
        };
      }
    }
  },
};

const CATEGORY_STEPS: ReadonlySet<string> = new Set(['recode', 'classify', 'quantiles', 'cut']);

/** Columns that the codebook or a step says are categories. */
function categoriesOf({ analysis, written }: LintContext): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name, kind } of analysis.codebook.columns.values()) if (kind === 'category') found.add(name);
  for (const sample of Object.values(recordOf(written.at(['samples'])))) {
    for (const step of listOf(recordOf(sample).steps)) {
      if (!isRecord(step)) continue;
      for (const [word, columns] of Object.entries(step)) {
        // a later step of that name may make a number of a category
        for (const name of Object.keys(recordOf(columns))) {
          if (CATEGORY_STEPS.has(word)) found.add(name);
          else if (word !== 'keep' && word !== 'drop' && word !== 'complete') found.delete(name);
        }
      }
    }
  }
  return found;
}
