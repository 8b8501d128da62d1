/** A label in the languages of the project. */

export type Language = 'en' | 'zh';

/** English is always there; where Chinese is missing, English stands in. */
export interface Text {
  readonly en: string;
  readonly zh?: string;
}

/** The label in the language asked for. */
export function inLanguage(text: Text, language: Language): string {
  return text[language] ?? text.en;
}
