/** The logit log-likelihood for tests of the solver and of separation. */
import type { Block } from '../../src/numerics/block.ts';
import { crossVector, linearPredictor, weightedCross } from '../../src/numerics/block-kernels.ts';
import type { Likelihood } from '../../src/numerics/newton.ts';

export function logit(blocks: readonly Block[], y: Float64Array): Likelihood {
  return {
    evaluate(theta) {
      const eta = linearPredictor(blocks, theta);
      const p = eta.map((value) => 1 / (1 + Math.exp(-value)));
      let logLik = 0;
      for (let i = 0; i < y.length; i++) {
        logLik -= Math.log1p(Math.exp(-Math.abs(eta[i]!))) + Math.max(0, y[i] === 1 ? -eta[i]! : eta[i]!);
      }
      const score = crossVector(
        blocks,
        y.map((value, i) => value - p[i]!),
      );
      const information = weightedCross(
        blocks,
        p.map((value) => value * (1 - value)),
      );
      return { logLik, score, information };
    },
  };
}
