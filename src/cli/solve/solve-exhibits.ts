/** What `solve` shows of a question: what is settled, the ranking, and for each focal estimate its conclusions and their curve. */
import { specificationCurve } from '../../exhibits/figures/specification-curve.ts';
import type { Exhibit } from '../../exhibits/formats/format.ts';
import type { Published } from '../../exhibits/published/schema.ts';
import { numberCells } from '../../exhibits/readings/printed-cells.ts';
import { conclusionsTable, type ReadingsView, rankingTable, settledTable } from '../../exhibits/tables/readings.ts';
import type { ReadingsResult } from '../../results/readings.ts';
import type { SolveOptions } from '../verbs/solve.ts';

export function solveExhibits(
  result: ReadingsResult,
  published: Published,
  view: ReadingsView,
  only: SolveOptions['only'],
): readonly Exhibit[] {
  const wanted = (kind: NonNullable<SolveOptions['only']>) => only === undefined || only === kind;
  const table = (one: ReturnType<typeof settledTable>): Exhibit => ({ kind: 'table', table: one });
  const printed = numberCells(published);
  return [
    ...(wanted('settled') ? [table(settledTable(result, view))] : []),
    ...(wanted('ranking') ? [table(rankingTable(result, view))] : []),
    ...result.summaries.flatMap((summary): readonly Exhibit[] => {
      const cell = printed.get(summary.cell);
      const value = cell === undefined || !('est' in cell) ? Number.NaN : cell.est;
      return [
        ...(wanted('conclusions') ? [table(conclusionsTable(result, summary, view))] : []),
        ...(wanted('curve') && summary.readings > 0
          ? [{ kind: 'figure' as const, figure: specificationCurve(result, summary, value, view) }]
          : []),
      ];
    }),
  ];
}
