/** Which coefficients a list of design rows identifies: linear algebra on small 0/1 rows. */

/** Beyond this many multiply-adds the question is not answered. */
const LIMIT = 2e9;
const ROUNDING = 1e-9;

/**
 * For every target column, whether its unit vector lies in the span of the rows, so that its coefficient is estimable
 * (Searle 1971, section 5.4). Rows are given by their columns with a one; columns number `size`. Null when the rows are too many
 * for the count. Elimination with the largest pivot of each row; deterministic. Never throws.
 */
export function estimable(
  rows: readonly (readonly number[])[],
  size: number,
  targets: readonly number[],
): boolean[] | null {
  if (rows.length * size * Math.min(size, rows.length) > LIMIT) return null;
  const basis: { readonly row: Float64Array; readonly pivot: number }[] = [];
  const reduce = (row: Float64Array): void => {
    for (const { row: known, pivot } of basis) {
      const factor = row[pivot]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) row[j]! -= factor * known[j]!;
      row[pivot] = 0;
    }
  };
  for (const ones of rows) {
    const row = new Float64Array(size);
    for (const column of ones) row[column] = 1;
    reduce(row);
    const pivot = largest(row);
    if (pivot === undefined) continue;
    const scale = row[pivot]!;
    for (let j = 0; j < size; j++) row[j]! /= scale;
    basis.push({ row, pivot });
  }
  return targets.map((target) => {
    const row = new Float64Array(size);
    row[target] = 1;
    reduce(row);
    return largest(row) === undefined;
  });
}

/** Index of the element of largest size; undefined when all are rounding. */
function largest(row: Float64Array): number | undefined {
  let at: number | undefined;
  let size = ROUNDING;
  for (let j = 0; j < row.length; j++) {
    if (Math.abs(row[j]!) <= size) continue;
    size = Math.abs(row[j]!);
    at = j;
  }
  return at;
}
