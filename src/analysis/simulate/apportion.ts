/** Splits a whole number in given proportions. */

/**
 * Whole numbers that add up to `total` in the proportions of `parts` (non-negative, not all zero): largest remainders,
 * the earlier part first on a tie. When the parts add up to `total` and are whole, they are returned as they are.
 * Source: the method of Hamilton.
 */
export function apportion(total: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((left, right) => left + right, 0);
  const shares = parts.map((part) => (total * part) / sum);
  const counts = shares.map(Math.floor);
  let left = total - counts.reduce((a, b) => a + b, 0);
  const order = shares.map((share, index) => ({ index, remainder: share - Math.floor(share) }));
  order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    counts[index]! += 1;
    left -= 1;
  }
  return counts;
}
