/** The contract of a regressor: what a term of a model contributes to the design. */
import type { Block } from '../../numerics/block.ts';
import type { Text } from '../../results/text.ts';
import type { Column } from '../data/column.ts';
import type { Frame } from '../data/frame.ts';

/** One column of a design. `id` is unique in the design: `age`, `age^2`, `scope=across_cities`, `age:female=1`. */
export interface DesignColumn {
  readonly id: string;
  readonly label: Text;
  /** the variables that the column is made of, in the order of the term */
  readonly variables: readonly string[];
  /** for a factor's indicator: its level and the reference level */
  readonly level?: string;
  readonly reference?: string;
  /** labels of the single variable, its level and its reference, where the column has them */
  readonly variableLabel?: Text;
  readonly levelLabel?: Text;
  readonly referenceLabel?: Text;
  /** an indicator of a fixed effect: estimated, and reported only when asked for */
  readonly fixedEffect?: true;
}

/**
 * Values of variables at one point, for effects at means or at representative values: a number for a numeric variable, the
 * share of each level (in level order) for a categorical one.
 */
export type Point = ReadonlyMap<string, number | Float64Array>;

/** A column that a term makes of others before it binds: from then on it is a variable like any other. */
export interface MadeColumn {
  readonly name: string;
  readonly label?: Text;
  /** the column over the rows of a frame that has the term's variables */
  column(frame: Frame): Column;
  /** rows that cannot stay in a model with the term, by reason; 1 = leaves */
  leaving?(frame: Frame): readonly { readonly reason: string; readonly rows: Uint8Array }[];
}

/** A term that waits for data. */
export interface Term {
  /** the term as the spec wrote it, for messages and duplicates: `age`, `age^2`, `age:female` */
  readonly name: string;
  /** the columns of the frame that it reads */
  readonly variables: readonly string[];
  /** those of them whose missing value says something (never adopted): a row does not leave for it */
  readonly maybeMissing?: readonly string[];
  /** columns that the design makes for it, over the rows that the model can use */
  readonly makes?: readonly MadeColumn[];
  /** the variables that its columns are made of, where these are not `variables` */
  readonly enters?: readonly string[];
  /** the indicators of a fixed effect */
  readonly fixedEffect?: true;
  /** a treatment that the spec declares by its adoption: what compares is a design */
  readonly treatment?: true;
  /** Freezes levels, reference and windows to those of the frame. Throws a Failure when the frame cannot carry the term. */
  bind(frame: Frame): BoundTerm;
}

/** A term bound to a frame: any frame with the same variables yields the same columns. */
export interface BoundTerm {
  readonly columns: readonly DesignColumn[];
  /** The term's columns over all rows of the frame, none of which is missing. */
  block(frame: Frame): Block;
  /** The derivative of the columns by a numeric variable; null when it does not enter. */
  derivative(frame: Frame, variable: string): Block | null;
  /** The term's columns at a point: a power is the power of the mean, a factor its shares. */
  at(point: Point): Float64Array;
  /** The derivative of the columns by a numeric variable at a point (zeros when it does not enter). */
  derivativeAt(point: Point, variable: string): Float64Array;
}
