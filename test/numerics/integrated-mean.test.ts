/** The integrated mean and its derivatives against 30-digit quadrature of their definitions (mpmath). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BinaryLink } from '../../src/numerics/binary-rows.ts';
import { integratedMean } from '../../src/numerics/integrated-mean.ts';
import { expit, normalCdf } from '../../src/numerics/special.ts';

/** link, sigma, eta, then mean, by eta, by log sigma, by eta twice, by both, by log sigma twice */
const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/integrated-mean.json'), 'utf8'),
) as readonly (readonly [BinaryLink, number, number, ...number[]])[];

const NAMES = ['mean', 'byEta', 'byLogSigma', 'byEtaEta', 'byEtaLogSigma', 'byLogSigmaLogSigma'] as const;

describe('integratedMean', () => {
  it.each(NAMES)('%s is right to 1e-13', (name) => {
    let worst = 0;
    for (const [link, sigma, eta, ...expected] of fixture) {
      const whole = integratedMean(link, Float64Array.of(eta), Float64Array.of(Math.log(sigma)));
      worst = Math.max(worst, Math.abs(whole[name][0]! - expected[NAMES.indexOf(name)]!));
    }
    expect(worst).toBeLessThan(1e-13);
  });

  it('is the plain mean without a random intercept, and takes a sigma per row', () => {
    const eta = Float64Array.of(-1, 0.5);
    const alone = integratedMean('logit', eta, new Float64Array(0));
    expect(alone.mean[0]).toBeCloseTo(expit(-1), 15);
    expect(alone.byEta[0]).toBeCloseTo(expit(-1) * expit(1), 15);
    expect(Math.abs(alone.byLogSigma[0]!)).toBe(0);
    const mixed = integratedMean('logit', eta, Float64Array.of(Math.log(2), -Infinity));
    expect(mixed.mean[1]).toBeCloseTo(expit(0.5), 15);
    expect(mixed.mean[0]).toBe(integratedMean('logit', eta.subarray(0, 1), Float64Array.of(Math.log(2))).mean[0]);
  });

  it('stays right for a large sigma: a logit then is a probit of the ratio', () => {
    const { mean } = integratedMean('logit', Float64Array.of(50), Float64Array.of(Math.log(100)));
    expect(mean[0]).toBeCloseTo(normalCdf(0.5), 3);
  });
});
