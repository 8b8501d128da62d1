/** Small results of a staggered adoption for the tests of its exhibits: event study, placebo, mediation, split, roll-out. */
import { normalTwoSided } from '../../src/numerics/distributions.ts';
import { randomStream } from '../../src/numerics/philox.ts';
import type { EffectResult, EquationResult, ModelResult, VcovConvention } from '../../src/results/estimates.ts';
import type { MediationQuantity, MediationResult } from '../../src/results/mediation.ts';
import type { PlaceboResult } from '../../src/results/placebo.ts';
import type { Results } from '../../src/results/results.ts';
import type { Rollout } from '../../src/results/rollout.ts';
import type { SplitResult } from '../../src/results/split.ts';
import type { Support, SupportRow } from '../../src/results/support.ts';
import { estimate, exampleResults } from './example-results.ts';

const VCOV: VcovConvention = {
  kind: 'model',
  preset: 'stata',
  bread: 'observed',
  factor: 1,
  factorFormula: '',
  clusters: [],
  distribution: 'normal',
  notes: [],
};

function equation(name: string, nobs: number, more: Partial<EquationResult> = {}): EquationResult {
  return {
    name,
    label: { en: name === 'log_sigma' ? 'Log SD of the random intercept' : 'Good health', zh: '自评健康' },
    estimator: 'random-intercept logit',
    outcome: 'healthy',
    rows: nobs,
    nobs,
    statistics: {
      logLik: -3700.5,
      sigma: 1.8234,
      rho: 0.5026,
      chibar2: 311.42,
      chibarP: 0.00001,
      groups: 4730,
      points: 12,
    },
    convergence: { converged: true, iterations: 6, scaledGradient: 1e-12, definite: true, logLik: -3700.5 },
    omitted: [],
    lost: [],
    ...more,
  };
}

const POLICY = { label: { en: 'Policy', zh: '政策' } };

function effect(name: string, of: string, estimates: EffectResult['estimates'], convention: string): EffectResult {
  return { effect: name, equation: of, convention: { en: convention, zh: '惯例' }, estimates, confLevel: 0.95 };
}

/** Beta and marginal effect as a random-intercept model reports them: by equation, and by expectation. */
export function randomIntercept(id: string, nobs: number, beta: number, se: number): ModelResult {
  return {
    id,
    label: { en: 'Random-intercept logit', zh: '随机截距Logit' },
    sample: 'panel',
    equations: [equation('healthy', nobs), equation('log_sigma', nobs, { statistics: {}, auxiliary: true })],
    vcov: VCOV,
    effects: [
      effect(
        'coefficients',
        'healthy',
        [
          estimate('treated_post', beta, se, normalTwoSided(beta / se), POLICY),
          estimate('age', -0.0591, 0.0062, 1e-15),
          estimate('(Intercept)', -1.2, 0.4, 0.003),
        ],
        'Coefficients of the linear index.',
      ),
      effect('coefficients', 'log_sigma', [estimate('(Intercept)', 0.6, 0.05, 1e-15)], 'Coefficients.'),
      effect(
        'me',
        'healthy',
        [
          estimate('treated_post', beta * 0.147, se * 0.147, normalTwoSided(beta / se), POLICY),
          estimate('age', -0.0087, 0.0009, 1e-15),
        ],
        'Average marginal effects over 6310 rows.',
      ),
      effect('me', 'healthy.u0', [estimate('treated_post', beta * 0.2, se * 0.2, 0.01, POLICY)], 'At zero.'),
    ],
    tests: [],
  };
}

const TIMES = [-2, -1, 0, 1, 2, 3, 4];
const UNITS = [2, 1, 2, 1, 3, 3, 1];
const PERSONS = [26, 9, 27, 9, 30, 41, 9];

