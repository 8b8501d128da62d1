/** A focal estimate under every reading, sorted, with its interval; below, a dot for each choice that the reading takes. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { FocalSummary, ReadingResult, ReadingsResult } from '../../results/readings.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import type { Figure, FigureRow } from './figure.ts';

const TAKEN = '●';
const NOT_TAKEN = '·';

/**
 * Simonsohn, Simmons and Nelson's (2020) specification curve over the readings whose estimate is in the unit of the focal cell.
 * Readings that can be told apart from the first of the ranking are hollow. The printed estimate is a line.
 */
export function specificationCurve(
  result: ReadingsResult,
  summary: FocalSummary,
  printed: number,
  { language, banner }: { readonly language: Language; readonly banner: readonly string[] },
): Figure {
  const zh = language === 'zh';
  const shown = result.readings
    .flatMap((reading) => {
      const focal = reading.focal.find(({ cell }) => cell === summary.cell)!;
      return Number.isNaN(focal.estimate) || focal.unit !== undefined ? [] : [{ reading, focal }];
    })
    .sort((a, b) => a.focal.estimate - b.focal.estimate || a.reading.rank - b.reading.rank);
  const unit = summary.unit === undefined ? '' : ` (${inLanguage(summary.unit, language)})`;
  return {
    id: `${result.question}_${summary.cell.replace(/\W/g, '_')}_curve`,
    title: `${inLanguage(result.label, language)}: ${inLanguage(summary.label, language)}`,
    banner,
    mark: 'points',
    xLabel: zh ? '解读（按估计值排序）' : 'readings, sorted by estimate',
    yLabel: `${inLanguage(summary.label, language)}${unit}`,
    yUnit: 'number',
    points: shown.map(({ reading, focal: { estimate, confLow, confHigh } }, at) => ({
      x: at + 1,
      y: estimate,
      ...(!Number.isNaN(confLow) && { low: confLow, high: confHigh }),
      ...(!reading.alike && { hollow: true }),
    })),
    lines: [
      { axis: 'y', at: 0, label: '' },
      ...(Number.isNaN(printed) ? [] : [{ axis: 'y' as const, at: printed, label: '' }]),
    ],
    under: [
      { label: zh ? '名次' : 'rank', texts: shown.map(({ reading }) => String(reading.rank)) },
      ...result.choices.flatMap((choice) =>
        choiceRows(
          choice,
          shown.map(({ reading }) => reading),
          language,
        ),
      ),
    ],
    notes: [
      zh ? `零线之外的横线：已发表 ${summary.printed}。` : `The line beside that of zero: printed ${summary.printed}.`,
      zh
        ? '实心：与首位解读无法区分；空心：可以区分。线段为置信区间。'
        : 'Filled: readings that cannot be told apart from the first of the ranking; hollow: the others. Whiskers are confidence intervals.',
      zh
        ? `中位数${formatFixed(summary.median, 3)}，为正${summary.positive}/${summary.readings}，p < 0.05 ${summary.significant}/${summary.readings}。`
        : `Median ${formatFixed(summary.median, 3)}; positive in ${summary.positive} and p < 0.05 in ${summary.significant} of ${summary.readings} readings.`,
    ],
  };
}

/** The name of the choice, then a line of dots for each alternative that one of the readings takes. */
function choiceRows(
  { name, label, alternatives }: ReadingsResult['choices'][number],
  readings: readonly ReadingResult[],
  language: Language,
): readonly FigureRow[] {
  return [
    { label: `${inLanguage(label, language)}:`, texts: readings.map(() => '') },
    ...alternatives
      .filter((one) => readings.some(({ choices }) => choices[name] === one.name))
      .map((one) => ({
        label: inLanguage(one.label, language),
        texts: readings.map(({ choices }) => (choices[name] === one.name ? TAKEN : NOT_TAKEN)),
      })),
  ];
}
