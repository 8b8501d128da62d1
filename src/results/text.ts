/** A label in the languages of the project. */

export type Language = 'en' | 'zh';

/** English is always there; where Chinese is missing, English stands in. */
export interface Text {
  readonly en: string;
  readonly zh?: string;
}

/** A text that has both languages: what the program itself says. */
export type Bilingual = Required<Text>;

/** The label in the language asked for. */
export function inLanguage(text: Text, language: Language): string {
  return text[language] ?? text.en;
}

/** What is no language's: numbers, names, formulas. */
export function unworded(text: string): Bilingual {
  return { en: text, zh: text };
}

type Part = string | number | Text;

/** A template whose parts may have both languages themselves: each is said in the language of the template. */
function templateIn(language: Language) {
  return (words: TemplateStringsArray, ...parts: readonly Part[]): string =>
    parts.reduce<string>((said, part, k) => {
      const own = typeof part === 'object' ? inLanguage(part, language) : String(part);
      return said + own + words[k + 1]!;
    }, words[0]!);
}

export const en = templateIn('en');
export const zh = templateIn('zh');
