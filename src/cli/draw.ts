/** Results -> exhibits: the tables and figures that a command shows, in its order. */

import type { Exhibit } from '../exhibits/formats/format.ts';
import { defaultTables } from '../exhibits/tables/default-tables.ts';
import { flowTable } from '../exhibits/tables/flow.ts';
import type { Results } from '../results/results.ts';
import type { Language } from '../results/text.ts';
import type { Analysis } from '../spec/paper.ts';

export interface DrawOptions {
  readonly language: Language;
  readonly digits?: number;
  /** whether the sample flow follows */
  readonly flow: boolean;
}

export const FLOW_HEADING = { id: 'flow', title: { en: 'Sample flow', zh: '样本流程' } } as const;

/** Draws the named exhibits; without names, one table per model and summary. */
export function draw(
  analysis: Analysis,
  names: readonly string[] | undefined,
  results: Results,
  options: DrawOptions,
): Exhibit[] {
  const { language, digits } = options;
  const shapeOptions = { language, ...(digits !== undefined && { digits }) };
  const exhibits: Exhibit[] =
    names === undefined
      ? defaultTables(results, shapeOptions).map((table) => ({ kind: 'table', table }))
      : names.map((name) => {
          const table = analysis.tables.get(name);
          if (table !== undefined)
            return { kind: 'table', table: table.shape.draw(results, table.heading, shapeOptions) };
          const figure = analysis.figures.get(name)!;
          return { kind: 'figure', figure: figure.shape.draw(results, figure.heading, { language }) };
        });
  if (options.flow) {
    exhibits.push({ kind: 'table', table: flowTable({ models: true }).draw(results, FLOW_HEADING, shapeOptions) });
  }
  return exhibits;
}
