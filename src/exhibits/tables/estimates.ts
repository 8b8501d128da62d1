/** Models side by side: terms in rows, one column (or two) per equation and effect, statistics below. */
import type { Needs } from '../../results/exhibit.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import { blankCell, cellMadeBy, numberCell, textCell } from './cell.ts';
import { headerRows } from './column-header.ts';
import { valueAndSpread } from './estimate-cells.ts';
import {
  type BoundColumn,
  bindColumns,
  columnTitles,
  type EstimatesTable,
  estimateLabel,
  sourceOf,
  UNCERTAINTY_LABEL,
} from './estimate-columns.ts';
import { estimateMatches } from './estimate-matches.ts';
import { estimateNotes } from './estimate-notes.ts';
import { type ResolvedRow, resolveRows } from './estimate-rows.ts';
import { shownEstimates } from './estimate-shown.ts';
import { tableTitle } from './label.ts';
import { distinct, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import {
  isMarked,
  type MarkRow,
  type StatisticRow,
  statisticText,
  statisticTitle,
  statisticValue,
} from './statistic.ts';
import type { Cell, Table, TableRow } from './table.ts';

export function estimatesTable(table: EstimatesTable): TableShape {
  return {
    needs: { models: modelsOf(table), summaries: [], ...sourcesOf(table) },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => estimateMatches(table, results),
    estimates: (results, place, options) => shownEstimates(table, results, place, options),
  };
}

function modelsOf(table: EstimatesTable): readonly string[] {
  const named = table.panels.flatMap((panel) =>
    table.columns
      .filter(({ source }) => source === undefined)
      .map((column) => panel.model ?? column.model ?? table.model),
  );
  return distinct(named.filter((name) => name !== undefined));
}

function sourcesOf({ columns }: EstimatesTable): Pick<Needs, 'mediations' | 'splits'> {
  const sources = columns.flatMap(({ source }) => source ?? []);
  const mediations = distinct(sources.flatMap((source) => ('mediation' in source ? [source.mediation] : [])));
  const splits = distinct(sources.flatMap((source) => ('split' in source ? [source.split] : [])));
  return { ...(mediations.length > 0 && { mediations }), ...(splits.length > 0 && { splits }) };
}

function draw(table: EstimatesTable, results: Results, heading: TableHeading, options: ShapeOptions): Table {
  const { language } = options;
  const digits = options.digits ?? table.digits;
  const bound = table.panels.map((panel) => bindColumns(table, panel, results, heading.id));
  const wide = table.place === 'column' && table.uncertainty !== 'none';
  const perColumn = wide ? 2 : 1;
  const total = table.columns.length * perColumn + 1;
  const rows: TableRow[] = [];
  const several = table.panels.length > 1;
  table.panels.forEach((panel, index) => {
    const columns = bound[index]!;
    if (panel.label !== undefined) rows.push(headingRow(inLanguage(panel.label, language), 0, total));
    const indent = panel.label === undefined ? 0 : 1;
    const resolved = resolveRows(
      panel.rows,
      columns.map((column) => column.effect.estimates),
      {
        results,
        language,
        place: heading.id,
      },
    );
    for (const row of resolved) rows.push(...drawRow(row, indent, columns, table, digits, total));
    const last = index === table.panels.length - 1;
    if (table.statistics.length === 0 && table.marks.length === 0) return;
    if (!several && last) rows.push({ kind: 'rule', indent: 0, cells: [] });
    for (const mark of table.marks) {
      rows.push(markRow(mark, indent, columns, perColumn, several ? 'body' : 'footer', language));
    }
    for (const statistic of table.statistics) {
      rows.push(
        ...statisticRows(statistic, indent, columns, perColumn, several ? 'body' : 'footer', heading.id, language),
      );
    }
  });
  const uncertainty = table.uncertainty === 'none' ? undefined : UNCERTAINTY_LABEL[table.uncertainty];
  return {
    id: heading.id,
    title: tableTitle(heading.number, heading.title, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    columns: [
      { align: 'left' },
      ...table.columns.flatMap(() => Array.from({ length: perColumn }, () => ({ align: 'right' as const }))),
    ],
    header: headerRows(
      bound[0]!.map((column) => columnTitles(column, language)),
      perColumn,
      belowTitles(table, wide ? uncertainty : undefined, language),
    ),
    rows,
    notes: [
      ...estimateNotes(table, bound.flat(), results, language, uncertainty),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

/** The last header row: `ME SE` over two columns, or the label of a single one that has its own. */
function belowTitles(table: EstimatesTable, beside: Text | undefined, language: Language) {
  const { columns } = table;
  if (beside === undefined && columns.every(({ label }) => label === undefined)) return undefined;
  const spread = beside === undefined ? [] : [inLanguage(beside, language)];
  return columns.map((column) => [inLanguage(estimateLabel(table, column), language), ...spread]);
}

function drawRow(
  row: ResolvedRow,
  indent: number,
  columns: readonly BoundColumn[],
  table: EstimatesTable,
  digits: number,
  total: number,
): readonly TableRow[] {
  if (row.kind === 'heading') return [headingRow(row.label, row.indent + indent, total)];
  const upper: Cell[] = [textCell(row.label)];
  const lower: Cell[] = [blankCell()];
  for (const column of columns) {
    const estimate = column.byTerm.get(row.term);
    const source = sourceOf(column);
    const [value, spread] = valueAndSpread(estimate, column, table, digits).map((cell) => cellMadeBy(cell, source)) as [
      Cell,
      Cell,
    ];
    upper.push(value);
    if (table.uncertainty === 'none') continue;
    if (table.place === 'column') upper.push(spread);
    else lower.push(spread);
  }
  const rows: TableRow[] = [{ kind: 'body', indent: row.indent + indent, cells: upper }];
  if (table.uncertainty !== 'none' && table.place === 'below') rows.push({ kind: 'body', indent: 0, cells: lower });
  return rows;
}

function headingRow(label: string, indent: number, total: number): TableRow {
  return { kind: 'group', indent, cells: [textCell(label, 'left', total)] };
}

function statisticRows(
  statistic: StatisticRow,
  indent: number,
  columns: readonly BoundColumn[],
  perColumn: number,
  kind: 'body' | 'footer',
  place: string,
  language: Language,
): readonly TableRow[] {
  const known = columns.flatMap((column) => Object.keys(column.equation?.statistics ?? {}));
  if (columns.every((column) => statisticValue(statistic, column) === undefined)) {
    if (statistic.optional === true) return [];
    throw unknownName(place, 'statistic', statistic.names.join(', '), ['nobs', ...new Set(known)]);
  }
  const cells = columns.flatMap((column) => {
    const text = statisticText(statistic, column);
    const cell = text === undefined ? blankCell() : cellMadeBy(numberCell(text), sourceOf(column).slice(0, 2));
    return perColumn === 2 ? [cell, blankCell()] : [cell];
  });
  return [{ kind, indent, cells: [textCell(statisticTitle(statistic, language)), ...cells] }];
}

function markRow(
  mark: MarkRow,
  indent: number,
  columns: readonly BoundColumn[],
  perColumn: number,
  kind: 'body' | 'footer',
  language: Language,
): TableRow {
  const [yes, no] = language === 'zh' ? ['是', '否'] : ['yes', 'no'];
  const cells = columns.flatMap(({ model, equation }) => {
    const marked = isMarked(mark, model, equation);
    const cell = marked === undefined ? blankCell() : textCell(marked ? yes : no, 'right');
    return perColumn === 2 ? [cell, blankCell()] : [cell];
  });
  return { kind, indent, cells: [textCell(inLanguage(mark.label, language)), ...cells] };
}
