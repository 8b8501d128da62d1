/** A coefficient tested by resampling the residuals or scores of whole clusters. */

/** Shares of bootstrap statistics beyond the observed one. */
export interface WildPValues {
  /** |t*| > |t| */
  readonly strict: number;
  /** |t*| >= |t|, ties to 1e-9 counted */
  readonly inclusive: number;
  /** twice the smaller tail, ties left out */
  readonly equalTail: number;
}

export interface WildBootstrapTest {
  readonly term: string;
  readonly nullValue: number;
  /** the observed statistic of that null */
  readonly statistic: number;
  readonly clusters: number;
  readonly weights: 'rademacher' | 'webb';
  readonly draws: number;
  /** every vector of weights once: nothing is left to chance */
  readonly enumerated: boolean;
  /** residuals or scores under the null */
  readonly restricted: WildPValues;
  /** those of the estimate itself; absent after maximum likelihood */
  readonly unrestricted?: WildPValues;
}
