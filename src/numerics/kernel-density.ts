/** A density curve from a sample: Gaussian kernel, Silverman's bandwidth. */
import { compensatedSum } from './moments.ts';
import { normalDensity } from './special.ts';

export interface DensityCurve {
  /** equally spaced, from three bandwidths below the smallest value to three above the largest */
  readonly x: Float64Array;
  readonly density: Float64Array;
  readonly bandwidth: number;
}

/**
 * f(x) = sum_i phi((x - x_i) / h) / (n h), summed directly, at `points` places; h = 0.9 min(sd, IQR / 1.34) n^(-1/5) unless
 * given (Silverman 1986, p. 48; R: density(bw = "nrd0"), Stata: kdensity, whose kernel is another). NaN among the values
 * is left out. Empty curve when fewer than two values or no spread are left.
 */
export function kernelDensity(values: Float64Array, points = 128, given?: number): DensityCurve {
  const sample = values.filter((value) => !Number.isNaN(value)).sort();
  const bandwidth = given ?? silverman(sample);
  if (sample.length < 2 || !(bandwidth > 0)) {
    return { x: new Float64Array(), density: new Float64Array(), bandwidth: Number.NaN };
  }
  const low = sample[0]! - 3 * bandwidth;
  const high = sample.at(-1)! + 3 * bandwidth;
  const x = Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const density = x.map((at) => {
    let sum = 0;
    for (const value of sample) sum += normalDensity((at - value) / bandwidth);
    return sum / (sample.length * bandwidth);
  });
  return { x, density, bandwidth };
}

function silverman(sorted: Float64Array): number {
  const n = sorted.length;
  if (n < 2) return Number.NaN;
  const mean = compensatedSum(sorted) / n;
  const sd = Math.sqrt(compensatedSum(sorted.map((value) => (value - mean) ** 2)) / (n - 1));
  const spread = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
  return 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * n ** -0.2;
}

/** By linear interpolation of order statistics: R's quantile of type 7, which its IQR() takes. */
function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)]!;
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - below);
}
