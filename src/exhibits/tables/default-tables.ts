/** Tables for results whose spec asks for none: one per model and effect, one per summary and whatever else was found. */
import type { EffectResult, ModelResult } from '../../results/estimates.ts';
import { eventTimesOf } from '../../results/event-times.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Text } from '../../results/text.ts';
import type { EstimateColumn } from './estimate-columns.ts';
import { estimatesTable } from './estimates.ts';
import { eventStudyTable } from './event-study.ts';
import { distinct } from './lookup.ts';
import { mediationTable } from './mediation.ts';
import { placeboTable } from './placebo.ts';
import type { ShapeOptions, TableShape } from './shape.ts';
import { splitTable } from './split.ts';
import { starRules } from './stars.ts';
import type { StatisticRow } from './statistic.ts';
import { summaryTable } from './summary.ts';
import type { Table } from './table.ts';

const STARS = starRules({ '***': 0.01, '**': 0.05, '*': 0.1 });
const DIGITS = 3;

export function defaultTables(results: Results, options: ShapeOptions): readonly Table[] {
  const draw = (id: string, title: Text, shape: TableShape) => shape.draw(results, { id, title }, options);
  const models = Object.values(results.models).flatMap((model) =>
    distinct(model.effects.map((effect) => effect.effect)).map((effect) => {
      const title = `${inLanguage(model.label, options.language)}: ${effect.replaceAll('_', ' ')}`;
      return draw(`${model.id}.${effect}`, { en: title }, modelTable(model, effect));
    }),
  );
  const summaries = Object.values(results.summaries).map((summary) =>
    draw(
      summary.id,
      summary.label,
      summaryTable({
        of: summary.id,
        digits: { mean: 2, percent: 2 },
        sd: 'brackets',
        counts: true,
        pValues: summary.rows.some((row) => row.test !== undefined),
        missing: false,
      }),
    ),
  );
  const mediations = Object.values(results.mediations ?? {}).map(({ id, label, quantities }) => {
    const columns = distinct(quantities.map(({ scale }) => scale)).map((scale) => ({
      mediation: id,
      scale: scale as (typeof quantities)[number]['scale'],
      published: {},
    }));
    return draw(id, label, mediationTable({ columns, stars: STARS, digits: DIGITS }));
  });
  const splits = Object.values(results.splits ?? {}).flatMap(({ id, label, comparisons }) =>
    comparisons.map(({ scale, term }) =>
      draw(
        `${id}.${scale}.${term}`,
        label,
        splitTable({ splits: [id], scale, term, stars: STARS, digits: DIGITS, publishedRows: {} }),
      ),
    ),
  );
  const placebos = Object.values(results.placebos ?? {}).map(({ id, label }) =>
    draw(id, label, placeboTable({ placebo: id, digits: DIGITS })),
  );
  return [...summaries, ...models, ...mediations, ...splits, ...placebos];
}

function modelTable(model: ModelResult, effect: string): TableShape {
  const own = model.effects.filter((one) => one.effect === effect);
  const [first] = own;
  if (own.length === 1 && isEventStudy(model, first!)) {
    return eventStudyTable({ model: model.id, effect, stars: STARS, digits: DIGITS, pValues: false });
  }
  // the spread of a random intercept is a statistic below the outcome's column
  const equations = distinct(own.map((one) => one.equation)).filter(
    (name) => model.equations.find((equation) => equation.name === name)?.auxiliary !== true,
  );
  const shown = model.equations.filter((equation) => equations.includes(equation.name));
  const has = (name: string) => shown.some(({ statistics }) => Object.hasOwn(statistics, name));
  const statistics: readonly StatisticRow[] = [
    ...['sigma', 'rho'].filter(has).map((name) => ({ names: [name], digits: DIGITS })),
    { names: ['nobs'], digits: 0 },
  ];
  return estimatesTable({
    model: model.id,
    effect,
    columns: equations.map((equation): EstimateColumn => ({ equation })),
    panels: [{}],
    marks: [],
    statistics: shown.length > 0 ? statistics : [],
    uncertainty: 'std_error',
    place: 'column',
    stars: STARS,
    digits: DIGITS,
  });
}

/** Whether every estimate is an event time whose support is known. */
function isEventStudy(model: ModelResult, effect: EffectResult): boolean {
  const { variable, support } = eventTimesOf(model, effect);
  return support !== undefined && effect.estimates.every((estimate) => estimate.variable === variable);
}
