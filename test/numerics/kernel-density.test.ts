/** Kernel densities against R's bw.nrd0 and the direct sum, and their area. */
import { describe, expect, it } from 'vitest';
import { kernelDensity } from '../../src/numerics/kernel-density.ts';
import { randomStream } from '../../src/numerics/philox.ts';

const SAMPLE = Float64Array.of(-0.8, -0.31, -0.3, -0.12, 0, 0.05, 0.09, 0.2, 0.24, 0.61, 1.9);

describe('kernelDensity', () => {
  it('is the direct sum at the bandwidth of R', () => {
    const { x, density, bandwidth } = kernelDensity(SAMPLE, 7);
    // R 4.2: bw.nrd0(x); mean(dnorm((a - x) / h)) / h over seq(min(x) - 3h, max(x) + 3h, length.out = 7)
    expect(bandwidth).toBeCloseTo(0.17878358007809569, 15);
    const expected = [
      0.0022535608479553253, 0.21071733130221218, 0.95199457637086426, 0.28015887795133415, 0.001345998764111977,
      0.17747881113748737, 0.0022535364265565618,
    ];
    expected.forEach((value, i) => {
      expect(density[i]).toBeCloseTo(value, 14);
    });
    expect([x[0], x.at(-1)]).toEqual([-0.8 - 3 * bandwidth, 1.9 + 3 * bandwidth]);
  });

  it('takes the standard deviation where the middle half has no spread', () => {
    expect(kernelDensity(Float64Array.of(1, 1, 1, 1, 5)).bandwidth).toBeCloseTo(1.166872749618789, 14);
  });

  it('encloses an area of one, whatever the order and however many are missing', () => {
    const stream = randomStream(1, 'density');
    const values = Float64Array.from({ length: 400 }, () => stream.normal());
    const { x, density } = kernelDensity(values, 400);
    const area = density.reduce(
      (sum, value, i) => sum + (i === 0 ? 0 : ((value + density[i - 1]!) / 2) * (x[i]! - x[i - 1]!)),
      0,
    );
    // three bandwidths beyond the ends lack 0.0013 of one kernel each
    expect(area).toBeCloseTo(1, 4);
    const shuffled = Float64Array.of(Number.NaN, ...[...values].reverse(), Number.NaN);
    expect(kernelDensity(shuffled, 400).density).toEqual(density);
  });

  it('is empty without spread', () => {
    expect(kernelDensity(Float64Array.of(2, 2, 2)).x).toHaveLength(0);
    expect(kernelDensity(Float64Array.of(2, Number.NaN)).x).toHaveLength(0);
  });
});
