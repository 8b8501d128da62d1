/** Gauss-Hermite rules: nodes and weights for integrals against a normal density. */

/** A rule for integrals of f against the standard normal density, nodes ascending. */
export interface HermiteRule {
  readonly nodes: Float64Array;
  /** sum to one: integral of f phi = sum of weights x f(nodes) */
  readonly weights: Float64Array;
  /** log(weights / phi(nodes)): integral of f = sum of exp(logPlain) x f(nodes), for integrands that carry their own density */
  readonly logPlain: Float64Array;
}

const HALF_LOG_TWO_PI = 0.9189385332046728;
const rules = new Map<number, HermiteRule>();

/**
 * The rule with `points` nodes (meant for 1 to 100: the work grows with their cube), exact for polynomials up to degree 2 points - 1 times the density. Method: zeros of
 * the orthonormal Hermite function by Newton from a bracket between the zeros of the one before (they interlace), so that
 * neither nodes nor weights overflow; weight_k = phi(x_k) / psi'(x_k)^2 (Abramowitz and Stegun 25.4.46, rescaled). R:
 * statmod::gauss.quad.prob(n, "normal").
 */
export function hermiteRule(points: number): HermiteRule {
  const known = rules.get(points);
  if (known !== undefined) return known;
  const nodes = zerosOf(points);
  const logPlain = nodes.map((x) => -Math.log(points) - 2 * Math.log(Math.abs(hermiteFunction(points - 1, x))));
  const weights = logPlain.map((plain, k) => Math.exp(plain - HALF_LOG_TWO_PI - 0.5 * nodes[k]! * nodes[k]!));
  const rule = { nodes, weights, logPlain };
  rules.set(points, rule);
  return rule;
}

/** psi_n(x) = He_n(x) sqrt(phi(x) / n!), of unit norm, by the three-term recurrence in a form that cannot overflow. */
function hermiteFunction(n: number, x: number): number {
  let before = 0;
  let value = Math.exp(-0.25 * x * x - 0.5 * HALF_LOG_TWO_PI);
  for (let j = 0; j < n; j++) {
    const next = (x * value - Math.sqrt(j) * before) / Math.sqrt(j + 1);
    before = value;
    value = next;
  }
  return value;
}

/** All zeros of He_n: the positive ones from brackets at the zeros of He_(n-1), the others by symmetry. */
function zerosOf(n: number): Float64Array {
  let zeros = Float64Array.of(0);
  for (let order = 2; order <= n; order++) {
    const next = new Float64Array(order);
    const limit = Math.sqrt(4 * order + 2);
    for (let k = Math.floor(order / 2); k < order; k++) {
      if (2 * k === order - 1) continue;
      const low = k === 0 ? -limit : zeros[k - 1]!;
      const high = k === order - 1 ? limit : zeros[k]!;
      next[k] = zeroBetween(order, low, high);
      next[order - 1 - k] = -next[k]!;
    }
    zeros = next;
  }
  return zeros;
}

/** The zero of psi_n between two points where it has opposite signs: Newton, and halving where Newton leaves the bracket. */
function zeroBetween(n: number, from: number, to: number): number {
  let low = from;
  let high = to;
  const rising = hermiteFunction(n, high) > 0;
  let x = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const value = hermiteFunction(n, x);
    if (value > 0 === rising) high = x;
    else low = x;
    // psi_n' = sqrt(n) psi_(n-1) - x psi_n / 2
    const change = value / (Math.sqrt(n) * hermiteFunction(n - 1, x) - 0.5 * x * value);
    const newton = x - change;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 2e-16 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
