/** Draws have the moments of their distributions; a parameter may be an expression. */
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/analysis/expressions/expression.ts';
import { numericColumn } from '../../../src/analysis/simulate/columns.ts';
import * as d from '../../../src/analysis/simulate/distributions.ts';
import { drawRows } from '../../../src/analysis/simulate/streams.ts';

const ROWS = 200_000;
const frame = {
  rows: ROWS,
  columns: new Map([
    [
      'x',
      numericColumn(
        'x',
        Float64Array.from({ length: ROWS }, (_, i) => i % 2),
      ),
    ],
  ]),
};

function moments(distribution: d.Distribution) {
  const sample = distribution.bind(frame);
  const values = drawRows(7, 'test', ROWS, sample);
  const mean = values.reduce((a, b) => a + b, 0) / ROWS;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (ROWS - 1);
  return { values, mean, sd: Math.sqrt(variance) };
}

/** five standard errors of a mean */
const near = (sd: number) => (5 * sd) / Math.sqrt(ROWS);

describe('distributions', () => {
  // closed forms; the variance of a sample variance is (kurtosis - 1) sd^4 / n
  it.each([
    ['normal', d.normal(3, 2), 3, 2],
    ['uniform', d.uniform(-1, 5), 2, 6 / Math.sqrt(12)],
    ['integer', d.integer(1, 12), 6.5, Math.sqrt((12 ** 2 - 1) / 12)],
    ['gamma, shape above one', d.gamma(23.7, 9.75), 23.7, 9.75],
    ['gamma, shape below one', d.gamma(1, 2), 1, 2],
    ['bernoulli', d.bernoulli(0.014), 0.014, Math.sqrt(0.014 * 0.986)],
    ['poisson', d.poisson(2.3), 2.3, Math.sqrt(2.3)],
    ['poisson, in several steps', d.poisson(1200), 1200, Math.sqrt(1200)],
    ['logistic', d.logistic(0.5, 1.5), 0.5, (1.5 * Math.PI) / Math.sqrt(3)],
    ['beta', d.beta(1.9, 2.13), 1.9 / 4.03, Math.sqrt((1.9 * 2.13) / (4.03 ** 2 * 5.03))],
    ['lognormal', d.lognormal(0.2, 0.4), Math.exp(0.2 + 0.08), Math.exp(0.28) * Math.sqrt(Math.exp(0.16) - 1)],
  ])('%s', (_, distribution, mean, sd) => {
    const found = moments(distribution);
    expect(Math.abs(found.mean - mean)).toBeLessThan(near(sd));
    expect(Math.abs(found.sd / sd - 1)).toBeLessThan(0.03);
  });

  it('keeps whole numbers inside both bounds', () => {
    const { values } = moments(d.integer(1, 3));
    expect(new Set(values)).toEqual(new Set([1, 2, 3]));
  });

  it('takes the parameters of each row', () => {
    const { values } = moments(d.normal(parseExpression('10 * x'), 1));
    const odd = values.filter((_, i) => i % 2 === 1);
    const even = values.filter((_, i) => i % 2 === 0);
    const mean = (v: Float64Array) => v.reduce((a, b) => a + b, 0) / v.length;
    expect(Math.abs(mean(odd) - 10)).toBeLessThan(0.02);
    expect(Math.abs(mean(even))).toBeLessThan(0.02);
  });

  // R: ppois, plogis, pbeta
  it.each([
    ['poisson', d.poisson(2.3), [0, 1, 2, 4], [0.100258843723, 0.330854184285, 0.596038825932, 0.916249280721]],
    ['poisson, in several steps', d.poisson(1200), [1190, 1191], [0.393662323696, 0.404836861715]],
    ['logistic', d.logistic(0.5, 1.5), [-1, 0.5, 2], [0.26894142137, 0.5, 0.73105857863]],
    ['beta', d.beta(1.9, 2.13), [0.2, 0.5, 0.8], [0.128736514689, 0.550616392589, 0.918547543142]],
  ])('%s has the distribution function of R', (_, distribution, points, probabilities) => {
    const { values } = moments(distribution);
    points.forEach((point, i) => {
      const p = probabilities[i]!;
      const below = values.filter((value) => value <= point).length / ROWS;
      expect(Math.abs(below - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / ROWS));
    });
  });

  it('has a poisson of mean zero, and none of a negative mean', () => {
    expect(new Set(moments(d.poisson(0)).values)).toEqual(new Set([0]));
    expect(Number.isNaN(moments(d.poisson(-1)).values[0])).toBe(true);
  });

  it('has a gamma with the quantiles of the exponential when mean and sd agree', () => {
    const sorted = moments(d.gamma(1, 1)).values.sort();
    for (const p of [0.1, 0.5, 0.9]) {
      const density = 1 - p;
      expect(Math.abs(sorted[Math.floor(p * ROWS)]! + Math.log(1 - p))).toBeLessThan(
        (5 * Math.sqrt((p * (1 - p)) / ROWS)) / density,
      );
    }
  });
});
