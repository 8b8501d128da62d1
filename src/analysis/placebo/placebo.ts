/** The contract of a placebo: a model whose treatment is assigned anew, many times, by a declared scheme. */
import type { RandomStream } from '../../numerics/philox.ts';
import type { Text } from '../../results/text.ts';
import type { Asked, Estimator } from '../estimators/estimator.ts';
import type { VcovEstimator } from '../vcov/vcov.ts';

/**
 * The column that a draw exchanges. `adopted`: the year of adoption, NaN for never. `treatment`: 0/1, one from a year on,
 * with the column of years. `labels`: a number or category that belongs to units (or to single rows).
 */
export type Assigned =
  | { readonly kind: 'adopted'; readonly column: string }
  | { readonly kind: 'treatment'; readonly column: string; readonly time: string }
  | { readonly kind: 'labels'; readonly column: string };

/** A value per unit: a year of adoption (NaN: never), or a label as a number or level code. */
export type Assignment = Float64Array;

/** The assignments that a scheme can give, equally likely. */
export interface AssignmentSpace {
  /** how many, each counted as often as it is likely; Infinity where the count leaves the whole numbers of a double */
  readonly size: number;
  /** the assignment of a rank from 0 to size - 1 */
  at(rank: number): Assignment;
  random(stream: RandomStream): Assignment;
}

/** The units that a scheme assigns to. */
export interface AssignedUnits {
  /** how the data name them, in the order of their numbers or levels */
  readonly names: readonly string[];
  /** the real assignment; throws E-SPEC-VALUE where the column is not one value (or one year) per unit */
  actual(): Assignment;
}

/** One roll-out that somebody drew elsewhere: units by name and the years they adopt in; the others never do. */
export interface GivenRollout {
  readonly draw: string;
  readonly adoptions: readonly { readonly unit: string; readonly year: number }[];
}

/** A file of given roll-outs: one row per draw and adopting unit. */
export interface GivenFile {
  readonly file: string;
  readonly draw: string;
  readonly unit: string;
  readonly year: string;
}

export interface Scheme {
  readonly name: string;
  /** in words, for notes under figures */
  readonly words: Text;
  readonly assigns: 'rollout' | 'labels';
  /** whether its assignments are a given list, taken in order, and not drawn */
  readonly fixed: boolean;
  readonly given?: GivenFile;
  space(units: AssignedUnits, given: readonly GivenRollout[]): AssignmentSpace;
}

/** When every assignment is taken once in place of random ones: where there are no more than draws, always, never. */
export type Enumeration = 'auto' | 'always' | 'never';

/** A placebo as the spec wrote it, the model by name. */
export interface PlaceboSpec {
  readonly name: string;
  readonly label: Text;
  readonly model: string;
  /** the column of the units; absent: every row is its own */
  readonly unit?: string;
  readonly assigned: Assigned;
  readonly scheme: Scheme;
  readonly draws: number;
  readonly seed: number;
  readonly enumerate: Enumeration;
  /** the design column whose coefficient is followed; the only one that reads the assigned column unless given */
  readonly term?: string;
  /** `coefficient` leaves out standard errors, statistics and p values of the draws, which is quicker */
  readonly statistic: 'coefficient' | 't';
  /** the equation that has it; the only one that does unless given */
  readonly equation?: string;
  /** share of failed draws that is accepted */
  readonly allowFailed: number;
  readonly confLevel: number;
}

/** What a placebo needs of a model. */
export interface PlaceboModel {
  readonly name: string;
  readonly sample: string;
  readonly estimator: Estimator;
  readonly asked: Asked;
  readonly vcov: VcovEstimator;
  readonly confLevel: number;
}

/** A placebo with its model, and the roll-outs of its file where the scheme has one. */
export interface PlaceboRequest extends Omit<PlaceboSpec, 'model'> {
  readonly model: PlaceboModel;
  readonly given?: readonly GivenRollout[];
}

/** The columns of the sample that a placebo reads besides those of its model. */
export function placeboColumns({ unit, assigned }: Pick<PlaceboSpec, 'unit' | 'assigned'>): readonly string[] {
  return [
    ...(unit === undefined ? [] : [unit]),
    assigned.column,
    ...(assigned.kind === 'treatment' ? [assigned.time] : []),
  ];
}
