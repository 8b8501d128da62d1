/** A figure as data and marks, without a format. */

export interface FigurePoint {
  /** category or number on the horizontal axis */
  readonly x: string | number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** text under the axis: how much data stands behind the point */
  readonly support?: string;
  /** drawn hollow: a reference without uncertainty */
  readonly hollow?: boolean;
  readonly series?: string;
}

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly banner: readonly string[];
  /** bars from zero, points with whiskers, a scatter cloud */
  readonly mark: 'bars' | 'points' | 'cloud';
  readonly xLabel: string;
  readonly yLabel: string;
  /** how y is printed: a share is shown in percent */
  readonly yUnit: 'percent' | 'number';
  readonly points: readonly FigurePoint[];
  /** reference lines */
  readonly lines: readonly { readonly axis: 'x' | 'y'; readonly at: number; readonly label: string }[];
  readonly notes: readonly string[];
}
