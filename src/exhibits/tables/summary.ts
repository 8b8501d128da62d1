/** Descriptives by group: n (%) or mean (SD) in columns, with the p value of each row's test where asked for. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import type { Summary, SummaryCell, SummaryRow } from '../../results/summary.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, countText, madeBy, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { tableTitle } from './label.ts';
import { findSummary, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { statisticCellText } from './summary-cell.ts';
import { summaryNotes } from './summary-notes.ts';
import { type ResolvedSummaryRow, resolveSummaryRows, type SummaryRowChoice } from './summary-rows.ts';
import type { Cell, Table, TableRow } from './table.ts';

export interface SummaryColumn {
  readonly group: string;
  readonly header?: Text;
  /** column id of the published table */
  readonly published?: string;
}

export interface SummaryTable {
  /** id of the summary */
  readonly of: string;
  /** groups in order; all of the summary when absent */
  readonly columns?: readonly SummaryColumn[];
  /** rows in order; all of the summary when absent */
  readonly rows?: readonly SummaryRowChoice[];
  readonly digits: { readonly mean: number; readonly percent: number };
  /** `10.2 (±3.1)` or `10.2 (3.1)` */
  readonly sd: 'plus_minus' | 'brackets';
  /** whether the header says `(N=1165)` */
  readonly counts: boolean;
  readonly pValues: boolean;
  /** column id of the p values in the published table */
  readonly pValuesPublished?: string;
  /** a row with the number of missing values under each variable that has some */
  readonly missing: boolean;
  /** table id of the published file */
  readonly published?: string;
}

export function summaryTable(table: SummaryTable): TableShape {
  return {
    needs: { models: [], summaries: [table.of] },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => matches(table, results),
  };
}

function draw(table: SummaryTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const summary = findSummary(results, table.of, heading.id);
  const columns = bindColumns(table, summary, heading.id);
  const digits = { ...table.digits, ...(options.digits === undefined ? {} : { mean: options.digits }) };
  const resolved = resolveSummaryRows(table.rows, summary, { results, language, place: heading.id });
  const rows = resolved.flatMap((row) => drawRow(row, columns, table, digits, language));
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [
      { align: 'left' },
      ...columns.map(() => ({ align: 'right' as const })),
      ...(table.pValues ? [{ align: 'right' as const }] : []),
    ],
    header: [
      [
        blankCell(),
        ...columns.map(({ group, header }) => {
          const label = inLanguage(header ?? group.label, language);
          const count = language === 'zh' ? `（N=${countText(group.nobs)}）` : ` (N=${countText(group.nobs)})`;
          return textCell(table.counts ? label + count : label, 'right');
        }),
        ...(table.pValues ? [textCell(language === 'zh' ? 'P值' : 'P value', 'right')] : []),
      ],
    ],
    rows,
    notes: [
      ...summaryNotes(table, resolved, summary, language),
      ...[...summary.notes, ...(heading.notes ?? [])].map((note) => inLanguage(note, language)),
    ],
  };
}

function bindColumns(table: SummaryTable, summary: Summary, place: string) {
  const asked = table.columns ?? summary.groups.map((group): SummaryColumn => ({ group: group.key }));
  return asked.map((column) => {
    const group = summary.groups.find((candidate) => candidate.key === column.group);
    if (group === undefined) {
      throw unknownName(
        place,
        'group',
        column.group,
        summary.groups.map((candidate) => candidate.key),
      );
    }
    return { ...column, group };
  });
}

type BoundColumn = ReturnType<typeof bindColumns>[number];

function drawRow(
  row: ResolvedSummaryRow,
  columns: readonly BoundColumn[],
  table: SummaryTable,
  digits: SummaryTable['digits'],
  language: Language,
): readonly TableRow[] {
  const pCell = table.pValues ? [pValueCell(row)] : [];
  if (row.kind === 'heading') {
    return [{ kind: 'group', indent: row.indent, cells: [textCell(row.label, 'left', columns.length + 1), ...pCell] }];
  }
  const cells = columns.map(({ group }) => cellFor(row.row, group.key, row.scale, table, digits));
  const source = ['summaries', table.of, 'rows', row.row.variable];
  const main = madeBy({ kind: 'body', indent: row.indent, cells: [textCell(row.label), ...cells, ...pCell] }, source);
  if (!table.missing || !row.lastOfVariable) return [main];
  const missing = columns.map(({ group }) => cellOf(row.row, group.key)?.missing ?? 0);
  if (missing.every((count) => count === 0)) return [main];
  const label = language === 'zh' ? '缺失' : 'Missing';
  const counts: Cell[] = missing.map((count) => numberCell(countText(count)));
  const blank = table.pValues ? [blankCell()] : [];
  const indent = row.row.level === undefined ? row.indent + 1 : row.indent;
  return [main, { kind: 'body', indent, cells: [textCell(label), ...counts, ...blank] }];
}

function pValueCell(row: ResolvedSummaryRow): Cell {
  if (row.test === undefined) return blankCell();
  return numberCell(pValueText(row.test.pValue));
}

function cellOf(row: SummaryRow, group: string): SummaryCell | undefined {
  return row.cells.find((candidate) => candidate.group === group);
}

function cellFor(
  row: SummaryRow,
  group: string,
  scale: number,
  table: SummaryTable,
  digits: SummaryTable['digits'],
): Cell {
  const cell = cellOf(row, group);
  if (cell === undefined || cell.nobs === 0) return missingCell();
  return numberCell(statisticCellText(row.statistic, cell, scale, table.sd, digits));
}

function matches(table: SummaryTable, results: Results): readonly OwnNumber[] {
  const { published } = table;
  if (published === undefined) return [];
  const summary = findSummary(results, table.of, published);
  const columns = bindColumns(table, summary, published);
  const resolved = resolveSummaryRows(table.rows, summary, { results, language: 'en', place: published });
  return resolved.flatMap((row): readonly OwnNumber[] => {
    if (row.kind === 'heading') return [];
    const numbers = columns.flatMap(({ group, published: id }): readonly OwnNumber[] => {
      const cell = cellOf(row.row, group.key);
      if (id === undefined || cell === undefined) return [];
      const own = { cell: `${published}.${row.published}.${id}`, nobs: cell.nobs };
      const counted = row.row.statistic === 'n_percent' || row.row.statistic === 'proportion';
      if (counted) return [{ ...own, value: cell.share * 100, count: cell.count }];
      return [{ ...own, value: cell.mean * row.scale, sd: cell.sd * row.scale }];
    });
    const test = row.test ?? row.row.test;
    if (table.pValuesPublished === undefined || test === undefined) return numbers;
    return [...numbers, { cell: `${published}.${row.published}.${table.pValuesPublished}`, value: test.pValue }];
  });
}
