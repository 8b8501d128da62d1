/** Our value for every number that a case expects, read from the Results of its run, by the same paths. */
import type { EffectResult, EquationResult, Estimate, ModelResult } from '../../src/results/estimates.ts';
import type { Results } from '../../src/results/results.ts';
import type { Case, Leaf } from './case.ts';
import { modelName, seKinds } from './case-spec.ts';
import { addPanel, isPanel } from './panel-values.ts';
import { randomInterceptValues } from './random-intercept.ts';

/** Statistic names of the cases and ours. */
const STATISTICS: Record<string, string> = {
  k: 'rank',
  rank: 'rank',
  df_residual: 'dfResidual',
  loglik_null: 'logLikNull',
  deviance: 'deviance',
  null_deviance: 'nullDeviance',
  pearson_chi2: 'pearsonChi2',
  pearson_chi2_ungrouped: 'pearsonChi2',
  lr_chi2: 'lrChi2',
  lr_df: 'lrDf',
  lr_p: 'lrP',
  mcfadden_r2: 'pseudoR2',
  aic: 'aic',
  bic: 'bic',
  absorbed_df: 'absorbedDf',
  within_r2: 'withinRSquared',
  rss: 'rss',
  r2: 'rSquared',
  adj_r2: 'adjRSquared',
  rmse: 'rmse',
  f_classical: 'fStatistic',
  ss_model: 'ssModel',
  ss_residual: 'ssResidual',
  ms_model: 'msModel',
  ms_residual: 'msResidual',
  dispersion_pearson: 'dispersionPearson',
  dispersion_deviance: 'dispersionDeviance',
  loglik: 'logLik',
  'loglik/phi_one': 'logLikPhiOne',
  'loglik/phi_deviance_over_n': 'logLikPhiDevianceOverN',
  'loglik/phi_pearson': 'logLikPhiPearson',
};

export type Values = Map<string, Leaf>;

/** Values of a case whose run gave results. */
export function caseValues(golden: Case, results: Results): Values {
  if (Object.keys(results.summaries).length > 0) return testValues(golden, results);
  const values: Values = new Map();
  if (golden.model.random_intercept !== undefined) return randomInterceptValues(golden, results);
  if (golden.model.estimator === 'two_part') addTwoPart(values, golden, results);
  else if (isPanel(golden)) addPanel(values, golden, results);
  else if ('after_dropping' in golden.expected) addSeparation(values, golden, results);
  else addModel(values, '', golden, results);
  return values;
}

function models(golden: Case, results: Results): [string, ModelResult][] {
  return seKinds(golden).map((kind) => [kind, results.models[modelName(kind)]!]);
}

function addModel(values: Values, prefix: string, golden: Case, results: Results): void {
  const fitted = models(golden, results);
  const [, first] = fitted[0]!;
  const [equation] = first.equations;
  addEquation(values, prefix, equation!, results);
  addEstimates(values, prefix, fitted, equation!.name);
  for (const [kind, model] of fitted) addSpecials(values, golden, kind, model);
  const means = fitted.map(
    ([kind, model]) => [kind, only(model, 'predictions', equation!.name)?.estimates[0]] as const,
  );
  if (means[0]![1] !== undefined) values.set('mean_prediction', means[0]![1].estimate);
}

export function addEquation(values: Values, prefix: string, equation: EquationResult, results: Results): void {
  const { statistics, nobs, rows, omitted, lost } = equation;
  const source = results.provenance.data[0]!;
  values.set(`${prefix}n`, nobs);
  values.set(`${prefix}n_rows`, rows);
  values.set(`${prefix}n_excluded`, source.rows - rows);
  values.set(`${prefix}n_excluded_zero_weight`, lost.find(({ reason }) => reason.includes('weight'))?.rows ?? 0);
  for (const [name, ours] of Object.entries(STATISTICS)) {
    if (statistics[ours] !== undefined) values.set(prefix + name, statistics[ours]);
  }
  values.set(`${prefix}columns_given`, (statistics.rank ?? NaN) + omitted.length);
  values.set(`${prefix}n_columns_dropped`, omitted.length);
  for (const [i, { term }] of omitted.entries()) values.set(`${prefix}dropped_columns/${i}`, term);
}

