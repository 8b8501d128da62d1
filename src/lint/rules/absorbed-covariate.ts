/** A covariate, or a fixed effect, that another fixed effect determines. */
import { constantWithin, keysOf } from '../groups.ts';
import type { Rule } from '../rule.ts';

export const absorbedCovariate: Rule = {
  id: 'L002-absorbed-by-effects',
  severity: 'warning',
  finds: 'a covariate or fixed effect that is the same in all rows of a level of another fixed effect',
  why: 'the finer effect absorbs it: its coefficient is not identified, and which column is left out is a convention',
  remedy: { en: 'leave it out, or use the coarser effect on purpose', zh: '删去该变量，或有意改用较粗的固定效应' },
  source: 'docs/methods/fixed-effects.md; Wooldridge 2010, chapter 10',
  example: { found: 'fixed_effects: [region, province]', mended: 'fixed_effects: [province]' },
  *equation({ design, index, written }) {
    const { fixedEffects, equations, path, name } = written;
    const effects = fixedEffects.flatMap((column) => {
      const keys = keysOf(design.frame, column);
      return keys === undefined ? [] : [{ column, keys }];
    });
    const covariates = (equations[index]?.terms ?? []).flatMap((term) =>
      term.column === undefined || fixedEffects.includes(term.column) ? [] : [{ column: term.column, path: term.path }],
    );
    const nested = fixedEffects.map((column, at) => ({ column, path: [...path, 'fixed_effects', at] }));
    for (const one of [...covariates, ...nested]) {
      const keys = keysOf(design.frame, one.column);
      if (keys === undefined) continue;
      const owner = effects.find(
        (effect) =>
          effect.column !== one.column &&
          keys.count > 1 &&
          // effects of one partition under two names would each accuse the other
          (keys.count < effect.keys.count || !fixedEffects.includes(one.column)) &&
          constantWithin(keys.codes, effect.keys),
      );
      if (owner === undefined) continue;
      yield {
        path: one.path,
        of: name,
        finding: {
          en: `"${one.column}" does not vary within a level of the fixed effect "${owner.column}"`,
          zh: `“${one.column}”在固定效应“${owner.column}”的每个水平内不变`,
        },
      };
    }
  },
};
