/** Quantiles and bootstrap intervals against R, permutation p-values by counting. */
import { describe, expect, it } from 'vitest';
import {
  bcaInterval,
  biasCorrection,
  jackknifeAcceleration,
  percentileInterval,
  permutationP,
  quantileOf,
} from '../../src/numerics/resampling.ts';

const sorted = Float64Array.from([0.1, 0.4, 0.35, 0.8, 0.22, 0.9, 1.3, 0.05, 0.6, 0.7]).sort();

describe('quantiles of draws', () => {
  it('are those of R, types 6 and 7', () => {
    const at = (type: 'type6' | 'type7') => [0.025, 0.3, 0.975].map((p) => quantileOf(sorted, p, type));
    [0.05, 0.259, 1.3].forEach((value, i) => {
      expect(at('type6')[i]).toBeCloseTo(value, 14);
    });
    [0.06125, 0.311, 1.21].forEach((value, i) => {
      expect(at('type7')[i]).toBeCloseTo(value, 14);
    });
    expect(percentileInterval(sorted, 0.95, 'type7').low).toBeCloseTo(0.06125, 14);
  });

  it('stay inside the draws, and are NaN where there are none', () => {
    expect(quantileOf(sorted, 0, 'type6')).toBe(0.05);
    expect(quantileOf(sorted, 1, 'type7')).toBe(1.3);
    expect(quantileOf(new Float64Array(0), 0.5, 'type7')).toBeNaN();
    expect(quantileOf(sorted, Number.NaN, 'type7')).toBeNaN();
  });
});

describe('bias-corrected and accelerated intervals', () => {
  const leftOut = Float64Array.from([0.4, 0.43, 0.47, 0.52, 0.44, 0.41]);

  it("agree with Efron's formula in R", () => {
    const acceleration = jackknifeAcceleration(leftOut);
    expect(acceleration).toBeCloseTo(-0.05193535215813675, 14);
    expect(biasCorrection(sorted, 0.65)).toBeCloseTo(0.2533471031357997, 13);
    expect(bcaInterval(sorted, 0.65, acceleration, 0.9, 'type7').low).toBeCloseTo(0.09782616717948923, 12);
    expect(bcaInterval(sorted, 0.65, acceleration, 0.9, 'type7').high).toBeCloseTo(1.2143778458483938, 12);
    expect(bcaInterval(sorted, 0.65, acceleration, 0.9, 'type6').low).toBeCloseTo(0.05845420433048683, 12);
    expect(bcaInterval(sorted, 0.65, acceleration, 0.9, 'type6').high).toBeCloseTo(1.3, 12);
  });

  it('are undefined where every draw is on one side of the estimate', () => {
    expect(bcaInterval(sorted, 2, 0, 0.95, 'type7').low).toBeNaN();
    expect(jackknifeAcceleration(Float64Array.of(1, 1, 1))).toBe(0);
    expect(jackknifeAcceleration(Float64Array.of(1))).toBeNaN();
  });

  it('count draws that equal the estimate half', () => {
    expect(biasCorrection(Float64Array.of(1, 2, 3), 2)).toBeCloseTo(0, 15);
  });
});

describe('permutationP', () => {
  it('counts draws at least as large in size, the observed one among them', () => {
    const draws = Float64Array.of(0.5, -2, 2, 1.9, Number.NaN, -3);
    const { pValue, extreme, draws: known } = permutationP(-2, draws);
    expect([extreme, known]).toEqual([3, 5]);
    expect(pValue).toBe(4 / 6);
  });

  it('treats rounding as a tie and has no number without draws', () => {
    expect(permutationP(0.1 + 0.2, Float64Array.of(0.3)).extreme).toBe(1);
    expect(permutationP(1, Float64Array.of(Number.NaN)).pValue).toBeNaN();
    expect(permutationP(Number.NaN, Float64Array.of(1)).pValue).toBeNaN();
  });
});
