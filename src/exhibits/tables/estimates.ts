/** Models side by side: terms in rows, one column (or two) per equation and effect, statistics below. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { Estimate } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language } from '../../results/text.ts';
import { blankCell, missingCell, numberCell, pValueText, textCell } from './cell.ts';
import { headerRows } from './column-header.ts';
import {
  type BoundColumn,
  bindColumns,
  columnTitles,
  type EstimatesTable,
  estimateLabel,
  UNCERTAINTY_LABEL,
  type Uncertainty,
} from './estimate-columns.ts';
import { estimateMatches } from './estimate-matches.ts';
import { estimateNotes } from './estimate-notes.ts';
import { type ResolvedRow, resolveRows } from './estimate-rows.ts';
import { tableTitle } from './label.ts';
import { distinct, unknownName } from './lookup.ts';
import type { ShapeOptions, TableHeading, TableShape } from './shape.ts';
import { starsFor } from './stars.ts';
import { type StatisticRow, statisticText, statisticTitle, statisticValue } from './statistic.ts';
import type { Cell, Table, TableRow } from './table.ts';

export function estimatesTable(table: EstimatesTable): TableShape {
  return {
    needs: { models: modelsOf(table), summaries: [] },
    draw: (results, heading, options) => draw(table, results, heading, options),
    matches: (results) => estimateMatches(table, results),
  };
}

function modelsOf(table: EstimatesTable): readonly string[] {
  const named = table.panels.flatMap((panel) =>
    table.columns.map((column) => panel.model ?? column.model ?? table.model),
  );
  return distinct(named.filter((name) => name !== undefined));
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
    if (table.statistics.length === 0) return;
    if (!several && last) rows.push({ kind: 'rule', indent: 0, cells: [] });
    for (const statistic of table.statistics) {
      rows.push(statisticRow(statistic, indent, columns, perColumn, several ? 'body' : 'footer', heading.id, language));
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
      wide ? [inLanguage(estimateLabel(table), language), inLanguage(uncertainty!, language)] : undefined,
    ),
    rows,
    notes: [
      ...estimateNotes(table, bound.flat(), results, language, uncertainty),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
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
    const [value, spread] = valueAndSpread(estimate, column, table, digits);
    upper.push(value);
    if (table.uncertainty === 'none') continue;
    if (table.place === 'column') upper.push(spread);
    else lower.push(spread);
  }
  const rows: TableRow[] = [{ kind: 'body', indent: row.indent + indent, cells: upper }];
  if (table.uncertainty !== 'none' && table.place === 'below') rows.push({ kind: 'body', indent: 0, cells: lower });
  return rows;
}

/** Blank where the model has no such term; dashes where it has one without a number, or did not converge. */
function valueAndSpread(
  estimate: Estimate | undefined,
  column: BoundColumn,
  table: EstimatesTable,
  digits: number,
): readonly [Cell, Cell] {
  if (estimate === undefined) return [blankCell(), blankCell()];
  const unusable = estimate.omitted !== undefined || column.equation?.convergence.converged === false;
  if (unusable || Number.isNaN(estimate.estimate)) return [missingCell(), missingCell()];
  const stars = starsFor(estimate.pValue, table.stars);
  const value = numberCell(formatFixed(estimate.estimate, digits) + stars, stars !== '');
  const text = spreadText(estimate, table.uncertainty, digits);
  if (text === '') return [value, missingCell()];
  const bracketed = table.place === 'below' && table.uncertainty !== 'conf_int' ? `(${text})` : text;
  return [value, numberCell(bracketed)];
}

function spreadText(estimate: Estimate, uncertainty: Uncertainty, digits: number): string {
  switch (uncertainty) {
    case 'std_error':
      return formatFixed(estimate.stdError, digits);
    case 'p_value':
      return pValueText(estimate.pValue);
    case 'conf_int': {
      const [low, high] = [formatFixed(estimate.confLow, digits), formatFixed(estimate.confHigh, digits)];
      return low === '' || high === '' ? '' : `[${low}, ${high}]`;
    }
    case 'none':
      return '';
  }
}

function headingRow(label: string, indent: number, total: number): TableRow {
  return { kind: 'group', indent, cells: [textCell(label, 'left', total)] };
}

function statisticRow(
  statistic: StatisticRow,
  indent: number,
  columns: readonly BoundColumn[],
  perColumn: number,
  kind: 'body' | 'footer',
  place: string,
  language: Language,
): TableRow {
  const known = columns.flatMap((column) => Object.keys(column.equation?.statistics ?? {}));
  if (columns.every((column) => statisticValue(statistic, column.equation) === undefined)) {
    throw unknownName(place, 'statistic', statistic.names.join(', '), ['nobs', ...new Set(known)]);
  }
  const cells = columns.flatMap((column) => {
    const text = statisticText(statistic, column.equation);
    const cell = text === undefined ? blankCell() : numberCell(text);
    return perColumn === 2 ? [cell, blankCell()] : [cell];
  });
  return { kind, indent, cells: [textCell(statisticTitle(statistic, language)), ...cells] };
}
