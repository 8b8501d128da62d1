/** Our numbers beside the printed ones, cell by cell, with a verdict each. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { ComparedCell, Comparison, Verdict } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { cellMadeBy, missingCell, numberCell, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { unknownName } from './lookup.ts';
import type { TableShape } from './shape.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface ComparisonTable {
  /** table id of the published file; all tables when absent */
  readonly table?: string;
  /** verdicts to list; all when absent */
  readonly verdicts?: readonly Verdict[];
  /** decimals of our numbers where the printed text does not tell */
  readonly digits: number;
}

const VERDICTS: Readonly<Record<Verdict, Text>> = {
  within_rounding: { en: 'within rounding', zh: '舍入误差内' },
  within_2_se: { en: 'within 2 published SE', zh: '两个标准误内' },
  differs: { en: 'differs', zh: '不一致' },
  not_comparable: { en: 'not comparable', zh: '不可比' },
};

export function comparisonTable(table: ComparisonTable): TableShape {
  return {
    needs: { models: [], summaries: [] },
    matches: () => [],
    draw(results, heading, options) {
      const { language } = options;
      const chosen = chosenComparisons(table, results, heading.id);
      const digits = options.digits ?? table.digits;
      const zh = language === 'zh';
      const header = zh ? ['单元', '发表值', '本次', 'z', '结论'] : ['cell', 'published', 'here', 'z', 'verdict'];
      return {
        id: heading.id,
        title: tableTitle(heading.number, heading.title, language),
        banner: results.notices.map((notice) => inLanguage(notice, language)),
        columns: (['left', 'right', 'right', 'right', 'left'] as const).map((align) => ({ align })),
        header: [header.map((text, index) => textCell(text, index === 0 || index === 4 ? 'left' : 'right'))],
        rows: chosen.flatMap((comparison) =>
          comparison.cells
            .filter((cell) => table.verdicts?.includes(cell.verdict) ?? true)
            .map((cell) => cellRow(cell, digits, language)),
        ),
        notes: [
          ...chosen.map((comparison) => comparisonLine(comparison, language)),
          ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
        ],
      } satisfies Table;
    },
  };
}

/** `t3: 78 cells   within rounding 5   within 2 published SE 71   differs 2`. */
export function comparisonLine(comparison: Comparison, language: Language): string {
  const counts = (Object.keys(VERDICTS) as Verdict[])
    .filter((verdict) => comparison.counts[verdict] > 0)
    .map((verdict) => `${inLanguage(VERDICTS[verdict], language)} ${comparison.counts[verdict]}`);
  const total = comparison.cells.length;
  const size = language === 'zh' ? `${total}个数` : `${total} ${total === 1 ? 'cell' : 'cells'}`;
  return [`${comparison.table}: ${size}`, ...counts].join('   ');
}

function chosenComparisons(table: ComparisonTable, results: Results, place: string): readonly Comparison[] {
  if (table.table === undefined) return results.comparisons;
  const found = results.comparisons.filter((comparison) => comparison.table === table.table);
  if (found.length === 0) {
    throw unknownName(
      place,
      'comparison',
      table.table,
      results.comparisons.map((comparison) => comparison.table),
    );
  }
  return found;
}

function cellRow(cell: ComparedCell, digits: number, language: Language): TableRow {
  const verdict = inLanguage(VERDICTS[cell.verdict], language);
  return {
    kind: 'body',
    indent: 0,
    cells: [
      textCell(cell.cell),
      cellMadeBy(printedCell(cell.printed), publishedPlace(cell.cell)),
      Number.isNaN(cell.ours) ? missingCell() : numberCell(oursText(cell, digits)),
      cell.z === undefined ? missingCell() : numberCell(formatFixed(cell.z, 2)),
      textCell(cell.note === undefined ? verdict : `${verdict}: ${inLanguage(cell.note, language)}`),
    ],
  };
}

/** Where a printed number stands in the published file: `t3.age.amount` in a table, `fig1.key` among a figure's values. */
function publishedPlace(cell: string): readonly string[] {
  const [table = '', ...rest] = cell.split('.');
  const column = rest.at(-1) ?? '';
  if (rest.length < 2) return ['published', 'figures', table, 'values', column];
  return ['published', 'tables', table, 'rows', rest.slice(0, -1).join('.'), 'cells', column];
}

/** The printed text comes from a file: only what looks like a number counts as one. */
function printedCell(printed: string): Cell {
  const number = /^[<-]?\d[\d., ]*(%|\**)( ?\(±?\d[\d., ]*\))?$/.test(printed);
  return number ? numberCell(printed) : textCell(printed, 'right');
}

/** Our number with as many decimals as the printed one, and the standard error in brackets. */
function oursText(cell: ComparedCell, digits: number): string {
  const decimals = /\.(\d+)/.exec(cell.printed)?.[1]?.length;
  const whole = Number.isInteger(cell.ours) && Number.isInteger(cell.published) && decimals === undefined;
  const places = decimals ?? (whole ? 0 : digits);
  const value = formatFixed(cell.ours, places);
  if (cell.oursStdError === undefined || Number.isNaN(cell.oursStdError)) return value;
  return `${value} (${formatFixed(cell.oursStdError, places)})`;
}
