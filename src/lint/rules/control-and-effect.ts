/** A column that is both a regressor and a fixed effect. */
import type { Rule } from '../rule.ts';

export const controlAndEffect: Rule = {
  id: 'L001-control-and-effect',
  severity: 'error',
  finds: 'a column that stands among the terms and among the fixed effects of one model',
  why: 'the indicators of the effect explain the term, so its coefficient is left out or is that of an arbitrary remainder',
  remedy: 'take it out of one of the two lists',
  source: 'Wooldridge 2010, chapter 10',
  example: {
    found: '{ terms: [age, region], fixed_effects: [region] }',
    mended: '{ terms: [age], fixed_effects: [region] }',
  },
  *spec({ models }) {
    for (const { name, equations, fixedEffects } of models) {
      for (const { terms } of equations) {
        for (const { column, path } of terms) {
          if (column === undefined || !fixedEffects.includes(column)) continue;
          yield { path, of: name, finding: `"${column}" is a regressor and a fixed effect` };
        }
      }
    }
  },
};
