/** The rows under the estimates: observations and whatever statistic the equations carry. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { EquationResult } from '../../results/estimates.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { countText } from './cell.ts';

export interface StatisticRow {
  /** names in camel case; the first that an equation has is shown: pseudoR2 here, deviance there */
  readonly names: readonly string[];
  readonly label?: Text;
  readonly digits: number;
  /** row key of the published table */
  readonly published?: string;
}

const TITLES: Readonly<Record<string, Text>> = {
  nobs: { en: 'Observations', zh: '观测数' },
  pseudoR2: { en: 'Pseudo R²', zh: '伪R²' },
  rSquared: { en: 'R²', zh: 'R²' },
  adjustedRSquared: { en: 'Adjusted R²', zh: '调整R²' },
  deviance: { en: 'Deviance', zh: '偏差' },
  nullDeviance: { en: 'Null deviance', zh: '零模型偏差' },
  dispersion: { en: 'Dispersion', zh: '离散参数' },
  logLik: { en: 'Log likelihood', zh: '对数似然' },
  logLikNull: { en: 'Log likelihood, constant only', zh: '仅常数项对数似然' },
  aic: { en: 'AIC', zh: 'AIC' },
  bic: { en: 'BIC', zh: 'BIC' },
};

export function statisticTitle(statistic: StatisticRow, language: Language): string {
  if (statistic.label !== undefined) return inLanguage(statistic.label, language);
  return statistic.names.map((name) => inLanguage(TITLES[name] ?? { en: name }, language)).join(' / ');
}

/** Undefined when the equation has none of the names. */
export function statisticValue(statistic: StatisticRow, equation: EquationResult | undefined): number | undefined {
  const name = equation === undefined ? undefined : firstName(statistic, equation);
  if (name === undefined) return undefined;
  return name === 'nobs' ? equation!.nobs : equation!.statistics[name];
}

export function statisticText(statistic: StatisticRow, equation: EquationResult | undefined): string | undefined {
  const value = statisticValue(statistic, equation);
  if (value === undefined) return undefined;
  return firstName(statistic, equation!) === 'nobs' ? countText(value) : formatFixed(value, statistic.digits);
}

function firstName(statistic: StatisticRow, equation: EquationResult): string | undefined {
  return statistic.names.find((name) => name === 'nobs' || Object.hasOwn(equation.statistics, name));
}
