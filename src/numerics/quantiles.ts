/** Percentiles and quantile groups by the rule of Stata's `pctile` and `xtile`. */

// Cumulated weights that are not whole numbers carry rounding errors of this order; closer than this is a tie.
const TIE = 1e-12;

interface Ranked {
  /** row numbers of usable rows, by value */
  readonly order: Int32Array;
  /** cumulated weight up to and including each of them */
  readonly cumulated: Float64Array;
  readonly total: number;
}

/** Usable rows (value known, weight above zero) in order of value; ties in row order. */
function rank(values: Float64Array, weights: Float64Array | null): Ranked {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]!) && (weights === null || weights[i]! > 0)) rows.push(i);
  }
  const order = Int32Array.from(rows).sort((a, b) => values[a]! - values[b]! || a - b);
  const cumulated = new Float64Array(order.length);
  let total = 0;
  for (let k = 0; k < order.length; k++) {
    total += weights === null ? 1 : weights[order[k]!]!;
    cumulated[k] = total;
  }
  return { order, cumulated, total };
}

/** The value below which part / parts of the weight lies; the middle of two values when the cut falls between them. */
function cutPoint(values: Float64Array, ranked: Ranked, part: number, parts: number): number {
  const { order, cumulated, total } = ranked;
  if (order.length === 0) return Number.NaN;
  const target = part * total;
  const slack = Number.isInteger(total) ? 0 : TIE * parts * total;
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const half = (low + high) >> 1;
    if (parts * cumulated[half]! >= target - slack) high = half;
    else low = half + 1;
  }
  const value = values[order[low]!]!;
  const between = Math.abs(parts * cumulated[low]! - target) <= slack && low + 1 < order.length;
  return between ? 0.5 * (value + values[order[low + 1]!]!) : value;
}

/**
 * The percentile (0 < percent < 100) of the values; rows with a missing value, or a weight that is zero or missing, are
 * left out; NaN when none is left. Stata `_pctile`; R `quantile(type = 2)`.
 */
export function percentile(values: Float64Array, weights: Float64Array | null, percent: number): number {
  return cutPoint(values, rank(values, weights), percent, 100);
}

/**
 * The quantile group 0, 1, ..., groups - 1 of every value, -1 where it is missing: the number of cut points that lie
 * strictly below the value, so that ties go to the lower group. Rows of weight zero take a group but move no cut point.
 * Stata `xtile ..., nquantiles(groups)`.
 */
export function xtile(values: Float64Array, weights: Float64Array | null, groups: number): Int32Array {
  const ranked = rank(values, weights);
  const cuts = Array.from({ length: groups - 1 }, (_, k) => cutPoint(values, ranked, k + 1, groups));
  return Int32Array.from(values, (value) => {
    if (Number.isNaN(value) || ranked.order.length === 0) return -1;
    let group = 0;
    while (group < cuts.length && value > cuts[group]!) group++;
    return group;
  });
}
