/** A power without the powers below it. */
import type { Rule } from '../rule.ts';
import { textOf } from '../written-choice.ts';

export const powerWithoutLower: Rule = {
  id: 'L051-power-without-lower',
  severity: 'warning',
  finds: 'a square or higher power of a variable without the variable, or without a power between',
  why: 'the curve is then forced to turn at zero, wherever zero happens to be',
  remedy: { en: 'add the lower powers', zh: '加入较低次幂' },
  source: 'Nelder 1977, Journal of the Royal Statistical Society A 140:48 (marginality)',
  example: {
    found: 'terms: [{ power: { of: age, exponent: 2 } }]',
    mended: 'terms: [age, { power: { of: age, exponent: 2 } }]',
  },
  fixes: true,
  *spec({ models }) {
    for (const { name, equations, fixedEffects } of models) {
      for (const { terms } of equations) {
        for (const { word, options, column, path } of terms) {
          const exponent = Number(options.exponent);
          if (word !== 'power' || column === undefined || !(exponent >= 2)) continue;
          const has = (power: number) =>
            power === 1
              ? fixedEffects.includes(column) || terms.some((one) => one.column === column && one.word !== 'power')
              : terms.some(
                  (one) => one.word === 'power' && textOf(one.options.of) === column && one.options.exponent === power,
                );
          const lacking = Array.from({ length: exponent - 1 }, (_, index) => index + 1).filter((power) => !has(power));
          if (lacking.length === 0) continue;
          const names = lacking.map((power) => (power === 1 ? column : `${column}^${power}`)).join(', ');
          const edits = lacking.map((power) => {
            const value = power === 1 ? column : `{ power: { of: ${column}, exponent: ${power} } }`;
            return { kind: 'insert', path, value } as const;
          });
          const plain = /^[a-z]\w*$/i.test(column);
          const finding = {
            en: `${column}^${exponent} without ${names}`,
            zh: `有 ${column}^${exponent} 而无 ${names}`,
          };
          yield { path, of: name, finding, ...(plain && { edits }) };
        }
      }
    }
  },
};
