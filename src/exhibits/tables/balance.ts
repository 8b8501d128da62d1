/** Whether two groups are alike: both values, their difference, the normalised difference and the p value of each row. */
import { Failure } from '../../errors/failure.ts';
import { formatFixed } from '../../numerics/decimal.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import type { Summary, SummaryCell, SummaryGroup, SummaryRow } from '../../results/summary.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { blankCell, countText, madeBy, numberCell, pValueText, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { findSummary, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { statisticCellText } from './summary-cell.ts';
import { summaryNotes } from './summary-notes.ts';
import { type ResolvedSummaryRow, resolveSummaryRows, type SummaryRowChoice } from './summary-rows.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface BalanceTable {
  /** id of the summary */
  readonly of: string;
  /** the two groups, first minus second; those of the summary besides its total when absent */
  readonly groups?: readonly [string, string];
  /** rows in order; all of the summary when absent */
  readonly rows?: readonly SummaryRowChoice[];
  readonly digits: { readonly mean: number; readonly percent: number; readonly normalised: number };
  readonly pValues: boolean;
  /** table id of the published file */
  readonly published?: string;
  /** column ids of the published table */
  readonly publishedColumns?: {
    readonly first?: string;
    readonly second?: string;
    readonly difference?: string;
    readonly normalisedDifference?: string;
    readonly pValue?: string;
  };
}

/**
 * One line per row of a summary of two groups. The normalised difference is (m1 - m2) / sqrt((s1^2 + s2^2) / 2), with
 * s^2 the variance of each group (divisor n - 1; of a share p it is p (1 - p) n / (n - 1)): Imbens and Rubin 2015,
 * chapter 14; R: cobalt::bal.tab(s.d.denom = "pooled"). P values are those of the summary's own tests.
 */
export function balanceTable(table: BalanceTable): TableShape {
  return {
    needs: { models: [], summaries: [table.of] },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => matches(table, results),
  };
}

/** Difference, and normalised difference (NaN where neither group varies). */
function balanceOf(row: SummaryRow, scale: number, first: SummaryCell, second: SummaryCell): readonly [number, number] {
  const [a, spreadA] = valueAndSpread(row, scale, first);
  const [b, spreadB] = valueAndSpread(row, scale, second);
  const spread = Math.sqrt((spreadA ** 2 + spreadB ** 2) / 2);
  return [a - b, spread > 0 ? (a - b) / spread : Number.NaN];
}

/** Means on the scale of the row; shares in percent. */
function valueAndSpread(row: SummaryRow, scale: number, cell: SummaryCell): readonly [number, number] {
  const { mean, sd, share, nobs } = cell;
  if (!isShare(row)) return [mean * scale, sd * scale];
  return [100 * share, 100 * Math.sqrt((share * (1 - share) * nobs) / (nobs - 1))];
}

function isShare({ statistic }: SummaryRow): boolean {
  return statistic === 'n_percent' || statistic === 'proportion';
}

function draw(table: BalanceTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const summary = findSummary(results, table.of, heading.id);
  const pair = chosenPair(table, summary, heading.id);
  const digits = { ...table.digits, ...(options.digits === undefined ? {} : { mean: options.digits }) };
  const resolved = resolveSummaryRows(table.rows, summary, { results, language, place: heading.id });
  const tested = table.pValues && resolved.some((row) => row.test !== undefined);
  if (tested) requireTestOfPair(summary, pair, heading.id);
  const zh = language === 'zh';
  const titles = zh
    ? ['差值', '标准化差值', ...(tested ? ['P值'] : [])]
    : ['Difference', 'Normalised', ...(tested ? ['P value'] : [])];
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [{ align: 'left' }, ...[...pair, ...titles].map(() => ({ align: 'right' as const }))],
    header: [
      [
        blankCell(),
        ...pair.map(({ label, nobs }) => {
          const count = countText(nobs);
          return textCell(inLanguage(label, language) + (zh ? `（N=${count}）` : ` (N=${count})`), 'right');
        }),
        ...titles.map((title) => textCell(title, 'right')),
      ],
    ],
    rows: resolved.map((row) => {
      const drawn = drawRow(row, pair, digits, tested);
      return row.kind === 'heading' ? drawn : madeBy(drawn, ['summaries', table.of, 'rows', row.row.variable]);
    }),
    notes: [
      ...summaryNotes({ sd: 'brackets', pValues: tested }, resolved, summary, language),
      balanceNote(pair, language),
      ...[...summary.notes, ...(heading.notes ?? [])].map((note) => inLanguage(note, language)),
    ],
  };
}

