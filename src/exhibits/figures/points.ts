/** Estimates as points with whiskers around a zero line; the reference level of a factor is a hollow point at zero. */
import type { EffectResult, Estimate } from '../../results/estimates.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { Figure, FigurePoint } from './figure.ts';
import { levelLabel, saysYes, variableLabel } from './label.ts';
import { findEffect, findModel, unknownName } from './lookup.ts';
import type { FigureHeading, FigureShape } from './shape.ts';
import { figureTitle } from './title.ts';

export interface PointsFigure {
  readonly model: string;
  readonly equation?: string;
  readonly effect: string;
  /** variables or terms, in order; all but the constant when absent */
  readonly variables?: readonly string[];
  readonly xLabel?: Text;
  readonly yLabel?: Text;
}

export function pointsFigure(figure: PointsFigure): FigureShape {
  return {
    needs: { models: [figure.model], summaries: [] },
    draw: (results, heading, { language }) => draw(figure, results, heading, language),
    matches: () => [],
  };
}

function draw(figure: PointsFigure, results: Results, heading: FigureHeading, language: Language): Figure {
  const model = findModel(results, figure.model, heading.id);
  const effect = findEffect(model, figure.effect, figure.equation, heading.id);
  const chosen = chosenEstimates(figure, effect, heading.id);
  const zh = language === 'zh';
  const level = `${Number((effect.confLevel * 100).toPrecision(6))} %`;
  return {
    id: heading.id,
    title: figureTitle(heading, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    mark: 'points',
    xLabel: figure.xLabel === undefined ? '' : inLanguage(figure.xLabel, language),
    yLabel: inLanguage(figure.yLabel ?? { en: effect.unit ?? 'Estimate', zh: '估计值' }, language),
    yUnit: 'number',
    points: withReferences(chosen, results, language),
    lines: [{ axis: 'y', at: 0, label: '' }],
    notes: [
      inLanguage(effect.convention, language),
      zh ? `线段为${level}置信区间。` : `Whiskers are ${level} confidence intervals.`,
      ...(effect.rows === undefined ? [] : [zh ? `N  ${effect.rows}个观测` : `N  ${effect.rows} rows`]),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

/** A factor's reference comes before its first level; a lone yes needs none. */
function withReferences(estimates: readonly Estimate[], results: Results, language: Language): readonly FigurePoint[] {
  const seen = new Set<string>();
  return estimates.flatMap((estimate) => {
    const { variable, level, reference } = estimate;
    const points: FigurePoint[] = [];
    const levels = estimates.filter((one) => one.variable === variable && one.level !== undefined).length;
    const lone = levels === 1 && level !== undefined && saysYes(variable, level);
    if (!lone && level !== undefined && reference !== undefined && !seen.has(variable)) {
      seen.add(variable);
      points.push({ x: levelLabel(results, variable, reference, language) ?? reference, y: 0, hollow: true });
    }
    if (Number.isNaN(estimate.estimate)) return points;
    const whiskers = Number.isNaN(estimate.confLow) ? {} : { low: estimate.confLow, high: estimate.confHigh };
    const own = inLanguage(estimate.label, language);
    const plainVariable = lone || (level === undefined && estimate.term === variable);
    const label = plainVariable
      ? (variableLabel(results, variable, language) ?? own)
      : level === undefined
        ? own
        : (levelLabel(results, variable, level, language) ?? own);
    return [...points, { x: label, y: estimate.estimate, ...whiskers }];
  });
}

function chosenEstimates(figure: PointsFigure, effect: EffectResult, place: string): readonly Estimate[] {
  const usable = effect.estimates.filter((estimate) => estimate.omitted === undefined);
  if (figure.variables === undefined) return usable.filter((estimate) => estimate.term !== '(Intercept)');
  return figure.variables.flatMap((name) => {
    const term = usable.filter((estimate) => estimate.term === name);
    const found = term.length > 0 ? term : usable.filter((estimate) => estimate.variable === name);
    if (found.length === 0)
      throw unknownName(
        place,
        'variable or term',
        name,
        usable.map((estimate) => estimate.variable),
      );
    return found;
  });
}
