/** Which published cells the numbers of a table of estimates stand beside. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { Results } from '../../results/results.ts';
import { bindColumns, type EstimatesTable } from './estimate-columns.ts';
import { resolveRows } from './estimate-rows.ts';
import { statisticValue } from './statistic.ts';

/** `table.row.column` for every term and statistic of the columns that name a published one. */
export function estimateMatches(table: EstimatesTable, results: Results): readonly OwnNumber[] {
  if (table.published === undefined) return [];
  const found: OwnNumber[] = [];
  for (const panel of table.panels) {
    const columns = bindColumns(table, panel, results, table.published);
    const prefix = panel.publishedPrefix ?? '';
    const rows = resolveRows(
      panel.rows,
      columns.map((column) => column.effect.estimates),
      {
        results,
        language: 'en',
        place: table.published,
      },
    );
    for (const column of columns) {
      const id = column.column.published;
      if (id === undefined) continue;
      for (const row of rows) {
        const estimate = row.kind === 'term' ? column.byTerm.get(row.term) : undefined;
        if (row.kind !== 'term' || estimate === undefined) continue;
        const { pValue, confLow, confHigh } = estimate;
        found.push({
          cell: `${table.published}.${prefix}${row.published}.${id}`,
          value: estimate.estimate,
          stdError: estimate.stdError,
          inference: { pValue, confLow, confHigh },
          ...(column.equation === undefined ? {} : { nobs: column.equation.nobs }),
        });
      }
      for (const statistic of table.statistics) {
        const value = statisticValue(statistic, column);
        if (value === undefined) continue;
        const key = statistic.published ?? (statistic.names[0] === 'nobs' ? 'observations' : statistic.names[0]!);
        found.push({ cell: `${table.published}.${prefix}${key}.${id}`, value });
      }
    }
  }
  return found;
}
