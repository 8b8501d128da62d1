/** The rows under the estimates: observations and whatever statistic the equations carry. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { EffectResult, EquationResult, ModelResult } from '../../results/estimates.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { countText, pValueText } from './cell.ts';

/** A row of yes and no: whether the equation has a fixed effect, or any of some terms. */
export interface MarkRow {
  readonly label: Text;
  /** variables, term ids or fixed effects */
  readonly has: readonly string[];
  /** whether all of them are asked for, or one */
  readonly all: boolean;
}

export interface StatisticRow {
  /** names in camel case; the first that an equation has is shown: pseudoR2 here, deviance there */
  readonly names: readonly string[];
  readonly label?: Text;
  readonly digits: number;
  /** whether the row is left out where no column has the statistic, instead of a failure */
  readonly optional?: boolean;
  /** row key of the published table */
  readonly published?: string;
}

const TITLES: Readonly<Record<string, Text>> = {
  nobs: { en: 'Observations', zh: '观测数' },
  pseudoR2: { en: 'Pseudo R²', zh: '伪R²' },
  rSquared: { en: 'R²', zh: 'R²' },
  adjRSquared: { en: 'Adjusted R²', zh: '调整R²' },
  rmse: { en: 'Root mean squared error', zh: '均方根误差' },
  fStatistic: { en: 'F statistic', zh: 'F统计量' },
  fP: { en: 'P of the F test', zh: 'F检验P值' },
  lrChi2: { en: 'LR chi-squared', zh: '似然比卡方' },
  lrDf: { en: 'LR degrees of freedom', zh: '似然比自由度' },
  lrP: { en: 'P of the LR test against the constant', zh: '与仅常数项模型的似然比检验P值' },
  dfResidual: { en: 'Residual degrees of freedom', zh: '残差自由度' },
  rank: { en: 'Coefficients', zh: '系数个数' },
  pearsonChi2: { en: 'Pearson chi-squared', zh: 'Pearson卡方' },
  deviance: { en: 'Deviance', zh: '偏差' },
  nullDeviance: { en: 'Null deviance', zh: '零模型偏差' },
  dispersion: { en: 'Dispersion', zh: '离散参数' },
  dispersionPearson: { en: 'Dispersion, Pearson', zh: '离散参数（Pearson）' },
  dispersionDeviance: { en: 'Dispersion, deviance', zh: '离散参数（偏差）' },
  dispersionMl: { en: 'Dispersion, maximum likelihood', zh: '离散参数（极大似然）' },
  logLik: { en: 'Log likelihood', zh: '对数似然' },
  logLikNull: { en: 'Log likelihood, constant only', zh: '仅常数项对数似然' },
  aic: { en: 'AIC', zh: 'AIC' },
  bic: { en: 'BIC', zh: 'BIC' },
  sigma: { en: 'SD of the random intercept', zh: '随机截距标准差' },
  rho: { en: 'Intraclass correlation ρ', zh: '组内相关系数ρ' },
  chibar2: { en: 'LR test against the pooled model', zh: '与混合模型的似然比检验' },
  chibarP: { en: 'P of the LR test', zh: '似然比检验P值' },
  groups: { en: 'Groups', zh: '组数' },
  groupMin: { en: 'Rows per group, least', zh: '每组最少行数' },
  groupMean: { en: 'Rows per group, mean', zh: '每组平均行数' },
  groupMax: { en: 'Rows per group, most', zh: '每组最多行数' },
  points: { en: 'Quadrature points', zh: '求积节点数' },
};

const P_VALUES: ReadonlySet<string> = new Set(['chibarP', 'fP', 'lrP']);
const COUNTS: ReadonlySet<string> = new Set([
  'nobs',
  'groups',
  'groupMin',
  'groupMax',
  'points',
  'rank',
  'lrDf',
  'dfResidual',
]);

export function statisticTitle(statistic: StatisticRow, language: Language): string {
  if (statistic.label !== undefined) return inLanguage(statistic.label, language);
  return statistic.names.map((name) => inLanguage(TITLES[name] ?? { en: name }, language)).join(' / ');
}

/** What stands behind a column: an equation, or an expectation over several of its model. */
export interface StatisticSource {
  readonly model: ModelResult;
  readonly effect: EffectResult;
  readonly equation: EquationResult | undefined;
}

/** Undefined when the equation has none of the names. */
export function statisticValue(statistic: StatisticRow, source: StatisticSource): number | undefined {
  const { equation } = source;
  if (equation === undefined) return statistic.names.includes('nobs') ? averagedRows(source) : undefined;
  const name = firstName(statistic, equation);
  if (name === undefined) return undefined;
  return name === 'nobs' ? equation.nobs : equation.statistics[name];
}

/** The observations behind an expectation over several equations; of weighted counts only the model knows. */
function averagedRows({ effect, model }: StatisticSource): number | undefined {
  return model.equations.every(({ rows, nobs }) => rows === nobs) ? effect.rows : undefined;
}

export function statisticText(statistic: StatisticRow, source: StatisticSource): string | undefined {
  const value = statisticValue(statistic, source);
  if (value === undefined) return undefined;
  const name = source.equation === undefined ? 'nobs' : firstName(statistic, source.equation)!;
  if (COUNTS.has(name)) return countText(value);
  return P_VALUES.has(name) ? pValueText(value) : formatFixed(value, statistic.digits);
}

/** Whether the equation has what a row of marks asks for; undefined for an expectation over several equations. */
export function isMarked(
  { has, all }: MarkRow,
  model: ModelResult,
  equation: EquationResult | undefined,
): boolean | undefined {
  if (equation === undefined) return undefined;
  const estimates = model.effects
    .filter((effect) => effect.equation === equation.name)
    .flatMap((effect) => effect.estimates);
  const known = new Set([
    ...estimates.flatMap(({ term, variable }) => [term, variable]),
    ...(equation.fixedEffects ?? []).map(({ variable }) => variable),
    ...equation.omitted.map(({ term }) => term),
  ]);
  return all ? has.every((name) => known.has(name)) : has.some((name) => known.has(name));
}

function firstName(statistic: StatisticRow, equation: EquationResult): string | undefined {
  return statistic.names.find((name) => name === 'nobs' || Object.hasOwn(equation.statistics, name));
}
