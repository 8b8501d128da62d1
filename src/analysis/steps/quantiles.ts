/** Groups of equal size by the rank of a number. */
import { Failure } from '../../errors/failure.ts';
import { xtile } from '../../numerics/quantiles.ts';
import { getNumeric } from '../data/frame.ts';
import { type CategoryNaming, checkLevels, madeCategory, type NamedLevel, withCategory } from './created.ts';
import type { Step } from './step.ts';
import { quantileWords } from './step-words.ts';

export interface QuantileGroups extends CategoryNaming {
  /** the number that is ranked, over the rows that the sample has at this step */
  readonly of: string;
  readonly groups: number;
  /** from the smallest values to the largest; q1, q2, ... unless given */
  readonly levels?: readonly NamedLevel[];
  /** column of weights */
  readonly weights?: string;
}

/** Adds the quantile group of a number (Stata's xtile: ties go to the lower group). Missing stays missing. */
export function quantiles({ of, groups, levels: given, weights, ...naming }: QuantileGroups): Step {
  const levels = given ?? Array.from({ length: groups }, (_, index) => ({ name: `q${index + 1}` }));
  if (levels.length !== groups)
    throw new Failure('E-SPEC-VALUE', { finding: `${levels.length} levels for ${groups} groups` });
  checkLevels(levels, naming);
  return {
    reads: weights === undefined ? [of] : [of, weights],
    creates: [naming.name],
    made: [madeCategory(naming, levels)],
    words: [quantileWords({ of, groups, ...(weights !== undefined && { weights }), ...naming })],
    run(frame) {
      const column = getNumeric(frame, of);
      const weight = weights === undefined ? null : getNumeric(frame, weights).values;
      const codes = xtile(column.values, weight, groups);
      const used = new Set(codes);
      used.delete(-1);
      const notices =
        used.size === groups
          ? []
          : [
              {
                en: `${naming.name}: ties leave ${used.size} of ${groups} groups with rows`,
                zh: `${naming.name}：因并列值，${groups}组中只有${used.size}组有观测`,
              },
            ];
      return withCategory(frame, naming, codes, levels, notices);
    },
  };
}
