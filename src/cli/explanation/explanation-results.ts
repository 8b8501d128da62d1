/** The key results before any data: what an estimate will mean, in which unit. */
import { wrapText } from '../../exhibits/formats/display-width.ts';
import { type ExpectedReading, expectedReadings } from '../../pipeline/expected-readings.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { Analysis } from '../../spec/paper.ts';
import type { NeededNames } from '../exhibit-needs.ts';

/** Those of the models, mediations and splits that are named. */
export function explainKeyResults(
  analysis: Analysis,
  { models, mediations = [], splits = [] }: NeededNames,
  language: Language,
  width: number,
): string[][] {
  const chosen: Readonly<Record<ExpectedReading['part'], readonly string[]>> = { models, mediations, splits };
  return expectedReadings(analysis)
    .filter(({ part, name }) => chosen[part].includes(name))
    .map(({ heading, reading }) => [heading, ...wrapText(`  ${inLanguage(reading, language)}`, width, 4)]);
}
