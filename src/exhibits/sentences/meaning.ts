/** What a number of a model means: of what change, in which outcome, on which scale, over which rows. */
import type { Text } from '../../results/text.ts';

/** What changes by one step, for the number to be the answer. */
export type Change =
  /** a level of a factor rather than its reference */
  | { readonly kind: 'level'; readonly variable: Text; readonly level: Text; readonly reference: Text }
  /** one unit more of a number */
  | { readonly kind: 'unit'; readonly variable: Text; readonly unit?: Text }
  /** 1 rather than 0 */
  | { readonly kind: 'binary'; readonly variable: Text }
  /** a tenth more of what the variable is the logarithm of */
  | { readonly kind: 'log'; readonly of: Text }
  /** a treatment that the spec declares by its adoption */
  | { readonly kind: 'treatment'; readonly variable: Text; readonly level?: Text; readonly reference?: Text }
  /** one unit more of a design column whose variable has other columns as well (a power, an interaction) */
  | { readonly kind: 'column'; readonly column: Text };

/** What is explained. `name`: of an event, what 1 is called; of a logarithm, what it is the logarithm of. */
export interface Outcome {
  readonly kind: 'event' | 'share' | 'percent' | 'log' | 'standardised' | 'index' | 'score' | 'amount';
  readonly name: Text;
  readonly unit?: Text;
  /** of a score */
  readonly range?: readonly [number, number];
  /** over the rows of the equation */
  readonly mean?: number;
  readonly sd?: number;
}

/** difference: of the expected outcome; ratio, odds_ratio: exp of the number multiplies; index: of the linear predictor. */
export type Quantity = 'difference' | 'ratio' | 'odds_ratio' | 'index';

export interface Place {
  /** `terms`: a coefficient; the others are how a marginal effect was placed */
  readonly at: 'terms' | 'observations' | 'means' | 'set';
  /** the derivative by a 0/1 column, and not the change from 0 to 1 */
  readonly derivative: boolean;
  readonly rows?: number;
  /** rows of the sample, where they are more */
  readonly of?: number;
  /** what a row is, in the plural */
  readonly row: Text;
  readonly among?: Text;
  /** the condition on rows of the equation */
  readonly where?: string;
  /** the group whose rows share an effect inside the linear predictor (coefficients only) */
  readonly group?: Text;
  readonly fixedEffects: readonly Text[];
  /** the units that adopt a declared treatment, where the model has no effects of them: they are not compared with themselves */
  readonly across?: Text;
  /** over everybody: whether and how much together */
  readonly combined: boolean;
  readonly margin?: 'extensive' | 'intensive';
}

export interface Meaning {
  readonly quantity: Quantity;
  /** the name of the index: probit */
  readonly link: string;
  /** the number is exp(b) already */
  readonly exponentiated: boolean;
  readonly change: Change;
  readonly outcome: Outcome;
  readonly place: Place;
}

/** Whether a causal verb is due: a declared treatment, compared within the units that adopt it. */
export function isDesigned({ change, place }: Pick<Meaning, 'change' | 'place'>): boolean {
  return change.kind === 'treatment' && place.across === undefined;
}
