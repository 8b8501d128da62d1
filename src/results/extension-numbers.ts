/** The numbers of mediations, splits and placebos by address. */
import type { AddressPath } from './address.ts';
import type { Put } from './addressed-number.ts';
import type { MediationQuantity, MediationResult } from './mediation.ts';
import { putEstimate, putModel, putShare, putTest } from './model-numbers.ts';
import type { PlaceboResult, RandomisationTest } from './placebo.ts';
import type { PermutationTest, SplitResult } from './split.ts';

export function putMediation(put: Put, at: AddressPath, mediation: MediationResult): void {
  put([...at, 'rows'], mediation.rows, 'count');
  put([...at, 'nobs'], mediation.nobs, 'count');
  for (const { reason, rows } of mediation.lost) put([...at, 'lost', reason, 'rows'], rows, 'count');
  for (const { role, mediator, model, sigmaU } of mediation.steps) {
    const step = [...at, 'steps', role, ...(mediator === undefined ? [] : [mediator])];
    putModel(put, step, model);
    put([...step, 'sigmaU'], sigmaU, 'statistic');
  }
  for (const quantity of mediation.quantities) {
    const { scale, kind, mediator } = quantity;
    putQuantity(put, [...at, scale, kind, ...(mediator === undefined ? [] : [mediator])], quantity);
  }
  const { khb } = mediation;
  if (khb === undefined) return;
  for (const field of ['reduced', 'full', 'difference', 'unadjusted'] as const) {
    putEstimate(put, [...at, 'khb', field], khb[field]);
  }
  put([...at, 'khb', 'stdErrors', 'overN'], khb.stdErrors.overN, 'statistic');
  put([...at, 'khb', 'stdErrors', 'overDf'], khb.stdErrors.overDf, 'statistic');
  for (const field of ['confoundingRatio', 'confoundingPercentage', 'rescalingFactor'] as const) {
    put([...at, 'khb', field], khb[field], 'statistic');
  }
  for (const { mediator, component, percentOfDifference } of khb.mediators) {
    putEstimate(put, [...at, 'khb', 'mediators', mediator], component);
    put([...at, 'khb', 'mediators', mediator, 'percentOfDifference'], percentOfDifference, 'statistic');
  }
  for (const [field, estimate] of Object.entries(khb.marginalEffects ?? {})) {
    putEstimate(put, [...at, 'khb', 'marginalEffects', field], estimate);
  }
}

function putQuantity(put: Put, at: AddressPath, quantity: MediationQuantity): void {
  putEstimate(put, at, quantity.estimate);
  for (const formula of ['sobel', 'aroian', 'goodman'] as const) {
    for (const field of ['stdError', 'statistic', 'pValue'] as const) {
      put([...at, formula, field], quantity[formula]?.[field], 'statistic');
    }
  }
  const { bootstrap } = quantity;
  if (bootstrap === undefined) return;
  const { draws } = bootstrap;
  put([...at, 'bootstrap', 'draws'], draws, 'count');
  put([...at, 'bootstrap', 'mean'], bootstrap.mean, 'statistic', draws);
  put([...at, 'bootstrap', 'stdError'], bootstrap.stdError, 'statistic', draws);
  for (const { method, quantiles, low, high } of bootstrap.intervals) {
    put([...at, 'bootstrap', method, quantiles, 'low'], low, 'statistic', draws);
    put([...at, 'bootstrap', method, quantiles, 'high'], high, 'statistic', draws);
  }
}

export function putSplit(put: Put, at: AddressPath, split: SplitResult): void {
  for (const { name, model } of split.groups) putModel(put, [...at, 'groups', name], model);
  put([...at, 'outside'], split.outside, 'count');
  put([...at, 'undecided'], split.undecided, 'count');
  for (const { scale, term, effects, differences, joint, jointPermutation } of split.comparisons) {
    const comparison = [...at, scale, term];
    for (const { group, estimate } of effects) putEstimate(put, [...comparison, 'effects', group], estimate);
    for (const { groups, estimate, permutation } of differences) {
      const difference = [...comparison, 'differences', groups.join(' - ')];
      putEstimate(put, difference, estimate);
      for (const test of permutation) putPermutation(put, [...difference, 'permutation', test.statistic], test);
    }
    putTest(put, [...comparison, 'joint'], joint);
    if (jointPermutation !== undefined) putPermutation(put, [...comparison, 'joint', 'permutation'], jointPermutation);
  }
}

function putPermutation(put: Put, at: AddressPath, { observed, pValue, draws }: PermutationTest): void {
  put([...at, 'observed'], observed, 'statistic');
  put([...at, 'pValue'], pValue, 'monte_carlo', draws);
  put([...at, 'draws'], draws, 'count');
}

export function putPlacebo(put: Put, at: AddressPath, placebo: PlaceboResult): void {
  for (const field of ['units', 'treatedUnits', 'requested', 'fitted', 'failed', 'degenerate', 'recreated'] as const) {
    put([...at, field], placebo[field], 'count');
  }
  const { actual, exact, fitted } = placebo;
  put([...at, 'actual', 'estimate'], actual.estimate, 'estimate');
  for (const field of ['stdError', 'statistic', 'pValue'] as const) {
    put([...at, 'actual', field], actual[field], 'statistic');
  }
  const drawn = exact ? undefined : fitted;
  put([...at, 'mean'], placebo.mean, 'statistic', drawn);
  put([...at, 'sd'], placebo.sd, 'statistic', drawn);
  const tests = [
    ['onEstimate', placebo.onEstimate],
    ['onStatistic', placebo.onStatistic],
  ] as const;
  for (const [name, test] of tests) putRandomisation(put, [...at, name], test, exact);
  putShare(put, [...at, 'shareBelow05'], placebo.shareBelow05, fitted, exact);
  putShare(put, [...at, 'shareAboveActualP'], placebo.shareAboveActualP, fitted, exact);
}

function putRandomisation(put: Put, at: AddressPath, test: RandomisationTest, exact: boolean): void {
  for (const field of ['share', 'pValue', 'pUpper', 'pLower'] as const) {
    putShare(put, [...at, field], test[field], test.draws, exact);
  }
  put([...at, 'draws'], test.draws, 'count');
}
