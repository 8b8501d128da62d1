/** How many degrees of freedom the indicators of several factors take together. */
import { connectedComponents } from './connected-components.ts';
import { demean, type Grouping } from './demean.ts';
import { semidefiniteFactor } from './semidefinite-factor.ts';

export interface IndicatorRank {
  /** rank of all indicators, the constant among them */
  readonly rank: number;
  /** false: an upper bound, because a third factor has too many levels for the exact count */
  readonly exact: boolean;
}

/** Levels of a third or later factor up to which its redundant ones are counted exactly. */
const EXACT_LEVELS = 400;
/** The same for levels times rows: some seconds. */
const EXACT_CELLS = 4e6;
/** Share of an indicator that the factors before it must leave unexplained. */
const SHARE = 1e-9;

/**
 * Rank of the indicators of all factors together: levels of one factor; levels + levels - connected components of two
 * (Abowd, Creecy and Kramarz 2002); every further factor adds the rank of its indicators less their projection on those
 * before it, or, beyond 400 levels or 4 million levels times rows, its levels less the largest number of components that it forms with one of those
 * before (reghdfe's `pairwise`). Factors are taken from the one with most levels to the one with fewest. Every level has rows.
 */
export function indicatorRank(factors: readonly Grouping[]): IndicatorRank {
  const ordered = factors.toSorted((a, b) => b.count - a.count);
  const [first, second, ...others] = ordered;
  if (first === undefined) return { rank: 0, exact: true };
  if (second === undefined) return { rank: first.count, exact: true };
  let rank = first.count + second.count - componentsOf(first, second);
  let exact = true;
  for (const [index, factor] of others.entries()) {
    const before = ordered.slice(0, index + 2);
    if (factor.count <= EXACT_LEVELS && factor.count * factor.codes.length <= EXACT_CELLS)
      rank += addedRank(factor, before);
    else {
      exact = false;
      rank += factor.count - Math.max(...before.map((other) => componentsOf(other, factor)));
    }
  }
  return { rank, exact };
}

function componentsOf(a: Grouping, b: Grouping): number {
  return connectedComponents(a.codes, a.count, b.codes, b.count).count;
}

/** Rank of a factor's indicators after projection on the factors before. */
function addedRank({ codes, count }: Grouping, before: readonly Grouping[]): number {
  const cross = new Float64Array(count * count);
  const sizes = new Float64Array(count);
  for (const code of codes) sizes[code]!++;
  for (let j = 0; j < count; j++) {
    const indicator = Float64Array.from(codes, (code) => (code === j ? 1 : 0));
    const [left] = demean([indicator], before, null).columns;
    for (let i = 0; i < codes.length; i++) cross[j * count + codes[i]!]! += left![i]!;
  }
  // a projection residual this small beside the indicator itself is rounding
  let rank = 0;
  for (let j = 0; j < count; j++) {
    for (let k = 0; k < j; k++) {
      const mean = (cross[j * count + k]! + cross[k * count + j]!) / 2;
      cross[j * count + k] = mean;
      cross[k * count + j] = mean;
    }
    if (cross[j * count + j]! <= SHARE * sizes[j]!)
      for (let k = 0; k < count; k++) {
        cross[j * count + k] = 0;
        cross[k * count + j] = 0;
      }
  }
  const { shares } = semidefiniteFactor(cross, count, SHARE);
  for (let j = 0; j < count; j++) if (shares[j]! > SHARE) rank++;
  return rank;
}
