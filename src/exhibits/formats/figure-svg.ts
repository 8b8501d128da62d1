/** A figure as SVG: Observable Plot draws marks and axes, the title and notes are set around it. */
import { type Figure, yScale } from '../figures/figure.ts';
import { displayWidth, wrapText } from './display-width.ts';
import { alongPanels, type Panel, type PlotLibrary } from './figure-along.ts';
import { pointLabel, valueText } from './figure-values.ts';
import { html, type Markup, serialized } from './markup.ts';
import { plain } from './plain.ts';

export const WIDTH = 720;
const MARGIN = 16;
const FONT = 'DejaVu Sans, Noto Sans CJK SC, Arial, sans-serif';
/** Colours of series, in their order; a page maps each to one of its own for light and dark. */
export const COLORS = ['#3b6ea5', '#c8702a', '#4f8f4f', '#8a5fa8', '#a0522d', '#5c7f8a'];

export interface DrawnFigure {
  readonly svg: Markup;
  readonly width: number;
  readonly height: number;
}

/** Draws one figure, as a complete svg element of fixed size. */
export async function drawFigure(figure: Figure): Promise<DrawnFigure> {
  const head = [
    ...wrapText(plain(figure.title), 76).map((text) => ({ text, size: 15, weight: 700, color: '#1b1b1b' })),
    ...figure.banner
      .flatMap((banner) => wrapText(plain(banner), 96))
      .map((text) => ({ text, size: 12, weight: 700, color: '#8a4b00' })),
  ];
  const foot = figure.notes
    .flatMap((note) => wrapText(plain(note), 104))
    .map((text) => ({ text, size: 11, weight: 400, color: '#555555' }));
  const chart = await drawChart(figure);
  const top = MARGIN + stackHeight(head) + 8;
  const height = Math.ceil(top + chart.height + 8 + stackHeight(foot) + MARGIN);
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${plain(figure.title)}" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}">
<rect width="${WIDTH}" height="${height}" fill="white"/>
${textLines(head, MARGIN)}<g transform="translate(0,${top})">${chart.svg}</g>
${textLines(foot, top + chart.height + 8)}</svg>`;
  return { svg, width: WIDTH, height };
}

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly color: string;
}

function stackHeight(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.size * 1.4, 0);
}

function textLines(lines: readonly Line[], top: number): readonly Markup[] {
  let y = top;
  return lines.map((line) => {
    y += line.size * 1.4;
    return html`<text x="${MARGIN}" y="${Math.round(y)}" font-size="${line.size}" font-weight="${line.weight}" fill="${line.color}">${line.text}</text>\n`;
  });
}

/** Marks and axes alone. Categories run down the left side, so that long labels have room; a numeric x runs along the bottom. */
export async function drawChart(figure: Figure): Promise<{ readonly svg: Markup; readonly height: number }> {
  const [Plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const along = figure.mark !== 'bars' && figure.points.every((point) => typeof point.x === 'number');
  const looks = { font: FONT, colors: COLORS, tick: tickText(figure) };
  const panels = along ? alongPanels(figure, Plot, looks) : [downPanel(figure, Plot)];
  let y = 0;
  const placed = panels.map(({ options, height }) => {
    const drawn = Plot.plot({ ...options, document, width: WIDTH } as never);
    // its style element only serves pages, and would need a content policy of its own
    drawn.querySelector('style')?.remove();
    // attributes in place of a style: a page forbids inline styles
    drawn.removeAttribute('style');
    drawn.setAttribute('font-size', '12');
    drawn.setAttribute('font-family', FONT);
    const svg = html`<g transform="translate(0,${y})">${serialized(drawn as unknown as { outerHTML: string })}</g>\n`;
    y += height;
    return svg;
  });
  return { svg: html`${placed}`, height: y };
}

interface Datum {
  readonly at: number;
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly text: string;
  readonly color: string;
  readonly hollow: boolean;
}

function data(figure: Figure): readonly Datum[] {
  const scale = yScale(figure);
  const series = [...new Set(figure.points.map((point) => point.series))];
  return figure.points.map((point, at) => ({
    at,
    value: point.y * scale,
    low: point.low === undefined ? undefined : point.low * scale,
    high: point.high === undefined ? undefined : point.high * scale,
    text:
      point.support === undefined
        ? valueText(figure, point.y)
        : `${valueText(figure, point.y)} (${plain(point.support)})`,
    color: COLORS[series.indexOf(point.series) % COLORS.length]!,
    hollow: point.hollow === true,
  }));
}

function downPanel(figure: Figure, Plot: PlotLibrary): Panel {
  const rows = data(figure);
  const labels = figure.points.map((point) => wrapText(plain(pointLabel(point)), 34).join('\n'));
  const lines = Math.max(1, ...labels.map((label) => label.split('\n').length));
  const widest = Math.max(8, ...labels.flatMap((label) => label.split('\n').map(displayWidth)));
  const height = Math.max(90, rows.length * Math.max(30, lines * 15 + 10) + 60);
  const intervals = rows.filter((row) => row.low !== undefined && row.high !== undefined);
  const end = (row: Datum) => Math.max(row.value, row.high ?? row.value, 0);
  const bars = figure.mark === 'bars';
  // caps of twelve pixels, however thick the bars are
  const inset = Math.max(0, ((height - 54) / Math.max(1, rows.length)) * (1 - 0.35) * 0.5 - 6);
  const options = {
    height,
    marginLeft: MARGIN + 12 + Math.ceil(widest * 7.1),
    marginRight: bars ? 110 : 24,
    marginTop: 8,
    marginBottom: 46,
    style: { fontSize: '12px', fontFamily: FONT },
    x: { label: axisLabel(figure), labelAnchor: 'center', labelArrow: 'none', nice: true, zero: true, grid: true },
    y: { type: 'band', domain: rows.map((row) => row.at), label: null, padding: 0.35 },
    marks: [
      Plot.axisY({ tickFormat: (at: number) => labels[at] ?? '', tickSize: 0, label: null }),
      Plot.axisX({
        tickFormat: tickText(figure),
        label: axisLabel(figure),
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 38,
      }),
      ...(bars ? [Plot.barX(rows, { x: 'value', y: 'at', fill: 'color' })] : []),
      Plot.ruleX([0, ...figure.lines.filter((line) => line.axis === 'y').map((line) => line.at)]),
      Plot.ruleY(intervals, { x1: 'low', x2: 'high', y: 'at', stroke: '#222222', strokeWidth: 1.5 }),
      Plot.tickX(intervals, { x: 'low', y: 'at', inset, stroke: '#222222', strokeWidth: 1.5 }),
      Plot.tickX(intervals, { x: 'high', y: 'at', inset, stroke: '#222222', strokeWidth: 1.5 }),
      ...(bars
        ? [Plot.text(rows, { x: end, y: 'at', text: 'text', textAnchor: 'start', dx: 8 })]
        : [
            Plot.dot(rows, {
              x: 'value',
              y: 'at',
              r: 4,
              stroke: 'color',
              fill: (row: Datum) => (row.hollow ? 'white' : row.color),
            }),
          ]),
    ],
  };
  return { height, options };
}

function axisLabel(figure: Figure): string {
  return plain(figure.yLabel);
}

/** Axis numbers without locale: as short as they are. */
function tickText(figure: Figure): (value: number) => string {
  return (value) => `${Number(value.toPrecision(12))}${figure.yUnit === 'percent' ? '%' : ''}`;
}
