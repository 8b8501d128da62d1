/** Means and SDs of variables with few possible values: bounds, and what whole numbers can give (GRIM, GRIMMER, DEBIT). */
import { en, zh } from '../../../results/text.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, isBinary, type Place, placesOf, rowsBehind, type Scale, scaleOf } from '../claims.ts';
import { sdExists } from '../grimmer.ts';
import { type Interval, overlap, printedInterval, printedSize, rangeText, scaled } from '../interval.ts';

type MeanPlace = Place & { readonly cell: CellOf<'mean_sd'> };

/** GRIM: Brown and Heathers (2017); GRIMMER: Anaya (2016); DEBIT, the SD of 0/1 variables: Heathers and Brown (2019). */
export const scales: Check = {
  name: 'scales',
  summary:
    'SD of a 0/1 variable from its mean (DEBIT); bounds of a scale; means and SDs that whole numbers can have (GRIM, GRIMMER)',
  run: (claims) =>
    placesOf(claims, 'mean_sd').flatMap((place) => {
      const scale = scaleOf(claims, place.row.key);
      if (scale === undefined) return [];
      const rows = rowsBehind(claims, place);
      return [...spread(place, scale, rows), ...granularity(place, scale, rows)];
    }),
};

function spread({ name, cell }: MeanPlace, scale: Scale, rows: number | undefined): readonly Found[] {
  const mean = printedInterval(cell.est, cell.dp);
  const most = largestSd(mean, scale, rows);
  const printed = printedSize(cell.sd, cell.dpSd);
  const digits = cell.dpSd + 1;
  if (mean.hi < scale.low || mean.lo > scale.high) {
    const outside = {
      en: `mean ${cell.est} outside ${scale.low} to ${scale.high}`,
      zh: `均值 ${cell.est} 超出 ${scale.low} 至 ${scale.high}`,
    };
    return [found('impossible', [name], outside)];
  }
  if (isBinary(scale)) {
    const range = rangeText(most, digits);
    const said = {
      en: en`SD of two values with mean ${cell.est}: ${range}, printed ${cell.sd}`,
      zh: zh`均值为 ${cell.est} 的二值变量的标准差：${range}，文中为 ${cell.sd}`,
    };
    return [found(overlap(most, printed) ? 'consistent' : 'impossible', [name], said)];
  }
  const bound = most.hi.toFixed(digits);
  const said = {
    en: `SD at most ${bound} on ${scale.low} to ${scale.high} with mean ${cell.est}, printed ${cell.sd}`,
    zh: `取值 ${scale.low} 至 ${scale.high}、均值 ${cell.est} 时标准差至多 ${bound}，文中为 ${cell.sd}`,
  };
  return [found(printed.lo <= most.hi ? 'consistent' : 'impossible', [name], said)];
}

/** sqrt((m - low)(high - m) n / (n - 1)): all values at the ends, which for two values is the SD itself. */
function largestSd({ lo, hi }: Interval, { low, high }: Scale, rows: number | undefined): Interval {
  // divisor n, or n - 1
  const factor = [1, rows === undefined || rows < 2 ? 2 : rows / (rows - 1)];
  const at = (mean: number) => Math.max((mean - low) * (high - mean), 0);
  const middle = (low + high) / 2;
  const top = lo <= middle && middle <= hi ? at(middle) : Math.max(at(lo), at(hi));
  return { lo: Math.sqrt(Math.min(at(lo), at(hi)) * factor[0]!), hi: Math.sqrt(top * factor[1]!) };
}

function granularity({ name, cell }: MeanPlace, scale: Scale, rows: number | undefined): readonly Found[] {
  if (rows === undefined || rows < 2) return [];
  const squares = isBinary(scale) ? [] : deviations({ name, cell }, scale, rows);
  if (!informative(cell, scale, rows)) return squares;
  const sum = wholeSum(cell, scale, rows);
  if (sum !== undefined) {
    const mean = scale.low + (scale.step * sum) / rows;
    const said = {
      en: `GRIM: ${cell.printed}, ${sum} steps over ${rows} rows = ${mean.toFixed(cell.dp + 2)}`,
      zh: `GRIM：${cell.printed}，${sum} 个单位除以 ${rows} 行 = ${mean.toFixed(cell.dp + 2)}`,
    };
    return [found('consistent', [name], said), ...squares];
  }
  const below = Math.floor(((cell.est - scale.low) * rows) / scale.step);
  const sides = [below, below + 1].map((k) => (scale.low + (scale.step * k) / rows).toFixed(cell.dp + 1));
  const said = {
    en: `GRIM: mean ${cell.est} of ${rows} rows; whole sums give ${sides.join(' or ')}`,
    zh: `GRIM：${rows} 行的均值 ${cell.est}；整数之和只能给出 ${sides.join(' 或 ')}`,
  };
  return [found('impossible', [name], said)];
}

/** GRIMMER, where the SDs that whole numbers can have lie further apart than printed digits, some 1 / (SD (n - 1)). */
function deviations({ name, cell }: Pick<MeanPlace, 'name' | 'cell'>, scale: Scale, rows: number): readonly Found[] {
  const sd = scaled(printedSize(cell.sd, cell.dpSd), 1 / scale.step);
  if (1 / (Math.max(sd.lo, 1e-9) * (rows - 1)) <= 10 ** -cell.dpSd / scale.step) return [];
  const { lo, hi } = printedInterval(cell.est, cell.dp);
  const [first, last] = [
    Math.ceil(((lo - scale.low) * rows) / scale.step),
    Math.floor(((hi - scale.low) * rows) / scale.step),
  ];
  const sums = Array.from({ length: Math.max(last - first + 1, 0) }, (_, k) => first + k);
  const top = Math.round((scale.high - scale.low) / scale.step);
  const inside = sums.filter((sum) => sum >= 0 && sum <= rows * top);
  if (inside.length === 0) return [];
  const exists = (divisor: number) => sdExists({ rows, top, sums: inside }, sd, divisor);
  const said = (english: string, chinese: string) => ({
    en: `GRIMMER: SD ${cell.sd} of ${rows} whole numbers with mean ${cell.est} ${english}`,
    zh: `GRIMMER：均值 ${cell.est} 的 ${rows} 个整数，标准差 ${cell.sd} ${chinese}`,
  });
  if (exists(rows - 1)) return [found('consistent', [name], said('exists', '存在'))];
  if (exists(rows)) return [found('consistent', [name], said('exists with divisor n', '在除数为 n 时存在'))];
  return [found('impossible', [name], said('does not exist', '不存在'))];
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
