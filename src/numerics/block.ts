/** The columns of a design, kept as small as the data allow: codes stay codes, a constant stays a constant. */

/**
 * A block of `width` design columns over `rows` rows. Column j at row i is
 *
 *     (codes === null ? 1 : codes[i] === j ? 1 : 0) x (values === null ? 1 : values[i])
 *
 * so the intercept is {codes: null, values: null, width: 1}, a numeric column has only values, a factor only codes, and a
 * factor times a numeric column both. A code of -1 belongs to no column (the reference level). Neither part has missing
 * values. `low` is the part of the numeric column that a double cannot hold (values + low is the exact decimal or
 * product); it is used only by the double-double least squares.
 */
export interface Block {
  readonly rows: number;
  readonly width: number;
  readonly codes: Int32Array | null;
  readonly values: Float64Array | null;
  readonly low: Float64Array | null;
}

/** The constant column. */
export function constantBlock(rows: number): Block {
  return { rows, width: 1, codes: null, values: null, low: null };
}

/** One numeric column. */
export function numericBlock(values: Float64Array, low: Float64Array | null = null): Block {
  return { rows: values.length, width: 1, codes: null, values, low };
}

/** The indicator columns of a factor: `codes[i]` in 0..width-1, or -1 for none of them. */
export function factorBlock(codes: Int32Array, width: number): Block {
  return { rows: codes.length, width, codes, values: null, low: null };
}
