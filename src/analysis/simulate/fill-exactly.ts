/** Which of some persons, in order of preference, fill a number of rows exactly. */

/** Sums that the members from a position on can reach: every whole number up to a total, or those that are marked. */
type Reach = { readonly upTo: number } | { readonly marked: Uint8Array };

/**
 * Takes members in order, each whole, so that their weights (whole numbers from 1) add up to `rows`: a member is passed
 * over only where nobody after it could then make up the sum. True per member taken; null when no choice adds up.
 */
export function fillExactly(weights: Int32Array, rows: number): Uint8Array | null {
  if (weights.every((weight) => weight === 1)) {
    return rows > weights.length ? null : Uint8Array.from(weights, (_, index) => (index < rows ? 1 : 0));
  }
  const reach = reachFrom(weights, rows);
  if (!reaches(reach[0]!, rows)) return null;
  const taken = new Uint8Array(weights.length);
  let left = rows;
  weights.forEach((weight, index) => {
    if (weight > left || !reaches(reach[index + 1]!, left - weight)) return;
    taken[index] = 1;
    left -= weight;
  });
  return taken;
}

function reaches(reach: Reach, sum: number): boolean {
  return 'upTo' in reach ? sum <= reach.upTo : reach.marked[sum] === 1;
}

/** Where there are as many ones as the largest weight less one, every sum up to the total can be reached. */
function reachFrom(weights: Int32Array, most: number): readonly Reach[] {
  const reach: Reach[] = new Array(weights.length + 1);
  reach[weights.length] = { upTo: 0 };
  let [total, ones, largest] = [0, 0, 1];
  for (let index = weights.length - 1; index >= 0; index--) {
    const weight = weights[index]!;
    total += weight;
    largest = Math.max(largest, weight);
    if (weight === 1) ones += 1;
    reach[index] = ones >= largest - 1 ? { upTo: total } : { marked: withMember(reach[index + 1]!, weight, most) };
  }
  return reach;
}

function withMember(after: Reach, weight: number, most: number): Uint8Array {
  const marked = new Uint8Array(most + 1);
  for (let sum = 0; sum <= most; sum++) {
    if (reaches(after, sum) || (sum >= weight && reaches(after, sum - weight))) marked[sum] = 1;
  }
  return marked;
}
