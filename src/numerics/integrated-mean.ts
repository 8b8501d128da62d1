/** The mean of a 0/1 outcome integrated over a normal random intercept, with its derivatives. */
import type { BinaryLink } from './binary-rows.ts';
import { normalCdf, normalDensity } from './special.ts';

/** m(eta, s) = integral of F(eta + s z) phi(z) dz, by row, and its derivatives by eta and by log s. */
export interface IntegratedMean {
  readonly mean: Float64Array;
  readonly byEta: Float64Array;
  readonly byLogSigma: Float64Array;
  readonly byEtaEta: Float64Array;
  readonly byEtaLogSigma: Float64Array;
  readonly byLogSigmaLogSigma: Float64Array;
}

/** m and its first four derivatives by eta at one row. */
type EtaDerivatives = Float64Array;

/** Beyond this |z| the normal density adds nothing to a double. */
const REACH = 8.6;
/** Rows of one standard deviation share a rule; this many steps are the most that one row is worth. */
const MOST_STEPS = 4000;

/**
 * m solves dm/d(s^2) = (1/2) d2m/deta2, so that derivatives by log s follow from those by eta: dm/dlog s = s^2 m'',
 * d2m/deta dlog s = s^2 m''', d2m/d(log s)^2 = 2 s^2 m'' + s^4 m''''. Probit: m = Phi(eta / sqrt(1 + s^2)). Logit: the
 * trapezoidal rule, whose error for an integrand analytic in a strip falls with exp(-2 pi x width / step) (Trefethen and
 * Weideman 2014, SIAM Rev. 56:385); the logistic curve has its poles at pi / s, so the step is 0.4 / s, at most 0.4: error
 * below 1e-13 relative to s^4 for any s up to 180. `logSigma` has one entry per row, or none for s = 0. Stata: predict, pr after xtlogit, re.
 */
export function integratedMean(link: BinaryLink, eta: Float64Array, logSigma: Float64Array): IntegratedMean {
  const rows = eta.length;
  const whole: IntegratedMean = {
    mean: new Float64Array(rows),
    byEta: new Float64Array(rows),
    byLogSigma: new Float64Array(rows),
    byEtaEta: new Float64Array(rows),
    byEtaLogSigma: new Float64Array(rows),
    byLogSigmaLogSigma: new Float64Array(rows),
  };
  const into = new Float64Array(5);
  let s = Number.NaN;
  let derive: (at: number) => void = () => {};
  for (let i = 0; i < rows; i++) {
    const own = logSigma.length === 0 ? 0 : Math.exp(logSigma[i]!);
    if (own !== s) {
      s = own;
      derive = link === 'probit' ? probitAt(s, into) : logitAt(s, into);
    }
    derive(eta[i]!);
    const [m, m1, m2, m3, m4] = into as unknown as readonly [number, number, number, number, number];
    const variance = s * s;
    whole.mean[i] = m;
    whole.byEta[i] = m1;
    whole.byEtaEta[i] = m2;
    whole.byLogSigma[i] = variance * m2;
    whole.byEtaLogSigma[i] = variance * m3;
    whole.byLogSigmaLogSigma[i] = 2 * variance * m2 + variance * variance * m4;
  }
  return whole;
}

/** With a = eta r, r = 1 / sqrt(1 + s^2): Phi(a), r phi, -r^2 a phi, r^3 (a^2 - 1) phi, r^4 (3a - a^3) phi. */
function probitAt(s: number, into: EtaDerivatives): (eta: number) => void {
  const r = 1 / Math.hypot(1, s);
  return (eta) => {
    const a = eta * r;
    const density = r * normalDensity(a);
    into[0] = normalCdf(a);
    into[1] = density;
    into[2] = -r * a * density;
    into[3] = r * r * (a * a - 1) * density;
    into[4] = r * r * r * a * (3 - a * a) * density;
  };
}

/** With p = F, q = 1 - p, v = pq: p, v, v (q - p), v (1 - 6v), v (q - p)(1 - 12v), integrated. */
function logitAt(s: number, into: EtaDerivatives): (eta: number) => void {
  const { shifts, weights } = trapezoid(s);
  return (eta) => {
    let m = 0;
    let m1 = 0;
    let m2 = 0;
    let m3 = 0;
    let m4 = 0;
    for (let k = 0; k < shifts.length; k++) {
      const at = eta + shifts[k]!;
      const small = Math.exp(-Math.abs(at));
      const most = 1 / (1 + small);
      const least = small * most;
      const v = most * least;
      const tilt = at > 0 ? least - most : most - least;
      const weight = weights[k]!;
      m += weight * (at > 0 ? most : least);
      m1 += weight * v;
      m2 += weight * v * tilt;
      m3 += weight * v * (1 - 6 * v);
      m4 += weight * v * tilt * (1 - 12 * v);
    }
    into[0] = m;
    into[1] = m1;
    into[2] = m2;
    into[3] = m3;
    into[4] = m4;
  };
}

/** Values of s z at equal steps and the normal density there times the step, scaled to sum to one. */
function trapezoid(s: number): { readonly shifts: Float64Array; readonly weights: Float64Array } {
  if (s === 0) return { shifts: Float64Array.of(0), weights: Float64Array.of(1) };
  const steps = Math.min(MOST_STEPS, Math.ceil(REACH / (0.4 / Math.max(1, s))));
  const z = Float64Array.from({ length: 2 * steps + 1 }, (_, k) => ((k - steps) * REACH) / steps);
  const densities = z.map(normalDensity);
  const total = densities.reduce((sum, density) => sum + density, 0);
  return { shifts: z.map((value) => s * value), weights: densities.map((density) => density / total) };
}
