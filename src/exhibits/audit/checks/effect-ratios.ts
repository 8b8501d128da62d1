/** Marginal effects over coefficients: one number within a model, and for a logit a bound on what else is in it. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found, hence, joined } from '../check.ts';
import {
  type CellOf,
  type Claims,
  cellAt,
  estimateText,
  isBinary,
  placesOf,
  rowsBehind,
  scaleOf,
  type Table,
} from '../claims.ts';
import { type Interval, printedInterval, rangeText, sizeRatio } from '../interval.ts';
import { effectRatio, impliedSpread } from '../logistic-spread.ts';
import { momentsOf, pooled } from '../moments.ts';

/** A ratio this far below that of the printed covariates needs more spread than they have. */
const FAR_BELOW = 0.85;

export const effectRatios: Check = {
  name: 'effect_ratios',
  summary: 'marginal effect over coefficient is constant in a model, and within what a pooled logit can give',
  run: (claims) => claims.published.tables.flatMap((table) => pairsOf(table).flatMap((pair) => onePair(claims, pair))),
};

interface Pair {
  readonly beta: string;
  readonly effect: string;
  readonly table: Table;
  readonly estimator: string;
  readonly outcome: string;
}

/** A column of coefficients with the column of marginal effects beside it, of one outcome and sample. */
export function pairsOf(table: Table): readonly Pair[] {
  return table.columns.flatMap((column, k) => {
    const next = table.columns[k + 1];
    const pair = column.reports === 'coefficient' && next?.reports === 'marginal_effect';
    if (!pair || column.outcome === undefined || column.outcome !== next.outcome || column.sample !== next.sample)
      return [];
    const { outcome } = column;
    // what the paper states stands before the first semicolon
    const estimator = column.estimator?.split(';')[0] ?? '';
    return [{ beta: `${table.id}.${column.id}`, effect: `${table.id}.${next.id}`, table, estimator, outcome }];
  });
}

function onePair(claims: Claims, { beta, effect, table, estimator, outcome }: Pair): readonly Found[] {
  const rows = table.rows.flatMap(({ key, group }) => {
    const [b, m] = [cellAt(claims, beta, key, 'estimate'), cellAt(claims, effect, key, 'estimate')];
    if (b === undefined || m === undefined) return [];
    // of a 0/1 variable or a level the effect may be a discrete change, which has a ratio of its own
    const discrete = group !== null || isBinary(scaleOf(claims, key));
    const ratio = sizeRatio(printedInterval(m.cell.est, m.cell.dp), printedInterval(b.cell.est, b.cell.dp));
    return [{ key, b, m, discrete, ratio }];
  });
  if (rows.length === 0) return [];
  const signs = rows
    .filter(({ b, m }) => b.cell.est * m.cell.est < 0)
    .map(({ b, m }) => found('inconsistent', [b.name, m.name], OPPOSITE));
  const stars = rows
    .filter(({ b, m }) => b.cell.stars !== m.cell.stars)
    .map(({ b, m }) => {
      const both = `${withZ(b.cell)}, ${withZ(m.cell)}`;
      const said = { en: `one test, two marks: ${both}`, zh: `同一检验，星号不同：${both}` };
      return found('borderline', [b.name, m.name], said);
    });
  const counted = [rows, rows.filter(({ discrete }) => !discrete)].find((some) => some.length > 0 && agree(some));
  const before = [...signs, ...stars];
  if (counted === undefined) {
    const derivatives = rows.filter(({ discrete }) => !discrete);
    if (derivatives.length < 2) return before;
    const common = commonOf(derivatives);
    const low = derivatives.find(({ ratio }) => ratio.hi === common.hi)!;
    const high = derivatives.find(({ ratio }) => ratio.lo === common.lo)!;
    const [least, most] = [rangeText(low.ratio, 4), rangeText(high.ratio, 4)];
    const said = {
      en: en`effect / coefficient ${least} in ${low.key}, ${most} in ${high.key}: not one number`,
      zh: zh`边际效应与系数之比在 ${low.key} 为 ${least}，在 ${high.key} 为 ${most}：不是同一个数`,
    };
    return [...before, found('inconsistent', [beta, effect], said)];
  }
  const common = commonOf(counted);
  const range = rangeText(common, 4);
  const said = {
    en: en`effect / coefficient ${range} in ${counted.length} row${counted.length > 1 ? 's' : ''}`,
    zh: zh`边际效应与系数之比在 ${counted.length} 行中为 ${range}`,
  };
  const pooledLogit = /logit|logistic/i.test(estimator) && !/random|mixed|panel|multilevel/i.test(estimator);
  return [
    ...before,
    pooledLogit ? logit(claims, [beta, effect], outcome, common, said) : found('consistent', [beta, effect], said),
  ];
}

const OPPOSITE = { en: 'coefficient and marginal effect have opposite signs', zh: '系数与边际效应符号相反' };

type Ratio = { readonly ratio: Interval };

function commonOf(rows: readonly Ratio[]): Interval {
  return { lo: Math.max(...rows.map(({ ratio }) => ratio.lo)), hi: Math.min(...rows.map(({ ratio }) => ratio.hi)) };
}

function agree(rows: readonly Ratio[]): boolean {
  const { lo, hi } = commonOf(rows);
  return lo <= hi;
}

