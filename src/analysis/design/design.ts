/** Frame + Equation -> Design: an outcome, blocks of columns, and the rows they stand on. */
import type { Block } from '../../numerics/block.ts';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { DesignColumn, Point, Term } from '../terms/term.ts';

export type WeightKind = 'frequency' | 'probability' | 'analytic';

/** What a model asks of the data, in names; `where` keeps rows where it is true (missing is not true). */
export interface Equation {
  readonly name: string;
  readonly label: Text;
  readonly outcome: string;
  readonly terms: readonly Term[];
  readonly intercept: boolean;
  readonly where?: RowCondition;
  readonly weights?: { readonly kind: WeightKind; readonly variable: string };
  /** columns that must not be missing besides those of the terms (clusters, group ids) */
  readonly requires: readonly string[];
}

/** A condition on rows, with its text for the sample flow and the columns it reads. */
export interface RowCondition {
  readonly text: string;
  readonly variables: readonly string[];
  /** 1 where true, 0 elsewhere (false or missing) */
  holds(frame: Frame): Uint8Array;
}

/**
 * The data of one equation. All arrays have one entry per row used; `rows` are the indices of these rows in the sample's
 * frame. `columns` names the columns of `blocks`, left to right. Weights are positive; analytic weights have mean one;
 * null means all ones. nobs is the number of rows, or the sum of frequency weights.
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
  /** the design without some columns (true = leave out) and without some rows (true = leave out) */
  without(columns: readonly boolean[], rows: Uint8Array | null): Design;
}
