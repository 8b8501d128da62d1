/** Means and SDs of variables with few possible values: SD of a 0/1 variable, bounds of a scale, granularity (GRIM). */
import { type Check, type Found, found } from '../check.ts';
import {
  type CellOf,
  type Claims,
  isBinary,
  type Place,
  placesOf,
  rowsBehind,
  type Scale,
  scaleOf,
} from '../claims.ts';
import { type Interval, overlap, printedInterval, printedSize, rangeText } from '../interval.ts';

type MeanPlace = Place & { readonly cell: CellOf<'mean_sd'> };

/** Brown and Heathers (2017) for the mean, Heathers and Brown (2019) for the SD of 0/1 variables. */
export const scales: Check = {
  name: 'scales',
  summary:
    'SD of a 0/1 variable from its mean; SD within the bounds of a scale; means that are whole sums over n (GRIM)',
  run: (claims) =>
    placesOf(claims, 'mean_sd').flatMap((place) => {
      const scale = scaleOf(claims, place.row.key);
      if (scale === undefined) return [];
      const rows = rowsBehind(claims, place);
      return [...spread(place, scale, rows), ...granularity(claims, place, scale, rows)];
    }),
};

function spread({ name, cell }: MeanPlace, scale: Scale, rows: number | undefined): readonly Found[] {
  const mean = printedInterval(cell.est, cell.dp);
  const most = largestSd(mean, scale, rows);
  const printed = printedSize(cell.sd, cell.dpSd);
  const digits = cell.dpSd + 1;
  if (mean.hi < scale.low || mean.lo > scale.high) {
    return [found('impossible', [name], `mean ${cell.est} outside ${scale.low} to ${scale.high}`)];
  }
  if (isBinary(scale)) {
    const said = `SD of two values with mean ${cell.est}: ${rangeText(most, digits)}, printed ${cell.sd}`;
    return [found(overlap(most, printed) ? 'consistent' : 'impossible', [name], said)];
  }
  const said = `SD at most ${most.hi.toFixed(digits)} on ${scale.low} to ${scale.high} with mean ${cell.est}, printed ${cell.sd}`;
  return [found(printed.lo <= most.hi ? 'consistent' : 'impossible', [name], said)];
}

/** sqrt((m - low)(high - m) n / (n - 1)): all values at the ends, which for two values is the SD itself. */
function largestSd({ lo, hi }: Interval, { low, high }: Scale, rows: number | undefined): Interval {
  const factor = rows === undefined ? [1, 2] : [rows / (rows - 1), rows / (rows - 1)];
  const at = (mean: number) => Math.max((mean - low) * (high - mean), 0);
  const middle = (low + high) / 2;
  const top = lo <= middle && middle <= hi ? at(middle) : Math.max(at(lo), at(hi));
  return { lo: Math.sqrt(Math.min(at(lo), at(hi)) * factor[0]!), hi: Math.sqrt(top * factor[1]!) };
}

function granularity(_: Claims, { name, cell }: MeanPlace, scale: Scale, rows: number | undefined): readonly Found[] {
  if (rows === undefined || !informative(cell, scale, rows)) return [];
  const sum = wholeSum(cell, scale, rows);
  if (sum !== undefined) {
    const mean = scale.low + (scale.step * sum) / rows;
    return [
      found(
        'consistent',
        [name],
        `GRIM: ${cell.printed}, ${sum} steps over ${rows} rows = ${mean.toFixed(cell.dp + 2)}`,
      ),
    ];
  }
  const near = Math.round(((cell.est - scale.low) * rows) / scale.step);
  const sides = [near - 1, near, near + 1].map((k) => (scale.low + (scale.step * k) / rows).toFixed(cell.dp + 1));
  return [found('impossible', [name], `GRIM: mean ${cell.est} of ${rows} rows; whole sums give ${sides.join(', ')}`)];
}

/** Could a mean of that many rows fail? Not when means lie closer together than printed digits. */
export function informative(cell: CellOf<'mean_sd'>, scale: Scale, rows: number): boolean {
  return scale.step / rows > 10 ** -cell.dp;
}

/** The number of steps above `low` that, over `rows` rows, gives the printed mean; undefined when none does. */
export function wholeSum(cell: CellOf<'mean_sd'>, scale: Scale, rows: number): number | undefined {
  const { lo, hi } = printedInterval(cell.est, cell.dp);
  const first = Math.ceil(((lo - scale.low) * rows) / scale.step);
  return first <= ((hi - scale.low) * rows) / scale.step ? first : undefined;
}
