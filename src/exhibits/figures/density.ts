/** The density of draws: placebo estimates, their statistics or p values, or a mediation's bootstrap, with the real value marked. */

import { formatFixed } from '../../numerics/decimal.ts';
import { kernelDensity } from '../../numerics/kernel-density.ts';
import type { MediationKind, MediationScale } from '../../results/mediation.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { Figure } from './figure.ts';
import { findMediation, findPlacebo, unknownName } from './lookup.ts';
import type { FigureHeading, FigureShape } from './shape.ts';
import { figureTitle } from './title.ts';

/** Whose draws: those of a placebo, or the bootstrap of one quantity of a mediation. */
export type DensityOf =
  | { readonly placebo: string; readonly values: 'estimate' | 'statistic' | 'p_value' }
  | {
      readonly mediation: string;
      readonly kind: MediationKind;
      readonly scale: MediationScale;
      /** absent for all mediators together */
      readonly mediator?: string;
    };

export interface DensityFigure {
  readonly source: DensityOf;
  readonly xLabel?: Text;
}

export function densityFigure({ source, xLabel }: DensityFigure): FigureShape {
  const needs =
    'placebo' in source
      ? { models: [], summaries: [], placebos: [source.placebo] }
      : { models: [], summaries: [], mediations: [source.mediation] };
  return {
    needs,
    matches: () => [],
    draw: (results, heading, { language }) =>
      draw(drawsOf(source, results, heading.id), results, heading, xLabel, language),
  };
}

interface Draws {
  readonly values: Float64Array;
  readonly actual: number;
  readonly label: Text;
}

function draw(
  { values, actual, label }: Draws,
  results: Results,
  heading: FigureHeading,
  xLabel: Text | undefined,
  language: Language,
): Figure {
  const curve = kernelDensity(values);
  const drawn = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const width = Number.isNaN(curve.bandwidth) ? '–' : formatFixed(curve.bandwidth, 3);
  return {
    id: heading.id,
    title: figureTitle(heading, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    mark: 'area',
    xLabel: inLanguage(xLabel ?? label, language),
    yLabel: language === 'zh' ? '密度' : 'Density',
    yUnit: 'number',
    points: Array.from(curve.x, (x, i) => ({ x, y: curve.density[i]! })),
    lines: Number.isNaN(actual) ? [] : [{ axis: 'x', at: actual, label: formatFixed(actual, 3) }],
    notes: [
      language === 'zh'
        ? `${drawn}次抽取的核密度（高斯核，带宽${width}）；竖线为实际值${formatFixed(actual, 3)}。`
        : `Kernel density of ${drawn} draws (Gaussian, bandwidth ${width}); the line is the real value, ${formatFixed(actual, 3)}.`,
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

const PLACEBO_LABELS = {
  estimate: { en: 'Placebo estimate', zh: '安慰剂估计值' },
  statistic: { en: 'Placebo test statistic', zh: '安慰剂检验统计量' },
  p_value: { en: 'Placebo p value', zh: '安慰剂P值' },
} as const;

function drawsOf(source: DensityOf, results: Results, place: string): Draws {
  if ('placebo' in source) {
    const { draws, actual } = findPlacebo(results, source.placebo, place);
    const key = source.values === 'p_value' ? 'pValue' : source.values;
    return { values: draws[key], actual: actual[key], label: PLACEBO_LABELS[source.values] };
  }
  const { mediation: id, kind, scale, mediator } = source;
  const { quantities } = findMediation(results, id, place);
  const resampled = quantities.filter(({ bootstrap }) => bootstrap !== undefined);
  const name = (one: { kind: string; scale: string; mediator?: string }) =>
    [one.scale, one.kind, ...(one.mediator === undefined ? [] : [one.mediator])].join(' ');
  const found = resampled.find((one) => one.kind === kind && one.scale === scale && one.mediator === mediator);
  if (found === undefined) {
    const asked = name({ kind, scale, ...(mediator !== undefined && { mediator }) });
    throw unknownName(place, `bootstrap of mediation ${id}`, asked, resampled.map(name));
  }
  const values = Float64Array.from(found.bootstrap!.values, (value) => value ?? Number.NaN);
  return { values, actual: found.estimate.estimate, label: found.estimate.label };
}
