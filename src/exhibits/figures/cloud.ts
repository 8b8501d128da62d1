/** Placebo estimates against their p values, the real one marked, with the density of the estimates over them. */

import { Failure } from '../../errors/failure.ts';
import { formatFixed } from '../../numerics/decimal.ts';
import { kernelDensity } from '../../numerics/kernel-density.ts';
import type { OwnNumber } from '../../results/comparison.ts';
import type { PlaceboResult } from '../../results/placebo.ts';
import type { Results } from '../../results/results.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { Figure, FigurePoint } from './figure.ts';
import { findPlacebo } from './lookup.ts';
import type { FigureHeading, FigureShape } from './shape.ts';
import { figureTitle } from './title.ts';

export interface CloudFigure {
  readonly placebo: string;
  /** the p value at which a line is drawn */
  readonly line: number;
  /** whether the density of the estimates is drawn above */
  readonly density: boolean;
  readonly xLabel?: Text;
  readonly yLabel?: Text;
  /** figure id of the published file, and the key of the real estimate's p value there */
  readonly published?: string;
  readonly publishedPValue?: string;
}

/** One point per draw that has an estimate and a p value. */
export function cloudFigure(figure: CloudFigure): FigureShape {
  return {
    needs: { models: [], summaries: [], placebos: [figure.placebo] },
    draw: (results, heading, { language }) => draw(figure, results, heading, language),
    matches: (results) => matches(figure, results),
  };
}

function draw(figure: CloudFigure, results: Results, heading: FigureHeading, language: Language): Figure {
  const placebo = findPlacebo(results, figure.placebo, heading.id);
  const { actual, draws } = placebo;
  const zh = language === 'zh';
  const points: FigurePoint[] = [];
  draws.estimate.forEach((x, draw) => {
    const y = draws.pValue[draw]!;
    if (!Number.isNaN(x) && !Number.isNaN(y)) points.push({ x, y });
  });
  if (!Number.isNaN(actual.estimate) && !Number.isNaN(actual.pValue)) {
    points.push({ x: actual.estimate, y: actual.pValue, marked: zh ? '真实估计' : 'real' });
  }
  if (points.length === 0) {
    throw new Failure('E-SPEC-VALUE', {
      place: { path: heading.id },
      finding: `no draw of placebo "${placebo.id}" has a p value`,
      remedy: 'draw its density instead: { density: { placebo: ... } }',
    });
  }
  const curve = kernelDensity(draws.estimate);
  return {
    id: heading.id,
    title: figureTitle(heading, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    mark: 'cloud',
    xLabel: inLanguage(figure.xLabel ?? { en: 'Placebo estimate', zh: '安慰剂估计值' }, language),
    yLabel: inLanguage(figure.yLabel ?? { en: 'P value', zh: 'P值' }, language),
    yUnit: 'number',
    points,
    lines: [
      { axis: 'y', at: figure.line, label: `p = ${figure.line}` },
      { axis: 'x', at: actual.estimate, label: '' },
    ],
    ...(figure.density &&
      curve.x.length > 0 && {
        margin: { label: zh ? '密度' : 'density', curve: Array.from(curve.x, (x, i) => ({ x, y: curve.density[i]! })) },
      }),
    notes: [
      realText(placebo, language),
      sentenceOf(inLanguage(placebo.convention, language)),
      ...(heading.notes ?? []).map((note) => inLanguage(note, language)),
    ],
  };
}

/** `Real roll-out: 0.653, p 0.012; 61 of 500 draws at least as far from zero (randomisation p 0.124)`. */
function realText({ actual, onEstimate, termLabel }: PlaceboResult, language: Language): string {
  const estimate = formatFixed(actual.estimate, 3);
  const p = formatFixed(actual.pValue, 3);
  const randomised = formatFixed(onEstimate.pValue, 3);
  const { beyond, draws } = onEstimate;
  const label = inLanguage(termLabel, language);
  return language === 'zh'
    ? `真实估计（${label}）：${estimate}，P值${p}；${draws}次抽取中有${beyond}次的绝对值不小于它（随机化P值${randomised}）。`
    : `Real estimate of ${label}: ${estimate}, p ${p}; ${beyond} of ${draws} draws at least as far from zero (randomisation p ${randomised}).`;
}

function matches({ placebo: id, published, publishedPValue }: CloudFigure, results: Results): readonly OwnNumber[] {
  if (published === undefined || publishedPValue === undefined) return [];
  const { actual } = findPlacebo(results, id, published);
  return [{ cell: `${published}.${publishedPValue}`, value: actual.pValue }];
}

function sentenceOf(text: string): string {
  const end = /[.。]$/.test(text) ? '' : /\p{sc=Han}/u.test(text) ? '。' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
