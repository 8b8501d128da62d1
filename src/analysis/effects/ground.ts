/** Where an expectation is evaluated: the rows it is averaged over, or the one point of the means. */
import { type Block, numericBlock } from '../../numerics/block.ts';
import { crossVector, linearPredictor } from '../../numerics/block-kernels.ts';
import { addChange } from '../../numerics/fused-passes.ts';
import { type Frame, getColumn, withColumn } from '../data/frame.ts';
import type { WeightKind } from '../design/design.ts';
import type { Expectation, Fit, FittedEquation } from '../estimators/estimator.ts';
import { columnOffsets, counterfactualBlocks, settledColumn, touchedBlocks } from './counterfactual.ts';
import { evaluationRows, meanPoint, pointAt } from './evaluation-rows.ts';
import type { Direction } from './functional.ts';

/** A value that a variable is set to: a number, or the name of a level. */
export type Setting = number | string;

/** Observed values, the means of the variables, or observed values with some variables set. */
export type At = 'observations' | 'means' | ReadonlyMap<string, Setting>;

/** The columns of every equation of an expectation under one assumption, and the linear predictors they give. */
export interface Scene {
  readonly blocks: readonly (readonly Block[])[];
  readonly predictors: readonly Float64Array[];
}

export interface Ground {
  readonly expectation: Expectation;
  /** the equations of the expectation, in the order of its predictors */
  readonly equations: readonly FittedEquation[];
  /** weights of the rows, summing to one; the point of the means is one row of weight one */
  readonly weights: Float64Array;
  readonly weightKind: WeightKind | null;
  /** rows that were averaged, or that the means are of; and rows left out because a predictor is not defined there */
  readonly rows: number;
  readonly unpredicted: number;
  /** the data at these rows, with what was set */
  readonly frame: Frame;
  /** number of coefficients of the whole fit */
  readonly coefficients: number;
  readonly base: Scene;
  coefOf(equation: FittedEquation): Float64Array;
  /** everybody's value of a variable replaced */
  setTo(variable: string, value: Setting): Scene;
  /** derivatives of every equation's columns by a numeric variable */
  derivative(variable: string): Direction;
}

/** The ground of an expectation. `at` decides between rows and the point; see At. */
export function groundOf(fit: Fit, expectation: Expectation, at: At): Ground {
  const equations = expectation.equations.map((index) => fit.equations[index]!);
  const sample = evaluationRows(fit, expectation, equations);
  const own = sample.frame === fit.equations[expectation.over]!.design.frame;
  const shared = {
    expectation: own ? expectation : (expectation.onto?.(sample.frame) ?? expectation),
    equations,
    weightKind: sample.weightKind,
    rows: sample.counted,
    unpredicted: sample.unpredicted,
    coefficients: fit.coef.length,
    coefOf: (equation: FittedEquation) => coefOf(fit, equation),
  };
  return at === 'means'
    ? { ...shared, ...pointGround(fit, equations, sample) }
    : { ...shared, ...rowGround(fit, equations, at === 'observations' ? sample : settled(sample, at, fit)) };
}

/** The scene of the means of the design columns, each column being a variable of its own; one row. */
export function columnMeansScene(ground: Ground): Scene {
  const blocks = ground.base.blocks.map((columns) => rowBlocks(crossVector(columns, ground.weights)));
  return sceneOf(ground.equations, blocks, ground.coefOf);
}

/** One row given by its entries, as blocks. */
function rowBlocks(entries: Float64Array): Block[] {
  return Array.from(entries, (entry) => numericBlock(Float64Array.of(entry)));
}

type Varying = Pick<Ground, 'weights' | 'frame' | 'base' | 'setTo' | 'derivative'>;

function rowGround(
  fit: Fit,
  equations: readonly FittedEquation[],
  { frame, weights }: { readonly frame: Frame; readonly weights: Float64Array },
): Varying {
  const coef = (equation: FittedEquation) => coefOf(fit, equation);
  const own = equations.map(({ design }) => (design.frame === frame ? design.blocks : design.blocksFor(frame)));
  const base = sceneOf(equations, own, coef);
  return {
    weights,
    frame,
    base,
    setTo(variable, value) {
      const blocks = equations.map(({ design }, e) => counterfactualBlocks(design, own[e]!, frame, variable, value));
      return {
        blocks,
        predictors: equations.map((equation, e) =>
          movedPredictor(base.predictors[e]!, own[e]!, blocks[e]!, coef(equation)),
        ),
      };
    },
    derivative: (variable) =>
      equations.map(({ design }, e) => {
        const blocks = design.derivativesFor(frame, variable);
        const offsets = columnOffsets(blocks);
        return [...touchedBlocks(design, own[e]!, variable).keys()].map((b) => {
          return { column: offsets[b]!, block: blocks[b]!, sign: 1 };
        });
      }),
  };
}

function pointGround(
  fit: Fit,
  equations: readonly FittedEquation[],
  { frame, weights }: { readonly frame: Frame; readonly weights: Float64Array },
): Varying {
  const means = meanPoint(equations, frame, weights);
  const sceneAt = (point: typeof means): Scene =>
    sceneOf(
      equations,
      equations.map(({ design }) => rowBlocks(design.at(point))),
      (equation) => coefOf(fit, equation),
    );
  return {
    weights: Float64Array.of(1),
    frame,
    base: sceneAt(means),
    setTo: (variable, value) => sceneAt(pointAt(means, frame, variable, value)),
    derivative: (variable) =>
      equations.map(({ design }) =>
        rowBlocks(design.derivativeAt(means, variable)).map((block, column) => ({ column, block, sign: 1 })),
      ),
  };
}

/**
 * Everybody's value of some variables replaced; a variable that does not enter here must at least be one of the sample.
 */
function settled<S extends { readonly frame: Frame }>(sample: S, at: ReadonlyMap<string, Setting>, fit: Fit): S {
  let { frame } = sample;
  for (const [variable, value] of at) {
    const column = frame.columns.get(variable);
    if (column !== undefined) frame = withColumn(frame, settledColumn(column, value));
    else getColumn(fit.sample, variable);
  }
  return { ...sample, frame };
}

/** The predictor after some blocks were replaced: only what they contribute is exchanged. */
function movedPredictor(
  predictor: Float64Array,
  own: readonly Block[],
  blocks: readonly Block[],
  coef: Float64Array,
): Float64Array {
  if (blocks === own) return predictor;
  const moved = Float64Array.from(predictor);
  const offsets = columnOffsets(own);
  for (let b = 0; b < own.length; b++) {
    if (blocks[b] === own[b]) continue;
    const part = coef.subarray(offsets[b], offsets[b]! + own[b]!.width);
    addChange(own[b]!, blocks[b]!, part, moved);
  }
  return moved;
}

function sceneOf(
  equations: readonly FittedEquation[],
  blocks: readonly (readonly Block[])[],
  coef: (equation: FittedEquation) => Float64Array,
): Scene {
  return { blocks, predictors: equations.map((equation, e) => linearPredictor(blocks[e]!, coef(equation))) };
}

function coefOf(fit: Fit, { offset, design }: FittedEquation): Float64Array {
  return fit.coef.subarray(offset, offset + design.columns.length);
}
