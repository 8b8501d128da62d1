/** An interaction whose parts do not stand alone as well. */
import type { Rule } from '../rule.ts';
import type { WrittenTerm } from '../written-models.ts';

export const interactionWithoutMain: Rule = {
  id: 'L050-interaction-without-main',
  severity: 'warning',
  finds: 'an interaction of which a part is neither a term nor a fixed effect',
  why: 'its coefficient then mixes the difference of slopes with the level that was left out',
  remedy: { en: 'add the parts as terms of their own', zh: '把各组成部分也作为单独的项加入' },
  source: 'Brambor, Clark and Golder 2006, Political Analysis 14:63',
  example: {
    found: 'terms: [{ interaction: [age, female] }]',
    mended: 'terms: [age, female, { interaction: [age, female] }]',
  },
  fixes: true,
  *spec({ models }) {
    for (const { name, equations, fixedEffects } of models) {
      for (const { terms } of equations) {
        const there = new Set(terms.map(identity));
        for (const { parts, path } of terms) {
          const lacking = parts.filter((part) => {
            const effect = part.column !== undefined && part.word !== 'power' && fixedEffects.includes(part.column);
            return !effect && !there.has(identity(part));
          });
          if (lacking.length === 0) continue;
          const names = lacking.map((part) => part.column ?? part.word);
          const plain = lacking.every((part) => part.word === 'variable' && /^[a-z]\w*$/i.test(part.column ?? ''));
          const edits = lacking.map((part) => ({ kind: 'insert', path, value: part.column ?? '' }) as const);
          const finding = {
            en: `${names.map((one) => `"${one}"`).join(' and ')} without a term of its own`,
            zh: `${names.map((one) => `“${one}”`).join('和')}没有单独的项`,
          };
          yield { path, of: name, finding, ...(plain && { edits }) };
        }
      }
    }
  },
};

/** What a term adds; a factor and the bare column are one. */
function identity({ word, column, given }: WrittenTerm): string {
  return word === 'variable' || word === 'factor' ? `column ${column}` : `${word} ${JSON.stringify(given)}`;
}
