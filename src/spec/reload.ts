/** An analysis from the texts that it was loaded from, in a thread that has nothing else of it. */
import { loadPaper } from './load-paper.ts';
import { loadSpec } from './load-spec.ts';
import type { Analysis, AnalysisOrigin } from './paper.ts';

/** Loads again what loaded once without a fault; only the folder of a paper's own files is not known. */
export function reloadAnalysis(origin: AnalysisOrigin, settings: readonly string[]): Analysis {
  return origin.kind === 'paper'
    ? loadPaper(origin.texts, { settings })
    : loadSpec(origin.file, { text: origin.text, settings });
}
