/** `Figure 2. Share unpaid by scope`. */
import { inLanguage, type Language } from '../../results/text.ts';
import type { FigureHeading } from './shape.ts';

export function figureTitle(heading: FigureHeading, language: Language): string {
  const text = inLanguage(heading.title, language);
  if (heading.number === undefined) return text;
  return language === 'zh' ? `图${heading.number}　${text}` : `Figure ${heading.number}. ${text}`;
}
