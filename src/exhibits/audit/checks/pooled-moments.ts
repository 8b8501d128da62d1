/** Weighted means and pooled SDs of subgroups against the whole, with the sizes recovered where the printed ones fail. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found } from '../check.ts';
import { type Claims, columnOf, columnRows } from '../claims.ts';
import { MOST_TRIES, type SharedRow, sharedRows } from '../hidden-sizes.ts';
import { type Interval, rangeText, shortRange } from '../interval.ts';
import { pooled } from '../moments.ts';

/** At most this many recovered splits are written out. */
const SHOWN = 3;

export const pooledMoments: Check = {
  name: 'pooled_moments',
  summary: 'means and SDs of subgroups give those of the whole; else the sizes that would are searched',
  run: (claims) => {
    const rows = sharedRows(claims);
    return rows.flatMap((row) => oneRow(claims, row, rows));
  },
};

function oneRow(claims: Claims, row: SharedRow, all: readonly SharedRow[]): readonly Found[] {
  const { cells, parts, limits, fits, searched, tries, solutions, alike, whole, wholeText } = row;
  const made = given(parts, limits);
  const said = {
    en: en`${limits.join(' + ')} rows give ${made}, printed ${wholeText}`,
    zh: zh`${limits.join(' + ')} 行给出 ${made}，文中为 ${wholeText}`,
  };
  if (fits) return [found('consistent', cells, said)];
  if (!searched) {
    const contradiction = found('inconsistent', cells, said);
    if (whole.sd === undefined) return [contradiction];
    const unsought = {
      en: `other sizes were not looked for: ${tries} combinations to try, at most ${MOST_TRIES} are`,
      zh: `未搜索其他样本量：需尝试 ${tries} 种组合，上限为 ${MOST_TRIES}`,
    };
    return [contradiction, found('unverifiable', cells, unsought)];
  }
  if (solutions.length === 0) {
    const none = also(said, { en: 'nor do any fewer', zh: '更少的行数也都不成立' });
    return [found('impossible', cells, none, otherReadings(claims, row, all))];
  }
  const splits = solutions
    .slice(0, SHOWN)
    .map((n) => ({ sum: `${n.join(' + ')} = ${n.reduce((a, b) => a + b, 0)}`, made: given(parts, n) }));
  const shown = splits.map(({ sum, made }) => ({ en: en`${sum} give ${made}`, zh: zh`${sum} 给出 ${made}` }));
  const sums = (or: string) => splits.map(({ sum }) => sum).join(or);
  const only = onlyOnes(solutions.length, alike);
  const recovered = { en: `${only.en} that do: ${sums(' or ')}`, zh: `${only.zh}：${sums(' 或 ')}` };
  return [found('inconsistent', cells, also(said, recovered), shown)];
}

function onlyOnes(splits: number, alike: string | undefined): Bilingual {
  if (alike !== undefined) return { en: `those of ${alike}`, zh: `成立的是 ${alike} 的样本量` };
  if (splits === 1) return { en: 'the only sizes', zh: '唯一成立的样本量' };
  return { en: `one of ${splits} splits`, zh: `${splits} 种成立的拆分之一` };
}

/** Where no sizes give the whole: what the parts are with the sizes of other rows, and what that leaves for the rest. */
function otherReadings(claims: Claims, { columns, cells, parts, limits, whole }: SharedRow, all: readonly SharedRow[]) {
  const single = all.filter((other) => other.columns.join() === columns.join() && other.solutions.length === 1);
  const total = columnRows(claims, columnOf(cells.at(-1)!)) ?? limits.reduce((a, b) => a + b, 0);
  const sizes = single.map(({ row, solutions, alike }) => ({ row: alike ?? row, n: solutions[0]! }));
  const once = sizes.filter(({ n }, k) => sizes.findIndex((other) => other.n.join() === n.join()) === k);
  return once.map(({ row, n }) => {
    const { at, mean: got } = pooled(parts, n);
    const rows = n.reduce((a, b) => a + b, 0);
    const left = total - rows;
    const [mean, sd] = [middle(whole.mean), middle(whole.sd!)];
    const rest = (total * mean - rows * at[0]) / left;
    const squares =
      (total - 1) * sd ** 2 - (rows - 1) * at[1] ** 2 - rows * (at[0] - mean) ** 2 - left * (rest - mean) ** 2;
    const [added, average, spread] = [n.join(' + '), rangeText(got, 0), formatFixed(at[1], 0)];
    const described = {
      en: en`with the ${added} of ${row}: mean ${average}, SD ${spread}`,
      zh: zh`用 ${row} 的 ${added}：均值 ${average}，标准差 ${spread}`,
    };
    if (left < 2 || squares < 0) {
      const never = { en: `the other ${left} could not make up for it`, zh: `其余 ${left} 行无法补足` };
      return also(described, never);
    }
    const [others, apart] = [formatFixed(rest, 0), formatFixed(Math.sqrt(squares / (left - 1)), 0)];
    return also(described, {
      en: `the other ${left} would have mean ${others}, SD ${apart}`,
      zh: `其余 ${left} 行的均值应为 ${others}，标准差 ${apart}`,
    });
  });
}

function middle({ lo, hi }: Interval): number {
  return (lo + hi) / 2;
}

function given(parts: SharedRow['parts'], n: readonly number[]): Bilingual {
  const { mean, sd } = pooled(parts, n);
  const [average, spread] = [shortRange(mean), shortRange(sd)];
  return { en: en`${average} (${spread})`, zh: zh`${average}（${spread}）` };
}
