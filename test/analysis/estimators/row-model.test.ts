/** Likelihoods row by row: exact values in both tails, derivatives against differences. */
import { describe, expect, it } from 'vitest';
import type { FamilyName } from '../../../src/analysis/estimators/family.ts';
import type { LinkName } from '../../../src/analysis/estimators/link.ts';
import { type RowModel, rowModel } from '../../../src/analysis/estimators/row-model.ts';

function row(model: RowModel, y: number, eta: number) {
  const into = { logLik: new Float64Array(1), score: new Float64Array(1), observed: new Float64Array(1) };
  const valid = model.fill(Float64Array.of(y), Float64Array.of(eta), into);
  return { valid, logLik: into.logLik[0]!, score: into.score[0]!, observed: into.observed[0]! };
}

/** link, eta, y, log-likelihood, score, observed and expected curvature: mpmath with 300 digits. */
const TAILS: readonly (readonly [LinkName, number, number, number, number, number, number])[] = [
  ['probit', -30, 0, -4.906713927148187e-198, -1.4736461348785476e-196, 4.420938404635642e-195, 4.425839702671741e-195],
  ['probit', -30, 1, -454.3212439563432, 30.033259667433676, 0.9988962284881099, 4.425839702671741e-195],
  ['probit', -8.5, 0, -9.479534822203318e-18, -8.16623563166955e-17, 6.941300286919117e-16, 7.034881525594659e-16],
  ['probit', -0.1, 0, -0.6165050101150263, -0.7353317485057806, 0.6142459552111468, 0.6343100136324787],
  ['probit', 2.5, 0, -5.08164827727869, -2.8227447976639075, 0.9110261985788846, 0.04978708013529808],
  ['probit', 12, 0, -75.4106730015688, -12.082214175254284, 0.9933292736641541, 2.5933067996563474e-31],
  ['probit', 12, 1, -1.776482112077679e-33, 2.1463837356630602e-32, 2.5756604827956722e-31, 2.5933067996563474e-31],
  ['logit', -30, 0, -9.357622968839737e-14, -9.357622968839299e-14, 9.357622968838423e-14, 9.357622968838423e-14],
  ['logit', -30, 1, -30.000000000000092, 0.9999999999999064, 9.357622968838423e-14, 9.357622968838423e-14],
  ['logit', 2.5, 0, -2.5788897342925496, -0.9241418199787564, 0.07010371654510816, 0.07010371654510816],
  ['logit', 12, 1, -6.144193477732806e-6, 6.144174602214718e-6, 6.1441368513331755e-6, 6.1441368513331755e-6],
  ['cloglog', -30, 0, -9.357622968840175e-14, -9.357622968840175e-14, 9.357622968840175e-14, 9.357622968839737e-14],
  ['cloglog', -30, 1, -30.000000000000046, 0.9999999999999533, 4.6788114844199416e-14, 9.357622968839737e-14],
  ['cloglog', -8.5, 1, -8.500101732459532, 0.9998982692654428, 0.00010172728460913363, 0.00020344767002400556],
  ['cloglog', 2.5, 0, -12.182493960703473, -12.182493960703473, 12.182493960703473, 0.000759774528750946],
  ['cloglog', 2.5, 1, -5.119307402302512e-6, 6.236609114699476e-5, 0.0006974123271332762, 0.000759774528750946],
];

const PAIRS: readonly (readonly [FamilyName, LinkName, number, number])[] = [
  ['gaussian', 'identity', 1.3, 0.4],
  ['gaussian', 'log', 2, 0.4],
  ['bernoulli', 'logit', 0.3, 0.7],
  ['bernoulli', 'probit', 0.3, -0.7],
  ['bernoulli', 'cloglog', 0.8, 0.2],
  ['bernoulli', 'log', 1, -0.5],
  ['bernoulli', 'identity', 0, 0.3],
  ['poisson', 'log', 3, 0.5],
  ['poisson', 'identity', 3, 1.5],
  ['gamma', 'log', 3, 0.5],
  ['gamma', 'identity', 3, 1.5],
  ['inverse_gaussian', 'log', 3, 0.5],
  ['inverse_gaussian', 'identity', 3, 1.5],
];

describe('row models', () => {
  it.each(TAILS)('%s at eta = %d, y = %d to 12 digits', (link, eta, y, logLik, score, observed, expected) => {
    const model = rowModel('bernoulli', link);
    const found = row(model, y, eta);
    const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);
    expect(relative(found.logLik, logLik)).toBeLessThan(1e-12);
    expect(relative(found.score, score)).toBeLessThan(1e-12);
    expect(relative(found.observed, observed)).toBeLessThan(1e-12);
    expect(relative(model.expected(eta), expected)).toBeLessThan(1e-12);
  });

  it.each(PAIRS)(
    '%s with %s link: score and curvature are derivatives of the log-likelihood',
    (family, link, y, eta) => {
      const model = rowModel(family, link);
      const h = 1e-4;
      const [low, at, high] = [eta - h, eta, eta + h].map((value) => row(model, y, value));
      expect(at!.valid).toBe(true);
      expect(at!.score).toBeCloseTo((high!.logLik - low!.logLik) / (2 * h), 6);
      expect(at!.observed).toBeCloseTo(-(high!.score - low!.score) / (2 * h), 6);
      const mean = model.link.inverse(eta);
      expect(model.link.first(eta, mean)).toBeCloseTo(
        (model.link.inverse(eta + h) - model.link.inverse(eta - h)) / (2 * h),
        7,
      );
      const slopes = [eta - h, eta + h].map((value) => model.link.first(value, model.link.inverse(value)));
      expect(model.link.second(eta, mean)).toBeCloseTo((slopes[1]! - slopes[0]!) / (2 * h), 7);
      expect(model.link.link(mean)).toBeCloseTo(eta, 12);
      expect(model.residual(y, eta)).toBeCloseTo(y - mean, 12);
      expect(model.pearson(y, eta)).toBeCloseTo((y - mean) ** 2 / model.family.variance(mean), 12);
    },
  );

  it.each(PAIRS)(
    '%s with %s link: the deviance is twice the log-likelihood lost against the saturated mean',
    (family, link, y, eta) => {
      const model = rowModel(family, link);
      // 0 and 1 have a saturated log-likelihood of zero
      const saturated = family === 'bernoulli' && (y === 0 || y === 1) ? 0 : row(model, y, model.link.link(y)).logLik;
      expect(model.deviance(y, eta)).toBeCloseTo(2 * (saturated - row(model, y, eta).logLik), 10);
    },
  );

  it('a mean outside its range is refused, not clamped', () => {
    expect(row(rowModel('gamma', 'identity'), 2, -0.1).valid).toBe(false);
    expect(row(rowModel('bernoulli', 'log'), 1, 0.1).valid).toBe(false);
    expect(row(rowModel('poisson', 'identity'), 0, 0).valid).toBe(false);
  });
});
