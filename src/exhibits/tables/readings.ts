/** The readings of a question as tables: what is settled, the ranking with its rule, what each reading concludes. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { ChoiceVerdict, FocalSummary, ReadingResult, ReadingsResult } from '../../results/readings.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { blankCell, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { readingsWords } from './readings-words.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface ReadingsView {
  readonly language: Language;
  /** that the data are synthetic, and whatever else is said with every exhibit */
  readonly banner: readonly string[];
  /** decimals of estimates; 3 unless given */
  readonly digits?: number;
}

/** Per choice and alternative: the most cells that a reading with it meets, and whether it is found, open or out. */
export function settledTable(result: ReadingsResult, { language, banner }: ReadingsView): Table {
  const words = readingsWords(language);
  const rows = result.choices.flatMap((choice): TableRow[] => {
    const verdict = result.verdicts.find((one) => one.choice === choice.name)!;
    const heading = body('group', 0, [textCell(inLanguage(choice.label, language), 'left', 4)]);
    const alternatives = choice.alternatives.map(({ name, label }) => {
      const best = verdict.best.find(({ alternative }) => alternative === name)!;
      const missing = Number.isNaN(best.rank);
      return body('body', 1, [
        textCell(inLanguage(label, language)),
        missing ? missingCell() : numberCell(words.of(best.met, result.judged)),
        missing ? missingCell() : numberCell(String(best.rank)),
        textCell(words.verdict(verdictOf(result, verdict, name))),
      ]);
    });
    return [heading, ...alternatives];
  });
  return {
    id: `${result.question}_settled`,
    title: `${inLanguage(result.label, language)}: ${words.settled}`,
    banner,
    columns: (['left', 'right', 'right', 'left'] as const).map((align) => ({ align })),
    header: [[blankCell(), textCell(words.most, 'right'), textCell(words.rank, 'right'), textCell(words.says)]],
    rows,
    notes: [words.conclusion(result)],
  };
}

function verdictOf(
  { readings }: ReadingsResult,
  { left }: ChoiceVerdict,
  name: string,
): 'found' | 'open' | 'out' | 'none' {
  if (!readings.some(({ met }) => met > 0)) return 'none';
  if (!left.includes(name)) return 'out';
  return left.length === 1 ? 'found' : 'open';
}

/** One line per reading, first the one that reproduces most; under it the rule, the tolerances and their reasons. */
export function rankingTable(result: ReadingsResult, { language, banner }: ReadingsView): Table {
  const words = readingsWords(language);
  const titles = [words.met, words.ratio, words.rms, words.meanSquaredZ, words.signTest, words.worst];
  const failed = result.readings.filter((reading) => reading.failed !== undefined);
  return {
    id: `${result.question}_ranking`,
    title: `${inLanguage(result.label, language)}: ${words.ranking(result.judged)}`,
    banner,
    ...ranked(result, titles, language),
    rows: result.readings.map((reading) => {
      const stub = [textCell(rankText(reading), 'right'), ...choiceCells(result, reading, language)];
      if (reading.failed !== undefined)
        return body('body', 0, [...stub, textCell(words.failed, 'left', titles.length)]);
      const { onlyFirst, onlyThis, worst } = reading.against;
      return body('body', 0, [
        ...stub,
        numberCell(String(reading.met)),
        numberCell(formatFixed(reading.meanStdErrorRatio, 2)),
        numberCell(formatFixed(reading.rmsLogStdErrorRatio, 3)),
        numberCell(formatFixed(reading.meanSquaredZ, 2)),
        reading.rank === 1 ? missingCell() : numberCell(`${onlyFirst}:${onlyThis}`),
        worst === undefined ? missingCell() : numberCell(formatFixed(worst.timesAllowed, 1)),
      ]);
    }),
    notes: [...words.rule(result), ...failed.map((reading) => `${reading.rank}  ${reading.failed}`)],
  };
}

/** One line per reading: its choices, the cells that it meets, and the focal estimate with interval and p value. */
export function conclusionsTable(
  result: ReadingsResult,
  summary: FocalSummary,
  { language, banner, digits = 3 }: ReadingsView,
): Table {
  const words = readingsWords(language);
  const titles = [words.met, words.estimate, words.interval, 'p'];
  return {
    id: `${result.question}_${summary.cell.replace(/\W/g, '_')}`,
    title: `${inLanguage(result.label, language)}: ${inLanguage(summary.label, language)}`,
    banner,
    ...ranked(result, titles, language),
    rows: result.readings.map((reading) => {
      const one = reading.focal.find(({ cell }) => cell === summary.cell)!;
      const number = (value: number) => formatFixed(value, digits);
      const missing = Number.isNaN(one.estimate);
      const unit = one.unit === undefined ? '' : ` ${inLanguage(one.unit, language)}`;
      return body('body', 0, [
        textCell(rankText(reading), 'right'),
        ...choiceCells(result, reading, language),
        reading.failed === undefined ? numberCell(String(reading.met)) : missingCell(),
        missing
          ? missingCell()
          : unit === ''
            ? numberCell(`${number(one.estimate)} (${number(one.stdError)})`)
            : textCell(`${number(one.estimate)} (${number(one.stdError)})${unit}`, 'right'),
        missing ? missingCell() : numberCell(`[${number(one.confLow)}, ${number(one.confHigh)}]`),
        missing ? missingCell() : numberCell(pValueText(one.pValue), one.pValue < 0.05),
      ]);
    }),
    notes: words.summary(summary, digits),
  };
}

function choiceTitles({ choices }: ReadingsResult, language: Language): readonly Cell[] {
  return choices.map(({ label }) => textCell(inLanguage(label, language)));
}

function choiceCells({ choices }: ReadingsResult, reading: ReadingResult, language: Language): readonly Cell[] {
  return choices.map(({ name, alternatives }) => {
    const taken = alternatives.find((one) => one.name === reading.choices[name])!;
    return textCell(inLanguage(taken.label, language));
  });
}

/** `1 =` where a reading cannot be told apart from the first. */
function rankText({ rank, alike }: ReadingResult): string {
  return `${rank}${alike ? ' =' : '  '}`;
}

function body(kind: TableRow['kind'], indent: number, cells: readonly Cell[]): TableRow {
  return { kind, indent, cells };
}

/** Rank, one column for each choice, then numbers under these titles. */
function ranked(
  result: ReadingsResult,
  titles: readonly string[],
  language: Language,
): Pick<Table, 'columns' | 'header'> {
  const numbers = titles.map((title) => textCell(title, 'right'));
  return {
    columns: [
      { align: 'right' },
      ...result.choices.map(() => ({ align: 'left' as const })),
      ...titles.map(() => ({ align: 'right' as const })),
    ],
    header: [[textCell(readingsWords(language).rank, 'right'), ...choiceTitles(result, language), ...numbers]],
  };
}
