/** The numbers of a model by address: equations, effects, tests, support, covariance. */
import type { AddressPath } from './address.ts';
import { named, type Put } from './addressed-number.ts';
import type { EffectResult, EquationResult, Estimate, JointTest, ModelResult, VcovConvention } from './estimates.ts';
import type { Support, SupportCount } from './support.ts';
import type { WildBootstrapTest } from './wild-bootstrap.ts';

/** Evidence that a fit is accurate, not a result: the last bits of a machine move it. */
const EVIDENCE = new Set(['quadratureChange']);

export function putModel(put: Put, at: AddressPath, model: ModelResult): void {
  for (const equation of model.equations) putEquation(put, [...at, equation.name], equation);
  for (const [name, effect] of named(model.effects, (one) => JSON.stringify([one.equation, one.effect]))) {
    putEffect(put, [...at, effect.equation, effect.effect, ...name.slice(1)], effect);
  }
  for (const [name, test] of named(model.tests, (one) => JSON.stringify([one.equation, one.name]))) {
    putTest(put, [...at, test.equation, 'tests', test.name, ...name.slice(1)], test);
  }
  for (const support of model.supports ?? []) {
    putSupport(put, [...at, support.equation, 'support', support.effect, support.variable], support);
  }
  putVcov(put, [...at, 'vcov'], model.vcov);
}

function putEquation(put: Put, at: AddressPath, equation: EquationResult): void {
  put([...at, 'rows'], equation.rows, 'count');
  put([...at, 'nobs'], equation.nobs, 'count');
  for (const [name, value] of Object.entries(equation.statistics)) {
    if (!EVIDENCE.has(name)) put([...at, 'statistics', name], value, 'statistic');
  }
  for (const { variable, levels } of equation.fixedEffects ?? []) {
    put([...at, 'fixedEffects', variable, 'levels'], levels, 'count');
  }
  for (const { reason, rows } of equation.lost) put([...at, 'lost', reason, 'rows'], rows, 'count');
  for (const { term, rows } of equation.omitted) put([...at, 'omitted', term, 'rows'], rows, 'count');
}

function putEffect(put: Put, at: AddressPath, effect: EffectResult): void {
  put([...at, 'rows'], effect.rows, 'count');
  for (const [name, estimate] of named(effect.estimates, ({ term }) => term)) {
    putEstimate(put, [...at, ...name], estimate);
  }
  for (const test of effect.bootstrap ?? []) putBootstrap(put, [...at, test.term, 'bootstrap'], test);
}

/** A column that was left out has no numbers: it appears in `omitted`. */
export function putEstimate(put: Put, at: AddressPath, estimate: Estimate): void {
  if (estimate.omitted !== undefined) return;
  put([...at, 'estimate'], estimate.estimate, 'estimate');
  for (const field of ['stdError', 'statistic', 'pValue', 'confLow', 'confHigh', 'df'] as const) {
    put([...at, field], estimate[field], 'statistic');
  }
}

export function putTest(put: Put, at: AddressPath, { statistic, df, dfDenominator, pValue }: JointTest): void {
  put([...at, 'statistic'], statistic, 'statistic');
  put([...at, 'df'], df, 'statistic');
  put([...at, 'dfDenominator'], dfDenominator, 'statistic');
  put([...at, 'pValue'], pValue, 'statistic');
}

function putBootstrap(put: Put, at: AddressPath, test: WildBootstrapTest): void {
  put([...at, 'statistic'], test.statistic, 'statistic');
  put([...at, 'clusters'], test.clusters, 'count');
  put([...at, 'draws'], test.draws, 'count');
  for (const which of ['restricted', 'unrestricted'] as const) {
    for (const [rule, value] of Object.entries(test[which] ?? {})) {
      putShare(put, [...at, which, rule], value, test.draws, test.enumerated);
    }
  }
}

export function putShare(put: Put, at: AddressPath, value: number, draws: number, exact: boolean): void {
  if (exact) put(at, value, 'statistic');
  else put(at, value, 'monte_carlo', draws);
}

function putVcov(put: Put, at: AddressPath, { factor, df, clusters, facts = {} }: VcovConvention): void {
  put([...at, 'factor'], factor, 'statistic');
  put([...at, 'df'], df, 'statistic');
  for (const { variable, groups } of clusters) put([...at, 'clusters', variable], groups, 'count');
  for (const [name, value] of Object.entries(facts)) put([...at, 'facts', name], value, 'statistic');
}

function putSupport(put: Put, at: AddressPath, support: Support): void {
  const counts = (name: string, { unitTimes, units, persons, rows }: SupportCount): void => {
    put([...at, name, 'unitTimes'], unitTimes, 'count');
    put([...at, name, 'units'], units, 'count');
    put([...at, name, 'persons'], persons, 'count');
    put([...at, name, 'rows'], rows, 'count');
  };
  for (const row of support.rows) counts(String(row.eventTime), row);
  for (const beyond of support.beyond) counts(beyond.side, beyond);
  counts('neverTreated', support.neverTreated);
  counts('alwaysTreated', support.alwaysTreated);
}
