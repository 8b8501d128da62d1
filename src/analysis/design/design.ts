/** Frame + Equation -> Design: an outcome, blocks of columns, and the rows they stand on. */
import type { Block } from '../../numerics/block.ts';
import type { Text } from '../../results/text.ts';
import type { Column } from '../data/column.ts';
import type { Frame } from '../data/frame.ts';
import type { RowCondition } from '../data/row-condition.ts';
import type { DesignColumn, Point, Term } from '../terms/term.ts';

export type { RowCondition } from '../data/row-condition.ts';

export type WeightKind = 'frequency' | 'probability' | 'analytic';

/** What a model asks of the data, in names; `where` keeps rows where it is true (missing is not true). */
export interface Equation {
  readonly name: string;
  readonly label: Text;
  readonly outcome: string;
  readonly terms: readonly Term[];
  readonly intercept: boolean;
  readonly where?: RowFilter;
  readonly weights?: { readonly kind: WeightKind; readonly variable: string };
  /** columns that must not be missing besides those of the terms (clusters, group ids) */
  readonly requires: readonly string[];
  /** what becomes of the outcome's numbers before the fit: a two-part model's first part asks for y > 0 */
  readonly outcomeRule?: OutcomeRule;
  /** fixed effects that the estimator partials out, so that they have no columns; their variables are in `requires` */
  readonly absorbed?: readonly Term[];
}

/** A function of the outcome, with its text for messages; NaN out means that the row is missing. */
export interface OutcomeRule {
  readonly text: string;
  apply(value: number): number;
}

/** A condition on rows that may join several by *and*; each part is counted on its own in the sample flow. */
export interface RowFilter extends RowCondition {
  readonly parts?: readonly RowCondition[];
}

/**
 * The data of one equation. All arrays have one entry per row used; `rows` are the indices of these rows in the sample's
 * frame. `columns` names the columns of `blocks`, left to right. Weights are positive; analytic weights have mean one;
 * null means all ones. nobs is the number of rows, or the sum of frequency weights. `frame` is the sample at `rows` with the
 * columns that the equation names (outcome, terms, weights, where, requires), so blocksFor(frame) are the blocks.
 */
export interface Design {
  readonly equation: Equation;
  readonly frame: Frame;
  readonly rows: Int32Array;
  readonly nobs: number;
  readonly outcome: Float64Array;
  readonly outcomeLow: Float64Array | null;
  readonly weights: Float64Array | null;
  readonly weightKind: WeightKind | null;
  readonly blocks: readonly Block[];
  readonly columns: readonly DesignColumn[];
  /** rows of the sample that were not used, by reason */
  readonly lost: readonly { readonly reason: string; readonly rows: number }[];
  /** the same columns over another frame (a counterfactual) that has the terms' variables */
  blocksFor(frame: Frame): readonly Block[];
  /** derivatives of the columns by a numeric variable, over the rows of a frame */
  derivativesFor(frame: Frame, variable: string): readonly Block[];
  /** the columns at a point */
  at(point: Point): Float64Array;
  derivativeAt(point: Point, variable: string): Float64Array;
  /** the design without some columns (true = leave out) and without some rows (1 = leave out), which are lost for `reason` */
  without(columns: readonly boolean[], rows: Uint8Array | null, reason?: string): Design;
  /**
   * The design after columns of the sample were exchanged (given over the sample's rows): the same levels and windows; only the
   * terms that read these columns are asked again. Null where the rows would not be the same, because a term lets rows leave
   * or because the outcome, the weights or `where` read such a column.
   */
  exchanging(columns: readonly Column[]): Design | null;
  /** The design with each row's weight multiplied (one entry per row of the design); rows of multiplier zero leave. */
  reweighted(multiplier: Float64Array): Design;
}
