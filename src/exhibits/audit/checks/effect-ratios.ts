/** Marginal effects over coefficients: one number within a model, and for a logit a bound on what else is in it. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Check, type Found, found } from '../check.ts';
import { type Claims, cellAt, placesOf, rowsBehind, type Table } from '../claims.ts';
import { type Interval, printedInterval, rangeText, sizeRatio } from '../interval.ts';
import { effectRatio, impliedSpread } from '../logistic-spread.ts';

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
    const { estimator = '', outcome } = column;
    return [{ beta: `${table.id}.${column.id}`, effect: `${table.id}.${next.id}`, table, estimator, outcome }];
  });
}

function onePair(claims: Claims, { beta, effect, table, estimator, outcome }: Pair): readonly Found[] {
  const rows = table.rows.flatMap(({ key }) => {
    const [b, m] = [cellAt(claims, beta, key, 'estimate'), cellAt(claims, effect, key, 'estimate')];
    if (b === undefined || m === undefined) return [];
    return [
      { key, b, m, ratio: sizeRatio(printedInterval(m.cell.est, m.cell.dp), printedInterval(b.cell.est, b.cell.dp)) },
    ];
  });
  if (rows.length === 0) return [];
  const signs = rows
    .filter(({ b, m }) => b.cell.est * m.cell.est < 0)
    .map(({ b, m }) => found('inconsistent', [b.name, m.name], 'coefficient and marginal effect have opposite signs'));
  const stars = rows
    .filter(({ b, m }) => b.cell.stars !== m.cell.stars)
    .map(({ b, m }) =>
      found('borderline', [b.name, m.name], `one test, two marks: ${b.cell.printed} and ${m.cell.printed}`),
    );
  const common = {
    lo: Math.max(...rows.map(({ ratio }) => ratio.lo)),
    hi: Math.min(...rows.map(({ ratio }) => ratio.hi)),
  };
  if (common.lo > common.hi) {
    const [low, high] = [
      rows.find(({ ratio }) => ratio.hi === common.hi)!,
      rows.find(({ ratio }) => ratio.lo === common.lo)!,
    ];
    const said = `effect over coefficient ${rangeText(low.ratio, 4)} in ${low.key}, ${rangeText(high.ratio, 4)} in ${high.key}: not one number`;
    return [...signs, ...stars, found('inconsistent', [beta, effect], said)];
  }
  const said = `effect over coefficient ${rangeText(common, 4)} in ${rows.length} row${rows.length > 1 ? 's' : ''}`;
  return [
    ...signs,
    ...stars,
    /logit/i.test(estimator)
      ? logit(claims, [beta, effect], outcome, common, said)
      : found('consistent', [beta, effect], said),
  ];
}

function logit(claims: Claims, cells: readonly string[], outcome: string, ratio: Interval, said: string): Found {
  const mean = outcomeMean(claims, outcome);
  if (mean === undefined) return found('consistent', cells, said);
  const most = mean * (1 - mean);
  const top = `mean ${formatFixed(mean, 3)}: at most ${formatFixed(most, 3)}`;
  if (ratio.lo > most) return found('impossible', cells, `${said}; a logit of an outcome with ${top}`);
  const fixed = covariateSpread(claims, outcome);
  const expected = effectRatio(mean, fixed);
  const needs = { lo: impliedSpread(mean, Math.min(ratio.hi, most)), hi: impliedSpread(mean, ratio.lo) };
  const far = ratio.hi < FAR_BELOW * expected;
  const other = `${said}; a pooled logit of an outcome with ${top}, and ${formatFixed(expected, 3)} with the printed covariates (spread ${formatFixed(fixed, 2)}, taken as uncorrelated)`;
  if (!far) return found('consistent', cells, other);
  const beyond = { lo: Math.sqrt(needs.lo ** 2 - fixed ** 2), hi: Math.sqrt(needs.hi ** 2 - fixed ** 2) };
  return found(
    'inconsistent',
    cells,
    `${other}; it needs a spread of ${rangeText(needs, 2)}, as a random intercept with SD ${rangeText(beyond, 2)} (${rangeText(needs, 2)} without covariates) gives it`,
  );
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
          const sds = placesOf(claims, 'mean_sd')
            .filter(({ row }) => row.key === key)
            .map(({ cell }) => cell.sd);
          return (b * Math.max(0, ...sds)) ** 2;
        });
        return Math.sqrt(squares.reduce((a, c) => a + c, 0));
      }),
  );
  return Math.max(0, ...spreads);
}
