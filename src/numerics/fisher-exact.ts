/** Fisher's exact test of a two-by-two table. */
import { type Accumulator, accumulator, addTo, toNumber } from './double-double.ts';

// Tables whose probability differs from the observed one by rounding only count as equally probable.
const TIE = 1e-7;

/**
 * The two-sided p-value of Fisher's exact test for the whole counts [[a, b], [c, d]]: the probability, given the margins,
 * of all tables that are at most as probable as the observed one. NaN for counts that are not whole or negative; 1 for an
 * empty margin. Works on log-probabilities, so that small p-values keep their digits. R `fisher.test`, Stata `exact`.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  if (![a, b, c, d].every((count) => Number.isInteger(count) && count >= 0)) return Number.NaN;
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const lowest = Math.max(0, row + column - total);
  const highest = Math.min(row, column);
  // log P(k) - log P(lowest) along the support of the hypergeometric distribution, by its term ratio.
  const logs = new Float64Array(highest - lowest + 1);
  const sum: Accumulator = accumulator();
  for (let k = lowest; k < highest; k++) {
    const up = ((row - k) / (k + 1)) * ((column - k) / (total - row - column + k + 1));
    addTo(sum, Math.log(up));
    logs[k - lowest + 1] = toNumber(sum);
  }
  const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  const observed = logs[a - lowest]!;
  const all = accumulator();
  const asRare = accumulator();
  for (const log of logs) {
    addTo(all, Math.exp(log - largest));
    if (log <= observed + TIE) addTo(asRare, Math.exp(log - observed));
  }
  return Math.min(1, Math.exp(observed - largest) * (toNumber(asRare) / toNumber(all)));
}
