/** Maximum likelihood of a conditional logit: Newton on exact scores and information. */
import type { Matrix } from 'ml-matrix';
import { type Block, numericBlock } from '../../numerics/block.ts';
import {
  crossVector,
  denseColumns,
  linearPredictor,
  selectBlockRows,
  weightedCross,
} from '../../numerics/block-kernels.ts';
import { conditionalGroup } from '../../numerics/conditional-bernoulli.ts';
import type { GroupedRows } from '../../numerics/grouped-rows.ts';
import { type Evaluation, maximize } from '../../numerics/newton.ts';
import { rowPairs } from '../../numerics/row-pairs.ts';
import { inverseDefinite } from '../../numerics/symmetric.ts';
import type { Convergence } from '../../results/estimates.ts';
import type { Design } from '../design/design.ts';
import { demeanedBlocks } from './conditional-logit-sample.ts';
import { standardise } from './standardise.ts';
import type { UnitGroups } from './unit-groups.ts';

export interface ConditionalOptimum {
  readonly convergence: Convergence;
  readonly logLikNull: number;
  readonly coef: Float64Array;
  readonly bread: Matrix;
  /** y less its chance given the group's number of ones, by row of the design */
  readonly residual: Float64Array;
  readonly curvature: Float64Array;
}

const GRADIENT_TOLERANCE = 1e-10;

/** Maximises the sum over groups of w_g (sum of y eta - log of the sum over choices); information X'Cov(y | sum y)X. */
export function conditionalOptimum(design: Design, groups: UnitGroups, start: Float64Array): ConditionalOptimum {
  const { rows, weights } = groups;
  const { order, groupOf } = rows;
  const ordered = { ...design, blocks: demeanedBlocks(design.blocks, rows), weights: null };
  const scaled = standardise(ordered);
  const outcome = Float64Array.from(order, (row) => design.outcome[row]!);
  const rowWeights = weights && Float64Array.from(groupOf, (g) => weights[g]!);
  const times = (values: Float64Array) =>
    rowWeights === null ? values : values.map((value, i) => value * rowWeights[i]!);
  const pairs = rowPairs(scaled.blocks, rows);
  const visit = (theta: Float64Array) => conditionalMoments(linearPredictor(scaled.blocks, theta), outcome, groups);
  const evaluate = (theta: Float64Array): Evaluation => {
    const { logLik, chance, covariance } = visit(theta);
    const information = weightedCross(scaled.blocks, times(chance.map((p) => p * (1 - p))));
    const weighted = rowWeights === null ? covariance : covariance.map((c, t) => c * rowWeights[pairs.first[t]!]!);
    pairs.addTo(information, weighted);
    return { logLik, score: crossVector(scaled.blocks, times(outcome.map((y, i) => y - chance[i]!))), information };
  };
  const nobs = rowWeights === null ? outcome.length : rowWeights.reduce((sum, weight) => sum + weight, 0);
  const options = { nobs, gradientTolerance: GRADIENT_TOLERANCE };
  const maximum = maximize({ evaluate }, scaled.coefForward(start), options);
  const inverse = inverseDefinite(maximum.information);
  const { chance } = visit(maximum.theta);
  const residual = new Float64Array(order.length);
  const curvature = new Float64Array(order.length);
  order.forEach((row, t) => {
    residual[row] = outcome[t]! - chance[t]!;
    curvature[row] = chance[t]! * (1 - chance[t]!);
  });
  return {
    convergence: {
      converged: maximum.converged && inverse.definite,
      iterations: maximum.iterations,
      scaledGradient: maximum.scaledGradient,
      definite: inverse.definite,
      logLik: maximum.logLik,
    },
    logLikNull: visit(new Float64Array(start.length)).logLik,
    coef: scaled.coefBack(maximum.theta),
    bread: scaled.breadBack(inverse.inverse),
    residual,
    curvature,
  };
}

/** Log-likelihood, chances by row and covariances by pair of rows, in group order. */
function conditionalMoments(eta: Float64Array, outcome: Float64Array, { rows, weights }: UnitGroups) {
  const { starts, count } = rows;
  const chance = new Float64Array(eta.length);
  const covariance: number[] = [];
  let logLik = 0;
  for (let g = 0; g < count; g++) {
    const from = starts[g]!;
    const to = starts[g + 1]!;
    let ones = 0;
    let chosen = 0;
    for (let i = from; i < to; i++) {
      if (outcome[i] !== 1) continue;
      ones++;
      chosen += eta[i]!;
    }
    const group = conditionalGroup(eta.subarray(from, to), ones);
    logLik += (weights?.[g] ?? 1) * (chosen - group.logTotal);
    chance.set(group.chance, from);
    const together = group.pairs();
    let next = 0;
    for (let i = from; i < to; i++) {
      for (let j = i + 1; j < to; j++) covariance.push(together[next++]! - chance[i]! * chance[j]!);
    }
  }
  return { logLik, chance, covariance: Float64Array.from(covariance) };
}

/** Above this many differences a search for separation would take longer than the fit. */
const MOST_DIFFERENCES = 200_000;

/**
 * Columns of x_i - x_j for every row i with y = 1 and every row j with y = 0 of its group: no finite estimate exists if some
 * combination of them is never negative. Null when there are too many.
 */
export function differencedRows(design: Design, { rows }: UnitGroups): Block[] | null {
  const [ones, zeros] = oppositePairs(design.outcome, rows);
  if (ones.length > MOST_DIFFERENCES) return null;
  const from = denseColumns(selectBlockRows(design.blocks, ones));
  const to = denseColumns(selectBlockRows(design.blocks, zeros));
  return from.map((column, j) => numericBlock(column.map((value, t) => value - to[j]![t]!)));
}

function oppositePairs(outcome: Float64Array, { order, starts, count }: GroupedRows): [Int32Array, Int32Array] {
  const ones: number[] = [];
  const zeros: number[] = [];
  for (let g = 0; g < count && ones.length <= MOST_DIFFERENCES; g++) {
    const members = order.subarray(starts[g]!, starts[g + 1]!);
    for (const i of members) {
      if (outcome[i] !== 1) continue;
      for (const j of members) {
        if (outcome[j] !== 0) continue;
        ones.push(i);
        zeros.push(j);
      }
    }
  }
  return [Int32Array.from(ones), Int32Array.from(zeros)];
}
