/** One model in the groups of a split, with the record of every group. */
import type { Frame } from '../analysis/data/frame.ts';
import { prepareSplit } from '../analysis/splits/split.ts';
import type { SplitResult } from '../results/split.ts';
import type { ModelSpec, SplitSpec } from '../spec/paper.ts';
import type { Prepared } from './fit-mediation.ts';
import { reportModel } from './fit-model.ts';
import { placed } from './place-failure.ts';

/** Fits every group; a failure names the split it belongs to. */
export function fitSplit(spec: SplitSpec, model: ModelSpec, sample: Frame): Prepared<SplitResult> {
  const { name, label, groups, terms, effects, permutation } = spec;
  const { estimator, asked, vcov, confLevel } = model;
  const path = `splits.${name}`;
  const request = { name, estimator, asked, vcov, confLevel, groups, terms, effects, permutation };
  const prepared = placed(path, () => prepareSplit(request, sample));
  return {
    ...(prepared.draws && { draws: prepared.draws }),
    complete: (outcomes) =>
      placed(path, () => {
        const { groups: fitted, result, warnings } = prepared.complete(outcomes);
        const reported = groups.map((group, g) => {
          const about = { name: `${name}.${group.name}`, label: group.label, sample: model.sample };
          const { fit, vcov: own } = fitted[g]!;
          return { group, model: reportModel({ ...about, effects: model.effects, confLevel }, fit, own) };
        });
        return {
          result: {
            id: name,
            label,
            model: model.name,
            sample: model.sample,
            ...result,
            groups: reported.map(({ group, model: own }) => {
              return { name: group.name, label: group.label, where: group.where.text, model: own.result };
            }),
          },
          warnings: [...warnings, ...reported.flatMap((one) => one.model.warnings)],
        };
      }),
  };
}
