/** Small results for the tests of tables, figures and formats: one two-part model, two summaries, one flow. */
import type { EffectResult, EquationResult, Estimate, ModelResult } from '../../src/results/estimates.ts';
import { RESULTS_SCHEMA, type Results } from '../../src/results/results.ts';
import type { Summary, SummaryCell, SummaryRow } from '../../src/results/summary.ts';

export function estimate(
  term: string,
  value: number,
  stdError: number,
  pValue: number,
  more: Partial<Estimate> = {},
): Estimate {
  const [variable, level] = term.split('=');
  return {
    term,
    label: { en: level ?? term },
    variable: variable!.split('^')[0]!,
    ...(level === undefined ? {} : { level, reference: 'rural' }),
    estimate: value,
    stdError,
    statistic: value / stdError,
    pValue,
    confLow: value - 1.959963984540054 * stdError,
    confHigh: value + 1.959963984540054 * stdError,
    ...more,
  };
}

function equation(
  name: string,
  label: string,
  estimator: string,
  nobs: number,
  more: Partial<EquationResult> = {},
): EquationResult {
  return {
    name,
    label: { en: label, zh: `${label}（中文）` },
    estimator,
    outcome: name,
    rows: nobs,
    nobs,
    statistics: { pseudoR2: 0.12345, logLik: -640.25 },
    convergence: { converged: true, iterations: 5, scaledGradient: 1e-12, definite: true, logLik: -640.25 },
    omitted: [],
    lost: [],
    ...more,
  };
}

function effect(equation: string, estimates: readonly Estimate[]): EffectResult {
  return {
    effect: 'marginal_effects',
    equation,
    convention: { en: 'derivative at the means of the covariates', zh: '协变量均值处的导数' },
    estimates,
    confLevel: 0.95,
  };
}

export const twoPart: ModelResult = {
  id: 'two_part',
  label: { en: 'Two-part model', zh: '两部分模型' },
  sample: 'stays',
  equations: [
    equation('paid', 'Any payment', 'probit', 1165),
    equation('amount', 'Amount paid, log', 'gamma, identity', 663, {
      statistics: { deviance: 41.21 },
      lost: [
        { reason: 'without a payment', rows: 387 },
        { reason: 'amount missing', rows: 115 },
      ],
    }),
  ],
  vcov: {
    kind: 'model',
    preset: 'stata',
    bread: 'observed',
    factor: 1,
    factorFormula: '',
    clusters: [],
    distribution: 'normal',
    notes: [],
  },
  effects: [
    effect('paid', [
      estimate('scheme=city', 0.0214, 0.0491, 0.66),
      estimate('scheme=employee', 0.3751, 0.0442, 2e-17),
      estimate('age', 0.01049, 0.0121, 0.386),
      estimate('age^2', -0.00012, 0.00015, 0.42, { label: { en: 'Age squared' } }),
      estimate('female=yes', 0.0241, 0.0309, 0.0500001, { reference: 'no' }),
    ]),
    effect('amount', [
      estimate('scheme=city', 0.2224, 0.1361, 0.102),
      estimate('scheme=employee', 0.4279, 0.0943, 5e-6),
      estimate('age', 0.0259, 0.0302, 0.391),
      estimate('age^2', -0.00031, 0.00041, 0.45, { label: { en: 'Age squared' } }),
      estimate('female=yes', Number.NaN, Number.NaN, Number.NaN, { reference: 'no', omitted: 'collinear with age' }),
    ]),
  ],
  tests: [],
};

function cell(group: string, nobs: number, more: Partial<SummaryCell>): SummaryCell {
  const none = Number.NaN;
  return {
    group,
    nobs,
    missing: 0,
    mean: none,
    sd: none,
    count: none,
    share: none,
    confLow: none,
    confHigh: none,
    ...more,
  };
}

function counted(
  key: string,
  label: string,
  counts: readonly (readonly [string, number, number])[],
  more: Partial<SummaryRow> = {},
): SummaryRow {
  const [variable, level] = key.split('=');
  return {
    key,
    label: { en: label },
    variable: variable!,
    ...(level === undefined ? {} : { level }),
    statistic: 'n_percent',
    cells: counts.map(([group, count, nobs]) =>
      cell(group, nobs, { count, share: count / nobs, confLow: count / nobs - 0.04, confHigh: count / nobs + 0.04 }),
    ),
    ...more,
  };
}

