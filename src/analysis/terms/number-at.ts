/** The value of a numeric variable at a point of the covariates. */
import { Failure } from '../../errors/failure.ts';
import type { Point } from './term.ts';

/** The value of a numeric variable at a point; E-FIT-IDENTIFICATION when the point has none or has shares of levels. */
export function numberAt(point: Point, variable: string): number {
  const value = point.get(variable);
  if (typeof value === 'number') return value;
  throw new Failure('E-FIT-IDENTIFICATION', {
    finding:
      value === undefined ? `the point has no value for "${variable}"` : `"${variable}" needs a number at the point`,
    remedy: 'give a number for it, or use observations instead of a point',
  });
}
