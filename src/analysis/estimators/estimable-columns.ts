/** Leaves out the columns that carry nothing of their own, and says why. */
import { Failure } from '../../errors/failure.ts';
import type { Block } from '../../numerics/block.ts';
import { dependentColumns } from '../../numerics/collinearity.ts';
import type { Omitted } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import type { DesignColumn } from '../terms/term.ts';

export interface Estimable {
  readonly design: Design;
  readonly omitted: readonly Omitted[];
}

/**
 * The design without levels that no row has, constants beside an intercept, and columns that are linear combinations of
 * columns before them: the last in order goes, whatever the rows' order. Throws E-FIT-EMPTY when the rows do not outnumber
 * the columns that stay.
 */
export function estimableColumns(design: Design): Estimable {
  const drop = dependentColumns(design.blocks, design.weights);
  const states = columnStates(design.blocks);
  const omitted: Omitted[] = [];
  design.columns.forEach((column, j) => {
    // that one effect's levels are combinations of another's is in the nature of fixed effects, and no news
    if (drop[j] && !column.fixedEffect) omitted.push(omission(column, states[j]!));
  });
  const kept = drop.reduce((count, gone) => count + (gone ? 0 : 1), 0);
  if (design.nobs <= kept) {
    throw new Failure('E-FIT-EMPTY', {
      place: { path: design.equation.name },
      finding: `${design.nobs} rows for ${kept} coefficients`,
      remedy: 'a model needs more rows than coefficients: fewer terms, or a larger sample',
    });
  }
  return { design: drop.includes(true) ? design.without(drop, null) : design, omitted };
}

type ColumnState = 'empty' | 'constant' | 'varies';

function omission(column: DesignColumn, state: ColumnState): Omitted {
  const term = column.id;
  if (state === 'empty' && isLevel(column)) {
    return { term, reason: 'empty level', rows: 0, detail: 'no row of the sample has it' };
  }
  if (state !== 'varies') {
    return { term, reason: 'constant', rows: 0, detail: 'the same value in every row' };
  }
  return { term, reason: 'collinear', rows: 0, detail: 'a linear combination of the columns before it' };
}

function isLevel(column: DesignColumn): boolean {
  return column.level !== undefined || column.variables.length > 1;
}

/** Whether each column is zero in every row, one value in every row, or neither. */
function columnStates(blocks: readonly Block[]): ColumnState[] {
  return blocks.flatMap(({ codes, values, rows, width }) => {
    if (codes === null) return [values === null ? 'constant' : stateOf(values)];
    const filled = new Uint8Array(width);
    for (let i = 0; i < rows; i++) {
      const code = codes[i]!;
      if (code >= 0 && (values === null || values[i] !== 0)) filled[code] = 1;
    }
    return Array.from(filled, (some): ColumnState => (some === 1 ? 'varies' : 'empty'));
  });
}

function stateOf(values: Float64Array): ColumnState {
  const [first] = values;
  return values.every((value) => value === first) ? (first === 0 ? 'empty' : 'constant') : 'varies';
}
