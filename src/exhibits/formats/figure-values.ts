/** A figure's numbers as a table: for formats that cannot draw. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { Language } from '../../results/text.ts';
import { type Figure, type FigurePoint, yScale } from '../figures/figure.ts';
import type { Cell, Table } from '../tables/table.ts';

export function valueText(figure: Figure, value: number): string {
  const text = formatFixed(value * yScale(figure), figure.yUnit === 'number' ? 3 : 1);
  return figure.yUnit === 'percent' ? `${text}%` : text;
}

/** `[62.2%, 70.6%]`, or '' without an interval. */
export function intervalText(figure: Figure, point: FigurePoint): string {
  if (point.low === undefined || point.high === undefined) return '';
  return `[${valueText(figure, point.low)}, ${valueText(figure, point.high)}]`;
}

/** What stands beside a point: its category, with the series where there are several. */
export function pointLabel(point: FigurePoint): string {
  const x = String(point.x);
  const named = point.series === undefined ? x : `${x}, ${point.series}`;
  return point.marked === undefined ? named : `${named} (${point.marked})`;
}

export function figureAsTable(figure: Figure, language: Language): Table {
  const withInterval = figure.points.some((point) => point.low !== undefined);
  const withSupport = figure.points.some((point) => point.support !== undefined);
  const left = (text: string): Cell => ({ text, align: 'left', span: 1 });
  const number = (text: string): Cell => ({ text, align: 'right', span: 1, ...(text === '' ? {} : { numeric: true }) });
  const right = (text: string): Cell => ({ text, align: 'right', span: 1 });
  const interval = language === 'zh' ? '置信区间' : 'CI';
  const under = figure.under ?? [];
  return {
    id: figure.id,
    title: figure.title,
    banner: figure.banner,
    columns: [
      { align: 'left' },
      { align: 'right' },
      ...(withInterval ? [{ align: 'right' as const }] : []),
      ...(withSupport ? [{ align: 'right' as const }] : []),
      ...under.map(() => ({ align: 'right' as const })),
    ],
    header: [
      [
        left(figure.xLabel),
        right(figure.yLabel),
        ...(withInterval ? [right(interval)] : []),
        ...(withSupport ? [right('')] : []),
        ...under.map(({ label }) => right(label)),
      ],
    ],
    rows: figure.points.map((point, at) => ({
      kind: 'body',
      indent: 0,
      cells: [
        { ...left(pointLabel(point)), ...(isBareNumber(point) && { numeric: true as const }) },
        number(valueText(figure, point.y)),
        ...(withInterval ? [number(intervalText(figure, point))] : []),
        ...(withSupport ? [right(point.support ?? '')] : []),
        ...under.map(({ texts }) => right(texts[at] ?? '')),
      ],
    })),
    notes: figure.notes,
  };
}

/** A place on a numeric axis is a number, so that a minus sign is no formula. */
function isBareNumber({ x, series, marked }: FigurePoint): boolean {
  return typeof x === 'number' && series === undefined && marked === undefined;
}
