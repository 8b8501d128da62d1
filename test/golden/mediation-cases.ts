/** Golden cases of mediation: their specs, and our value for every number that they expect. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Estimate } from '../../src/results/estimates.ts';
import type { MediationKind, MediationQuantity, MediationResult, MediationScale } from '../../src/results/mediation.ts';
import type { Results } from '../../src/results/results.ts';
import type { Case, Leaf } from './case.ts';

interface MediationCase {
  readonly estimator: 'khb' | 'mediation_linear' | 'mediation_bootstrap';
  readonly model?: 'logit' | 'probit';
  readonly outcome: string;
  readonly treatment: string;
  readonly mediators?: readonly string[];
  readonly mediator?: string;
  readonly covariates: readonly { readonly var: string }[];
  readonly derived?: readonly { readonly name: string; readonly definition: string }[];
  readonly rows?: string;
  readonly indices?: string;
}

const ESTIMATORS = ['khb', 'mediation_linear', 'mediation_bootstrap'];
const COVARIANCES: Readonly<Record<string, unknown>> = {
  oim: { model: { information: 'observed' } },
  eim: { model: { information: 'expected' } },
  robust: 'robust',
  classical: 'model',
  hc1: 'hc1',
  model: 'model',
};

export function isMediation({ model }: Case): boolean {
  return ESTIMATORS.includes(model.estimator);
}

function mediationOf(golden: Case): MediationCase & { readonly mediators: readonly string[] } {
  const model = golden.model as unknown as MediationCase;
  return { ...model, mediators: model.mediators ?? [model.mediator!] };
}

/** One model and one mediation per kind of standard error. */
function kindsOf({ estimator }: MediationCase): readonly string[] {
  if (estimator === 'khb') return ['oim', 'robust', 'eim'];
  return estimator === 'mediation_linear' ? ['classical', 'hc1'] : ['model'];
}

export function mediationSpec(golden: Case, dataPath: string): object {
  const model = mediationOf(golden);
  const { outcome, treatment, mediators, covariates } = model;
  const khb = model.estimator === 'khb';
  const entries = kindsOf(model);
  const models = entries.map((kind) => [
    `total_${kind}`,
    {
      sample: 'rows',
      estimator: model.model ?? 'ols',
      outcome,
      terms: [treatment, ...covariates.map((one) => one.var)],
      vcov: COVARIANCES[kind],
    },
  ]);
  const mediations = entries.map((kind) => [
    kind,
    {
      model: `total_${kind}`,
      treatment,
      mediators: Object.fromEntries(mediators.map((name) => [name, 'ols'])),
      ...(khb && {
        marginal_effects: { at: 'observations', treatment: 'derivative', mediators: 'derivative' },
        khb: { residual_covariance: 'over_n' },
      }),
      ...(model.indices !== undefined && { bootstrap: bootstrapOf(join(dirname(dataPath), basename(model.indices))) }),
    },
  ]);
  return {
    schema: 'spec/1',
    samples: { rows: { steps: (model.derived ?? []).map(derivation) } },
    models: Object.fromEntries(models),
    mediations: Object.fromEntries(mediations),
  };
}

function bootstrapOf(path: string) {
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const indices = lines.map((line) => line.replaceAll(',', ' '));
  return {
    resample: 'rows',
    draws: indices.length,
    seed: 0,
    intervals: ['percentile', 'bias_corrected'],
    quantiles: ['type6', 'type7'],
    indices,
  };
}

/** `1 if work1 equals psyemp, else 0` */
function derivation({ name, definition }: { readonly name: string; readonly definition: string }) {
  const [, column, level] = /^1 if (\w+) equals (\w+), else 0$/.exec(definition)!;
  return { derive: { [name]: `${column} == '${level}'` } };
}

/** The first rows of the file, where a case uses only these. */
export function firstRows(golden: Case, dataPath: string): string | undefined {
  const rows = /^first (\d+)$/.exec((golden.model as unknown as MediationCase).rows ?? '');
  if (rows === null) return undefined;
  return readFileSync(dataPath, 'utf8')
    .split('\n')
    .slice(0, Number(rows[1]) + 1)
    .join('\n');
}

export function mediationValues(golden: Case, results: Results): Map<string, Leaf> {
  const model = mediationOf(golden);
  const values = new Map<string, Leaf>();
  for (const kind of kindsOf(model)) {
    const result = results.mediations![kind]!;
    values.set('n', result.nobs);
    if (model.estimator === 'khb') addKhb(values, kind, result);
    else if (model.estimator === 'mediation_linear') addLinear(values, kind, result);
    else addBootstrap(values, result);
  }
  return values;
}

