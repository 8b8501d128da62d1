/** Which columns make up which: declared, or seen from the sizes that one table prints. */
import { type Claims, columnRows } from './claims.ts';

export interface Partition {
  readonly parts: readonly string[];
  readonly whole: string;
  rowOfWhole(row: string): string;
}

/** Declared partitions, then every table whose first sized column has as many rows as all its other sized columns together. */
export function partitionsOf(claims: Claims): readonly Partition[] {
  const declared = claims.relations.partitions.map(({ parts, whole, rows }) => ({
    parts,
    whole,
    rowOfWhole: (row: string) => rows[row] ?? row,
  }));
  const seen = claims.published.tables.flatMap((table): Partition[] => {
    const names = table.columns.map((column) => `${table.id}.${column.id}`);
    const sized = names.filter((name) => columnRows(claims, name) !== undefined);
    const [whole, ...parts] = sized;
    if (whole === undefined || parts.length < 2 || declared.some((one) => one.whole === whole)) return [];
    const sum = parts.reduce((total, part) => total + columnRows(claims, part)!, 0);
    return sum === columnRows(claims, whole) ? [{ parts, whole, rowOfWhole: (row) => row }] : [];
  });
  return [...declared, ...seen];
}
