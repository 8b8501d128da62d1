/** What stands behind the event times of an event study: rows, units, and how each coefficient is identified. */
import type { Text } from './text.ts';

/** Rows of one event time, or beyond an end of the window. */
export interface SupportCount {
  /** pairs of unit and time */
  readonly unitTimes: number;
  readonly units: number;
  /** distinct persons, where the spec names a column of persons */
  readonly persons?: number;
  readonly rows: number;
  /** the units with their times, `ningxia 2016`; absent where the codebook says that units are private */
  readonly names?: readonly string[];
}

/**
 * `reference`: has no coefficient. `clean`: some unit has rows at this event time and at the reference. `chained`: joined to
 * a zero only through other event times, see `path`. `across`: no fixed effect is as fine as the unit, so other units of
 * the same fixed effects are the comparison. `not_identified`: no comparison leads to a zero, or the fit left it out.
 */
export type Identification = 'reference' | 'clean' | 'chained' | 'across' | 'not_identified';

/** One step of a comparison: the units that have rows at both ends; `beyond` is the rows beyond the window with zeros. */
export interface SupportStep {
  readonly from: string;
  readonly to: string;
  /** the units that make the step; absent where they are private */
  readonly units?: readonly string[];
}

export interface SupportRow extends SupportCount {
  readonly eventTime: number;
  /** `-2`, or `<= -2` where rows beyond are binned */
  readonly label: Text;
  /** the design column; absent for the reference */
  readonly term?: string;
  readonly identification: Identification;
  /** a comparison that rests on the rows of one unit at one time */
  readonly oneUnitTime: boolean;
  /** from the event time to a zero: the shortest comparison within units */
  readonly path: readonly SupportStep[];
  /** identification in words */
  readonly detail: Text;
}

/** Rows beyond an end of the window. */
export interface SupportBeyond extends SupportCount {
  readonly side: 'left' | 'right';
  /** `bin`: they are among the rows of the window's end; `zero`: their indicators are zero; `drop`: they left */
  readonly rule: 'bin' | 'drop' | 'zero';
}

/** The support of one event-time term in one equation. */
export interface Support {
  readonly effect: string;
  readonly equation: string;
  /** the event-time variable */
  readonly variable: string;
  /** the column whose levels adopt */
  readonly unit: string;
  readonly unitOfTime: 'years' | 'waves';
  readonly reference: number;
  /** the fixed effect whose levels comparisons are within; absent where there is none as fine as the unit */
  readonly within?: string;
  readonly rows: readonly SupportRow[];
  readonly beyond: readonly SupportBeyond[];
  readonly neverTreated: SupportCount;
  /** units that had adopted by the first time */
  readonly alwaysTreated: SupportCount & { readonly rule: 'keep' | 'drop' };
  /** cohorts that adopted between two times, and what became of them */
  readonly offGrid: readonly number[];
  readonly offGridRule?: 'first_treated_wave' | 'calendar';
  /** columns whose coefficient the rows do not identify, whether or not the fit printed a number */
  readonly unidentified: readonly string[];
}
