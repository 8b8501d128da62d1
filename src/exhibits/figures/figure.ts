/** A figure as data and marks, without a format. */

export interface FigurePoint {
  /** category or number on the horizontal axis */
  readonly x: string | number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** text beside the point: how much data stands behind it */
  readonly support?: string;
  /** drawn hollow: a reference without uncertainty */
  readonly hollow?: boolean;
  readonly series?: string;
  /** drawn apart from the others under this name: the real estimate among placebo ones */
  readonly marked?: string;
}

/** A row of texts under a numeric horizontal axis, one for each point in their order. */
export interface FigureRow {
  readonly label: string;
  readonly texts: readonly string[];
}

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly banner: readonly string[];
  /** bars from zero, points with whiskers, a scatter cloud, the area under a curve (x numeric, ascending) */
  readonly mark: 'bars' | 'points' | 'cloud' | 'area';
  readonly xLabel: string;
  readonly yLabel: string;
  /** how y is printed: a share in percent, a difference of shares in percentage points (times 100, without a sign) */
  readonly yUnit: 'percent' | 'percentage points' | 'number';
  readonly points: readonly FigurePoint[];
  /** reference lines */
  readonly lines: readonly { readonly axis: 'x' | 'y'; readonly at: number; readonly label: string }[];
  /** support under the axis of an event study */
  readonly under?: readonly FigureRow[];
  /** the density of x over a cloud, on a scale of its own; x ascending */
  readonly margin?: { readonly label: string; readonly curve: readonly { readonly x: number; readonly y: number }[] };
  readonly notes: readonly string[];
}

/** What y is multiplied by before it is printed. */
export function yScale({ yUnit }: Figure): number {
  return yUnit === 'number' ? 1 : 100;
}
