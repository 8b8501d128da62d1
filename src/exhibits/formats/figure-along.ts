/** Charts whose horizontal axis is a number: points over event times, a cloud with a density above it, the area under a curve. */
import { type Figure, type FigurePoint, yScale } from '../figures/figure.ts';
import { displayWidth } from './display-width.ts';
import { plain } from './plain.ts';

export type PlotLibrary = typeof import('@observablehq/plot');

/** Options of one plot; those of a figure are drawn one below the other. */
export interface Panel {
  readonly height: number;
  readonly options: object;
}

export interface Looks {
  readonly font: string;
  readonly colors: readonly string[];
  tick(value: number): string;
}

const INK = '#222222';
const REAL = '#b3261e';
const ROW = 15;
const MARGIN_HEIGHT = 84;

interface Datum {
  readonly at: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly color: string;
  readonly hollow: boolean;
  readonly marked: string | undefined;
}

export function alongPanels(figure: Figure, Plot: PlotLibrary, looks: Looks): readonly Panel[] {
  const panel = { height: 0, options: {} };
  const left = leftMargin(figure);
  const shared = { marginLeft: left, marginRight: 28, style: { fontSize: '12px', fontFamily: looks.font } };
  const x = { domain: xDomain(figure), inset: figure.mark === 'points' ? 28 : 6 };
  const main = mainPanel(figure, Plot, looks, shared, x);
  const { margin } = figure;
  if (margin === undefined || margin.curve.length === 0) return [main];
  const above = {
    ...panel,
    height: MARGIN_HEIGHT,
    options: {
      ...shared,
      height: MARGIN_HEIGHT,
      marginTop: 10,
      marginBottom: 4,
      x: { ...x, axis: null },
      y: { axis: null, domain: [0, Math.max(...margin.curve.map(({ y }) => y))] },
      marks: [
        Plot.areaY(margin.curve, { x: 'x', y: 'y', fill: looks.colors[0]!, fillOpacity: 0.25 }),
        Plot.lineY(margin.curve, { x: 'x', y: 'y', stroke: looks.colors[0]!, strokeWidth: 1.2 }),
        Plot.ruleX(linesAt(figure, 'x'), { stroke: REAL, strokeDasharray: '4,3' }),
        Plot.text([plain(margin.label)], { frameAnchor: 'top-left', dx: 6, dy: 4, fill: '#555555' }),
      ],
    },
  };
  return [above, main];
}

function mainPanel(figure: Figure, Plot: PlotLibrary, looks: Looks, shared: object, x: object): Panel {
  const rows = data(figure, looks);
  const drawn = rows.filter((row) => !Number.isNaN(row.value));
  const intervals = rows.filter((row) => !Number.isNaN(row.low));
  const under = figure.under ?? [];
  const height = (figure.mark === 'area' ? 300 : 350) + ROW * under.length;
  const bottom = 46 + ROW * under.length;
  const label = plain(figure.yLabel);
  return {
    height,
    options: {
      ...shared,
      height,
      marginTop: 30,
      marginBottom: bottom,
      x: { ...x, label: null },
      y: { label, labelArrow: 'none', nice: true, zero: true, grid: figure.mark !== 'area' },
      marks: [
        Plot.axisX({
          ...(figure.mark === 'points' && { ticks: rows.map((row) => row.at) }),
          tickFormat: (value: number) => String(Number(value.toPrecision(12))),
          label: plain(figure.xLabel),
          labelAnchor: 'center',
          labelArrow: 'none',
          labelOffset: bottom - 6,
        }),
        Plot.axisY({ tickFormat: looks.tick, label, labelArrow: 'none' }),
        ...under.flatMap(({ label: name, texts }, row) => [
          Plot.text([plain(name)], {
            frameAnchor: 'bottom-left',
            textAnchor: 'end',
            dx: -10,
            dy: 20 + ROW * (row + 1),
            fill: '#555555',
          }),
          Plot.text(rows, {
            x: 'at',
            text: (_: Datum, at: number) => plain(texts[at] ?? ''),
            frameAnchor: 'bottom',
            dy: 20 + ROW * (row + 1),
            fill: '#555555',
          }),
        ]),
        ...marksOf(figure, Plot, drawn, intervals),
      ],
    },
  };
}

