/** The size of a column that prints none: from the share of a 0/1 indicator, and from means that must be whole sums. */
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, cellAt, columnRows, type Scale, scaleOf } from '../claims.ts';
import { overlap, printedInterval, printedSize } from '../interval.ts';
import { informative, wholeSum } from './scales.ts';

export const sizeSearch: Check = {
  name: 'size_search',
  summary: 'sizes of a column for which every mean of a scale is a whole sum over n',
  run: (claims) => claims.relations.shares.flatMap((share) => oneShare(claims, share)),
};

function oneShare(
  claims: Claims,
  { indicator, column, total }: Claims['relations']['shares'][number],
): readonly Found[] {
  const [, row] = indicator.split('.') as [string, string, string];
  const { cell } = claims.places.get(indicator)!;
  if (cell.type !== 'mean_sd') return [];
  const [mean, sd] = [printedInterval(cell.est, cell.dp), printedSize(cell.sd, cell.dpSd)];
  const byMean = whole(mean.lo * total, mean.hi * total);
  const bySd = byMean.filter((n) => {
    const one = Math.sqrt(((n / total) * (1 - n / total) * total) / (total - 1));
    return overlap({ lo: one, hi: one }, sd);
  });
  const { table } = claims.columns.get(column)!;
  const tested = table.rows.flatMap(({ key }): (readonly [CellOf<'mean_sd'>, Scale])[] => {
    const place = key === row ? undefined : cellAt(claims, column, key, 'mean_sd');
    const scale = scaleOf(claims, key);
    if (place === undefined || scale === undefined || !informative(place.cell, scale, byMean.at(-1) ?? total))
      return [];
    return [[place.cell, scale]];
  });
  const fitting = byMean.map(
    (n) => [n, tested.filter(([one, scale]) => wholeSum(one, scale, n) !== undefined).length] as const,
  );
  const solutions = fitting.filter(([n, fits]) => fits === tested.length && bySd.includes(n)).map(([n]) => n);
  const others = fitting.filter(([n]) => !solutions.includes(n)).map(([n, fits]) => `${n}: ${fits}`);
  const [sizes, list, rest] = [{ mean: ends(byMean), sd: ends(bySd) }, solutions.join(', '), others.join(', ')];
  const said = {
    en: en`${cell.printed} of ${total} rows allows ${sizes.mean} by the mean, ${sizes.sd} with the SD; all ${tested.length} means are whole sums for ${list || 'none'} (of the others ${rest})`,
    zh: zh`${total} 行中的 ${cell.printed}：按均值允许 ${sizes.mean}，加上标准差允许 ${sizes.sd}；${tested.length} 个均值都是整数之和的样本量：${list || '无'}（其余各有 ${rest}）`,
  };
  const stated = columnRows(claims, column);
  const fits = solutions.length > 0 && (stated === undefined || solutions.includes(stated));
  return [found(fits ? 'consistent' : 'impossible', [indicator, column], said)];
}

function whole(lo: number, hi: number): readonly number[] {
  const first = Math.ceil(lo);
  return Array.from({ length: Math.max(Math.floor(hi) - first + 1, 0) }, (_, k) => first + k);
}

function ends(values: readonly number[]): Bilingual {
  if (values.length === 0) return { en: 'none', zh: '无' };
  return { en: `${values[0]} to ${values.at(-1)}`, zh: `${values[0]} 至 ${values.at(-1)}` };
}
