/** The point of a cone {g : a_i'g >= 0 for all rows i} nearest to a given one, by the active-set method. */

/** Rows a_i of unit-metric coordinates, met only through two operations. */
export interface Rows {
  readonly count: number;
  /** a_i */
  row(i: number): Float64Array;
  /** a_i'g for every row */
  products(g: Float64Array): Float64Array;
}

export interface ConePoint {
  readonly point: Float64Array;
  /** a_i'point */
  readonly products: Float64Array;
  /** `origin`: shorter than `enough`; `inside`: every product is above -tolerance; `unfinished`: the search gave up */
  readonly end: 'origin' | 'inside' | 'unfinished';
}

/** Vectors that count as dependent on those in the active set. */
const DEPENDENT = 1e-10;

/**
 * Projects `target` on the cone: point = target + sum of lambda_i a_i with lambda >= 0, as non-negative least squares
 * (Lawson and Hanson 1974, Solving Least Squares Problems, chapter 23). The squared length of the point falls with every
 * step; below `enough` the search stops early, because the caller knows that the end is then the origin.
 */
export function projectOnCone(rows: Rows, target: Float64Array, tolerance: number, enough: number): ConePoint {
  const active: { index: number; lambda: number; vector: Float64Array }[] = [];
  const basis: ActiveBasis = { vectors: [], upper: [] };
  const skipped = new Set<number>();
  const most = 30 * target.length + 300;
  let point = target;
  for (let round = 0; round < most; round++) {
    const products = rows.products(point);
    if (squaredLength(point) < enough) return { point, products, end: 'origin' };
    const index = mostNegative(products, active, skipped, -tolerance);
    if (index < 0) return { point, products, end: skipped.size === 0 ? 'inside' : endOf(products, tolerance) };
    active.push({ index, lambda: 0, vector: rows.row(index) });
    const before = squaredLength(point);
    for (;;) {
      const solution = leastSquaresLambda(active, basis, target);
      if (solution === null) {
        skipped.add(index);
        active.pop();
        break;
      }
      const shortest = shortestStep(active, solution.lambda);
      if (shortest === null) {
        active.forEach((entry, k) => {
          entry.lambda = solution.lambda[k]!;
        });
        point = solution.point;
        break;
      }
      active.forEach((entry, k) => {
        entry.lambda += shortest.length * (solution.lambda[k]! - entry.lambda);
      });
      for (let k = active.length - 1; k >= 0; k--) {
        if (k !== shortest.at && active[k]!.lambda > 0) continue;
        active.splice(k, 1);
        cutBasis(basis, k);
      }
    }
    // rounding can only stop the descent where the violation was rounding too
    if (!(squaredLength(point) < before)) skipped.add(index);
    else if (squaredLength(point) < before * (1 - 1e-9)) skipped.clear();
  }
  return { point, products: rows.products(point), end: 'unfinished' };
}

/** Rows were skipped because rounding kept them from helping: the end is sound if rounding is all they lack. */
function endOf(products: Float64Array, tolerance: number): ConePoint['end'] {
  return products.every((product) => product > -100 * tolerance) ? 'inside' : 'unfinished';
}

function mostNegative(
  products: Float64Array,
  active: readonly { index: number }[],
  skipped: ReadonlySet<number>,
  below: number,
): number {
  let best = -1;
  let lowest = below;
  for (let i = 0; i < products.length; i++) {
    if (products[i]! >= lowest || skipped.has(i)) continue;
    if (active.some((entry) => entry.index === i)) continue;
    lowest = products[i]!;
    best = i;
  }
  return best;
}

/** How far towards the solution every lambda stays non-negative, and which one stops it; null when none does. */
function shortestStep(
  active: readonly { lambda: number }[],
  solution: Float64Array,
): { length: number; at: number } | null {
  let length = Infinity;
  let at = -1;
  active.forEach(({ lambda }, k) => {
    if (solution[k]! > 0) return;
    const step = lambda === solution[k]! ? 0 : lambda / (lambda - solution[k]!);
    if (step < length) {
      length = step;
      at = k;
    }
  });
  return at < 0 ? null : { length, at };
}

/** An orthonormal basis of the active vectors: column k of `upper` writes vector k in the first k + 1 of them. */
interface ActiveBasis {
  readonly vectors: Float64Array[];
  readonly upper: Float64Array[];
}

/** Adds a vector to the basis (Gram-Schmidt twice, which is orthogonal to working precision); false when it is dependent. */
function extendBasis(basis: ActiveBasis, added: Float64Array): boolean {
  const vector = added.slice();
  const count = basis.vectors.length;
  const column = new Float64Array(count + 1);
  for (let pass = 0; pass < 2; pass++) {
    for (let m = 0; m < count; m++) {
      const part = dot(basis.vectors[m]!, vector);
      column[m]! += part;
      subtractMultiple(vector, part, basis.vectors[m]!);
    }
  }
  const rest = Math.sqrt(squaredLength(vector));
  if (!(rest > DEPENDENT * Math.sqrt(squaredLength(added)))) return false;
  column[count] = rest;
  for (let j = 0; j < vector.length; j++) vector[j]! /= rest;
  basis.vectors.push(vector);
  basis.upper.push(column);
  return true;
}

/** Forgets the basis from vector k on. */
function cutBasis(basis: ActiveBasis, k: number): void {
  basis.vectors.length = Math.min(k, basis.vectors.length);
  basis.upper.length = basis.vectors.length;
}

/** lambda that minimises |target + sum lambda_k a_k|, and that vector; null when the a_k are dependent. */
function leastSquaresLambda(
  active: readonly { vector: Float64Array }[],
  basis: ActiveBasis,
  target: Float64Array,
): { lambda: Float64Array; point: Float64Array } | null {
  for (let k = basis.vectors.length; k < active.length; k++) {
    if (!extendBasis(basis, active[k]!.vector)) return null;
  }
  const count = active.length;
  const lambda = new Float64Array(count);
  const point = target.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < count; k++) {
      const part = dot(basis.vectors[k]!, point);
      lambda[k]! -= part;
      subtractMultiple(point, part, basis.vectors[k]!);
    }
  }
  for (let k = count - 1; k >= 0; k--) {
    const column = basis.upper[k]!;
    lambda[k]! /= column[k]!;
    for (let m = 0; m < k; m++) lambda[m]! -= column[m]! * lambda[k]!;
  }
  return { lambda, point };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function squaredLength(a: Float64Array): number {
  return dot(a, a);
}

function subtractMultiple(from: Float64Array, multiple: number, of: Float64Array): void {
  for (let j = 0; j < from.length; j++) from[j]! -= multiple * of[j]!;
}
