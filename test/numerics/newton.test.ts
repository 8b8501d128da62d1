/** Newton's method on likelihoods with known maxima, and on ones that have none. */
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { constantBlock } from '../../src/numerics/block.ts';
import { type Likelihood, maximize } from '../../src/numerics/newton.ts';
import { goldenDesign } from './golden-design.ts';
import { logit } from './logit-likelihood.ts';

describe("Newton's method", () => {
  it('reaches the golden logit of the birth weights without its separated level', () => {
    const { ids, blocks, outcome, expected } = goldenDesign('lbw-logit-collinear');
    const kept = [0, 1, 2, 4, 5, 7];
    const design = kept.map((j) => blocks[j]!);
    const fit = maximize(logit(design, outcome), new Float64Array(6), { nobs: outcome.length });
    expect(fit.converged).toBe(true);
    expect(fit.definite).toBe(true);
    expect(fit.scaledGradient).toBeLessThan(1e-12);
    expect(fit.iterations).toBeLessThan(8);
    expect(fit.logLik).toBeCloseTo(expected.loglik, 10);
    kept.forEach((j, k) => {
      expect(fit.theta[k]! / expected.coef[ids[j]!]).toBeCloseTo(1, 10);
    });
    expect(fit.history.at(-1)).toBe(fit.logLik);
    for (let k = 1; k < fit.history.length; k++) {
      expect(fit.history[k]!).toBeGreaterThanOrEqual(fit.history[k - 1]! - 1e-9);
    }
  });

  it('never converges on separated data', () => {
    for (const id of ['lbw-logit-separation', 'separation-quasi-logit', 'separation-complete-probit']) {
      const { ids, blocks, outcome } = goldenDesign(id);
      for (const maxIterations of [5, 10, 20, 30, 100, 400]) {
        const options = { nobs: outcome.length, maxIterations };
        const fit = maximize(logit(blocks, outcome), new Float64Array(ids.length), options);
        expect(fit.converged, `${id} ${maxIterations}`).toBe(false);
      }
    }
  });

  it('halves steps that leave the parameter space or fall', () => {
    // log-likelihood of a Poisson mean, n = 3, sum 6, in the mean itself: maximum 2; a full step from 7 ends below zero
    const poisson: Likelihood = {
      evaluate: (theta) => {
        const mean = theta[0]!;
        return {
          logLik: mean > 0 ? 6 * Math.log(mean) - 3 * mean : NaN,
          score: Float64Array.of(6 / mean - 3),
          information: new Matrix([[6 / (mean * mean)]]),
        };
      },
    };
    const fit = maximize(poisson, [7], { nobs: 3 });
    expect(fit.converged).toBe(true);
    expect(fit.theta[0]).toBeCloseTo(2, 12);
    expect(maximize(poisson, [-1], { nobs: 3 }).converged).toBe(false);
  });

  it('climbs out of a region where the information is indefinite', () => {
    // log density of a Cauchy at 0: minus the Hessian is negative beyond 1; start inside its reach at 3
    const cauchy: Likelihood = {
      evaluate: (theta) => {
        const x = theta[0]!;
        const d = 1 + x * x;
        return {
          logLik: -Math.log(d),
          score: Float64Array.of((-2 * x) / d),
          information: new Matrix([[(2 * (1 - x * x)) / (d * d)]]),
        };
      },
    };
    const fit = maximize(cauchy, [3], { nobs: 1 });
    expect(fit.converged).toBe(true);
    expect(fit.theta[0]).toBeCloseTo(0, 10);
  });

  it('does not call a saddle, a ridge or a cut-off search converged', () => {
    const saddle: Likelihood = {
      evaluate: (theta) => ({
        logLik: theta[0]! ** 2 - theta[1]! ** 2,
        score: Float64Array.of(2 * theta[0]!, -2 * theta[1]!),
        information: new Matrix([
          [-2, 0],
          [0, 2],
        ]),
      }),
    };
    const atSaddle = maximize(saddle, [0, 0], { nobs: 1 });
    expect([atSaddle.converged, atSaddle.definite]).toEqual([false, false]);
    const { blocks, outcome } = goldenDesign('lbw-logit-separation');
    const ridge = maximize(logit([...blocks.slice(0, 2), blocks[1]!], outcome), [0, 0, 0], { nobs: outcome.length });
    expect([ridge.converged, ridge.definite]).toEqual([false, false]);
    const cut = maximize(logit(blocks.slice(0, 3), outcome), [0, 0, 0], { nobs: outcome.length, maxIterations: 2 });
    expect(cut.converged).toBe(false);
  });

  it('is indifferent to the units of a column', () => {
    const { blocks, outcome } = goldenDesign('lbw-logit-separation');
    const age = blocks[1]!;
    const options = { nobs: outcome.length };
    const years = maximize(logit([constantBlock(age.rows), age], outcome), [0, 0], options);
    const tiny = { ...age, values: age.values!.map((value) => value * 1e-9) };
    const scaled = maximize(logit([constantBlock(age.rows), tiny], outcome), [0, 0], options);
    expect(scaled.converged).toBe(true);
    expect(scaled.iterations).toBe(years.iterations);
    expect((scaled.theta[1]! * 1e-9) / years.theta[1]!).toBeCloseTo(1, 12);
  });
});
