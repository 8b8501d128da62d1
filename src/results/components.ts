/** A principal-component analysis and the composite that a step made of it. */
import type { Text } from './text.ts';

/** One component: its variance and what each item contributes to it. */
export interface Component {
  readonly eigenvalue: number;
  /** standard deviation of its scores: the root of the eigenvalue */
  readonly sd: number;
  readonly share: number;
  readonly cumulativeShare: number;
  /** eigenvector of length one, and loadings (vector times sd), by item */
  readonly vector: Readonly<Record<string, number>>;
  readonly loadings: Readonly<Record<string, number>>;
}

/** The column that was made: composite = constant + sum over items of coefficient times item. */
export interface Composite {
  readonly name: string;
  readonly label: Text;
  /** how it was made, in words: components, their weights, sign rule, scale */
  readonly definition: Text;
  /** number of components in it, and the weight of each */
  readonly components: number;
  readonly weights: readonly number[];
  readonly constant: number;
  /** per item, in the item's own unit */
  readonly coefficients: Readonly<Record<string, number>>;
  /** eigenvector entries averaged over the components by their weights, scaled to a sum of one (NaN where they cancel) */
  readonly indicatorWeights: Readonly<Record<string, number>>;
  readonly mean: number;
  /** denominator n - 1 */
  readonly sd: number;
}

export interface ComponentAnalysis {
  readonly items: readonly string[];
  readonly matrix: 'correlation' | 'covariance';
  readonly sign: 'loadings_sum' | 'largest';
  /** rows with every item, and rows that lack one */
  readonly rows: number;
  readonly excluded: number;
  readonly means: Readonly<Record<string, number>>;
  readonly sds: Readonly<Record<string, number>>;
  readonly components: readonly Component[];
  /** components with an eigenvalue above the mean eigenvalue */
  readonly retained: number;
  readonly composite: Composite;
  /** largest error of the decomposition, relative to the largest eigenvalue */
  readonly residual: number;
}
