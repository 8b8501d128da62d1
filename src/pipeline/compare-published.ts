/** The numbers of the exhibits beside the published ones. */
import { compare } from '../exhibits/published/compare.ts';
import type { Published } from '../exhibits/published/schema.ts';
import type { Comparison } from '../results/comparison.ts';
import type { Results } from '../results/results.ts';
import type { Analysis } from '../spec/paper.ts';

/** One comparison per published table that the exhibits name. */
export function comparePublished(
  analysis: Analysis,
  exhibits: readonly string[],
  results: Results,
  published: Published,
): readonly Comparison[] {
  const own = exhibits.flatMap((name) =>
    (analysis.tables.get(name) ?? analysis.figures.get(name))!.shape.matches(results),
  );
  return compare(published, own);
}
