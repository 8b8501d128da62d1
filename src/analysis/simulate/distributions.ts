/** Distributions that a recipe draws from; every parameter is a number or a formula over the columns made so far. */
import type { RandomStream } from '../../numerics/philox.ts';
import type { Frame } from '../data/frame.ts';
import { parameterValues, parameterVariables } from './columns.ts';
import type { Parameter } from './recipe.ts';

export interface Distribution {
  readonly reads: readonly string[];
  /** a draw for a row; NaN where a parameter is missing */
  bind(frame: Frame): (stream: RandomStream, row: number) => number;
}

type Sampler = (stream: RandomStream, a: number, b: number) => number;

function twoParameters(first: Parameter, second: Parameter, sample: Sampler): Distribution {
  return {
    reads: parameterVariables([first, second]),
    bind(frame) {
      const a = parameterValues(first, frame);
      const b = parameterValues(second, frame);
      return (stream, row) => sample(stream, a(row), b(row));
    },
  };
}

/** Normal with that mean and standard deviation. */
export function normal(mean: Parameter, sd: Parameter): Distribution {
  return twoParameters(mean, sd, (stream, m, s) => m + s * stream.normal());
}

/** Uniform on [low, high). */
export function uniform(low: Parameter, high: Parameter): Distribution {
  return twoParameters(low, high, (stream, a, b) => a + (b - a) * stream.uniform());
}

/** Whole numbers from low to high, both included, alike in probability; the bounds are rounded to whole numbers. */
export function integer(low: Parameter, high: Parameter): Distribution {
  return twoParameters(low, high, (stream, a, b) => {
    const first = Math.round(a);
    return first + Math.floor((Math.round(b) - first + 1) * stream.uniform());
  });
}

/** exp of a normal with mean mu and standard deviation sigma. */
export function lognormal(mu: Parameter, sigma: Parameter): Distribution {
  return twoParameters(mu, sigma, (stream, m, s) => Math.exp(m + s * stream.normal()));
}

/** Gamma with that mean and standard deviation: shape (mean/sd)^2, scale sd^2/mean. */
export function gamma(mean: Parameter, sd: Parameter): Distribution {
  return twoParameters(mean, sd, (stream, m, s) => ((s * s) / m) * standardGamma(stream, (m * m) / (s * s)));
}

/** 1 with that probability, else 0. */
export function bernoulli(probability: Parameter): Distribution {
  return twoParameters(probability, 0, (stream, p) => (Number.isNaN(p) ? p : stream.uniform() < p ? 1 : 0));
}

/** Poisson with that mean. Source: inversion, in steps of mean 500 at most so that exp(-mean) stays a number. */
export function poisson(mean: Parameter): Distribution {
  return twoParameters(mean, 0, (stream, m) => {
    if (!(m >= 0)) return Number.NaN;
    let count = 0;
    for (let left = m; left > 0; left -= 500) count += smallPoisson(stream, Math.min(left, 500));
    return count;
  });
}

function smallPoisson(stream: RandomStream, mean: number): number {
  let probability = Math.exp(-mean);
  let left = stream.uniform();
  let count = 0;
  while (left >= probability && probability > 0) {
    left -= probability;
    count += 1;
    probability *= mean / count;
  }
  return count;
}

/** Logistic with that mean and scale (scale one: the error of a logit). Source: inversion. */
export function logistic(mean: Parameter, scale: Parameter): Distribution {
  return twoParameters(mean, scale, (stream, m, s) => {
    const u = stream.uniform();
    return m + s * Math.log(u / (1 - u));
  });
}

/** Beta with those shapes, on (0, 1). Source: a gamma over the sum of two. */
export function beta(a: Parameter, b: Parameter): Distribution {
  return twoParameters(a, b, (stream, first, second) => {
    const x = standardGamma(stream, first);
    return x / (x + standardGamma(stream, second));
  });
}

/**
 * Gamma with that shape and scale one. Source: Marsaglia & Tsang (2000), ACM TOMS 26(3); for a shape below one,
 * a draw of shape + 1 times U^(1/shape).
 */
function standardGamma(stream: RandomStream, shape: number): number {
  if (Number.isNaN(shape)) return shape;
  if (shape < 1) return standardGamma(stream, shape + 1) * stream.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = stream.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