function drawRow(
  row: ResolvedSummaryRow,
  pair: readonly SummaryGroup[],
  digits: BalanceTable['digits'],
  tested: boolean,
): TableRow {
  const p = row.test === undefined ? blankCell() : numberCell(pValueText(row.test.pValue));
  const pCell = tested ? [p] : [];
  if (row.kind === 'heading') {
    return { kind: 'group', indent: row.indent, cells: [textCell(row.label, 'left', pair.length + 3), ...pCell] };
  }
  const cells = pair.map((group) => cellOf(row.row, group));
  const [difference, normalised] = balanceOf(row.row, row.scale, cells[0]!, cells[1]!);
  const places = isShare(row.row) ? digits.percent : digits.mean;
  const values = cells.map((cell) =>
    numberCell(statisticCellText(row.row.statistic, cell, row.scale, 'brackets', digits)),
  );
  const numbers: Cell[] = [
    ...values,
    numberCell(formatFixed(difference, places)),
    numberCell(formatFixed(normalised, digits.normalised)),
  ];
  return { kind: 'body', indent: row.indent, cells: [textCell(row.label), ...numbers, ...pCell] };
}

const cellOf = (row: SummaryRow, { key }: SummaryGroup): SummaryCell => row.cells.find(({ group }) => group === key)!;

function balanceNote([first, second]: readonly [SummaryGroup, SummaryGroup], language: Language): string {
  const [a, b] = [first, second].map(({ label }) => inLanguage(label, language)) as [string, string];
  return language === 'zh'
    ? `差值为“${a}”减“${b}”，比例以百分点计。标准化差值为差值除以两组方差均值的平方根。`
    : `Differences are ${a} minus ${b}, of percentages in points; normalised: over the root of the mean of both variances.`;
}

/** The groups that the table names, else the two that the summary has besides its total. */
function chosenPair(table: BalanceTable, summary: Summary, place: string): readonly [SummaryGroup, SummaryGroup] {
  const known = summary.groups.map(({ key }) => key);
  const keys = table.groups ?? compared(summary);
  const [first, second] = keys.map((key) => {
    const group = summary.groups.find((candidate) => candidate.key === key);
    if (group === undefined) throw unknownName(place, 'group', key, known);
    return group;
  });
  if (first !== undefined && second !== undefined && keys.length === 2) return [first, second];
  throw new Failure('E-SPEC-VALUE', {
    place: { path: place },
    finding: `summary "${summary.id}" has the groups ${known.join(', ')}`,
    accepted: 'a balance table compares two',
    remedy: 'name them with groups:',
  });
}

function compared({ groups }: Summary): readonly string[] {
  return groups.map(({ key }) => key).filter((key) => key !== 'total');
}

/** The tests of a summary are between all its groups, so they say something of the pair only when there are no others. */
function requireTestOfPair(summary: Summary, pair: readonly SummaryGroup[], place: string): void {
  const keys = compared(summary);
  if (keys.length === 2 && pair.every(({ key }) => keys.includes(key))) return;
  throw new Failure('E-SPEC-VALUE', {
    place: { path: place },
    finding: `the tests of summary "${summary.id}" compare the groups ${keys.join(', ')}`,
    accepted: 'a summary of the two groups alone',
    remedy: 'make one, or set p_values: false',
  });
}

function matches(table: BalanceTable, results: Results): readonly OwnNumber[] {
  const { published, publishedColumns: columns = {} } = table;
  if (published === undefined) return [];
  const summary = findSummary(results, table.of, published);
  const pair = chosenPair(table, summary, published);
  const resolved = resolveSummaryRows(table.rows, summary, { results, language: 'en', place: published });
  return resolved.flatMap((row): readonly OwnNumber[] => {
    if (row.kind === 'heading') return [];
    const numbers: OwnNumber[] = [];
    const add = (column: string | undefined, own: Omit<OwnNumber, 'cell'>): void => {
      if (column !== undefined) numbers.push({ cell: `${published}.${row.published}.${column}`, ...own });
    };
    const cells = pair.map((group) => cellOf(row.row, group)) as [SummaryCell, SummaryCell];
    cells.forEach((cell, index) => {
      const [value] = valueAndSpread(row.row, row.scale, cell);
      const more = isShare(row.row) ? { count: cell.count } : { sd: cell.sd * row.scale };
      add([columns.first, columns.second][index], { value, nobs: cell.nobs, ...more });
    });
    const [difference, normalised] = balanceOf(row.row, row.scale, cells[0], cells[1]);
    const [first, second] = cells.map((cell) => valueAndSpread(row.row, row.scale, cell)[1] ** 2 / cell.nobs);
    add(columns.difference, { value: difference, stdError: Math.sqrt(first! + second!) });
    add(columns.normalisedDifference, { value: normalised });
    const test = row.test ?? row.row.test;
    if (test !== undefined) add(columns.pValue, { value: test.pValue });
    return numbers;
  });
}
