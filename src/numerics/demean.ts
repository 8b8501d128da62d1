/** Columns less their projection on the indicators of any number of factors: fixed effects partialled out. */

/** A factor as codes 0..count-1, one per row, none missing. */
export interface Grouping {
  readonly codes: Int32Array;
  readonly count: number;
}

export interface Demeaned {
  /** the columns less their fitted values on all indicators together */
  readonly columns: readonly Float64Array[];
  /** sweeps over the factors that the slowest column took */
  readonly iterations: number;
  /** false when some column stopped above `tolerance` */
  readonly converged: boolean;
  /** the largest change that another sweep would make, as a share of the column's length before */
  readonly change: number;
}

export interface DemeanOptions {
  /** share of the column's length that a sweep may still change: 1e-12 */
  readonly tolerance?: number;
  /** conjugate-gradient steps per column: 10,000 */
  readonly maxIterations?: number;
}

/** What rounding leaves of a change: nothing below is to be gained. */
const ROUNDING = 2e-15;

/**
 * Residuals of a weighted regression of every column on the indicators of the factors (weights positive, null = ones). One
 * factor: deviations from group means, taken twice for the last digits. More: alternating projections, the symmetric sweep
 * over the factors and back accelerated by conjugate gradients (Guimaraes and Portugal 2010; Hernandez-Ramos, Escalante and
 * Raydan 2011; Stata's reghdfe, R's fixest and lfe), until a sweep changes the column by less than `tolerance` of its
 * length and rounding allows no more. Deterministic: sums run in the order of rows. Never throws: it reports.
 */
export function demean(
  columns: readonly Float64Array[],
  factors: readonly Grouping[],
  weights: Float64Array | null,
  { tolerance = 1e-12, maxIterations = 10_000 }: DemeanOptions = {},
): Demeaned {
  const sweeps = factors.map((factor) => groupSweep(factor, weights));
  const done = columns.map((column) => demeanOne(Float64Array.from(column), sweeps, weights, maxIterations));
  const change = Math.max(0, ...done.map((one) => one.change));
  return {
    columns: done.map((one) => one.column),
    iterations: Math.max(0, ...done.map((one) => one.iterations)),
    converged: change <= tolerance,
    change,
  };
}

type Sweep = (column: Float64Array) => void;

/** Takes the weighted group means of one factor out of a column, in place. */
function groupSweep({ codes, count }: Grouping, weights: Float64Array | null): Sweep {
  const totals = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) totals[codes[i]!]! += weights === null ? 1 : weights[i]!;
  const means = new Float64Array(count);
  return (column) => {
    means.fill(0);
    if (weights === null) for (let i = 0; i < codes.length; i++) means[codes[i]!]! += column[i]!;
    else for (let i = 0; i < codes.length; i++) means[codes[i]!]! += weights[i]! * column[i]!;
    for (let g = 0; g < count; g++) if (totals[g] !== 0) means[g]! /= totals[g]!;
    for (let i = 0; i < codes.length; i++) column[i]! -= means[codes[i]!]!;
  };
}

interface One {
  readonly column: Float64Array;
  readonly iterations: number;
  readonly change: number;
}

function demeanOne(
  column: Float64Array,
  sweeps: readonly Sweep[],
  weights: Float64Array | null,
  maxIterations: number,
): One {
  for (const sweep of sweeps) sweep(column);
  if (sweeps.length < 2) {
    for (const sweep of sweeps) sweep(column);
    return { column, iterations: sweeps.length, change: 0 };
  }
  const length = norm(column, weights);
  if (length === 0) return { column, iterations: 1, change: 0 };
  let iterations = 1;
  let change = Number.POSITIVE_INFINITY;
  // the residual of a long run of conjugate gradients drifts: start again from the true one until it no longer falls
  for (let restart = 0; restart < 20; restart++) {
    const residual = sweepChange(column, sweeps);
    const now = norm(residual, weights) / length;
    const stuck = now > change / 2;
    change = Math.min(change, now);
    if (change <= ROUNDING || stuck || iterations >= maxIterations) break;
    iterations += conjugateGradients(column, residual, sweeps, weights, length, maxIterations - iterations);
  }
  for (const sweep of sweeps) sweep(column);
  return { column, iterations, change };
}

/** Solves A z = A y by conjugate gradients, A what a symmetric sweep takes away; the column becomes y - z in place. */
function conjugateGradients(
  column: Float64Array,
  start: Float64Array,
  sweeps: readonly Sweep[],
  weights: Float64Array | null,
  length: number,
  limit: number,
): number {
  const residual = start;
  const direction = Float64Array.from(residual);
  let squares = dot(residual, residual, weights);
  let steps = 0;
  while (steps < limit && Math.sqrt(squares) > ROUNDING * length) {
    const changed = sweepChange(direction, sweeps);
    const curvature = dot(direction, changed, weights);
    if (!(curvature > 0)) break;
    const step = squares / curvature;
    for (let i = 0; i < column.length; i++) {
      column[i]! -= step * direction[i]!;
      residual[i]! -= step * changed[i]!;
    }
    const next = dot(residual, residual, weights);
    const share = next / squares;
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i]! + share * direction[i]!;
    squares = next;
    steps++;
  }
  return steps;
}

/** A x = x - M1 ... MQ ... M1 x: what a sweep over the factors and back takes away. */
function sweepChange(column: Float64Array, sweeps: readonly Sweep[]): Float64Array {
  const swept = Float64Array.from(column);
  for (const sweep of sweeps) sweep(swept);
  for (let f = sweeps.length - 2; f >= 0; f--) sweeps[f]!(swept);
  for (let i = 0; i < swept.length; i++) swept[i] = column[i]! - swept[i]!;
  return swept;
}

function dot(a: Float64Array, b: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  if (weights === null) for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  else for (let i = 0; i < a.length; i++) sum += weights[i]! * a[i]! * b[i]!;
  return sum;
}

function norm(column: Float64Array, weights: Float64Array | null): number {
  return Math.sqrt(dot(column, column, weights));
}
