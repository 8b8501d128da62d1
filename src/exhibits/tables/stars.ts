/** Stars from unrounded p values, by thresholds that the table names. */
import type { Language } from '../../results/text.ts';

export interface StarRule {
  readonly stars: string;
  /** given when p is strictly below */
  readonly below: number;
}

/** The rules from the strictest on. */
export function starRules(thresholds: Readonly<Record<string, number>>): readonly StarRule[] {
  return Object.entries(thresholds)
    .map(([stars, below]) => ({ stars, below }))
    .sort((a, b) => a.below - b.below);
}

/** The stars of the strictest rule that p passes; none for a missing p. */
export function starsFor(pValue: number, rules: readonly StarRule[]): string {
  return rules.find((rule) => pValue < rule.below)?.stars ?? '';
}

/** `** p < 0.01, * p < 0.05`, or '' without rules. */
export function starSentence(rules: readonly StarRule[], language: Language): string {
  return rules.map((rule) => `${rule.stars} p < ${rule.below}`).join(language === 'zh' ? '，' : ', ');
}