function supportRow(at: number, index: number): SupportRow {
  const identification = ({ '-1': 'reference', '1': 'clean', '4': 'not_identified' } as const)[at] ?? 'chained';
  const detail = {
    reference: 'reference',
    clean: 'clean, within ningxia; one unit at one time',
    not_identified: 'not identified: no comparison',
    chained: 'chained: 2 (qinghai, shanghai), then rows beyond the window (tianjin)',
  }[identification];
  return {
    eventTime: at,
    label: { en: String(at) },
    ...(at !== -1 && { term: `event_time=${at}` }),
    unitTimes: UNITS[index]!,
    units: UNITS[index]!,
    persons: PERSONS[index]!,
    rows: PERSONS[index]! + 2,
    identification,
    oneUnitTime: UNITS[index] === 1,
    path: [],
    detail: { en: detail, zh: detail },
  };
}

export const support: Support = {
  effect: 'event_support',
  equation: 'healthy',
  variable: 'event_time',
  unit: 'province',
  unitOfTime: 'years',
  reference: -1,
  within: 'province',
  rows: TIMES.map(supportRow),
  beyond: [
    { side: 'left', rule: 'drop', unitTimes: 0, units: 0, persons: 0, rows: 0 },
    { side: 'right', rule: 'zero', unitTimes: 6, units: 3, persons: 130, rows: 159 },
  ],
  neverTreated: { unitTimes: 69, units: 23, persons: 5400, rows: 7436 },
  alwaysTreated: { unitTimes: 6, units: 2, persons: 130, rows: 187, rule: 'keep' },
  offGrid: [2015],
  offGridRule: 'calendar',
  unidentified: ['event_time=4'],
};

const EVENT_VALUES = [0.021, 0, 0.143, 0.2451, -0.06, -0.08, Number.NaN];

export const eventModel: ModelResult = {
  ...randomIntercept('event', 6310, 0.6, 0.25),
  effects: [
    effect(
      'event_study',
      'healthy',
      TIMES.map((at, index) =>
        estimate(`event_time=${at}`, EVENT_VALUES[index]!, at === -1 ? 0 : 0.1, at === 1 ? 0.0143 : 0.4, {
          label: { en: `Event time: ${at}` },
          level: String(at),
          reference: '-1',
          ...(at === -1 && { statistic: Number.NaN, pValue: Number.NaN }),
          ...(at === 4 && { stdError: Number.NaN, confLow: Number.NaN, confHigh: Number.NaN, omitted: 'collinear' }),
        }),
      ),
      'Event times relative to -1.',
    ),
  ],
  supports: [support],
};

export const rollout: Rollout = {
  id: 'provinces',
  label: { en: 'Provincial programmes', zh: '省级统筹' },
  programmes: [
    { name: 'employees', label: { en: 'Employees', zh: '职工' } },
    { name: 'residents', label: { en: 'Residents', zh: '居民' } },
  ],
  entries: [
    {
      unit: 'shanghai',
      label: { en: 'Shanghai', zh: '上海' },
      year: 2000,
      programme: 'employees',
      model: { en: 'unified', zh: '统收统支' },
    },
    {
      unit: 'beijing',
      label: { en: 'Beijing', zh: '北京' },
      year: 2001,
      programme: 'residents',
      model: { en: 'unified', zh: '统收统支' },
    },
    {
      unit: 'ningxia',
      label: { en: 'Ningxia', zh: '宁夏' },
      year: 2015,
      programme: 'residents',
      model: { en: 'adjustment fund', zh: '调剂金' },
    },
  ],
};

