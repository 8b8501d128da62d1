/** A figure as lines of a terminal: bars of blocks or points, with whiskers, one line for each category. */
import type { ChalkInstance } from 'chalk';
import type { Figure, FigurePoint } from '../figures/figure.ts';
import { displayWidth, padText, wrapText } from './display-width.ts';
import { intervalText, pointLabel, valueText } from './figure-values.ts';
import { plain } from './plain.ts';
import { alongLines } from './terminal-along.ts';
import { headLines, noteLines } from './terminal-text.ts';

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly columns: number;
}

export function terminalFigure(figure: Figure, width: number, paint: ChalkInstance): readonly string[] {
  if (figure.mark !== 'bars' && figure.points.length > 0 && figure.points.every(({ x }) => typeof x === 'number')) {
    return [
      ...headLines(figure.title, figure.banner, width, paint),
      ...(figure.yLabel === '' ? [] : wrapText(plain(figure.yLabel), width)),
      ...alongLines(figure, width),
      ...noteLines(figure.notes, width),
    ];
  }
  const labels = figure.points.map((point) => plain(pointLabel(point)));
  const labelWidth = Math.min(Math.max(4, ...labels.map(displayWidth)), Math.floor(width * 0.36));
  const numbers = numberTexts(figure, width - labelWidth - 2);
  const numberWidth = Math.max(...numbers.map(displayWidth), 0);
  const columns = Math.max(4, Math.min(60, width - labelWidth - numberWidth - 4));
  const scale = scaleOf(figure, columns);
  const rows = figure.points.flatMap((point, index) => {
    const [first, ...rest] = wrapText(labels[index]!, labelWidth);
    const drawn = figure.mark === 'bars' ? barLine(point, scale) : pointLine(point, scale);
    const line = `${padText(first!, labelWidth, 'left')}  ${drawn}  ${padText(numbers[index]!, numberWidth, 'right')}`;
    return [line.trimEnd(), ...rest];
  });
  return [
    ...headLines(figure.title, figure.banner, width, paint),
    ...axisTitle(figure, width),
    ...rows,
    ...axisLines(figure, scale, labelWidth),
    ...noteLines(figure.notes, width),
  ];
}

/** Value, interval and support, as much of it as leaves room for a bar. */
function numberTexts(figure: Figure, room: number): readonly string[] {
  const parts = figure.points.map((point) => [
    valueText(figure, point.y),
    intervalText(figure, point),
    plain(point.support ?? ''),
  ]);
  for (const count of [3, 2, 1]) {
    const columns = Array.from({ length: count }, (_, at) =>
      Math.max(0, ...parts.map((texts) => displayWidth(texts[at]!))),
    );
    const texts = parts.map((one) =>
      columns
        .map((width, at) => padText(one[at]!, width, 'right'))
        .filter((text) => text !== '')
        .join('  '),
    );
    if (Math.max(0, ...texts.map(displayWidth)) <= room - 14 || count === 1) return texts;
  }
  return [];
}

function scaleOf(figure: Figure, columns: number): Scale {
  const values = figure.points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return { low, high: high > low ? high : low + 1, columns };
}

function columnOf(value: number, { low, high, columns }: Scale): number {
  return Math.min(columns - 1, Math.max(0, Math.round(((value - low) / (high - low)) * (columns - 1))));
}

function barLine(point: FigurePoint, scale: Scale): string {
  const cells = Array<string>(scale.columns).fill(' ');
  const [zero, end] = [columnOf(0, scale), columnOf(point.y, scale)].toSorted((a, b) => a - b) as [number, number];
  for (let at = zero; at <= end; at++) cells[at] = point.hollow ? '░' : '█';
  if (point.y === 0) cells[zero] = '▏';
  return whiskers(cells, point, scale, '┼').join('');
}

function pointLine(point: FigurePoint, scale: Scale): string {
  const cells = Array<string>(scale.columns).fill(' ');
  cells[columnOf(0, scale)] = '│';
  const drawn = whiskers(cells, point, scale, '●');
  drawn[columnOf(point.y, scale)] = point.hollow ? '○' : '●';
  return drawn.join('');
}

function whiskers(cells: string[], point: FigurePoint, scale: Scale, middle: string): string[] {
  if (point.low === undefined || point.high === undefined) return cells;
  const [low, high] = [columnOf(point.low, scale), columnOf(point.high, scale)];
  for (let at = low; at <= high; at++) cells[at] = '─';
  cells[low] = '├';
  cells[high] = '┤';
  cells[columnOf(point.y, scale)] = middle;
  return cells;
}

function axisTitle(figure: Figure, width: number): readonly string[] {
  const title = [figure.yLabel, figure.xLabel].filter((text) => text !== '').join(' / ');
  return title === '' ? [] : wrapText(plain(title), width);
}

/** A line with a tick at both ends and at zero, and their values below. */
function axisLines(figure: Figure, scale: Scale, labelWidth: number): readonly string[] {
  const indent = ' '.repeat(labelWidth + 2);
  const line = Array<string>(scale.columns).fill('─');
  line[0] = '└';
  line[scale.columns - 1] = '┘';
  const zero = columnOf(0, scale);
  if (zero > 0) line[zero] = '┴';
  const [left, right] = [valueText(figure, scale.low), valueText(figure, scale.high)];
  const room = scale.columns - displayWidth(left) - displayWidth(right);
  const labels = room >= 1 ? left + ' '.repeat(room) + right : left;
  return [indent + line.join(''), indent + labels];
}
