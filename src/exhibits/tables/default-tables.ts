/** Tables for results whose spec asks for none: one per model and effect, one per summary. */
import type { Results } from '../../results/results.ts';
import { inLanguage } from '../../results/text.ts';
import type { EstimateColumn } from './estimate-columns.ts';
import { estimatesTable } from './estimates.ts';
import { distinct } from './lookup.ts';
import type { ShapeOptions } from './shape.ts';
import { starRules } from './stars.ts';
import { summaryTable } from './summary.ts';
import type { Table } from './table.ts';

export function defaultTables(results: Results, options: ShapeOptions): readonly Table[] {
  const models = Object.values(results.models).flatMap((model) =>
    distinct(model.effects.map((effect) => effect.effect)).map((effect) => {
      const equations = distinct(model.effects.filter((one) => one.effect === effect).map((one) => one.equation));
      const shape = estimatesTable({
        model: model.id,
        effect,
        columns: equations.map((equation): EstimateColumn => ({ equation })),
        panels: [{}],
        marks: [],
        statistics: equations.some((name) => model.equations.some((equation) => equation.name === name))
          ? [{ names: ['nobs'], digits: 0 }]
          : [],
        uncertainty: 'std_error',
        place: 'column',
        stars: starRules({ '***': 0.01, '**': 0.05, '*': 0.1 }),
        digits: 3,
      });
      const title = `${inLanguage(model.label, options.language)}: ${effect.replaceAll('_', ' ')}`;
      return shape.draw(results, { id: `${model.id}.${effect}`, title: { en: title } }, options);
    }),
  );
  const summaries = Object.values(results.summaries).map((summary) => {
    const shape = summaryTable({
      of: summary.id,
      digits: { mean: 2, percent: 2 },
      sd: 'brackets',
      counts: true,
      pValues: summary.rows.some((row) => row.test !== undefined),
      missing: false,
    });
    return shape.draw(results, { id: summary.id, title: summary.label }, options);
  });
  return [...summaries, ...models];
}
