/** A column that is both a regressor and a fixed effect. */
import type { Rule } from '../rule.ts';

export const controlAndEffect: Rule = {
  id: 'L001-control-and-effect',
  severity: 'error',
  finds: 'a column that stands among the terms and among the fixed effects of one model',
  why: 'the indicators of the effect explain the term, so its coefficient is left out or is that of an arbitrary remainder',
  remedy: { en: 'take it out of one of the two lists', zh: '从两个列表之一中删去' },
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
          yield {
            path,
            of: name,
            finding: { en: `"${column}" is a regressor and a fixed effect`, zh: `“${column}”既是自变量又是固定效应` },
          };
        }
      }
    }
  },
};
