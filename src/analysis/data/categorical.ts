/** A numeric column seen as categories, for models that use a number as a factor. */
import type { CategoricalColumn, Column } from './column.ts';

/**
 * The column as categories. A categorical column is itself; a numeric one gets one level per distinct number, by size, named as the
 * file wrote it (`4`, `01`); missing stays missing (-1).
 */
export function toCategorical(column: Column): CategoricalColumn {
  if (column.kind === 'categorical') return column;
  const { info, values, texts } = column;
  const distinct = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const indexOf = new Map(distinct.map((value, index) => [value, index]));
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) codes[row] = indexOf.get(values[row]!) ?? -1;
  const levels = distinct.map((value) => {
    const name = texts?.get(value) ?? String(value);
    return { name, label: { en: name } };
  });
  return { kind: 'categorical', info, codes, levels };
}