function quantity(
  result: MediationResult,
  scale: MediationScale,
  kind: MediationKind,
  mediator?: string,
): MediationQuantity {
  return result.quantities.find((one) => one.scale === scale && one.kind === kind && one.mediator === mediator)!;
}

function addKhb(values: Map<string, Leaf>, kind: string, result: MediationResult): void {
  const khb = result.khb!;
  const put = (path: string, { estimate, stdError }: Estimate, name = 'estimate') => {
    values.set(`${path}/${name}`, estimate);
    values.set(`${path}/se/${kind}`, stdError);
  };
  put('reduced', khb.reduced, 'coef');
  put('full', khb.full, 'coef');
  put('unadjusted_reduced', khb.unadjusted, 'coef');
  put('ape/reduced', khb.marginalEffects!.reduced);
  put('ape/full', khb.marginalEffects!.full);
  const marginal = (what: MediationKind, mediator?: string) =>
    quantity(result, 'marginal_effect', what, mediator).estimate;
  put('stepwise/total_ame', marginal('total'));
  put('stepwise/direct_ame', marginal('direct'));
  put('stepwise/total_coef', quantity(result, 'coefficient', 'total').estimate, 'coef');
  put('stepwise/direct_coef', quantity(result, 'coefficient', 'direct').estimate, 'coef');
  values.set('stepwise/drop_in_percent_of_total', 100 * marginal('share_difference').estimate);
  for (const one of result.mediators) put(`stepwise/mediator_ame/${one}`, marginal('path_b', one));
  if (kind !== 'oim') return;
  values.set('difference/coef', khb.difference.estimate);
  values.set('difference/se/delta_rss_over_n', khb.stdErrors.overN);
  values.set('difference/se/delta_rss_over_df', khb.stdErrors.overDf);
  values.set('difference/z', khb.difference.statistic);
  values.set('difference/p', khb.difference.pValue);
  values.set('confounding_ratio', khb.confoundingRatio);
  values.set('confounding_percentage', khb.confoundingPercentage);
  values.set('rescaling_factor', khb.rescalingFactor);
  values.set('ape/difference', khb.marginalEffects!.difference.estimate);
  for (const { mediator, effectOnMediator, effectOfMediator, component, percentOfDifference } of khb.mediators) {
    values.set(`mediators/${mediator}/effect_on_mediator`, effectOnMediator);
    values.set(`mediators/${mediator}/effect_of_mediator`, effectOfMediator);
    values.set(`mediators/${mediator}/component`, component.estimate);
    values.set(`mediators/${mediator}/component_se`, component.stdError);
    values.set(`mediators/${mediator}/percent_of_difference`, percentOfDifference);
  }
}

function addLinear(values: Map<string, Leaf>, kind: string, result: MediationResult): void {
  const { treatment, steps } = result;
  const [mediator] = result.mediators;
  const put = (path: string, role: string, term: string) => {
    const { effects } = steps.find((step) => step.role === role)!.model;
    const { estimate, stdError } = effects[0]!.estimates.find((one) => one.term === term)!;
    values.set(`${path}/coef`, estimate);
    values.set(`${path}/se/${kind}`, stdError);
  };
  put('total', 'total', treatment);
  put('direct', 'direct', treatment);
  put('a', 'mediator', treatment);
  put('b', 'direct', mediator!);
  const product = quantity(result, 'coefficient', 'product', mediator);
  values.set(`indirect_${kind}/indirect`, product.estimate.estimate);
  for (const name of ['sobel', 'aroian', 'goodman'] as const) {
    const { stdError, statistic, pValue } = product[name]!;
    values.set(`indirect_${kind}/${name}/se`, stdError);
    values.set(`indirect_${kind}/${name}/z`, statistic);
    values.set(`indirect_${kind}/${name}/p`, pValue);
  }
  values.set('share_mediated', quantity(result, 'coefficient', 'share_product').estimate.estimate);
}

function addBootstrap(values: Map<string, Leaf>, result: MediationResult): void {
  const [mediator] = result.mediators;
  const of = (kind: MediationKind) => quantity(result, 'coefficient', kind, mediator);
  const { estimate, bootstrap } = of('product');
  values.set('draws', bootstrap!.draws);
  values.set('indirect', estimate.estimate);
  values.set('a', of('path_a').estimate.estimate);
  values.set('b', of('path_b').estimate.estimate);
  values.set('boot_mean', bootstrap!.mean);
  values.set('boot_se', bootstrap!.stdError);
  bootstrap!.values.forEach((value, draw) => {
    values.set(`boot_indirect/${draw}`, value);
  });
  for (const { method, quantiles, low, high } of bootstrap!.intervals) {
    values.set(`${method}_ci95_${quantiles}/0`, low);
    values.set(`${method}_ci95_${quantiles}/1`, high);
  }
}
