/** What the linter says of an analysis and its data. */
import type { ByteSource } from '../../analysis/data/read-bytes.ts';
import type { Published } from '../../exhibits/published/schema.ts';
import { makeLinter } from '../../lint/lint.ts';
import { checkAnalysis } from '../../pipeline/check-analysis.ts';
import type { LintFinding } from '../../results/lint-finding.ts';
import type { Analysis } from '../../spec/paper.ts';

/** Reads the data once more and fits nothing. */
export async function lintFindings(
  analysis: Analysis,
  published: Published | undefined,
  source: readonly ByteSource[],
): Promise<readonly LintFinding[]> {
  const linter = makeLinter(analysis, published);
  const checked = await checkAnalysis(analysis, source, linter.observer);
  return linter.report(checked).findings;
}
