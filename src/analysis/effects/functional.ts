/** Averages of predictions and of their derivatives, with exact gradients by all coefficients. */
import type { Block } from '../../numerics/block.ts';
import { crossVector, linearPredictor } from '../../numerics/block-kernels.ts';
import type { Ground, Scene } from './ground.ts';
import type { Functional } from './inference.ts';

/** Columns of one equation and the sign with which they enter a direction. */
export interface SignedBlocks {
  readonly blocks: readonly Block[];
  readonly sign: number;
}

/** Average prediction: sum over rows of w_i E(y_i). Gradient by beta_e: X_e'(w dE/deta_e). */
export function averagePrediction(ground: Ground, scene: Scene): Functional {
  const { weights } = ground;
  const { mean, gradient: slopes } = ground.expectation.evaluate(scene.predictors);
  let value = 0;
  for (let i = 0; i < weights.length; i++) value += weights[i]! * mean[i]!;
  const gradient = new Float64Array(ground.coefficients);
  ground.equations.forEach((equation, e) => {
    addAt(gradient, equation.offset, crossVector(scene.blocks[e]!, product(weights, slopes[e]!)), 1);
  });
  return { value, gradient };
}

/**
 * Sum over rows of w_i x sum over equations of dE/deta_e x (d_i' beta_e): the average derivative along a direction,
 * where the rows of `directions[e]` are the derivatives of equation e's columns (null: the equation stands still).
 * Gradient by beta_f: X_f'(w sum over e of d2E/deta_f deta_e (d beta_e)) + D_f'(w dE/deta_f).
 */
export function averageSlope(
  ground: Ground,
  scene: Scene,
  directions: readonly (readonly SignedBlocks[] | null)[],
): Functional {
  const { weights, equations, expectation, coefOf } = ground;
  const moments = expectation.evaluate(scene.predictors);
  const steps = equations.map((equation, e) => {
    const step = new Float64Array(weights.length);
    for (const { blocks, sign } of directions[e] ?? []) {
      const part = linearPredictor(blocks, coefOf(equation));
      for (let i = 0; i < step.length; i++) step[i]! += sign * part[i]!;
    }
    return step;
  });
  let value = 0;
  for (let i = 0; i < weights.length; i++) {
    let row = 0;
    for (let e = 0; e < steps.length; e++) row += moments.gradient[e]![i]! * steps[e]![i]!;
    value += weights[i]! * row;
  }
  const gradient = new Float64Array(ground.coefficients);
  equations.forEach((equation, f) => {
    const curvature = new Float64Array(weights.length);
    for (let e = 0; e < steps.length; e++) {
      const second = moments.hessian[f]![e]!;
      for (let i = 0; i < curvature.length; i++) curvature[i]! += weights[i]! * second[i]! * steps[e]![i]!;
    }
    addAt(gradient, equation.offset, crossVector(scene.blocks[f]!, curvature), 1);
    const slopes = product(weights, moments.gradient[f]!);
    for (const { blocks, sign } of directions[f] ?? []) {
      addAt(gradient, equation.offset, crossVector(blocks, slopes), sign);
    }
  });
  return { value, gradient };
}

/** A weighted sum of functionals. */
export function combine(parts: readonly { readonly functional: Functional; readonly sign: number }[]): Functional {
  const gradient = new Float64Array(parts[0]?.functional.gradient.length ?? 0);
  let value = 0;
  for (const { functional, sign } of parts) {
    value += sign * functional.value;
    addAt(gradient, 0, functional.gradient, sign);
  }
  return { value, gradient };
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(a.length);
  for (let i = 0; i < values.length; i++) values[i] = a[i]! * b[i]!;
  return values;
}

function addAt(into: Float64Array, offset: number, values: Float64Array, sign: number): void {
  for (let j = 0; j < values.length; j++) into[offset + j]! += sign * values[j]!;
}
