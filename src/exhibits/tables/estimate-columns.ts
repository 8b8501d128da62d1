/** The columns of a table of estimates: what the table asks for, and each column with its model and effect found. */
import type { EffectResult, EquationResult, Estimate, ModelResult } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { EstimateRow } from './estimate-rows.ts';
import { estimatorName } from './estimator-name.ts';
import { findEffect, findEquation, findMediation, findModel, findSplit, unknownName } from './lookup.ts';
import type { StarRule } from './stars.ts';
import type { MarkRow, StatisticRow } from './statistic.ts';

/** A model inside another result: a step of a mediation, or a group of a split. */
export type EstimateSource =
  | {
      readonly mediation: string;
      readonly step: 'total' | 'mediator' | 'direct' | 'reduced';
      /** whose regression, where a mediation has several mediators */
      readonly mediator?: string;
    }
  | { readonly split: string; readonly group: string };

export interface EstimateColumn {
  /** lines over the column, from the top; equal neighbours are joined */
  readonly header?: readonly Text[];
  /** heads its estimates in place of the table's label: `β` beside `ME` */
  readonly label?: Text;
  readonly model?: string;
  /** in place of a model */
  readonly source?: EstimateSource;
  /** an equation, or an expectation: `outcome.u0` */
  readonly equation?: string;
  readonly effect?: string;
  /** column id of the published table */
  readonly published?: string;
}

/** Rows of one model, or of a subsample, under a heading of their own. */
export interface EstimatePanel {
  readonly label?: Text;
  readonly model?: string;
  readonly rows?: readonly EstimateRow[];
  /** put before every row key of the published table: `ncms_` */
  readonly publishedPrefix?: string;
}

export type Uncertainty = 'std_error' | 'conf_int' | 'p_value' | 'none';

export interface EstimatesTable {
  readonly columns: readonly EstimateColumn[];
  readonly panels: readonly EstimatePanel[];
  /** model and effect of the columns that name none */
  readonly model?: string;
  readonly effect: string;
  readonly marks: readonly MarkRow[];
  readonly statistics: readonly StatisticRow[];
  readonly uncertainty: Uncertainty;
  /** beside the estimate in a column of its own, or below it in brackets */
  readonly place: 'column' | 'below';
  readonly stars: readonly StarRule[];
  readonly digits: number;
  /** what heads the two columns: `ME`, `SE` */
  readonly estimateLabel?: Text;
  /** table id of the published file */
  readonly published?: string;
}

/** One column in one panel, with everything found. */
export interface BoundColumn {
  readonly column: EstimateColumn;
  readonly model: ModelResult;
  readonly effect: EffectResult;
  readonly equation: EquationResult | undefined;
  readonly byTerm: ReadonlyMap<string, Estimate>;
}

export const UNCERTAINTY_LABEL: Record<Exclude<Uncertainty, 'none'>, Text> = {
  std_error: { en: 'SE', zh: '标准误' },
  conf_int: { en: 'CI', zh: '置信区间' },
  p_value: { en: 'P', zh: 'P值' },
};

/** `ME` over marginal effects, `Estimate` over everything else, unless the column or the table says otherwise. */
export function estimateLabel(table: EstimatesTable, column?: EstimateColumn): Text {
  if (column?.label !== undefined) return column.label;
  if (table.estimateLabel !== undefined) return table.estimateLabel;
  const effects = table.columns.map((column) => column.effect ?? table.effect);
  if (effects.every((effect) => effect === 'marginal_effects')) return { en: 'ME', zh: '边际效应' };
  return { en: 'Estimate', zh: '估计值' };
}

/** In a header line, the name of what fits the equation. */
const ESTIMATOR = '{estimator}';

/** Expectations over several equations. */
const EXPECTATIONS: Readonly<Record<string, Text>> = { combined: { en: 'combined', zh: '两部分合计' } };

