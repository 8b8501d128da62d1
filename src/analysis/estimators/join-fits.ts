/** Whole fits laid end to end, whatever the number of their equations, so that one covariance spans them. */
import { Matrix } from 'ml-matrix';
import type { Text } from '../../results/text.ts';
import type { Frame } from '../data/frame.ts';
import type { Expectation, Fit, FittedEquation } from './estimator.ts';

export interface FitPart {
  /** what its equation and expectation are called; further ones are `name.<own name>` */
  readonly name: string;
  readonly label: Text;
  readonly fit: Fit;
}

/** Where a part stands in the joined fit. */
export interface JoinedPart {
  /** index of its first coefficient, of its first equation and of its first expectation */
  readonly coef: number;
  readonly equation: number;
  readonly expectation: number;
}

export interface Joined {
  readonly fit: Fit;
  readonly parts: readonly JoinedPart[];
}

/**
 * One fit of several over the same sample: coefficients end to end, breads block-diagonal (no part shares a parameter),
 * scores lined up by row, so that a robust or clustered covariance has the terms across parts (Stata's suest). A random
 * effect's unit is that of the first part that has one.
 */
export function joinFits(name: string, parts: readonly FitPart[], sample: Frame): Joined {
  const equations: FittedEquation[] = [];
  const expectations: Expectation[] = [];
  const places: JoinedPart[] = [];
  let coefficients = 0;
  for (const { name: part, label, fit } of parts) {
    const before = equations.length;
    places.push({ coef: coefficients, equation: before, expectation: expectations.length });
    for (const [e, equation] of fit.equations.entries()) {
      const called = e === 0 ? { name: part, label } : { name: `${part}.${equation.name}` };
      equations.push({ ...equation, ...called, offset: equation.offset + coefficients });
    }
    for (const [e, expectation] of fit.expectations.entries()) {
      const called = e === 0 ? { name: part, label } : { name: `${part}.${expectation.name}` };
      expectations.push(shifted({ ...expectation, ...called }, before));
    }
    coefficients += fit.coef.length;
  }
  const fits = parts.map((part) => part.fit);
  const unit = fits.find((fit) => fit.unit !== undefined)?.unit;
  return {
    parts: places,
    fit: {
      estimator: name,
      sample,
      coef: endToEnd(fits.map((fit) => fit.coef)),
      equations,
      observedBread: blockDiagonal(fits.map((fit) => fit.observedBread)),
      expectedBread: blockDiagonal(fits.map((fit) => fit.expectedBread)),
      expectations,
      ...(unit && { unit }),
      refit: (multiplier) => endToEnd(fits.map((fit) => fit.refit(multiplier))),
    },
  };
}

/** An expectation whose equations start later in the joined fit. */
function shifted(expectation: Expectation, by: number): Expectation {
  const { onto } = expectation;
  return {
    ...expectation,
    equations: expectation.equations.map((index) => index + by),
    over: expectation.over + by,
    evaluate: (predictors) => expectation.evaluate(predictors),
    ...(onto && { onto: (frame: Frame) => shifted(onto(frame), by) }),
  };
}

function endToEnd(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

function blockDiagonal(parts: readonly Matrix[]): Matrix {
  const k = parts.reduce((sum, part) => sum + part.rows, 0);
  const whole = Matrix.zeros(k, k);
  let at = 0;
  for (const part of parts) {
    whole.setSubMatrix(part, at, at);
    at += part.rows;
  }
  return whole;
}
