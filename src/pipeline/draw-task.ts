/** What has draws in an analysis, by kind and name: the same job is made of it in this thread and in a worker. */
import type { Frame } from '../analysis/data/frame.ts';
import type { DrawJob } from '../analysis/draws/draw.ts';
import type { GivenRollout } from '../analysis/placebo/placebo.ts';
import type { Analysis, AnalysisOrigin } from '../spec/paper.ts';
import { fitMediation } from './fit-mediation.ts';
import { fitPlacebo } from './fit-placebo.ts';
import { fitSplit } from './fit-split.ts';

export interface DrawTask {
  readonly kind: 'mediations' | 'splits' | 'placebos';
  readonly name: string;
  /** the sample of the task's model */
  readonly sample: Frame;
  /** roll-outs from the file of a placebo */
  readonly given: readonly GivenRollout[];
}

/** A task with the texts that its analysis is loaded from: all that a worker needs. */
export interface ShippedTask extends DrawTask {
  readonly origin: AnalysisOrigin;
  readonly settings: readonly string[];
}

/** The job of a task; throws as preparing it does. */
export function jobOf(analysis: Analysis, { kind, name, sample, given }: DrawTask): DrawJob {
  const spec = analysis[kind].get(name)!;
  const model = analysis.models.get(spec.model)!;
  const prepared =
    kind === 'placebos'
      ? fitPlacebo(analysis.placebos.get(name)!, model, sample, given)
      : kind === 'splits'
        ? fitSplit(analysis.splits.get(name)!, model, sample)
        : fitMediation(analysis.mediations.get(name)!, model, sample);
  return prepared.draws!;
}