export function placebo(draws = 500): PlaceboResult {
  const stream = randomStream(20240730, 'test');
  const estimates = Float64Array.from({ length: draws }, (_, i) => (i < 3 ? Number.NaN : 0.42 * stream.normal()));
  const stdError = estimates.map((value) => (Number.isNaN(value) ? value : 0.259));
  const statistic = estimates.map((value, i) => value / stdError[i]!);
  const known = [...estimates].filter((value) => !Number.isNaN(value));
  const beyond = known.filter((value) => Math.abs(value) >= 0.653).length;
  const test = {
    beyond,
    draws: known.length,
    share: beyond / known.length,
    pValue: (beyond + 1) / (known.length + 1),
    confLow: 0.0962,
    confHigh: 0.1561,
    pUpper: 0.06,
    pLower: 0.95,
  };
  return {
    id: 'provinces',
    label: { en: 'Random roll-outs', zh: '随机实施' },
    model: 'with_controls',
    sample: 'panel',
    equation: 'healthy',
    term: 'treated_post',
    termLabel: POLICY.label,
    estimator: 'random-intercept logit',
    scheme: 'random_units_random_years',
    convention: {
      en: 'Units chosen at random, each given an observed adoption year at random.',
      zh: '随机抽取单位，并随机赋予一个实际实施年份。',
    },
    assigned: 'adopted',
    unit: 'province',
    units: 29,
    treatedUnits: 6,
    assignments: Infinity,
    exact: false,
    seed: 20240730,
    requested: draws,
    fitted: known.length,
    failed: 0,
    degenerate: 3,
    recreated: 0,
    causes: [{ reason: 'nobody is treated', draws: 3 }],
    actual: { estimate: 0.653, stdError: 0.259, statistic: 0.653 / 0.259, pValue: 0.0117 },
    draws: {
      estimate: estimates,
      stdError,
      statistic,
      pValue: statistic.map((value) => (Number.isNaN(value) ? value : normalTwoSided(value))),
    },
    mean: 0.003,
    sd: 0.418,
    onEstimate: test,
    onStatistic: { ...test, beyond: beyond + 2, pValue: 0.128 },
    shareBelow05: 0.182,
    shareAboveActualP: 0.876,
    confLevel: 0.95,
    notes: [{ en: '500 draws resolve no p value below 0.002.', zh: '500次抽取无法分辨低于0.002的P值。' }],
  };
}

function quantity(
  scale: MediationQuantity['scale'],
  kind: MediationQuantity['kind'],
  value: number,
  se: number,
  more: Partial<MediationQuantity> = {},
): MediationQuantity {
  return {
    scale,
    kind,
    estimate: estimate(kind, value, se, normalTwoSided(value / se)),
    covariance: 'stacked scores',
    ...more,
  };
}

export function mediation(id: string, mediator: string): MediationResult {
  const model = randomIntercept('step', 6310, 0.589, 0.259);
  const linear: ModelResult = {
    ...model,
    equations: [equation(mediator, 6310, { estimator: 'least squares', statistics: { rSquared: 0.1 } })],
    effects: [
      effect('coefficients', mediator, [estimate('treated_post', 0.165, 0.075, 0.028, POLICY)], 'Coefficients.'),
    ],
  };
  const both = { mediator };
  return {
    id,
    label: { en: `Through ${mediator}`, zh: `经由${mediator}` },
    model: 'with_controls',
    sample: 'panel',
    treatment: 'treated_post',
    mediators: [mediator],
    rows: 6310,
    nobs: 6310,
    lost: [],
    steps: [
      { role: 'total', model: randomIntercept('total', 6310, 0.653, 0.259), sigmaU: 1.99 },
      { role: 'mediator', mediator, model: linear },
      { role: 'direct', model, sigmaU: 2.05 },
    ],
    quantities: [
      quantity('coefficient', 'total', 0.653, 0.259),
      quantity('coefficient', 'path_a', 0.165, 0.075, both),
      quantity('coefficient', 'path_b', 0.471, 0.048, both),
      quantity('coefficient', 'direct', 0.589, 0.259),
      quantity('coefficient', 'product', 0.0777, 0.0362, {
        ...both,
        sobel: { stdError: 0.0362, statistic: 2.146, pValue: 0.0319 },
        aroian: { stdError: 0.0364, statistic: 2.135, pValue: 0.0328 },
        goodman: { stdError: 0.036, statistic: 2.158, pValue: 0.0309 },
        bootstrap: {
          draws: 499,
          mean: 0.078,
          stdError: 0.037,
          intervals: [
            { method: 'percentile', quantiles: 'type6', low: 0.008, high: 0.152 },
            { method: 'bca', quantiles: 'type6', low: 0.01, high: 0.155 },
          ],
          values: Array.from({ length: 500 }, (_, draw) => (draw === 7 ? Number.NaN : 0.078 + 0.037 * Math.sin(draw))),
          biasCorrection: 0.01,
          acceleration: 0.002,
        },
      }),
      quantity('coefficient', 'difference', 0.064, 0.04),
      quantity('coefficient', 'share_product', 0.119, 0.07, {
        bootstrap: {
          draws: 499,
          mean: 0.12,
          stdError: 0.08,
          intervals: [{ method: 'percentile', quantiles: 'type6', low: -0.02, high: 0.31 }],
          values: [],
          biasCorrection: 0,
        },
      }),
      quantity('coefficient', 'share_difference', 0.098, 0.06),
      quantity('marginal_effect', 'total', 0.096, 0.038),
      quantity('marginal_effect', 'path_a', 0.165, 0.075, both),
      quantity('marginal_effect', 'path_b', 0.068, 0.006, both),
      quantity('marginal_effect', 'direct', 0.085, 0.037),
      quantity('marginal_effect', 'product', 0.0112, 0.0052, both),
      quantity('marginal_effect', 'difference', 0.0111, 0.005),
      quantity('marginal_effect', 'share_product', 0.117, 0.07),
    ],
    bootstrap: { resample: 'person', units: 4730, draws: 500, failed: 1, seed: 7 },
    vcov: VCOV,
    confLevel: 0.95,
    convention: { en: 'Stepwise regressions on one sample.', zh: '同一样本的逐步回归。' },
  };
}

