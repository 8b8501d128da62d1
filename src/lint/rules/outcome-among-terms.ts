/** An outcome that explains itself. */
import type { Rule } from '../rule.ts';

export const outcomeAmongTerms: Rule = {
  id: 'L006-outcome-among-terms',
  severity: 'error',
  finds: 'a model whose outcome is also a regressor',
  why: 'the fit is perfect and says nothing',
  remedy: { en: 'take it out of the terms', zh: '从项中删去' },
  source: 'by arithmetic',
  example: { found: '{ outcome: cost, terms: [age, cost] }', mended: '{ outcome: cost, terms: [age] }' },
  *spec({ models }) {
    for (const { name, equations } of models) {
      for (const { terms, outcome } of equations) {
        for (const term of terms) {
          if (![term, ...term.parts].some(({ column }) => column === outcome.name)) continue;
          yield {
            path: term.path,
            of: name,
            finding: {
              en: `the outcome "${outcome.name}" is among the terms`,
              zh: `因变量“${outcome.name}”在自变量之中`,
            },
          };
        }
      }
    }
  },
};
