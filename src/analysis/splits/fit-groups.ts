/** The model of a split in every group, the groups laid end to end, and the effects that are compared. */
import { Failure } from '../../errors/failure.ts';
import type { SplitComparison } from '../../results/split.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import { buildDesign } from '../design/build-design.ts';
import { allOf } from '../design/conditions.ts';
import { withDesignColumns } from '../design/made-columns.ts';
import {
  type ColumnGround,
  columnCoefficient,
  columnEffect,
  columnGround,
  columnNamed,
  expectationNamed,
} from '../effects/column-effect.ts';
import type { Functional } from '../effects/inference.ts';
import type { Fit } from '../estimators/estimator.ts';
import { type Joined, joinFits } from '../estimators/join-fits.ts';
import type { Vcov } from '../vcov/vcov.ts';
import type { SplitRequest } from './split.ts';

/** One effect in every group, over the coefficients of all groups. */
export interface Compared {
  readonly scale: SplitComparison['scale'];
  readonly term: string;
  readonly label: Text;
  readonly functionals: readonly Functional[];
}

export interface FittedGroups {
  readonly fits: readonly Fit[];
  readonly joined: Joined;
  readonly vcov: Vcov;
  readonly compared: readonly Compared[];
}

/** `near` are fits of the observed groups, where iterations may start. */
export function fitGroups(
  request: SplitRequest,
  sample: Frame,
  conditions: readonly RowCondition[],
  near?: readonly Fit[],
): FittedGroups {
  const { groups, estimator, asked } = request;
  const fits = groups.map(({ name }, g) => {
    const where = allOf([conditions[g]!, asked.where])!;
    try {
      const designs = estimator.equations({ ...asked, where }).map((equation) => buildDesign(equation, sample));
      return estimator.fit(designs, withDesignColumns(sample, designs), near?.[g]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const path = ['groups', name, error.parts.place?.path].filter((part) => part !== undefined).join('.');
      throw new Failure(error.code, { ...error.parts, place: { ...error.parts.place, path } });
    }
  });
  const parts = groups.map(({ name, label }, g) => ({ name, label, fit: fits[g]! }));
  const joined = joinFits('groups', parts, sample);
  return { fits, joined, vcov: request.vcov.compute(joined.fit), compared: comparedIn(request, fits, joined) };
}

function comparedIn({ terms, effects }: SplitRequest, fits: readonly Fit[], joined: Joined): Compared[] {
  const equationOf = (group: number) => joined.fit.equations[joined.parts[group]!.equation]!;
  const grounds =
    effects &&
    fits.map((fit, g): ColumnGround => {
      const index = fit.expectations.indexOf(expectationNamed(fit.expectations, effects.of));
      return columnGround(joined.fit, joined.fit.expectations[joined.parts[g]!.expectation + index]!, effects.at);
    });
  return terms.flatMap((term): Compared[] => {
    const ids = fits.map((_, g) => columnNamed(equationOf(g), term));
    const { label } = equationOf(0).design.columns.find(({ id }) => id === ids[0])!;
    const compared = (scale: Compared['scale'], of: (group: number) => Functional): Compared => {
      return { scale, term: ids[0]!, label, functionals: fits.map((_, g) => of(g)) };
    };
    const coefficients = compared('coefficient', (g) => columnCoefficient(joined.fit, equationOf(g), ids[g]!));
    if (effects === undefined || grounds === undefined) return [coefficients];
    return [coefficients, compared('marginal_effect', (g) => columnEffect(grounds[g]!, ids[g]!, effects.change))];
  });
}
