/** The random-intercept likelihood against dense integration, and its derivatives against differences. */
import { describe, expect, it } from 'vitest';
import type { RandomInterceptData } from '../../src/numerics/adaptive-quadrature.ts';
import type { BinaryLink } from '../../src/numerics/binary-rows.ts';
import { type Block, constantBlock, factorBlock, numericBlock } from '../../src/numerics/block.ts';
import { linearPredictor, selectBlockRows } from '../../src/numerics/block-kernels.ts';
import { groupRows } from '../../src/numerics/grouped-rows.ts';
import { randomInterceptLikelihood } from '../../src/numerics/random-intercept-likelihood.ts';
import { log1pExp, logNormalCdf, normalDensity } from '../../src/numerics/special.ts';
import { relativeError } from './relative-error.ts';
import { uniforms } from './uniforms.ts';

/** Rows in groups of the given sizes, shuffled: a constant, a number and a factor of three levels. */
function made(sizes: readonly number[], seed: number, weights: Float64Array | null = null) {
  const next = uniforms(seed);
  const codes = Int32Array.from(sizes.flatMap((size, g) => new Array<number>(size).fill(g)));
  for (let i = codes.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [codes[i], codes[j]] = [codes[j]!, codes[i]!];
  }
  const rows = codes.length;
  const blocks: Block[] = [
    constantBlock(rows),
    numericBlock(Float64Array.from(codes, () => 3 * next() - 1.5)),
    factorBlock(
      Int32Array.from(codes, () => Math.floor(3 * next()) - 1),
      2,
    ),
  ];
  const sign = Float64Array.from(codes, () => (next() < 0.6 ? 1 : -1));
  const groups = groupRows(codes, sizes.length);
  const data: RandomInterceptData = {
    blocks: selectBlockRows(blocks, groups.order),
    sign: Float64Array.from(groups.order, (i) => sign[i]!),
    groups,
    weights,
  };
  return { data, blocks, sign, codes };
}

/** Sum of logs of integrals by the trapezoidal rule with 4001 points, rows in any order. */
function dense(link: BinaryLink, { blocks, sign, codes }: ReturnType<typeof made>, theta: Float64Array): number {
  const eta = linearPredictor(blocks, theta);
  const sigma = Math.exp(theta[theta.length - 1]!);
  const log = (q: number) => (link === 'logit' ? -log1pExp(-q) : logNormalCdf(q));
  let sum = 0;
  for (let g = 0; g <= Math.max(...codes); g++) {
    let integral = 0;
    for (let k = -2000; k <= 2000; k++) {
      const z = k / 200;
      let value = 0;
      for (let i = 0; i < codes.length; i++) if (codes[i] === g) value += log(sign[i]! * (eta[i]! + sigma * z));
      integral += Math.exp(value) * normalDensity(z);
    }
    sum += Math.log(integral / 200);
  }
  return sum;
}

const SIZES = [1, 1, 2, 3, 1, 4, 2, 6, 1, 9];
const THETA = Float64Array.of(0.4, 0.6, -0.7, 0.3, 0.2);

/** (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12h along parameter j. */
function derivative(f: (theta: Float64Array) => number, theta: Float64Array, j: number, h = 1e-3): number {
  const at = (shift: number) => f(theta.map((value, k) => (k === j ? value + shift : value)));
  return (at(-2 * h) - 8 * at(-h) + 8 * at(h) - at(2 * h)) / (12 * h);
}

