/** One placebo over the sample of its model. */
import type { Frame } from '../analysis/data/frame.ts';
import type { GivenRollout, PlaceboSpec } from '../analysis/placebo/placebo.ts';
import { preparePlacebo } from '../analysis/placebo/placebo-job.ts';
import { placeboResult } from '../analysis/placebo/run-placebo.ts';
import type { PlaceboResult } from '../results/placebo.ts';
import type { ModelSpec } from '../spec/paper.ts';
import type { Prepared } from './fit-mediation.ts';
import { placed } from './place-failure.ts';

/** Fits the model on the real assignment and prepares the draws; a failure names the placebo it belongs to. */
export function fitPlacebo(
  spec: PlaceboSpec,
  model: ModelSpec,
  sample: Frame,
  given: readonly GivenRollout[],
): Prepared<PlaceboResult> {
  const request = { ...spec, model, given };
  const prepared = placed(`placebos.${spec.name}`, () => preparePlacebo(request, sample));
  return {
    draws: prepared.job,
    complete: (outcomes) => ({ result: placeboResult(request, prepared, outcomes), warnings: [] }),
  };
}
