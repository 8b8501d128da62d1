/** Mediations as they were written -> the regressions of their steps, and what covariance belongs to which quantity. */
import { requiredColumns } from './model-facts.ts';
import type { PlanEquation, PlanJointVcov, PlanMediation, PlanModel } from './plan.ts';
import { planEstimator, planModel, planVcov } from './plan-models.ts';
import { labelOf, mapping, optionalText, textOf, type Written } from './written.ts';

/** `models` are the models as they were written. */
export function planMediation(name: string, entry: Written, models: Written): PlanMediation {
  const written = mapping(models[textOf(entry.model)]);
  const model = planModel(textOf(entry.model), written);
  const mediators = Object.entries(mapping(entry.mediators)).map(([variable, estimator]) => ({
    variable: textOf(variable),
    estimator: planEstimator(estimator),
  }));
  const steps = model.equations.length === 1 ? stepsOf(name, model, mediators, unitOf(entry)) : [];
  const joint = (vcov: unknown): PlanJointVcov => ({
    own: steps.map(({ equations }) => planVcov(vcov, equations)),
    joint: planVcov(
      vcov,
      steps.flatMap(({ equations }) => equations),
    ),
  });
  const across = joint(written.vcov);
  const effects = entry.marginal_effects === undefined ? undefined : mapping(entry.marginal_effects);
  const of = optionalText(effects?.of);
  return {
    name,
    label: labelOf(entry.label, name),
    treatment: textOf(entry.treatment),
    mediators: mediators.map(({ variable }) => variable),
    steps: steps.map((step, index) => ({ ...step, vcov: across.own[index]! })),
    across,
    // two models of one outcome are not independent, though their inverse informations say so
    ...(across.joint.kind === 'model' && { between: joint('robust') }),
    ...(effects && {
      effects: {
        at: effects.at as 'observations',
        treatment: effects.treatment as 'derivative',
        mediators: effects.mediators as 'derivative',
        ...(of !== undefined && { of }),
      },
    }),
    left: [
      ...(entry.khb === undefined ? [] : ['the decomposition of Karlson, Holm and Breen (Stata: khb; R: khb)']),
      ...(entry.bootstrap === undefined ? [] : ['bootstrap intervals, whose draws are those of this program']),
    ],
    ...(steps.length === 0 && { fault: 'a mediation of a model with several equations' }),
  };
}

/** The column whose values are drawn together must be known. */
function unitOf(entry: Written): readonly string[] {
  const { resample } = mapping(entry.bootstrap);
  const { cluster } = mapping(resample);
  return cluster === undefined ? [] : [textOf(cluster)];
}

function stepsOf(
  name: string,
  model: PlanModel,
  mediators: readonly { readonly variable: string; readonly estimator: PlanEquation['estimator'] }[],
  units: readonly string[],
): readonly PlanModel[] {
  const [total] = model.equations as readonly [PlanEquation];
  const added = mediators.map(({ variable }) => ({ kind: 'variable' as const, of: variable }));
  const group = total.estimator.kind === 'random_intercept' ? [total.estimator.group] : [];
  const requires = [
    ...new Set([
      total.outcome,
      ...requiredColumns(total, model),
      ...group,
      ...mediators.map(({ variable }) => variable),
      ...units,
    ]),
  ];
  const step = (role: string, label: string, equation: PlanEquation, effects: PlanModel['effects']): PlanModel => ({
    ...model,
    at: ['mediations', name, 'steps', ...role.split(' ')],
    label,
    equations: [{ ...equation, label, requires }],
    effects,
  });
  const coefficients = [
    { kind: 'coefficients' as const, name: 'coefficients', exponentiate: false, fixedEffects: false },
  ];
  return [
    step('total', 'total effect', total, model.effects),
    ...mediators.map(({ variable, estimator }) => ({
      ...step('mediator', 'mediator', { ...total, name: variable, outcome: variable, estimator }, coefficients),
      at: ['mediations', name, 'steps', 'mediator', variable],
    })),
    step('direct', 'direct effect', { ...total, terms: [...total.terms, ...added] }, model.effects),
  ];
}