describe.each(['logit', 'probit'] as const)('%s', (link) => {
  const all = made(SIZES, 5);

  it('reaches the integral as points grow', () => {
    const exact = dense(link, all, THETA);
    const errors = [1, 5, 12, 40].map((points) =>
      Math.abs(randomInterceptLikelihood(link, all.data, points).logLik(THETA) - exact),
    );
    expect(errors[3]).toBeLessThan(1e-11);
    expect(errors[2]).toBeLessThan(1e-5);
    expect(errors[1]).toBeGreaterThan(errors[2]!);
    expect(errors[0]).toBeGreaterThan(errors[1]!);
  });

  it.each([1, 2, 5, 12])('has the exact score of its own sum, %i points', (points) => {
    const likelihood = randomInterceptLikelihood(link, all.data, points);
    const { score } = likelihood.evaluate(THETA);
    score.forEach((value, j) => {
      expect(value).toBeCloseTo(
        derivative((theta) => likelihood.logLik(theta), THETA, j),
        8,
      );
    });
  });

  it.each([1, 2, 3, 7, 15, 30])('has the exact second derivative of its own sum, %i points', (points) => {
    const likelihood = randomInterceptLikelihood(link, all.data, points);
    const information = likelihood.information(THETA);
    for (let j = 0; j < THETA.length; j++) {
      for (let k = 0; k < THETA.length; k++) {
        const second = -derivative((theta) => likelihood.evaluate(theta).score[k]!, THETA, j);
        const scale = Math.sqrt(information.get(j, j) * information.get(k, k));
        expect(Math.abs(information.get(j, k) - second) / scale).toBeLessThan(1e-9);
        expect(information.get(j, k)).toBe(information.get(k, j));
      }
    }
  });

  it.each([1, 3, 20])(
    'has it for a large group too, whose rows are summed before they are multiplied, %i points',
    (points) => {
      const large = made([150, 2, 1, 1, 3, 40], 9);
      const likelihood = randomInterceptLikelihood(link, large.data, points);
      const information = likelihood.information(THETA);
      for (let j = 0; j < THETA.length; j++) {
        for (let k = 0; k < THETA.length; k++) {
          const second = -derivative((theta) => likelihood.evaluate(theta).score[k]!, THETA, j);
          const scale = Math.sqrt(information.get(j, j) * information.get(k, k));
          expect(Math.abs(information.get(j, k) - second) / scale).toBeLessThan(1e-8);
        }
      }
    },
  );

  it('counts a group as often as its weight', () => {
    const weights = Float64Array.from(SIZES, (_, g) => 1 + (g % 3));
    const { data } = made(SIZES, 5, weights);
    const order = SIZES.flatMap((_, g) => new Array<number>(weights[g]!).fill(g));
    const rows = order.flatMap((g) => Array.from({ length: SIZES[g]! }, (_, t) => all.data.groups.starts[g]! + t));
    const repeated: RandomInterceptData = {
      blocks: selectBlockRows(all.data.blocks, Int32Array.from(rows)),
      sign: Float64Array.from(rows, (i) => all.data.sign[i]!),
      groups: groupRows(
        Int32Array.from(order.flatMap((g, copy) => new Array<number>(SIZES[g]!).fill(copy))),
        order.length,
      ),
      weights: null,
    };
    const a = randomInterceptLikelihood(link, data, 12).evaluate(THETA);
    const b = randomInterceptLikelihood(link, repeated, 12).evaluate(THETA);
    expect(relativeError(a.logLik, b.logLik)).toBeLessThan(1e-13);
    a.score.forEach((value, j) => {
      expect(value).toBeCloseTo(b.score[j]!, 10);
      expect(relativeError(a.information.get(j, j), b.information.get(j, j))).toBeLessThan(1e-12);
    });
  });

  it('finds modes far out, whatever the start', () => {
    const likelihood = randomInterceptLikelihood(link, all.data, 12);
    const far = Float64Array.of(30, -25, 40, -35, 2);
    const cold = randomInterceptLikelihood(link, all.data, 12).logLik(far);
    likelihood.logLik(Float64Array.of(-30, 25, -40, 35, 2.5));
    expect(Number.isFinite(cold)).toBe(true);
    expect(relativeError(likelihood.logLik(far), cold)).toBeLessThan(1e-12);
    expect(likelihood.logLik(Float64Array.of(0, 0, 0, 0, 11))).toBe(-Infinity);
    expect(likelihood.logLik(Float64Array.of(0, 0, 0, 0, Number.NaN))).toBe(-Infinity);
  });

  it('is the pooled likelihood at a vanishing sigma', () => {
    const theta = THETA.map((value, j) => (j === 4 ? -15 : value));
    const eta = linearPredictor(all.blocks, THETA);
    let pooled = 0;
    eta.forEach((value, i) => {
      const q = all.sign[i]! * value;
      pooled += link === 'logit' ? -log1pExp(-q) : logNormalCdf(q);
    });
    expect(randomInterceptLikelihood(link, all.data, 12).logLik(theta)).toBeCloseTo(pooled, 9);
  });
});
