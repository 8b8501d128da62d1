/** The one door to the package jstat: quantiles good to a few digits, from which our own solvers start. */
import jstat from 'jstat';

/** A standard normal quantile, good to 1e-15 in the middle and to 1e-2 at p = 1e-17; not finite or wrong beyond. */
export function startingNormalQuantile(p: number): number {
  return jstat.normal.inv(p, 0, 1);
}

/** A quantile of Student's t, good to about 1e-7 where it is finite. */
export function startingTQuantile(p: number, df: number): number {
  return jstat.studentt.inv(p, df);
}

/** A quantile of chi-squared, good to about 1e-10 where it is finite. */
export function startingChiSquaredQuantile(p: number, df: number): number {
  return jstat.chisquare.inv(p, df);
}
