/** Key results as a text for reading: notices, then a sentence each under its heading. */
import { Failure } from '../../errors/failure.ts';
import { wrapText } from '../../exhibits/formats/display-width.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';

/** E-USAGE where no key result is among the results. */
export function toldResults({ notices, sentences = [] }: Results, language: Language, width: number): string {
  if (sentences.length === 0) {
    throw new Failure('E-USAGE', {
      finding: 'no key result is behind this',
      remedy: 'name a model, mediation or split of key_results, or add one to the spec',
    });
  }
  const lines = [
    ...notices.flatMap((notice) => [...wrapText(inLanguage(notice, language), width, 2), '']),
    ...sentences.flatMap(({ model, equation, effect, term, label, sentence }) => {
      const place = [model, equation]
        .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
        .join('.');
      const heading = label === undefined ? '' : `${inLanguage(label, language)} — `;
      return [
        `${heading}${place}, ${effect}: ${term}`,
        ...wrapText(`  ${inLanguage(sentence, language)}`, width, 2),
        '',
      ];
    }),
  ];
  return lines.join('\n');
}
