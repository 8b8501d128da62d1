/** The convention of an effect, as a sentence for a comment. */
import type { PlanAt, PlanEffect, PlanSplit } from './plan.ts';

export function effectWords(effect: PlanEffect): string {
  switch (effect.kind) {
    case 'coefficients':
      return effect.exponentiate
        ? 'exp of the coefficients (standard errors by the delta method).'
        : 'The coefficients.';
    case 'predictions':
      return `Mean predictions, ${place(effect.at)}; delta method.`;
    case 'event_study':
      return `Event-study coefficients over ${effect.window.join('..')}, relative to ${effect.relativeTo}.`;
    case 'contrasts':
      return effect.scale === 'coefficients'
        ? `Differences of coefficients between levels of ${effect.variable}.`
        : `Differences of mean predictions between levels of ${effect.variable}, ${place(effect.at)}; delta method.`;
    case 'joint_test':
      return `Wald test that ${effect.terms.join(', ')} are zero together.`;
    case 'unknown':
      return effect.word;
    case 'marginal_effects': {
      if (effect.perColumn) {
        const where = effect.at === 'means' ? 'at the means of the columns' : 'averaged over the rows';
        return `Marginal effects ${where}: every column (power, indicator, product) as a continuous variable of its own; delta method.`;
      }
      const dummies =
        effect.dummies === 'discrete'
          ? 'levels of factors: discrete change from the reference level'
          : 'levels of factors: derivative by the indicator';
      const binary = effect.binary === 'discrete' ? '0/1 numbers: change from 0 to 1' : 'numbers: derivative';
      return `Marginal effects ${place(effect.at)}; ${binary}; ${dummies}; delta method, covariates held fixed.`;
    }
  }
}

function place(at: PlanAt): string {
  if (at === 'means') return 'at the means of the variables';
  if (at === 'observations') return 'averaged over the rows';
  const settings = Object.entries(at).map(([name, value]) => `${name} = ${value}`);
  return `averaged over the rows with ${settings.join(', ')}`;
}

/** How the effects of a model in groups are taken. */
export function splitEffectWords({ at, change }: NonNullable<PlanSplit['effects']>): string {
  const place = at === 'means' ? 'at the means of the columns of each group' : 'averaged over the rows of each group';
  return `${place}, ${change === 'discrete' ? 'everybody at 1 less everybody at 0' : 'derivatives'}`;
}
