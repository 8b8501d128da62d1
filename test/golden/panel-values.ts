/** Our values for the cases with event time, and with singletons dropped and kept. */
import type { ModelResult } from '../../src/results/estimates.ts';
import type { Results } from '../../src/results/results.ts';
import type { Case } from './case.ts';
import { modelName, seKinds } from './case-spec.ts';
import { addEquation, addEstimates, type Values } from './case-values.ts';

/** Whether a case is read here. */
export function isPanel({ model, expected }: Case): boolean {
  return model.window !== undefined || 'dropping_singletons' in expected;
}

export function addPanel(values: Values, golden: Case, results: Results): void {
  if (golden.model.window !== undefined) {
    addEventStudy(values, golden, results);
    return;
  }
  for (const singletons of ['drop', 'keep'] as const) {
    const prefix = singletons === 'drop' ? 'dropping_singletons/' : 'keeping_singletons/';
    const fitted = fittedModels(golden, results, `${singletons}_`);
    const [equation] = fitted[0]![1].equations;
    addEquation(values, prefix, equation!, results);
    addEstimates(values, prefix, fitted, equation!.name);
    const dropped = equation!.statistics.singletonsDropped;
    if (singletons === 'keep') values.set('singletons_dropped', equation!.statistics.singletons!);
    else values.set(`${prefix}singletons_dropped`, dropped!);
  }
}

function fittedModels(golden: Case, results: Results, prefix: string): [string, ModelResult][] {
  return seKinds(golden).map((kind) => [kind, results.models[prefix + modelName(kind)]!]);
}

function addEventStudy(values: Values, golden: Case, results: Results): void {
  const fitted = fittedModels(golden, results, '');
  const [equation] = fitted[0]![1].equations;
  const own: Values = new Map();
  addEquation(own, '', equation!, results);
  addEstimates(own, '', fitted, equation!.name);
  for (const [path, value] of own) values.set(path.replace('event_time=', ''), value);
  const f = results.models.fit_cluster_cr1?.tests[0];
  const chi2 = results.models.leads_chi2?.tests[0];
  if (f === undefined || chi2 === undefined) return;
  values.set('pretrend_test/se_kind', 'cluster_cr1');
  values.set('pretrend_test/wald_chi2', chi2.statistic);
  values.set('pretrend_test/df', chi2.df);
  values.set('pretrend_test/p_chi2', chi2.pValue);
  values.set('pretrend_test/f', f.statistic);
  values.set('pretrend_test/p_f', f.pValue);
}
