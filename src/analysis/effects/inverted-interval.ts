/** A confidence set from a test: the values around an estimate that it does not reject. */

/** First steps outwards, in standard errors. */
const STEP = 0.1;
const FINE_STEPS = 100;
/** After these the steps grow by a fifth each. */
const GROWTH = 1.2;
const FARTHEST = 1e5;

/**
 * Ends of the set of values with p > alpha that holds the estimate, outwards from it; infinite where no value within 1e5
 * standard errors is rejected. p may be a step function: the end is where it first falls to alpha or below, to 1e-12 of a
 * standard error.
 */
export function invertedInterval(
  pValue: (value: number) => number,
  estimate: number,
  stdError: number,
  alpha: number,
): { readonly low: number; readonly high: number } {
  if (!(stdError > 0)) return { low: Number.NaN, high: Number.NaN };
  const end = (direction: 1 | -1): number => {
    const at = (steps: number): number => estimate + direction * steps * stdError;
    let inside = 0;
    let length = STEP;
    for (let step = 1; inside < FARTHEST; step++) {
      const next = inside + length;
      if (pValue(at(next)) <= alpha) return at(boundary(inside, next, (steps) => pValue(at(steps)) > alpha));
      inside = next;
      if (step > FINE_STEPS) length *= GROWTH;
    }
    return direction * Infinity;
  };
  return { low: end(-1), high: end(1) };
}

function boundary(inside: number, outside: number, holds: (steps: number) => boolean): number {
  let [low, high] = [inside, outside];
  while (high - low > 1e-12 * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
