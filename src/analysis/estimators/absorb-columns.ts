/** Which columns absorbed effects leave nothing of, and sums over weighted columns. */
import { numericBlock } from '../../numerics/block.ts';
import { dependentColumns } from '../../numerics/collinearity.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';

/** Share of a column's variation that the effects must leave: below, it is collinear with them (reghdfe, fixest: 1e-9 of its length). */
const LEFT_SHARE = 1e-18;

/** Columns that the effects or the columns before them explain. */
export function explainedColumns(
  raw: readonly Float64Array[],
  columns: readonly Float64Array[],
  weights: Float64Array | null,
): boolean[] {
  const explained = columns.map((column, j) => squares(column, weights) <= LEFT_SHARE * variation(raw[j]!, weights));
  const free = columns.filter((_, j) => !explained[j]);
  if (free.length === 0) return explained;
  const among = dependentColumns(
    free.map((column) => numericBlock(column)),
    weights,
    LEFT_SHARE,
  );
  let next = 0;
  return explained.map((gone) => gone || among[next++]!);
}

/** Why columns were left out; `raw` and `columns` before and after demeaning, the intercept not among them. */
export function absorbedOmissions(
  design: Design,
  drop: readonly boolean[],
  columns: readonly Float64Array[],
  raw: readonly Float64Array[],
  weights: Float64Array | null,
  effects: readonly string[],
): Omitted[] {
  return design.columns.slice(1).flatMap((column, j): Omitted[] => {
    if (!drop[j]) return [];
    const term = column.id;
    const all = variation(raw[j]!, weights);
    const isLevel = column.level !== undefined || column.variables.length > 1;
    if (all === 0 && raw[j]!.every((value) => value === 0) && isLevel) {
      return [{ term, reason: 'empty level', rows: 0, detail: 'no row of the sample has it' }];
    }
    if (all === 0) return [{ term, reason: 'constant', rows: 0, detail: 'the same value in every row' }];
    const within = squares(columns[j]!, weights) <= LEFT_SHARE * all;
    const detail = within
      ? `a linear combination of the fixed effects (${effects.join(', ')})`
      : `a linear combination of the columns before it and the fixed effects (${effects.join(', ')})`;
    return [{ term, reason: 'collinear', rows: 0, detail }];
  });
}

function variation(column: Float64Array, weights: Float64Array | null): number {
  const total = weights === null ? column.length : weightedTotal(weights, null);
  const mean = weightedTotal(column, weights) / total;
  return squares(
    column.map((value) => value - mean),
    weights,
  );
}

function squares(column: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  for (let i = 0; i < column.length; i++) total += (weights === null ? 1 : weights[i]!) * column[i]! ** 2;
  return total;
}

/** Weighted sum of a column; plain without weights. */
export function weightedTotal(column: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  for (let i = 0; i < column.length; i++) total += (weights === null ? 1 : weights[i]!) * column[i]!;
  return total;
}
