/** Averages of predictions and of their derivatives, with exact gradients by all coefficients. */
import type { Block } from '../../numerics/block.ts';
import { crossVector, linearPredictor } from '../../numerics/block-kernels.ts';
import type { Ground, Scene } from './ground.ts';
import type { Functional } from './inference.ts';

/** Part of a direction: how some columns of an equation, from index `column` on, change; with the sign it enters with. */
export interface DirectionPart {
  readonly column: number;
  readonly block: Block;
  readonly sign: number;
}

/** Per equation the columns that change; null: the equation stands still. */
export type Direction = readonly (readonly DirectionPart[] | null)[];

/** Average prediction: sum over rows of w_i E(y_i). Gradient by beta_e: X_e'(w dE/deta_e). */
export function averagePrediction(ground: Ground, scene: Scene): Functional {
  const { mean, gradient: slopes } = ground.expectation.evaluate(scene.predictors);
  const gradient = new Float64Array(ground.coefficients);
  for (const [e, { offset }] of ground.equations.entries()) {
    addAt(gradient, offset, crossVector(scene.blocks[e]!, product(ground.weights, slopes[e]!)), 1);
  }
  return { value: dot(ground.weights, mean), gradient };
}

/**
 * Sum over rows of w_i x sum over equations of dE/deta_e x (d_i' beta_e): the average derivative along a direction whose
 * rows d_i are the changes of the columns. Gradient by beta_f: X_f'(w sum over e of d2E/deta_f deta_e (d beta_e)) +
 * D_f'(w dE/deta_f). A predictor that changes by one number in every row needs no pass over the rows of its own.
 */
export function averageSlope(ground: Ground, scene: Scene, direction: Direction): Functional {
  const { equations, coefOf, weights } = ground;
  const slopes = slopesOf(ground, scene);
  const steps = equations.map((equation, e) => stepOf(direction[e] ?? [], coefOf(equation), weights.length));
  const gradient = new Float64Array(ground.coefficients);
  let value = 0;
  for (const [f, { offset }] of equations.entries()) {
    const curvature = new Float64Array(weights.length);
    let varies = false;
    for (const [e, step] of steps.entries()) {
      if (typeof step !== 'number') {
        addProduct(curvature, slopes.curvature(f, e), step);
        varies = true;
      } else if (step !== 0) addAt(gradient, offset, slopes.crossed(f, e), step);
    }
    if (varies) addAt(gradient, offset, crossVector(scene.blocks[f]!, curvature), 1);
    const weighted = slopes.weighted[f]!;
    const step = steps[f]!;
    value += typeof step === 'number' ? step * slopes.mean[f]! : dot(weighted, step);
    for (const { column, block, sign } of direction[f] ?? []) {
      addAt(gradient, offset + column, crossVector([block], weighted), sign);
    }
  }
  return { value, gradient };
}

/** How much the predictor changes in each row, or one number where it changes by the same in all of them. */
function stepOf(parts: readonly DirectionPart[], coef: Float64Array, rows: number): Float64Array | number {
  if (parts.every(({ block: { codes, values } }) => codes === null && values === null)) {
    return parts.reduce((step, { column, sign }) => step + sign * coef[column]!, 0);
  }
  const step = new Float64Array(rows);
  for (const { column, block, sign } of parts) {
    addAt(step, 0, linearPredictor([block], coef.subarray(column, column + block.width)), sign);
  }
  const first = step[0] ?? 0;
  return step.every((value) => value === first) ? first : step;
}

/** First and second derivatives of the expectation at a scene, times the weights, with the sums that slopes share. */
interface Slopes {
  readonly weighted: readonly Float64Array[];
  /** sum of weighted[e] */
  readonly mean: readonly number[];
  /** w d2E/deta_f deta_e */
  curvature(f: number, e: number): Float64Array;
  /** X_f' of it */
  crossed(f: number, e: number): Float64Array;
}

/** A scene belongs to one ground, so its derivatives are taken once. */
const slopesOfScene = new WeakMap<Scene, Slopes>();

function slopesOf(ground: Ground, scene: Scene): Slopes {
  const known = slopesOfScene.get(scene);
  if (known !== undefined) return known;
  const { weights, equations } = ground;
  const { gradient, hessian } = ground.expectation.evaluate(scene.predictors);
  const crosses = new Map<number, Float64Array>();
  const curvature = (f: number, e: number) => product(weights, hessian[f]![e]!);
  const weighted = gradient.map((slope) => product(weights, slope));
  const slopes: Slopes = {
    weighted,
    mean: weighted.map((values) => values.reduce((sum, value) => sum + value, 0)),
    curvature,
    crossed(f, e) {
      const key = f * equations.length + e;
      const cross = crosses.get(key) ?? crossVector(scene.blocks[f]!, curvature(f, e));
      crosses.set(key, cross);
      return cross;
    },
  };
  slopesOfScene.set(scene, slopes);
  return slopes;
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

function addProduct(into: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += a[i]! * b[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
