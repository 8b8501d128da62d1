/** Which columns of the data a run needs: the rest of a survey file is never typed. */

import type { Rollout } from '../analysis/data/rollout.ts';
import { type PlaceboSpec, placeboColumns } from '../analysis/placebo/placebo.ts';
import { mediationColumns, splitColumns } from '../spec/extension-columns.ts';
import type { Analysis, MediationSpec, ModelSpec, SplitSpec, SummarySpec } from '../spec/paper.ts';
import { WHOLE_SAMPLE } from '../spec/paper.ts';

export interface Wanted {
  readonly models: readonly ModelSpec[];
  readonly summaries: readonly SummarySpec[];
  readonly mediations?: readonly MediationSpec[];
  readonly splits?: readonly SplitSpec[];
  readonly placebos?: readonly PlaceboSpec[];
  /** roll-outs that are shown as declared */
  readonly rollouts?: readonly Rollout[];
}

/** Names of data columns that the models, the summaries and the steps of their samples read and no step creates. */
export function neededColumns(
  analysis: Analysis,
  { models, summaries, mediations = [], splits = [], placebos = [] }: Wanted,
): Set<string> {
  const needed = new Set<string>();
  for (const model of models) addFrom(analysis, model.sample, modelVariables(model), needed);
  for (const one of [...mediations, ...splits]) {
    const model = analysis.models.get(one.model)!;
    const own = 'mediators' in one ? mediationColumns(one) : splitColumns(one);
    addFrom(analysis, model.sample, [...modelVariables(model), ...own.map(({ column }) => column)], needed);
  }
  for (const placebo of placebos) {
    const model = analysis.models.get(placebo.model)!;
    addFrom(analysis, model.sample, [...modelVariables(model), ...placeboColumns(placebo)], needed);
  }
  for (const summary of summaries) addFrom(analysis, summary.sample, summary.variables, needed);
  return needed;
}

/** The columns that a model names, in every equation of its estimator, and those that its effects read. */
export function modelVariables({ estimator, asked, effects }: ModelSpec): string[] {
  const read = effects.flatMap((effect) => effect.reads ?? []);
  const named = estimator
    .equations(asked)
    .flatMap((equation) => [
      equation.outcome,
      ...equation.terms.flatMap((term) => term.variables),
      ...(equation.where?.variables ?? []),
      ...(equation.weights === undefined ? [] : [equation.weights.variable]),
      ...equation.requires,
    ]);
  return [...named, ...read];
}

/** Walks the steps of a sample backwards: a column that a step creates is replaced by what the step reads. */
function addFrom(analysis: Analysis, sample: string, variables: readonly string[], needed: Set<string>): void {
  const wanted = new Set(variables);
  for (let name: string | undefined = sample; name !== undefined; name = analysis.samples.get(name)?.from) {
    const steps = analysis.samples.get(name)?.steps ?? [];
    for (const step of steps.toReversed()) {
      for (const created of step.creates) wanted.delete(created);
      for (const read of step.reads) wanted.add(read);
    }
    if (name === WHOLE_SAMPLE) break;
  }
  for (const name of wanted) needed.add(name);
}