/** Coefficients and marginal effects with every kind of standard error, and the test statistics of each kind. */
export function addEstimates(
  values: Values,
  prefix: string,
  fitted: readonly [string, ModelResult][],
  equation: string,
): void {
  for (const [kind, model] of fitted) {
    for (const one of only(model, 'coefficients', equation)?.estimates ?? []) {
      if (one.omitted !== undefined) continue;
      values.set(`${prefix}coef/${one.term}`, one.estimate);
      values.set(`${prefix}se/${kind}/${one.term}`, one.stdError);
    }
    addEffects(values, `${prefix}ame`, kind, only(model, 'marginal_effects', equation)?.estimates ?? []);
  }
}

function addEffects(values: Values, path: string, kind: string, estimates: readonly Estimate[]): void {
  for (const one of estimates) {
    if (one.omitted !== undefined) continue;
    values.set(`${path}/${one.term}/estimate`, one.estimate);
    values.set(`${path}/${one.term}/se/${kind}`, one.stdError);
  }
}

function addSpecials(values: Values, golden: Case, kind: string, model: ModelResult): void {
  const [equation] = model.equations;
  const coefficients = only(model, 'coefficients', equation!.name)!.estimates;
  const { test } = golden.expected as { test?: { se_kind: string } };
  if (test?.se_kind === kind) {
    values.set('test/se_kind', kind);
    values.set('test/distribution', model.vcov.distribution);
    if (model.vcov.df !== undefined) values.set('test/df', model.vcov.df);
    for (const one of coefficients) {
      values.set(`test/statistic/${one.term}`, one.statistic);
      values.set(`test/p/${one.term}`, one.pValue);
    }
  }
  for (const { variable, groups } of model.vcov.clusters) values.set(`clusters/${variable}`, groups);
  if (kind === 'cluster_cr2') {
    for (const one of coefficients) {
      values.set(`cr2_satterthwaite/df/${one.term}`, one.df!);
      values.set(`cr2_satterthwaite/p/${one.term}`, one.pValue);
    }
  }
  for (const wald of kind.startsWith('cluster2') ? model.tests : []) {
    values.set(`wald_collgrad_tenure/${kind}`, wald.statistic);
    values.set('wald_collgrad_tenure/df1', wald.df);
    values.set('wald_collgrad_tenure/df2', wald.dfDenominator!);
  }
  if (model.vcov.clusters.length === 1) values.set('clusters', model.vcov.clusters[0]!.groups);
  const merit = coefficients.find(({ term }) => term === 'merit');
  if (merit !== undefined && kind === 'cluster_cr1') values.set('t_merit', merit.statistic);
  const tenure = coefficients.find(({ term }) => term === 'tenure');
  if (tenure !== undefined) values.set(`t_tenure/${kind}`, tenure.statistic);
  const contrast = model.effects.find(({ effect }) => effect === 'contrasts');
  const between = contrast?.estimates.find(({ level, reference }) => level === 'other' && reference === 'white');
  if (between !== undefined) values.set('contrast_other_minus_white', between.estimate);
  const { facts } = model.vcov;
  if (facts?.rank !== undefined) values.set('vcov_rank', facts.rank);
  if (facts?.leverageOneRows === undefined) return;
  values.set('leverage_one_rows', facts.leverageOneRows);
  values.set('max_leverage', facts.maxLeverage!);
  values.set('hc2_hc3/defined', facts.leverageOneRows === 0);
  for (const one of coefficients)
    values.set(`hc2_hc3/${kind}_if_those_rows_are_left_out_of_the_meat/${one.term}`, one.stdError);
}

function addTwoPart(values: Values, golden: Case, results: Results): void {
  const fitted = models(golden, results);
  const [first, second] = fitted[0]![1].equations;
  values.set('n', first!.nobs);
  values.set('n_positive', second!.nobs);
  for (const [prefix, equation] of [
    ['part1/', first!],
    ['part2/', second!],
  ] as const) {
    addEquation(values, prefix, equation, results);
    addEstimates(values, prefix, fitted, equation.name);
  }
  for (const [kind, model] of fitted) {
    addEffects(values, 'ame_combined', kind, only(model, 'marginal_effects', 'combined')?.estimates ?? []);
    const mean = only(model, 'predictions', 'combined')?.estimates[0];
    if (mean === undefined) continue;
    values.set('mean_prediction/estimate', mean.estimate);
    values.set(`mean_prediction/se/${kind}`, mean.stdError);
  }
}

