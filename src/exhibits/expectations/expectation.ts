/** What a spec expects of a run: one cell with assertions about it. */

/** How far a number may be from the expected one: the wider of the two. */
export interface Tolerance {
  readonly absolute?: number;
  readonly relative?: number;
}

/** A number as it was written, and the decimals that it is written with. */
export interface WrittenNumber {
  readonly value: number;
  readonly decimals: number;
  /** in quotes, so that its decimals are meant */
  readonly printed: boolean;
}

export interface Expectation {
  /** an address (`models.m.equation.effect.term`, or with a field) or a published cell (`t3.policy.c2_me`) */
  readonly cell: string;
  readonly value?: WrittenNumber;
  readonly se?: WrittenNumber;
  /** of value and se; else the decimals that they are written with */
  readonly decimals?: number;
  readonly tolerance?: Tolerance;
  readonly sign?: 'positive' | 'negative' | 'zero';
  readonly stars?: string;
  readonly n?: number;
  readonly pBelow?: number;
  readonly pAbove?: number;
  /** another cell, or a number */
  readonly greaterThan?: string | number;
  readonly lessThan?: string | number;
  /** another cell */
  readonly equalTo?: string;
}

/** What holds for every expectation of a file that does not say otherwise. */
export interface ExpectationDefaults {
  readonly tolerance?: Tolerance;
  /** stars by the p value that they need: strictly below */
  readonly stars: Readonly<Record<string, number>>;
  /** coverage of the binomial interval for shares of random draws */
  readonly level: number;
}

/** Of which run `freeze` wrote the expectations. */
export interface Frozen {
  readonly program: string;
  readonly version: string;
  readonly synthetic: boolean;
  readonly specSha256: string;
  readonly settings: readonly string[];
  readonly seed?: number;
  readonly data: readonly { readonly name: string; readonly sha256: string }[];
}