function splitGroup(name: string, nobs: number, beta: number, se: number): SplitResult['groups'][number] {
  const label = name.replaceAll('_', ' ');
  return {
    name,
    label: { en: `${label[0]!.toUpperCase()}${label.slice(1)}` },
    where: `group == '${name}'`,
    model: { ...randomIntercept(name, nobs, beta, se), label: { en: label } },
  };
}

export const split: SplitResult = {
  id: 'income',
  label: { en: 'Income', zh: '收入' },
  model: 'with_controls',
  sample: 'panel',
  groups: [splitGroup('low_income', 1264, 0.83, 0.67), splitGroup('high_income', 5046, 0.61, 0.28)],
  outside: 0,
  undecided: 0,
  comparisons: [
    {
      scale: 'marginal_effect',
      term: 'treated_post',
      label: POLICY.label,
      effects: [
        { group: 'low_income', estimate: estimate('treated_post', 0.123, 0.099, 0.214) },
        { group: 'high_income', estimate: estimate('treated_post', 0.09, 0.041, 0.028) },
      ],
      differences: [
        {
          groups: ['low_income', 'high_income'],
          estimate: estimate('high_income - low_income', -0.033, 0.107, 0.758),
          permutation: [
            {
              statistic: 'difference',
              observed: -0.033,
              pValue: 0.7844,
              extreme: 392,
              draws: 500,
              monteCarloLow: 0.745,
              monteCarloHigh: 0.818,
            },
            {
              statistic: 't',
              observed: -0.308,
              pValue: 0.7445,
              extreme: 372,
              draws: 500,
              monteCarloLow: 0.704,
              monteCarloHigh: 0.78,
            },
          ],
        },
      ],
      joint: { name: 'equal', equation: 'healthy', terms: ['treated_post'], statistic: 0.095, df: 1, pValue: 0.758 },
      convention: { en: 'Average marginal effects.', zh: '平均边际效应。' },
    },
  ],
  vcov: VCOV,
  permutation: { draws: 500, failed: 2, seed: 7, exchange: 'person', units: 4730 },
  confLevel: 0.95,
};

export const didResults: Results = {
  ...exampleResults,
  models: {
    without_controls: randomIntercept('without_controls', 7719, 0.674, 0.218),
    with_controls: randomIntercept('with_controls', 6310, 0.653, 0.259),
    event: eventModel,
  },
  rollouts: { provinces: rollout },
  placebos: { provinces: placebo() },
  mediations: { objective: mediation('objective', 'objective'), subjective: mediation('subjective', 'subjective') },
  splits: { income: split },
};
