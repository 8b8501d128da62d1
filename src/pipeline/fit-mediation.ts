/** One mediation over the sample of its model, with the record of every step. */
import type { Frame } from '../analysis/data/frame.ts';
import type { DrawJob, DrawOutcome } from '../analysis/draws/draw.ts';
import { coefficients } from '../analysis/effects/coefficients.ts';
import { type MediatedStep, prepareMediation } from '../analysis/mediation/mediate.ts';
import type { MediationResult } from '../results/mediation.ts';
import type { Text } from '../results/text.ts';
import type { MediationSpec, ModelSpec } from '../spec/paper.ts';
import { type FittedModel, reportModel } from './fit-model.ts';
import { placed } from './place-failure.ts';

/** What waits for its draws; `complete` makes the record. */
export interface Prepared<R> {
  readonly draws?: DrawJob;
  complete(outcomes: readonly DrawOutcome[]): { readonly result: R; readonly warnings: readonly string[] };
}

/** Fits the steps; a failure names the mediation it belongs to. */
export function fitMediation(spec: MediationSpec, model: ModelSpec, sample: Frame): Prepared<MediationResult> {
  const { name, label, treatment, mediators, effects, khb, bootstrap } = spec;
  const { estimator, asked, vcov, confLevel } = model;
  const resample = bootstrap?.resample ?? 'rows';
  const requires = resample === 'rows' ? [] : [resample.cluster];
  const path = `mediations.${name}`;
  const prepared = placed(path, () =>
    prepareMediation(
      { name, plan: { estimator, asked, treatment, mediators, requires }, vcov, confLevel, effects, khb, bootstrap },
      sample,
    ),
  );
  return {
    ...(prepared.draws && { draws: prepared.draws }),
    complete: (outcomes) =>
      placed(path, () => {
        const { steps, result, warnings } = prepared.complete(outcomes);
        const reported = steps.map((step) => ({ step, model: stepModel(spec, model, step) }));
        return {
          result: {
            id: name,
            label,
            model: model.name,
            sample: model.sample,
            ...result,
            steps: reported.map(({ step, model: { result: own } }) => {
              const { role, mediator, sigmaU } = step;
              return {
                role,
                ...(mediator !== undefined && { mediator }),
                ...(sigmaU !== undefined && { sigmaU }),
                model: own,
              };
            }),
          },
          warnings: [...warnings, ...reported.flatMap((one) => one.model.warnings)],
        };
      }),
  };
}

/** A step as a model of its own; effects beyond coefficients belong to the models of the outcome. */
function stepModel(spec: MediationSpec, model: ModelSpec, { role, mediator, fit, vcov }: MediatedStep): FittedModel {
  const { sample, effects, confLevel } = model;
  const name = `${spec.name}.${mediator ?? role}`;
  const reported = role === 'total' || role === 'direct' ? effects : [coefficients({ exponentiate: false })];
  return reportModel(
    { name, label: stepLabel(fit.equations[0]!.label, spec.label), sample, effects: reported, confLevel },
    fit,
    vcov,
  );
}

function stepLabel(step: Text, mediation: Text): Text {
  return { en: `${mediation.en}: ${step.en}`, zh: `${mediation.zh ?? mediation.en}：${step.zh ?? step.en}` };
}