function marksOf(figure: Figure, Plot: PlotLibrary, drawn: readonly Datum[], intervals: readonly Datum[]) {
  const scale = yScale(figure);
  const level = figure.lines.filter(({ axis }) => axis === 'y');
  const upright = figure.lines.filter(({ axis }) => axis === 'x');
  const plainOnes = drawn.filter((row) => row.marked === undefined);
  const marked = drawn.filter((row) => row.marked !== undefined);
  const area = figure.mark === 'area';
  return [
    ...(area
      ? [
          Plot.areaY(drawn, { x: 'at', y: 'value', fill: 'color', fillOpacity: 0.25 }),
          Plot.lineY(drawn, { x: 'at', y: 'value', stroke: drawn[0]?.color ?? INK, strokeWidth: 1.5 }),
          Plot.ruleY([0], { stroke: INK }),
        ]
      : []),
    Plot.ruleY(
      level.map(({ at }) => at * scale),
      { stroke: INK, ...(figure.mark === 'cloud' && { strokeDasharray: '4,3' }) },
    ),
    Plot.ruleX(linesAt(figure, 'x'), { stroke: area || figure.mark === 'cloud' ? REAL : INK, strokeDasharray: '4,3' }),
    ...level
      .filter(({ label }) => label !== '')
      .map(({ at, label }) =>
        Plot.text([at * scale], {
          y: (y: number) => y,
          text: () => plain(label),
          frameAnchor: 'right',
          textAnchor: 'end',
          dy: -7,
          fill: '#555555',
        }),
      ),
    ...upright
      .filter(({ label }) => label !== '')
      .map(({ at, label }) =>
        Plot.text([at], { x: (x: number) => x, text: () => plain(label), frameAnchor: 'top', dy: -14, fill: REAL }),
      ),
    ...(area
      ? []
      : [
          Plot.ruleX(intervals, { x: 'at', y1: 'low', y2: 'high', stroke: INK, strokeWidth: 1.5 }),
          Plot.dot(intervals, { x: 'at', y: 'low', r: 4, symbol: DASH, stroke: INK, strokeWidth: 1.5 }),
          Plot.dot(intervals, { x: 'at', y: 'high', r: 4, symbol: DASH, stroke: INK, strokeWidth: 1.5 }),
          Plot.dot(plainOnes, {
            x: 'at',
            y: 'value',
            r: figure.mark === 'cloud' ? 2 : 4.5,
            stroke: 'color',
            strokeWidth: figure.mark === 'cloud' ? 0.5 : 1.5,
            fill: (row: Datum) => (row.hollow ? 'white' : row.color),
            fillOpacity: figure.mark === 'cloud' ? 0.45 : 1,
          }),
          Plot.dot(marked, { x: 'at', y: 'value', r: 6, symbol: 'diamond', fill: REAL, stroke: 'white' }),
          Plot.text(marked, {
            x: 'at',
            y: 'value',
            text: (row: Datum) => plain(row.marked ?? ''),
            textAnchor: 'start',
            dx: 9,
            dy: -8,
            fill: REAL,
            stroke: 'white',
            strokeWidth: 3,
          }),
        ]),
  ];
}

/** A cap of a whisker: a line across it. */
const DASH = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number) {
    const half = Math.sqrt(size / Math.PI);
    context.moveTo(-half, 0);
    context.lineTo(half, 0);
  },
};

function data(figure: Figure, { colors }: Looks): readonly Datum[] {
  const scale = yScale(figure);
  const series = [...new Set(figure.points.map((point) => point.series))];
  return figure.points.map((point: FigurePoint) => ({
    at: point.x as number,
    value: point.y * scale,
    low: (point.low ?? Number.NaN) * scale,
    high: (point.high ?? Number.NaN) * scale,
    color: colors[series.indexOf(point.series) % colors.length]!,
    hollow: point.hollow === true,
    marked: point.marked,
  }));
}

/** From the smallest to the largest place that anything is drawn at; a single place gets room on both sides. */
function xDomain(figure: Figure): readonly [number, number] {
  const places = [
    ...figure.points.map((point) => point.x as number),
    ...(figure.margin?.curve ?? []).map(({ x }) => x),
    ...linesAt(figure, 'x'),
  ].filter(Number.isFinite);
  if (places.length === 0) return [0, 1];
  const [low, high] = [places.reduce((a, b) => Math.min(a, b)), places.reduce((a, b) => Math.max(a, b))];
  return low < high ? [low, high] : [low - 1, low + 1];
}

function linesAt(figure: Figure, axis: 'x' | 'y'): readonly number[] {
  return figure.lines.filter((line) => line.axis === axis && Number.isFinite(line.at)).map(({ at }) => at);
}

function leftMargin({ under = [] }: Figure): number {
  const widest = Math.max(0, ...under.map(({ label }) => displayWidth(plain(label))));
  return Math.max(70, Math.ceil(widest * 7.1) + 16);
}
