/** Coefficients by event time with whiskers around a zero line, the reference hollow, and what stands behind them under the axis. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { ModelResult } from '../../results/estimates.ts';
import { type EventTime, type EventTimes, eventTimesOf, eventVariables } from '../../results/event-times.ts';
import type { Results } from '../../results/results.ts';
import type { Identification } from '../../results/support.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { Figure, FigurePoint, FigureRow } from './figure.ts';
import { findEffect, findModel, unknownName } from './lookup.ts';
import type { FigureHeading, FigureShape } from './shape.ts';
import { figureTitle } from './title.ts';

export interface EventStudyFigure {
  readonly model: string;
  readonly equation?: string;
  readonly effect: string;
  /** the event-time variable, where a model has several */
  readonly variable?: string;
  /** whether the estimates are differences of probabilities or shares, to be shown in percentage points */
  readonly percentagePoints: boolean;
  readonly xLabel?: Text;
  readonly yLabel?: Text;
  /** figure id of the published file, and the event times of its values by their keys */
  readonly published?: string;
  readonly publishedValues?: Readonly<Record<string, number>>;
}

/** Points are the event times of an effect; an event time without an estimate has no point but keeps its place. */
export function eventStudyFigure(figure: EventStudyFigure): FigureShape {
  return {
    needs: { models: [figure.model], summaries: [] },
    draw: (results, heading, { language }) => draw(figure, results, heading, language),
    matches: (results) => matches(figure, results),
  };
}

/** Under the axis there is room for a word. */
const MARKS: Readonly<Record<Identification, Required<Text>>> = {
  reference: { en: 'ref.', zh: '基期' },
  clean: { en: 'clean', zh: '直接' },
  chained: { en: 'chain', zh: '间接' },
  across: { en: 'across', zh: '跨单位' },
  not_identified: { en: 'none', zh: '无' },
};

function draw(figure: EventStudyFigure, results: Results, heading: FigureHeading, language: Language): Figure {
  const { model, effect, events } = found(figure, results, heading.id);
  const zh = language === 'zh';
  const level = `${Number((effect.confLevel * 100).toPrecision(12))}%`;
  const standard = { en: effect.unit ?? 'Estimate', zh: '估计值' };
  return {
    id: heading.id,
    title: figureTitle(heading, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    mark: 'points',
    xLabel: inLanguage(figure.xLabel ?? timeLabel(events), language),
    yLabel: yLabel(figure, inLanguage(figure.yLabel ?? standard, language), zh),
    yUnit: figure.percentagePoints ? 'percentage points' : 'number',
    points: events.times.map(pointOf),
    lines: [{ axis: 'y', at: 0, label: '' }],
    ...(events.support && { under: supportRows(events, language) }),
    notes: [
      `${inLanguage(effect.convention, language).replace(/[.。]$/, '')}${
        zh
          ? `；线段为${level}置信区间，空心点为基期。`
          : `; whiskers are ${level} confidence intervals, the hollow point is the reference.`
      }`,
      ...markNotes(events, model, language),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

function found({ model: id, effect: name, equation, variable }: EventStudyFigure, results: Results, place: string) {
  const model = findModel(results, id, place);
  const effect = findEffect(model, name, equation, place);
  const events = eventTimesOf(model, effect, variable);
  if (events.times.length === 0) {
    throw unknownName(
      place,
      `event-time variable in ${name} of ${id}`,
      variable ?? 'event_time',
      eventVariables(effect),
    );
  }
  return { model, effect, events };
}

function timeLabel({ support }: EventTimes): Text {
  if (support?.unitOfTime === 'waves') return { en: 'Waves since adoption', zh: '相对政策实施的期数' };
  return { en: support === undefined ? 'Time since adoption' : 'Years since adoption', zh: '相对政策实施的年数' };
}

/** An event time without a number is NaN: it keeps its place on the axis. */
function pointOf({ at, isReference, estimate }: EventTime): FigurePoint {
  if (isReference) return { x: at, y: 0, hollow: true };
  if (estimate === undefined || Number.isNaN(estimate.estimate)) return { x: at, y: Number.NaN };
  const known = !Number.isNaN(estimate.confLow) && !Number.isNaN(estimate.confHigh);
  return { x: at, y: estimate.estimate, ...(known && { low: estimate.confLow, high: estimate.confHigh }) };
}

function supportRows({ times, support }: EventTimes, language: Language): readonly FigureRow[] {
  const zh = language === 'zh';
  const persons = times.some((time) => time.support?.persons !== undefined);
  const row = (label: string, text: (time: EventTime) => string | number | undefined): FigureRow => ({
    label,
    texts: times.map((time) => String(text(time) ?? '')),
  });
  const units = support!.unit;
  return [
    row(zh ? `${units}×时点` : `${units}-waves`, (time) => time.support?.unitTimes),
    persons
      ? row(zh ? '人数' : 'persons', (time) => time.support?.persons)
      : row(zh ? '行数' : 'rows', (time) => time.support?.rows),
    row(zh ? '识别' : 'identified', ({ support: one }) =>
      one === undefined ? undefined : `${inLanguage(MARKS[one.identification], language)}${one.oneUnitTime ? '*' : ''}`,
    ),
  ];
}

function markNotes({ times, support }: EventTimes, { id }: ModelResult, language: Language): readonly string[] {
  if (support === undefined) return [];
  const zh = language === 'zh';
  const shown = new Set(times.flatMap((time) => (time.support === undefined ? [] : [time.support.identification])));
  const said: Readonly<Record<Exclude<Identification, 'reference'>, Required<Text>>> = {
    clean: {
      en: `clean: some ${support.within ?? support.unit} has rows at this event time and at the reference`,
      zh: '直接：有单位同时处于该时点和基期',
    },
    chained: { en: 'chain: joined to a zero only through other event times', zh: '间接：须经其他时点才能与零点相连' },
    across: {
      en: `across: no fixed effect of ${support.unit} or finer, so other units are the comparison`,
      zh: '跨单位：没有足够细的固定效应，以其他单位为对照',
    },
    not_identified: { en: 'none: not identified', zh: '无：不能识别' },
  };
  const parts = (Object.keys(said) as (keyof typeof said)[])
    .filter((kind) => shown.has(kind))
    .map((kind) => said[kind][language]);
  const single = times.some((time) => time.support?.oneUnitTime);
  if (single) parts.push(zh ? '*：仅一个单位的一个时点' : '*: one unit at one time');
  return parts.length === 0 ? [] : [`${parts.join(zh ? '；' : '; ')}${zh ? `（模型${id}）。` : '.'}`];
}

function yLabel({ percentagePoints }: EventStudyFigure, label: string, zh: boolean): string {
  if (!percentagePoints) return label;
  return zh ? `${label}（百分点）` : `${label} (percentage points)`;
}

/** Published values by event time; times 100 where the figure is in percentage points. */
function matches(figure: EventStudyFigure, results: Results): readonly OwnNumber[] {
  const { published, publishedValues, percentagePoints } = figure;
  if (published === undefined || publishedValues === undefined) return [];
  const { events } = found(figure, results, published);
  const scale = percentagePoints ? 100 : 1;
  return Object.entries(publishedValues).flatMap(([key, at]): OwnNumber[] => {
    const estimate = events.times.find((time) => time.at === at)?.estimate;
    if (estimate === undefined) return [];
    const { estimate: value, stdError } = estimate;
    return [{ cell: `${published}.${key}`, value: value * scale, stdError: stdError * scale }];
  });
}
