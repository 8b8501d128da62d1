/** What rows and headings are called: the variable's label with its unit, a level's label, the reference. */
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { VariableInfo } from '../../results/variable.ts';

export function variableInfo(results: Results, variable: string): VariableInfo | undefined {
  const { variables } = results;
  return variables !== undefined && Object.hasOwn(variables, variable) ? variables[variable] : undefined;
}

/** `Age (years)`: the unit is added unless the label has brackets already; undefined when nobody described the variable. */
export function variableLabel(results: Results, variable: string, language: Language): string | undefined {
  const info = variableInfo(results, variable);
  if (info === undefined) return undefined;
  const label = inLanguage(info.label, language);
  if (info.unit === undefined || /[(（]/.test(label)) return label;
  const unit = inLanguage(info.unit, language);
  return language === 'zh' ? `${label}（${unit}）` : `${label} (${unit})`;
}

export function levelLabel(results: Results, variable: string, level: string, language: Language): string | undefined {
  const found = variableInfo(results, variable)?.levels?.find((candidate) => candidate.name === level);
  return found === undefined ? undefined : inLanguage(found.label, language);
}

/** The names in the order of the codebook; those that it does not know come last, in their own order. */
export function inCodebookOrder(results: Results, variable: string, levels: readonly string[]): readonly string[] {
  const order = variableInfo(results, variable)?.levels?.map((level) => level.name) ?? [];
  const known = order.filter((name) => levels.includes(name));
  return [...known, ...levels.filter((name) => !known.includes(name))];
}

/** Whether a level only says that the variable holds (yes, 1, true, or the variable's own name): it needs no heading. */
export function saysYes(variable: string, level: string): boolean {
  return ['yes', '1', 'true', variable.toLowerCase()].includes(level.toLowerCase());
}

/** `Scope of move (ref. within a city)`. */
export function withReference(label: string, reference: string | undefined, language: Language): string {
  if (reference === undefined || reference === '') return label;
  return language === 'zh' ? `${label}（参照：${reference}）` : `${label} (ref. ${reference})`;
}

export function tableTitle(number: string | number | undefined, title: Text, language: Language): string {
  const text = inLanguage(title, language);
  if (number === undefined) return text;
  return language === 'zh' ? `表${number}　${text}` : `Table ${number}. ${text}`;
}

/** `a, b and c`. */
export function enumerated(parts: readonly string[], language: Language): string {
  if (language === 'zh') return parts.join('、');
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
