/** The groups whose rows share an effect of their own: their codes, sizes and weights. */
import { Failure } from '../../errors/failure.ts';
import { type GroupedRows, groupRows } from '../../numerics/grouped-rows.ts';
import { getColumn } from '../data/frame.ts';
import type { Design } from '../design/design.ts';

export interface UnitGroups {
  readonly variable: string;
  readonly rows: GroupedRows;
  /** weight of each group, null without weights */
  readonly weights: Float64Array | null;
}

/**
 * The groups of a design by the values of a column, in order of first appearance. E-FIT-WEIGHTS when the weights differ within
 * a group (a likelihood of groups can weight groups only) or are analytic.
 */
export function unitGroups(design: Design, variable: string): UnitGroups {
  const column = getColumn(design.frame, variable);
  const ids: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  const codeOf = new Map<number, number>();
  const codes = Int32Array.from(ids, (id) => {
    const known = codeOf.get(id);
    if (known !== undefined) return known;
    codeOf.set(id, codeOf.size);
    return codeOf.size - 1;
  });
  const rows = groupRows(codes, codeOf.size);
  return { variable, rows, weights: groupWeights(design, variable, rows) };
}

function groupWeights(design: Design, variable: string, { order, starts, count }: GroupedRows): Float64Array | null {
  const { weights, weightKind, equation } = design;
  if (weights === null) return null;
  const place = { path: equation.name };
  if (weightKind === 'analytic') {
    throw new Failure('E-FIT-WEIGHTS', {
      place,
      finding: 'analytic weights have no meaning for a 0/1 outcome with an effect per group',
      accepted: `frequency or probability weights that are constant within "${variable}"`,
    });
  }
  let uneven = 0;
  const byGroup = new Float64Array(count);
  for (let g = 0; g < count; g++) {
    byGroup[g] = weights[order[starts[g]!]!]!;
    for (let t = starts[g]! + 1; t < starts[g + 1]!; t++) {
      if (weights[order[t]!] === byGroup[g]) continue;
      uneven++;
      break;
    }
  }
  if (uneven === 0) return byGroup;
  throw new Failure('E-FIT-WEIGHTS', {
    place,
    finding: `the weights differ between the rows of one "${variable}" in ${uneven} of ${count} groups`,
    accepted: `weights that are constant within "${variable}": the likelihood is a product over groups, and only a group can count more`,
    remedy: `make a weight per "${variable}" (the mean or the first of its rows), or fit a model without group effects`,
  });
}

export interface GroupSizes {
  readonly groups: number;
  readonly groupMin: number;
  readonly groupMean: number;
  readonly groupMax: number;
}

export function groupSizes({ starts, count }: GroupedRows): GroupSizes {
  let least = Infinity;
  let most = 0;
  for (let g = 0; g < count; g++) {
    const size = starts[g + 1]! - starts[g]!;
    least = Math.min(least, size);
    most = Math.max(most, size);
  }
  return { groups: count, groupMin: least, groupMean: starts[count]! / count, groupMax: most };
}
