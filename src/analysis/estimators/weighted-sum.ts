/** Weighted sums and means over the rows of a design. */
import type { Design } from '../design/design.ts';

/** The function that sums w_i term(i) over the rows of a design (Neumaier's compensated summation; w = 1 without weights). */
export function weightedSum({ weights, outcome }: Design): (term: (row: number) => number) => number {
  return (term) => {
    let sum = 0;
    let lost = 0;
    for (let i = 0; i < outcome.length; i++) {
      const next = (weights === null ? 1 : weights[i]!) * term(i);
      const grown = sum + next;
      lost += Math.abs(sum) >= Math.abs(next) ? sum - grown + next : next - grown + sum;
      sum = grown;
    }
    return sum + lost;
  };
}

/** Weighted mean of values over rows; plain where there are no weights. */
export function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * values[i]!;
    total += weight;
  }
  return sum / total;
}