export const characteristics: Summary = {
  id: 'characteristics',
  label: { en: 'Sample characteristics' },
  sample: 'stays',
  groups: [
    { key: 'total', label: { en: 'Total sample', zh: '全样本' }, nobs: 1165 },
    { key: 'rural', label: { en: 'Rural scheme', zh: '农村' }, nobs: 777 },
  ],
  rows: [
    {
      key: 'expenditure',
      label: { en: 'Total expenditure (yuan)' },
      variable: 'expenditure',
      statistic: 'mean_sd',
      cells: [
        cell('total', 1156, { mean: 10366.05, sd: 17549.725, missing: 9 }),
        cell('rural', 772, { mean: 10197.45, sd: 18374.85, missing: 5 }),
      ],
      test: { test: 'anova', statistic: 1, pValue: 0.354, detail: {}, excluded: 9 },
    },
    counted(
      'education=primary',
      'Primary school',
      [
        ['total', 279, 1165],
        ['rural', 218, 777],
      ],
      {
        test: { test: 'chi_square', statistic: 40, pValue: 0.00012, detail: {}, excluded: 0 },
      },
    ),
    counted(
      'education=secondary',
      'Secondary school',
      [
        ['total', 886, 1165],
        ['rural', 559, 777],
      ],
      {
        test: { test: 'chi_square', statistic: 40, pValue: 0.00012, detail: {}, excluded: 0 },
      },
    ),
    counted('female=yes', 'Female', [
      ['total', 532, 1165],
      ['rural', 361, 777],
    ]),
  ],
  notes: [],
};

export const reasons: Summary = {
  id: 'reasons',
  label: { en: 'Reasons' },
  sample: 'unpaid',
  groups: [{ key: 'total', label: { en: 'All without a payment', zh: '全部' }, nobs: 502 }],
  rows: [
    counted('reason=home', 'Need or plan to go back to the home town', [['total', 334, 502]], {
      statistic: 'proportion',
    }),
    counted('reason=process', 'Does not know how', [['total', 84, 502]], { statistic: 'proportion' }),
    counted('reason=coverage', 'Not covered', [['total', 53, 502]], { statistic: 'proportion' }),
  ],
  notes: [],
};

export const exampleResults: Results = {
  schema: RESULTS_SCHEMA,
  provenance: {
    program: 'program',
    version: '0.1.0',
    paper: 'paper',
    specSha256: 'a'.repeat(64),
    settings: [],
    data: [
      { name: 'survey.csv', sha256: 'b'.repeat(64), rows: 20000, columns: 42, encoding: 'utf-8', synthetic: true },
    ],
  },
  notices: [{ en: 'SYNTHETIC DATA: these are not the results of the paper.', zh: '合成数据：不是论文的结果。' }],
  flows: [
    {
      sample: 'stays',
      source: 'survey.csv',
      steps: [
        { label: { en: 'read', zh: '读入' }, rows: 20000, lost: 0, causes: [], notices: [] },
        { label: { en: 'stayed in hospital', zh: '住院' }, rows: 1230, lost: 18770, causes: [], notices: [] },
        {
          label: { en: 'complete covariates', zh: '协变量完整' },
          rows: 1165,
          lost: 65,
          causes: [
            { cause: 'income', rows: 31 },
            { cause: 'facility', rows: 22 },
          ],
          notices: [{ en: '3 codes mapped to missing in income', zh: 'income：3个编码记为缺失' }],
        },
      ],
    },
  ],
  models: { two_part: twoPart },
  summaries: { characteristics, reasons },
  variables: {
    scheme: {
      label: { en: 'Insurance scheme', zh: '保险' },
      levels: [
        { name: 'rural', label: { en: 'Rural', zh: '农村' } },
        { name: 'employee', label: { en: 'Employees', zh: '职工' } },
        { name: 'city', label: { en: 'City residents', zh: '城镇居民' } },
      ],
      reference: 'rural',
    },
    age: { label: { en: 'Age', zh: '年龄' }, unit: { en: 'years', zh: '岁' } },
    female: {
      label: { en: 'Female', zh: '女性' },
      levels: [
        { name: 'no', label: { en: 'No' } },
        { name: 'yes', label: { en: 'Yes' } },
      ],
    },
    education: { label: { en: 'Education', zh: '教育' } },
  },
  comparisons: [],
  warnings: [],
};
