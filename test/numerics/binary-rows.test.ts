/** Row log-likelihoods of logit and probit and their derivatives, against closed forms and differences. */
import { describe, expect, it } from 'vitest';
import { BINARY_ROWS } from '../../src/numerics/binary-rows.ts';
import { log1pExp, logNormalCdf } from '../../src/numerics/special.ts';
import { relativeError } from './relative-error.ts';

const at = Float64Array.from([-40, -8, -2.5, -0.3, 0, 0.7, 3, 9, 36]);

function filled(link: 'logit' | 'probit', points: Float64Array, success: boolean) {
  const sign = new Float64Array(points.length).fill(success ? 1 : -1);
  const of = () => new Float64Array(points.length);
  const rows = { logLik: of(), slope: of(), curvature: of(), third: of(), fourth: of() };
  BINARY_ROWS[link].fill(points, sign, rows.logLik, rows.slope, rows.curvature);
  BINARY_ROWS[link].fillHigher(points, rows.slope, rows.curvature, rows.third, rows.fourth);
  const [slope, curvature] = [of(), of()];
  BINARY_ROWS[link].fillSlopes(points, sign, slope, curvature);
  return { ...rows, again: { slope, curvature } };
}

describe.each(['logit', 'probit'] as const)('%s rows', (link) => {
  for (const success of [true, false]) {
    const rows = filled(link, at, success);
    const sign = success ? 1 : -1;

    it(`are the log-probability of a ${success ? 'success' : 'failure'}`, () => {
      at.forEach((x, i) => {
        const expected = link === 'logit' ? -log1pExp(-sign * x) : logNormalCdf(sign * x);
        expect(relativeError(rows.logLik[i]!, expected)).toBeLessThan(1e-13 + 3e-16 / Math.abs(expected));
      });
      expect(rows.again.slope).toEqual(rows.slope);
      expect(rows.again.curvature).toEqual(rows.curvature);
    });

    it(`have the derivatives of a ${success ? 'success' : 'failure'}`, () => {
      const h = 1e-4;
      const [low, high] = [-h, h].map((shift) =>
        filled(
          link,
          at.map((x) => x + shift),
          success,
        ),
      );
      at.forEach((_, i) => {
        expect((high!.logLik[i]! - low!.logLik[i]!) / (2 * h)).toBeCloseTo(rows.slope[i]!, 6);
        expect((high!.slope[i]! - low!.slope[i]!) / (2 * h)).toBeCloseTo(rows.curvature[i]!, 6);
        expect((high!.curvature[i]! - low!.curvature[i]!) / (2 * h)).toBeCloseTo(rows.third[i]!, 6);
        expect((high!.third[i]! - low!.third[i]!) / (2 * h)).toBeCloseTo(rows.fourth[i]!, 6);
      });
    });
  }
});
