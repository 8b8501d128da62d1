/** Mean and spread of the estimates of a placebo. */
import { compensatedSum } from '../../numerics/moments.ts';

export function mean(values: Float64Array): number {
  return compensatedSum(values) / values.length;
}

/** Standard deviation with n - 1, or with n where the values are all there are. */
export function standardDeviation(values: Float64Array, all: boolean): number {
  const centre = mean(values);
  const squares = values.map((value) => (value - centre) ** 2);
  return Math.sqrt(compensatedSum(squares) / (values.length - (all ? 0 : 1)));
}
