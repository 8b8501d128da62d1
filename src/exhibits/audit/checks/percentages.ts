/** n (%) cells: the percentage follows from the count and the column's size. */
import { also, type Check, found } from '../check.ts';
import { type CellOf, placesOf, rowsBehind } from '../claims.ts';
import { overlap, printedInterval } from '../interval.ts';
import { groupSum } from './categories.ts';

export const percentages: Check = {
  name: 'percentages',
  summary: 'n against percent: 100 n / N rounds to the printed percentage',
  run: (claims) =>
    placesOf(claims, 'n_percent').flatMap((place) => {
      const { cell, name } = place;
      const rows = rowsBehind(claims, place);
      if (rows === undefined) return [];
      const percent = (100 * cell.n) / rows;
      const fits = overlap({ lo: percent, hi: percent }, printedInterval(cell.percent, cell.dp));
      const made = `100 x ${cell.n} / ${rows} = ${percent.toFixed(cell.dp + 2)}`;
      const said = { en: `${made}, printed ${cell.percent}`, zh: `${made}，文中为 ${cell.percent}` };
      if (cell.n > rows) return [found('impossible', [name], said)];
      if (fits) return [found('consistent', [name], said)];
      const others = fewerRows(cell, rows);
      if (others.length === 0) {
        const none = { en: 'nor of any fewer rows', zh: '更少的行数也都不成立' };
        return [found('impossible', [name], also(said, none))];
      }
      const many = others.length > 3;
      const some = {
        en: many ? `one of ${others.length} numbers from ${others[0]}` : others.join(' or '),
        zh: many ? `自 ${others[0]} 起的 ${others.length} 个数之一` : others.join(' 或 '),
      };
      const { row, table, column } = place;
      const group = row.group === null ? undefined : groupSum(table, row.group, column.id);
      // rows without an answer, when the counts of the question add up to what the percentage is of
      if (group !== undefined && others.includes(group)) {
        const right = {
          en: `right of the ${group} that the categories add up to`,
          zh: `以各类合计的 ${group} 为基数则正确`,
        };
        return [found('borderline', [name], also(said, right))];
      }
      const right = { en: `right of ${some.en} rows`, zh: `以 ${some.zh} 行为基数则正确` };
      return [found('inconsistent', [name], also(said, right))];
    }),
};

/** Sizes below `rows` of which the count is the printed percentage. */
function fewerRows({ n, percent, dp }: CellOf<'n_percent'>, rows: number): readonly number[] {
  const told = printedInterval(percent, dp);
  const first = Math.max(Math.ceil((100 * n) / told.hi), n, 1);
  const last = Math.min(told.lo > 0 ? Math.floor((100 * n) / told.lo) : rows - 1, rows - 1);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, k) => first + k);
}
