/** What a conditional logit can learn from: groups whose outcomes differ, and columns that vary within them. */
import { Failure } from '../../errors/failure.ts';
import { type Block, numericBlock } from '../../numerics/block.ts';
import { denseColumns, selectBlockRows } from '../../numerics/block-kernels.ts';
import { dependentColumns } from '../../numerics/collinearity.ts';
import type { GroupedRows } from '../../numerics/grouped-rows.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import { unitGroups } from './unit-groups.ts';

/** The design without groups whose outcomes are all the same. E-FIT-IDENTIFICATION when none is left. */
export function withVariation(design: Design, group: string) {
  const { order, starts, count } = unitGroups(design, group).rows;
  const leaving = new Uint8Array(order.length);
  let groups = 0;
  let rows = 0;
  for (let g = 0; g < count; g++) {
    const members = order.subarray(starts[g]!, starts[g + 1]!);
    if (members.some((row) => design.outcome[row] !== design.outcome[members[0]!])) continue;
    groups++;
    rows += members.length;
    for (const row of members) leaving[row] = 1;
  }
  if (groups === count) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place: { path: design.equation.name },
      finding: `the outcome "${design.equation.outcome}" is the same in all rows of every one of ${count} groups of "${group}"`,
      remedy: 'a conditional logit learns from changes within groups only: choose another group or model',
    });
  }
  const none = design.columns.map(() => false);
  const reason = `no variation of ${design.equation.outcome} within ${group}`;
  return { design: groups === 0 ? design : design.without(none, leaving, reason), dropped: { groups, rows } };
}

/** Share of a column's sum of squares within groups below which it does not vary there. */
const CONSTANT_SHARE = 1e-24;

/** The design without columns that are constant within groups or, within groups, combinations of columns before them. */
export function withinColumns(design: Design, group: string): { design: Design; omitted: Omitted[] } {
  const { rows } = unitGroups(design, group);
  const columns = denseColumns(selectBlockRows(design.blocks, rows.order));
  const demeaned = columns.map((column) => demean(column, rows));
  const constant = demeaned.map((column, j) => squares(column) <= CONSTANT_SHARE * squares(columns[j]!));
  const varying = demeaned.map((column, j) => (constant[j] ? new Float64Array(column.length) : column));
  const drop = dependentColumns(
    varying.map((column) => numericBlock(column)),
    null,
  );
  const omitted = design.columns.flatMap(({ id }, j): Omitted[] => {
    if (!drop[j]) return [];
    if (constant[j]) {
      return [{ term: id, reason: 'constant', rows: 0, detail: `the same value in all rows of every ${group}` }];
    }
    return [
      { term: id, reason: 'collinear', rows: 0, detail: `within ${group} a linear combination of columns before it` },
    ];
  });
  if (omitted.length === design.columns.length) {
    throw new Failure('E-FIT-IDENTIFICATION', {
      place: { path: design.equation.name },
      finding: `no term varies within "${group}"`,
      remedy: 'a conditional logit estimates effects of changes within groups only',
    });
  }
  return { design: omitted.length === 0 ? design : design.without(drop, null), omitted };
}

/** Numeric columns less their group means, in group order: the likelihood does not change, its conditioning does. */
export function demeanedBlocks(blocks: readonly Block[], rows: GroupedRows): Block[] {
  return selectBlockRows(blocks, rows.order).map((block) =>
    block.codes !== null || block.values === null ? block : numericBlock(demean(block.values, rows)),
  );
}

function demean(column: Float64Array, { starts, count }: GroupedRows): Float64Array {
  const rest = new Float64Array(column.length);
  for (let g = 0; g < count; g++) {
    let sum = 0;
    for (let i = starts[g]!; i < starts[g + 1]!; i++) sum += column[i]!;
    const mean = sum / (starts[g + 1]! - starts[g]!);
    for (let i = starts[g]!; i < starts[g + 1]!; i++) rest[i] = column[i]! - mean;
  }
  return rest;
}

function squares(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value * value, 0);
}
