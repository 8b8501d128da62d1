/** The categories of one question: their counts add up to the column's rows. */
import { type Check, type Found, found, hence } from '../check.ts';
import { type CellOf, type Claims, columnRows, type Table } from '../claims.ts';

export const categories: Check = {
  name: 'categories',
  summary: 'counts of the rows of a group add up to the size of the column',
  run: (claims) =>
    claims.published.tables.flatMap((table) =>
      table.groups
        .filter(({ id }) => !claims.relations.severalAnswers.includes(`${table.id}.${id}`))
        .flatMap(({ id }) => table.columns.flatMap((column) => oneGroup(claims, table, id, column.id))),
    ),
};

function oneGroup(claims: Claims, table: Table, group: string, column: string): readonly Found[] {
  const rows = columnRows(claims, `${table.id}.${column}`);
  const cells = table.rows.filter((row) => row.group === group).map((row) => [row.key, row.cells[column]] as const);
  const counts = cells.flatMap(([key, cell]) => (cell?.type === 'n_percent' ? [[key, cell] as const] : []));
  const others = cells.some(([, cell]) => cell !== undefined && cell.type !== 'n_percent' && cell.type !== 'none');
  if (rows === undefined || others || counts.length < 2) return [];
  const sum = counts.reduce((total, [, cell]: readonly [string, CellOf<'n_percent'>]) => total + cell.n, 0);
  const added = `${counts.map(([, cell]) => cell.n).join(' + ')} = ${sum}`;
  const said = { en: `${added}, the column has ${rows}`, zh: `${added}，该列共 ${rows}` };
  const names = counts.map(([key]) => `${table.id}.${key}.${column}`);
  if (sum === rows) return [found('consistent', names, said)];
  if (sum > rows)
    return [found('impossible', names, hence(said, { en: `${sum - rows} too many`, zh: `多出 ${sum - rows}` }))];
  return [
    found(
      'borderline',
      names,
      hence(said, { en: `${rows - sum} in none of them`, zh: `有 ${rows - sum} 不属任何一类` }),
    ),
  ];
}

/** What the n (%) rows of a group add up to in a column. */
export function groupSum(table: Table, group: string, column: string): number {
  return table.rows
    .filter((row) => row.group === group)
    .reduce((sum, { cells: { [column]: cell } }) => sum + (cell?.type === 'n_percent' ? cell.n : 0), 0);
}
