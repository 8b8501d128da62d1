/** How far a computed number lies from its reference value. */

/** |computed - reference| / |reference|; the absolute difference where the reference is zero; Infinity for NaN. */
export function relativeError(computed: number, reference: number): number {
  if (computed === reference) return 0;
  const error = Math.abs(computed - reference) / (reference === 0 ? 1 : Math.abs(reference));
  return Number.isNaN(error) ? Infinity : error;
}

/** The row of a fixture (arguments, then value) on which a function errs most, and its error. */
export function worstError(rows: readonly (readonly number[])[], compute: (...arguments_: number[]) => number) {
  let worst = { error: 0, row: rows[0] ?? [] };
  for (const row of rows) {
    const error = relativeError(compute(...row.slice(0, -1)), row[row.length - 1]!);
    if (error > worst.error) worst = { error, row };
  }
  return worst;
}
