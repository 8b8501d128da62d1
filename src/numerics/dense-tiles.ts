/** Dense columns by dense columns: dot products over tiles of rows, nine sums at a time in registers. */

/** Rows of a tile: two tiles of a dozen columns stay in the first-level cache. */
export const TILE_ROWS = 256;

/** Columns of a tile, padded to the register tile. */
export function tileStride(columns: number): number {
  return Math.ceil(columns / 3) * 3;
}

/**
 * Adds sum_i weighted_a[i] x plain_b[i] over the first `height` rows to products[a x stride + b] for all a <= b (and some of
 * the lower triangle). Tiles hold column c at c x TILE_ROWS; padding columns are zero.
 */
export function addTileProducts(
  plain: Float64Array,
  weighted: Float64Array,
  columns: number,
  height: number,
  products: Float64Array,
): void {
  const stride = tileStride(columns);
  for (let a = 0; a < stride; a += 3) {
    const a0 = a * TILE_ROWS;
    const a1 = a0 + TILE_ROWS;
    const a2 = a1 + TILE_ROWS;
    for (let b = a; b < stride; b += 3) {
      const b0 = b * TILE_ROWS;
      const b1 = b0 + TILE_ROWS;
      const b2 = b1 + TILE_ROWS;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s20 = 0;
      let s21 = 0;
      let s22 = 0;
      for (let i = 0; i < height; i++) {
        const w0 = weighted[a0 + i]!;
        const w1 = weighted[a1 + i]!;
        const w2 = weighted[a2 + i]!;
        const x0 = plain[b0 + i]!;
        const x1 = plain[b1 + i]!;
        const x2 = plain[b2 + i]!;
        s00 += w0 * x0;
        s01 += w0 * x1;
        s02 += w0 * x2;
        s10 += w1 * x0;
        s11 += w1 * x1;
        s12 += w1 * x2;
        s20 += w2 * x0;
        s21 += w2 * x1;
        s22 += w2 * x2;
      }
      const to = a * stride + b;
      products[to]! += s00;
      products[to + 1]! += s01;
      products[to + 2]! += s02;
      products[to + stride]! += s10;
      products[to + stride + 1]! += s11;
      products[to + stride + 2]! += s12;
      products[to + 2 * stride]! += s20;
      products[to + 2 * stride + 1]! += s21;
      products[to + 2 * stride + 2]! += s22;
    }
  }
}