function withZ(cell: CellOf<'estimate'>): string {
  const { est, se } = cell;
  return se > 0 ? `${estimateText(cell)} z ${formatFixed(Math.abs(est) / se, 2)}` : estimateText(cell);
}

function logit(claims: Claims, cells: readonly string[], outcome: string, ratio: Interval, said: Bilingual): Found {
  if (ratio.lo > 0.25) {
    const bound = { en: 'no logit has more than 0.25', zh: '任何 logit 都不超过 0.25' };
    return found('impossible', cells, also(said, bound));
  }
  const mean = outcomeMean(claims, outcome);
  if (mean === undefined) return found('consistent', cells, said);
  const most = mean * (1 - mean);
  const top = {
    en: `a logit with mean ${formatFixed(mean, 3)} has at most ${formatFixed(most, 3)}`,
    zh: `均值为 ${formatFixed(mean, 3)} 的 logit 至多为 ${formatFixed(most, 3)}`,
  };
  if (ratio.lo > most) return found('inconsistent', cells, also(said, top));
  const fixed = covariateSpread(claims, outcome);
  const expected = effectRatio(mean, fixed);
  const needs = { lo: impliedSpread(mean, Math.min(ratio.hi, most)), hi: impliedSpread(mean, ratio.lo) };
  const withFixed = {
    en: `${formatFixed(expected, 3)} with the printed covariates (SD ${formatFixed(fixed, 2)}, as if uncorrelated)`,
    zh: `按文中协变量为 ${formatFixed(expected, 3)}（标准差 ${formatFixed(fixed, 2)}，视为不相关）`,
  };
  const bounded = also(said, joined([top, withFixed]));
  if (ratio.hi >= FAR_BELOW * expected) return found('consistent', cells, bounded);
  const left = (spread: number) => Math.sqrt(Math.max(spread ** 2 - fixed ** 2, 0));
  const rest = { lo: left(needs.lo), hi: left(needs.hi) };
  const share = (sd: number) => sd ** 2 / (sd ** 2 + Math.PI ** 2 / 3);
  const middle = (ratio.lo + ratio.hi) / 2;
  const tail = Math.sqrt(Math.max(0.25 - middle, 0));
  const [latent, intercept] = [rangeText(needs, 2), rangeText(rest, 2)];
  const correlation = ({ lo, hi }: Interval) => rangeText({ lo: share(lo), hi: share(hi) }, 2);
  const [beside, without] = [correlation(rest), correlation(needs)];
  const [high, low] = [formatFixed(0.5 + tail, 2), formatFixed(0.5 - tail, 2)];
  const spread = formatFixed(Math.sqrt(most - middle), 2);
  return found('inconsistent', cells, hence(bounded, { en: 'not a pooled logit', zh: '不是混合（pooled）logit' }), [
    {
      en: en`it needs a latent SD of ${latent} on the log-odds scale`,
      zh: zh`需要对数几率尺度上 ${latent} 的潜变量标准差`,
    },
    {
      en: en`a random intercept with SD ${intercept} beside these covariates gives it (intraclass correlation ${beside}), or ${latent} without any (${without})`,
      zh: zh`在这些协变量之外，标准差为 ${intercept} 的随机截距可以给出该值（组内相关 ${beside}）；没有协变量时为 ${latent}（${without}）`,
    },
    {
      en: `at the means it would be p = ${high} or ${low}; from fixed effects alone the SD of p would be ${spread}`,
      zh: `若在均值处计算，则 p = ${high} 或 ${low}；若只来自固定效应，p 的标准差为 ${spread}`,
    },
  ]);
}

/** Of the row that describes the outcome: its means weighted by the rows behind them. */
function outcomeMean(claims: Claims, outcome: string): number | undefined {
  const described = placesOf(claims, 'mean_sd').filter(({ row }) => row.key === outcome);
  const first = described.filter(({ table }) => table === described[0]?.table);
  const rows = first.map((place) => rowsBehind(claims, place) ?? Number.NaN);
  const mean = first.reduce((sum, { cell }, k) => sum + rows[k]! * cell.est, 0) / rows.reduce((a, b) => a + b, 0);
  return mean > 0 && mean < 1 ? mean : undefined;
}

/** SD of the linear predictor from printed coefficients and SDs, covariates taken as uncorrelated: the fullest column. */
function covariateSpread(claims: Claims, outcome: string): number {
  const spreads = claims.published.tables.flatMap((table) =>
    pairsOf(table)
      .filter((pair) => pair.outcome === outcome)
      .map(({ beta }) => {
        const squares = table.rows.map(({ key }) => {
          const b = cellAt(claims, beta, key, 'estimate')?.cell.est ?? 0;
          return (b * spreadOf(claims, key)) ** 2;
        });
        return Math.sqrt(squares.reduce((a, c) => a + c, 0));
      }),
  );
  return Math.max(0, ...spreads);
}

/** SD of a variable over the columns that describe it: within and between them. */
function spreadOf(claims: Claims, key: string): number {
  const described = placesOf(claims, 'mean_sd').filter(({ row }) => row.key === key);
  const places = described.filter(({ table }) => table === described[0]?.table);
  const rows = places.map((place) => rowsBehind(claims, place));
  if (places.length === 0) return 0;
  if (rows.some((n) => n === undefined)) return Math.max(...places.map(({ cell }) => cell.sd));
  return pooled(
    places.map(({ cell }) => momentsOf(cell)),
    rows as number[],
  ).at[1];
}
