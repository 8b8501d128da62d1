/** The real value among those of the draws: randomisation p values. */
import { exactInterval } from '../../numerics/proportion.ts';
import type { RandomisationTest } from '../../results/placebo.ts';

/** Values this close, relatively, are ties: arithmetic in another order must not turn one into the other. */
const TIE = 1e-9;

export interface RandomisationOptions {
  /** the draws are every assignment once, so that nothing is left to chance */
  readonly exact: boolean;
  /** the real assignment is among the draws and must not be counted once more */
  readonly included: boolean;
  readonly confLevel: number;
}

/**
 * How many draws are at least as far from zero as the real value, and the p value (c + 1) / (R + 1) (Phipson and Smyth
 * 2010; the real assignment counts as one more draw), or c / R where it is one of the draws by construction. NaN among the
 * draws does not count. Stata ritest, R ri2.
 */
export function randomisationTest(
  actual: number,
  draws: Float64Array,
  { exact, included, confLevel }: RandomisationOptions,
): RandomisationTest {
  const slack = TIE * Math.abs(actual);
  let count = 0;
  let beyond = 0;
  let above = 0;
  let below = 0;
  for (const value of draws) {
    if (Number.isNaN(value)) continue;
    count++;
    if (Math.abs(value) >= Math.abs(actual) - slack) beyond++;
    if (value >= actual - slack) above++;
    if (value <= actual + slack) below++;
  }
  const chance = (hits: number): number =>
    Number.isNaN(actual) || count === 0 ? Number.NaN : included ? hits / count : (hits + 1) / (count + 1);
  const pValue = chance(beyond);
  const interval = exact ? { low: pValue, high: pValue } : exactInterval(beyond, count, confLevel);
  return {
    beyond,
    draws: count,
    share: beyond / count,
    pValue,
    confLow: Number.isNaN(pValue) ? Number.NaN : interval.low,
    confHigh: Number.isNaN(pValue) ? Number.NaN : interval.high,
    pUpper: chance(above),
    pLower: chance(below),
  };
}
