/** Standard errors of a product of two estimates that are taken to be independent. */
import { normalTwoSided } from '../../numerics/distributions.ts';
import type { ProductTest } from '../../results/mediation.ts';

export interface ProductTests {
  readonly sobel: ProductTest;
  readonly aroian: ProductTest;
  readonly goodman: ProductTest;
}

/**
 * z tests of a b: var = b^2 var(a) + a^2 var(b) (Sobel 1982), plus var(a) var(b) (Aroian 1947), minus it (Goodman 1960; NaN where
 * that is negative).
 */
export function productTests(a: number, varianceA: number, b: number, varianceB: number): ProductTests {
  const first = b * b * varianceA + a * a * varianceB;
  const second = varianceA * varianceB;
  const test = (variance: number): ProductTest => {
    const stdError = variance >= 0 ? Math.sqrt(variance) : Number.NaN;
    const statistic = stdError > 0 ? (a * b) / stdError : Number.NaN;
    return { stdError, statistic, pValue: normalTwoSided(statistic) };
  };
  return { sobel: test(first), aroian: test(first + second), goodman: test(first - second) };
}
