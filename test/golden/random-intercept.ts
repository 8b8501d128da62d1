/** Random-intercept cases: one model for each quadrature rule that a case expects numbers of, and our values for them. */
import type { EffectResult, ModelResult } from '../../src/results/estimates.ts';
import type { Results } from '../../src/results/results.ts';
import type { Case } from './case.ts';
import type { Values } from './case-values.ts';

/** Rules by the key under which a case keeps their numbers: laplace, points_7, converged_quadrature (30 points). */
export function quadratureRules(golden: Case): [key: string, options: object][] {
  return Object.keys(golden.expected).flatMap((key): [string, object][] => {
    const points = /^points_(\d+)$/.exec(key)?.[1] ?? (key === 'converged_quadrature' ? '30' : undefined);
    if (key === 'laplace') return [[key, { method: 'laplace', check: false }]];
    return points === undefined ? [] : [[key, { points: Number(points), check: false }]];
  });
}

/** What each rule's model has of its own: estimator and effects. */
export function quadratureModels(golden: Case) {
  const { outcome, random_intercept: group } = golden.model;
  return quadratureRules(golden).map(([key, options]) => ({
    key,
    estimator: { logit_re: { group, ...options } },
    effects: [
      'coefficients',
      'marginal_effects',
      { marginal_effects: { name: 'at_zero', of: [`${outcome}.u0`] } },
      { predictions: { of: [`${outcome}.u0`] } },
    ],
  }));
}

export function randomInterceptValues(golden: Case, results: Results): Values {
  const values: Values = new Map();
  for (const [key] of quadratureRules(golden)) {
    const model = results.models[key]!;
    addRule(values, key, model, golden.model.outcome);
    // facts of the data and the likelihood-ratio test belong to the last rule, the converged one
    const [{ nobs, statistics: s }] = model.equations as [ModelResult['equations'][number]];
    values.set('n', nobs);
    values.set('clusters', s.groups!);
    values.set('cluster_size/min', s.groupMin!);
    values.set('cluster_size/max', s.groupMax!);
    values.set('loglik_without_random_intercept', s.logLikPooled!);
    values.set('lr_test_random_intercept/chibar2', s.chibar2!);
    values.set('lr_test_random_intercept/p', s.chibarP!);
  }
  return values;
}

function addRule(values: Values, key: string, model: ModelResult, outcome: string): void {
  const found = (effect: string, equation: string): EffectResult =>
    model.effects.find((one) => one.effect === effect && one.equation === equation)!;
  const { statistics: s } = model.equations[0]!;
  for (const { term, estimate, stdError } of found('coefficients', outcome).estimates) {
    values.set(`${key}/coef/${term}`, estimate);
    values.set(`${key}/se/oim/${term}`, stdError);
  }
  values.set(`${key}/sigma`, s.sigma!);
  values.set(`${key}/sigma_se`, s.sigmaStdError!);
  values.set(`${key}/variance`, s.variance!);
  values.set(`${key}/variance_se`, s.varianceStdError!);
  values.set(`${key}/icc`, s.rho!);
  values.set(`${key}/loglik`, s.logLik!);
  const effects = [
    ['ame_population_averaged', found('marginal_effects', outcome)],
    ['ame_at_zero_random_effect', found('at_zero', `${outcome}.u0`)],
  ] as const;
  for (const [path, effect] of effects) {
    for (const { term, estimate, stdError } of effect.estimates) {
      values.set(`${key}/${path}/${term}/estimate`, estimate);
      values.set(`${key}/${path}/${term}/se/oim`, stdError);
    }
  }
  values.set(
    `${key}/mean_prediction_at_zero_random_effect`,
    found('predictions', `${outcome}.u0`).estimates[0]!.estimate,
  );
}
