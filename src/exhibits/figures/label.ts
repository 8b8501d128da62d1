/** What points and bars are called: the label of the variable or of the level. */
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';

export function variableLabel(results: Results, variable: string, language: Language): string | undefined {
  const info = infoOf(results, variable);
  return info === undefined ? undefined : inLanguage(info.label, language);
}

export function levelLabel(results: Results, variable: string, level: string, language: Language): string | undefined {
  const found = infoOf(results, variable)?.levels?.find((candidate) => candidate.name === level);
  return found === undefined ? undefined : inLanguage(found.label, language);
}

/** Whether a level only says that the variable holds. */
export function saysYes(variable: string, level: string): boolean {
  return ['yes', '1', 'true', variable.toLowerCase()].includes(level.toLowerCase());
}

function infoOf({ variables }: Results, variable: string) {
  return variables !== undefined && Object.hasOwn(variables, variable) ? variables[variable] : undefined;
}