/** Quasi-separation: what was left out, and the fit after that. */
function addSeparation(values: Values, golden: Case, results: Results): void {
  const prefix = 'after_dropping/';
  addModel(values, prefix, golden, results);
  const [equation] = results.models[modelName(seKinds(golden)[0]!)]!.equations;
  const separated = equation!.omitted.filter(({ reason }) => reason === 'separated');
  const rows = separated.reduce((sum, one) => sum + one.rows, 0);
  values.set('separation', separated.length > 0 ? 'quasi-complete' : 'none');
  values.set('n_rows_given', equation!.rows + rows);
  values.set('n_perfectly_predicted', rows);
  separated.forEach(({ term, detail }, i) => {
    values.set(`separated_columns/${i}`, term);
    values.set(`direction/${term}`, /= 1 |\b1 perfectly/.test(detail) ? '+Infinity' : '-Infinity');
  });
}

function only(model: ModelResult, effect: string, equation: string): EffectResult | undefined {
  return model.effects.find((one) => one.effect === effect && one.equation === equation);
}

/** ANOVA, chi-squared and t tests: names of the cases and of the detail that a summary's row carries. */
const DETAILS: Record<string, string> = {
  n: 'total',
  groups: 'groups',
  df: 'df',
  df_between: 'dfBetween',
  df_within: 'dfWithin',
  ss_between: 'ssBetween',
  ss_within: 'ssWithin',
  ms_between: 'msBetween',
  ms_within: 'msWithin',
  r2: 'rSquared',
  rmse: 'rmse',
  'welch/f': 'welch',
  'welch/df1': 'welchDfNumerator',
  'welch/df2': 'welchDfDenominator',
  'bartlett/statistic': 'bartlett',
  'bartlett/df': 'bartlettDf',
  'bartlett/p': 'bartlettPValue',
  observed: 'observed',
  expected_counts: 'expected',
  lr_statistic: 'likelihoodRatio',
  lr_p: 'likelihoodRatioPValue',
  cramers_v: 'cramersV',
  min_expected: 'minimumExpected',
  cells_expected_below_5: 'cellsExpectedBelow5',
  yates_statistic: 'yates',
  yates_p: 'yatesPValue',
  fisher_p: 'fisherPValue',
  variance_ratio_f: 'varianceRatio',
  variance_ratio_p: 'varianceRatioPValue',
  ...differenceNames('welch'),
  ...differenceNames('pooled'),
  ...differenceNames('paired'),
};

function differenceNames(name: string): Record<string, string> {
  const parts = {
    difference: 'Difference',
    se: 'StdError',
    t: '',
    df: 'Df',
    p: 'PValue',
    'ci95/0': 'ConfLow',
    'ci95/1': 'ConfHigh',
  };
  return Object.fromEntries(Object.entries(parts).map(([theirs, ours]) => [`${name}/${theirs}`, name + ours]));
}

function testValues(golden: Case, results: Results): Values {
  const values: Values = new Map();
  const summary = results.summaries.test!;
  const test = summary.rows.find((row) => row.test !== undefined)!.test!;
  values.set('statistic', test.statistic);
  values.set('f', test.statistic);
  values.set('p', test.pValue);
  values.set('n_excluded', test.excluded);
  for (const [theirs, ours] of Object.entries(DETAILS)) addDetail(values, theirs, test.detail[ours]);
  const { group, levels } = golden.model;
  summary.groups.forEach(({ key }, i) => {
    for (const name of ['n', 'mean', 'sd']) {
      const detail = test.detail[{ n: 'groupCount', mean: 'groupMean', sd: 'groupSd' }[name]!] as
        | readonly number[]
        | undefined;
      if (group !== undefined && detail !== undefined) values.set(`group_${name}/${key}`, detail[i]!);
      if (levels !== undefined && detail !== undefined) values.set(`${name}${levels.indexOf(key) + 1}`, detail[i]!);
    }
    values.set(`columns/${i}`, key);
  });
  summary.rows.forEach(({ level }, i) => {
    if (level !== undefined) values.set(`rows/${i}`, level);
  });
  return values;
}

function addDetail(values: Values, path: string, value: unknown): void {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) addDetail(values, `${path}/${i}`, item);
  else if (value !== undefined) values.set(path, value as Leaf);
}
