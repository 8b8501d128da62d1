/** Columns that should be alike and are not, and columns that should differ and do not. */
import { type Check, type Found, found } from '../check.ts';
import { type Claims, cellAt, columnRows, type Table } from '../claims.ts';

/** So many numbers digit for digit are no chance. */
const FEWEST = 3;

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
    const said = `one model, printed ${a.cell.est} (${a.cell.se})${a.cell.stars} and ${b.cell.est} (${b.cell.se})${b.cell.stars}`;
    return [found(same ? 'consistent' : 'inconsistent', [a.name, b.name], said)];
  });
  const [n, m] = [columnRows(claims, first), columnRows(claims, other)];
  if (n === undefined || m === undefined || n === m) return cells;
  return [...cells, found('inconsistent', [first, other], `one model on ${n} and on ${m} rows`)];
}

export const duplicates: Check = {
  name: 'duplicates',
  summary: 'columns of different samples that repeat each other digit for digit',
  run: (claims) =>
    claims.published.tables.flatMap((table) =>
      table.columns.flatMap((a, k) =>
        table.columns
          .slice(k + 1)
          .flatMap((b) => (a.sample === b.sample || a.reports !== b.reports ? [] : copied(table, a.id, b.id))),
      ),
    ),
};

function copied(table: Table, a: string, b: string): readonly Found[] {
  const pairs = table.rows.flatMap(({ cells }) => {
    const [one, other] = [cells[a], cells[b]];
    return one === undefined || other === undefined ? [] : [[numbers(one), numbers(other)] as const];
  });
  const count = pairs.reduce((sum, [one]) => sum + one.length, 0);
  if (count < FEWEST || !pairs.every(([one, other]) => one.join() === other.join())) return [];
  const values = pairs.flatMap(([one]) => one);
  const names = [`${table.id}.${a}`, `${table.id}.${b}`];
  return [found('inconsistent', names, `two samples, the same ${count} numbers (${values.join(', ')}): one is a copy`)];
}

function numbers(cell: Table['rows'][number]['cells'][string]): readonly number[] {
  switch (cell.type) {
    case 'estimate':
      return [cell.est, cell.se];
    case 'mean_sd':
      return [cell.est, cell.sd];
    case 'n_percent':
      return [cell.n];
    case 'count':
      return [cell.n];
    default:
      return [];
  }
}
