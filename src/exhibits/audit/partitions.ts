/** Which columns make up which: declared, or seen from the sizes that one table prints. */
import { type Claims, type Column, columnRows } from './claims.ts';

export interface Partition {
  readonly parts: readonly string[];
  readonly whole: string;
  rowOfWhole(row: string): string;
}

/** How a column of everybody is headed. */
const EVERYBODY = /^(total|all|overall|whole|full|pooled|entire|everyone)\b|合计|全部|总体|全样本/i;

/** Whether a column is headed as that of all rows. */
export function isEverybody({ id, header }: Column): boolean {
  return EVERYBODY.test(id) || EVERYBODY.test(header);
}

/** Declared partitions, then every table with a column of everybody that has as many rows as all its other sized columns together. */
export function partitionsOf(claims: Claims): readonly Partition[] {
  const declared = claims.relations.partitions.map(({ parts, whole, rows }) => ({
    parts,
    whole,
    rowOfWhole: (row: string) => rows[row] ?? row,
  }));
  const seen = claims.published.tables.flatMap((table): Partition[] => {
    const named = table.columns.map((column) => ({ column, name: `${table.id}.${column.id}` }));
    const sized = named.filter(({ name }) => columnRows(claims, name) !== undefined);
    const whole = sized.find(({ column }) => isEverybody(column))?.name;
    const parts = sized.map(({ name }) => name).filter((name) => name !== whole);
    if (whole === undefined || parts.length < 2 || declared.some((one) => one.whole === whole)) return [];
    const sum = parts.reduce((total, part) => total + columnRows(claims, part)!, 0);
    return sum === columnRows(claims, whole) ? [{ parts, whole, rowOfWhole: (row) => row }] : [];
  });
  return [...declared, ...seen];
}
