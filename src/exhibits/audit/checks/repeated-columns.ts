/** Columns that should be alike and are not, and columns that should differ and do not. */
import { formatFixed } from '../../../numerics/decimal.ts';
import type { Bilingual } from '../../../results/text.ts';
import { also, type Check, type Found, found } from '../check.ts';
import { type Claims, cellAt, columnRows, estimateText, type Place, type Table } from '../claims.ts';
import { pairsOf } from './effect-ratios.ts';

/** Two samples agree by chance with a probability of about ten to minus this: no chance. */
const LEAST_DIGITS = 4;

export const sameModels: Check = {
  name: 'same_models',
  summary: 'a model that is printed twice has the same numbers both times',
  run: (claims) =>
    claims.relations.sameModels.flatMap(([first, ...others]) =>
      others.flatMap((other) => compareColumns(claims, first!, other)),
    ),
};

function compareColumns(claims: Claims, first: string, other: string): readonly Found[] {
  const { table } = claims.columns.get(first)!;
  const cells = table.rows.flatMap(({ key }): readonly Found[] => {
    const [a, b] = [cellAt(claims, first, key, 'estimate'), cellAt(claims, other, key, 'estimate')];
    if (a === undefined || b === undefined) return [];
    const same = a.cell.est === b.cell.est && a.cell.se === b.cell.se && a.cell.stars === b.cell.stars;
    const both = [estimateText(a.cell), estimateText(b.cell)];
    const said = { en: `one model, printed ${both.join(' and ')}`, zh: `同一模型，文中为 ${both.join(' 与 ')}` };
    const implied = same ? [] : [a, b].flatMap((place) => impliedSe(claims, place));
    const text = [...new Set(implied)].map(byCoefficient).reduce(also, said);
    return [found(same ? 'consistent' : 'inconsistent', [a.name, b.name], text)];
  });
  const [n, m] = [columnRows(claims, first), columnRows(claims, other)];
  if (n === undefined || m === undefined || n === m) return cells;
  const sizes = { en: `one model on ${n} and on ${m} rows`, zh: `同一模型，行数为 ${n} 与 ${m}` };
  return [...cells, found('inconsistent', [first, other], sizes)];
}

/** What the coefficient beside a marginal effect says of its standard error: s m / b, one z for both. */
function impliedSe(claims: Claims, { table, row, column }: Place): readonly string[] {
  const pair = pairsOf(table).find(({ effect }) => effect === `${table.id}.${column.id}`);
  const b = pair && cellAt(claims, pair.beta, row.key, 'estimate');
  const m = cellAt(claims, `${table.id}.${column.id}`, row.key, 'estimate');
  if (b === undefined || m === undefined || b.cell.est === 0) return [];
  const se = Math.abs((b.cell.se * m.cell.est) / b.cell.est);
  return [formatFixed(se, m.cell.dpSe + 1)];
}

function byCoefficient(se: string): Bilingual {
  return { en: `by the coefficient beside it the SE is ${se}`, zh: `按旁列系数推算，标准误为 ${se}` };
}

export const duplicates: Check = {
  name: 'duplicates',
  summary: 'columns of different samples that repeat each other digit for digit',
  run: (claims) =>
    claims.published.tables.flatMap((table) =>
      table.columns.flatMap((a, k) =>
        table.columns
          .slice(k + 1)
          .flatMap((b) => (a.sample === b.sample || a.reports !== b.reports ? [] : copied(claims, table, a.id, b.id))),
      ),
    ),
};

function copied(claims: Claims, table: Table, a: string, b: string): readonly Found[] {
  const pairs = table.rows.flatMap(({ cells }) => {
    const [one, other] = [cells[a], cells[b]];
    return one === undefined || other === undefined ? [] : [[numbers(one), numbers(other), digits(one)] as const];
  });
  if (!pairs.every(([one, other]) => one.join() === other.join())) return [];
  const names = [`${table.id}.${a}`, `${table.id}.${b}`];
  const rows = names.map((name) => columnRows(claims, name));
  const few = rows.some((n) => n === undefined) ? 1 : Math.sqrt(Math.min(rows[0]!, rows[1]!));
  if (pairs.reduce((sum, [, , count]) => sum + count(few), 0) < LEAST_DIGITS) return [];
  const values = pairs.flatMap(([one]) => one);
  const said = {
    en: `two samples, the same ${values.length} numbers (${values.join(', ')}): one is a copy`,
    zh: `两个样本，${values.length} 个数完全相同（${values.join(', ')}）：其一为复制`,
  };
  return [found('inconsistent', names, said)];
}

type Cell = Table['rows'][number]['cells'][string];

function numbers(cell: Cell): readonly number[] {
  switch (cell.type) {
    case 'estimate':
      return [cell.est, cell.se];
    case 'mean_sd':
      return [cell.est, cell.sd];
    case 'n_percent':
    case 'count':
      return [cell.n];
    default:
      return [];
  }
}

/** How many digits of a cell chance would have to hit, two samples of one population apart by their sampling error. */
function digits(cell: Cell): (rootRows: number) => number {
  const hit = (error: number, decimals: number) => Math.max(Math.log10(error * 10 ** decimals), 0);
  switch (cell.type) {
    case 'estimate':
      return () => hit(3.5 * cell.se, cell.dp) + hit(cell.se, cell.dpSe);
    case 'mean_sd':
      return (root) => hit((3.5 * cell.sd) / root, cell.dp);
    case 'n_percent':
      return () => hit(2.5 * Math.sqrt(Math.max(cell.n * (1 - cell.percent / 100), 0)), 0);
    case 'count':
      // halves at the median have equal sizes
      return () => Math.log10(Math.max(cell.n, 1)) / 2;
    default:
      return () => 0;
  }
}
