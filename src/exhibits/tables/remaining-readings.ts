/** What the printed numbers alone say of each alternative: ruled out or not, and the arithmetic. */
import type { RemainingReadings } from '../../results/readings.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { textCell } from './cell.ts';
import type { Table, TableRow } from './table.ts';

const WORDS = {
  en: {
    title: 'what the printed numbers alone rule out',
    header: ['Alternative', 'Verdict', 'Arithmetic'],
    out: 'ruled out',
    left: 'remains',
    none: 'no arithmetic declared: data must decide',
    count: (remaining: number, all: number) => `${remaining} of ${all} readings remain.`,
  },
  zh: {
    title: '仅凭已发表数字可排除什么',
    header: ['做法', '结论', '算式'],
    out: '排除',
    left: '保留',
    none: '未声明算式，需由数据决定',
    count: (remaining: number, all: number) => `${all}种解读中保留${remaining}种。`,
  },
} as const;

/** One line per alternative and piece of evidence. */
export function remainingTable(result: RemainingReadings, language: Language): Table {
  const words = WORDS[language];
  const rows = result.choices.flatMap(({ label, alternatives }): TableRow[] => [
    { kind: 'group', indent: 0, cells: [textCell(inLanguage(label, language), 'left', 3)] },
    ...alternatives.flatMap((alternative): TableRow[] => {
      const verdict = alternative.ruledOut ? words.out : words.left;
      const said = alternative.evidence.map(({ cells, arithmetic, because }) => {
        const why = because === undefined ? '' : ` (${inLanguage(because, language)})`;
        return `${cells.join(', ')}: ${inLanguage(arithmetic, language)}${why}`;
      });
      return (said.length === 0 ? [words.none] : said).map((text, at) => ({
        kind: 'body',
        indent: 1,
        cells: [
          textCell(at === 0 ? inLanguage(alternative.label, language) : ''),
          textCell(at === 0 ? verdict : ''),
          textCell(text),
        ],
      }));
    }),
  ]);
  return {
    id: `${result.question}_remaining`,
    title: `${inLanguage(result.label, language)}: ${words.title}`,
    banner: [],
    columns: words.header.map(() => ({ align: 'left' })),
    header: [words.header.map((text) => textCell(text))],
    rows,
    notes: [words.count(result.remaining, result.readings)],
  };
}