/** What a column is called in headers and notes when the table names nothing: its equation, or its model. */
export function columnName({ equation, model, effect }: BoundColumn, language: Language): string {
  if (equation === undefined) return inLanguage(EXPECTATIONS[effect.equation] ?? { en: effect.equation }, language);
  const outcomes = model.equations.filter(({ auxiliary }) => !auxiliary).length;
  const name = inLanguage(outcomes === 1 ? model.label : equation.label, language);
  const suffix = effect.equation.slice(equation.name.length + 1);
  return suffix === '' ? name : `${name} (${suffix})`;
}

/** The same for notes: columns with a label of their own are told apart by header and label. */
export function columnNameInNotes(bound: BoundColumn, language: Language): string {
  const { header = [], label } = bound.column;
  if (label === undefined) return columnName(bound, language);
  return [
    ...columnTitles({ ...bound, column: { ...bound.column, header } }, language),
    inLanguage(label, language),
  ].join(' ');
}

/** The lines over a column; without those that name its estimator where these are not wanted. */
export function columnTitles(bound: BoundColumn, language: Language, estimators = true): readonly string[] {
  const { column, equation } = bound;
  const estimator = equation && estimatorName(equation.estimator, language);
  if (column.header !== undefined) {
    const lines = column.header.map((line) => inLanguage(line, language));
    const wanted = estimators ? lines : lines.filter((line) => !line.includes(ESTIMATOR));
    return wanted.map((line) => line.replace(ESTIMATOR, estimator ?? ''));
  }
  const name = columnName(bound, language);
  return estimator === undefined || !estimators ? [name] : [name, estimator];
}

/** What makes the numbers of a column, as names from a section of the spec down. */
export function sourceOf({ column: { source }, model, effect }: BoundColumn): readonly string[] {
  if (source === undefined) return ['models', model.id, 'effects', effect.effect];
  return 'split' in source ? ['splits', source.split, 'groups', source.group] : ['mediations', source.mediation];
}

/** Finds model, effect and equation of each column in one panel; throws E-SPEC-NAME. */
export function bindColumns(
  table: EstimatesTable,
  panel: EstimatePanel,
  results: Results,
  place: string,
): readonly BoundColumn[] {
  return table.columns.map((column) => {
    const model = modelOf(table, panel, column, results, place);
    const effect = findEffect(model, column.effect ?? table.effect, column.equation, place);
    return {
      column,
      model,
      effect,
      equation: findEquation(model, effect.equation),
      byTerm: new Map(effect.estimates.map((estimate) => [estimate.term, estimate])),
    };
  });
}

function modelOf(
  table: EstimatesTable,
  panel: EstimatePanel,
  column: EstimateColumn,
  results: Results,
  place: string,
): ModelResult {
  if (column.source !== undefined) return sourceModel(column.source, results, place);
  const name = panel.model ?? column.model ?? table.model;
  const models = Object.keys(results.models);
  const only = models.length === 1 ? models[0] : undefined;
  return findModel(results, name ?? only ?? '', place);
}

function sourceModel(source: EstimateSource, results: Results, place: string): ModelResult {
  if ('split' in source) {
    const { groups, id } = findSplit(results, source.split, place);
    const group = groups.find(({ name }) => name === source.group);
    if (group !== undefined) return group.model;
    throw unknownName(
      place,
      `group of split ${id}`,
      source.group,
      groups.map(({ name }) => name),
    );
  }
  const { steps, id } = findMediation(results, source.mediation, place);
  const found = steps.filter(
    ({ role, mediator }) => role === source.step && (source.mediator === undefined || mediator === source.mediator),
  );
  if (found.length === 1) return found[0]!.model;
  const name = ({ role, mediator }: { role: string; mediator?: string }) =>
    mediator === undefined ? role : `${role} ${mediator}`;
  const asked = name({ role: source.step, ...(source.mediator !== undefined && { mediator: source.mediator }) });
  throw unknownName(place, `step of mediation ${id}`, asked, steps.map(name));
}
