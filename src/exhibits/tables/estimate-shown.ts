/** What a table of estimates shows, estimate by estimate: for tables that set the same rows of several runs side by side. */
import type { Results } from '../../results/results.ts';
import { inLanguage } from '../../results/text.ts';
import { valueAndSpread } from './estimate-cells.ts';
import { bindColumns, columnTitles, type EstimatesTable, estimateLabel } from './estimate-columns.ts';
import { resolveRows } from './estimate-rows.ts';
import { distinct } from './lookup.ts';
import type { ShapeOptions, ShownEstimate } from './shape.ts';

/** Every row of every panel in every column that has the term, uncertainty in brackets behind the estimate. */
export function shownEstimates(
  table: EstimatesTable,
  results: Results,
  place: string,
  options: ShapeOptions,
): readonly ShownEstimate[] {
  const { language } = options;
  const below: EstimatesTable = { ...table, place: 'below' };
  const digits = options.digits ?? table.digits;
  return table.panels.flatMap((panel) => {
    const columns = bindColumns(table, panel, results, place);
    const rows = resolveRows(
      panel.rows,
      columns.map(({ effect }) => effect.estimates),
      { results, language, place },
    );
    const plainTitles = columns.map((column) => columnTitles(column, language, false));
    const plainClash = distinct(plainTitles.map((lines) => lines.join(' '))).length < columns.length;
    const names = columns.map((column, index) => {
      const { label } = column.column;
      // another reading may fit the same column by another estimator
      const lines = plainClash ? columnTitles(column, language) : plainTitles[index]!;
      return [
        ...lines,
        ...(label === undefined ? [] : [inLanguage(estimateLabel(table, column.column), language)]),
      ].join(' ');
    });
    const above = panel.label === undefined ? '' : `${inLanguage(panel.label, language)}: `;
    return rows.flatMap((row) => {
      if (row.kind === 'heading') return [];
      return columns.flatMap((column, index): ShownEstimate[] => {
        const estimate = column.byTerm.get(row.term);
        if (estimate === undefined) return [];
        const [value, spread] = valueAndSpread(estimate, column, below, digits);
        const missing = value.mark === 'missing';
        const text = [value, spread].flatMap((cell) =>
          cell.mark === 'missing' || cell.text === '' ? [] : [cell.text],
        );
        return [
          {
            term: row.term,
            row: above + row.label,
            column: names[index]!,
            text: missing ? '' : text.join(' '),
            significant: value.mark === 'significant',
          },
        ];
      });
    });
  });
}
