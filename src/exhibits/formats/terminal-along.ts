/** Figures whose horizontal axis is a number, as lines of a terminal: whiskers over event times, a cloud of dots, a curve of blocks. */
import type { Figure } from '../figures/figure.ts';
import { displayWidth, padText, wrapText } from './display-width.ts';
import { valueText } from './figure-values.ts';
import { plain } from './plain.ts';

const MOST_COLUMNS = 76;
const HEIGHTS = { points: 17, cloud: 18, area: 10, bars: 10 } as const;
const MARGIN_HEIGHT = 4;
const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** Where values are in a grid of characters; row 0 is the top. */
interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
  /** columns kept free at both sides */
  readonly inset: number;
}

export function alongLines(figure: Figure, width: number): readonly string[] {
  const under = figure.under ?? [];
  const [low, high] = yDomain(figure);
  const ticks = [low, high, ...(low < 0 && high > 0 ? [0] : [])];
  const tickTexts = ticks.map((value) => valueText(figure, value));
  const widest = Math.max(
    ...tickTexts.map(displayWidth),
    ...under.map(({ label }) => displayWidth(plain(label))),
    displayWidth(plain(figure.margin?.label ?? '')),
  );
  const margin = Math.min(widest, Math.floor(width * 0.3));
  const columns = Math.max(16, Math.min(MOST_COLUMNS, width - margin - 2));
  const [left, right] = xDomain(figure);
  const places = new Set(figure.points.map(({ x }) => x)).size;
  const inset = figure.mark === 'points' ? Math.floor(columns / (2 * Math.max(1, places))) : 1;
  const grid: Grid = { columns, rows: HEIGHTS[figure.mark], low, high, left, right, inset };
  const stub = (text: string) => padText(wrapText(text, margin)[0]!, margin, 'right');
  const cells = drawnCells(figure, grid);
  const body = cells.map((row, at) => {
    const tick = ticks.findIndex((value) => rowOf(value, grid) === at);
    return `${stub(tick < 0 ? '' : tickTexts[tick]!)} ${tick < 0 ? '│' : '┤'}${row.join('').trimEnd()}`;
  });
  return [
    ...marginLines(figure, grid).map((line, at) =>
      `${stub(at === 0 ? plain(figure.margin!.label) : '')}  ${line}`.trimEnd(),
    ),
    ...body,
    ...axisLines(figure, grid, margin),
    ...under.flatMap(({ label, texts }) => underLines(figure, grid, stub(plain(label)), margin, texts.map(plain))),
    ...labelLines(figure),
  ];
}

function drawnCells(figure: Figure, grid: Grid): string[][] {
  const cells = Array.from({ length: grid.rows }, () => Array<string>(grid.columns).fill(' '));
  if (figure.mark === 'area') {
    const curve = figure.points.map(({ x, y }) => ({ x: x as number, y }));
    blockRows(curve, grid).forEach((row, at) => {
      cells[at] = row;
    });
  }
  for (const { axis, at } of figure.lines) {
    if (axis === 'y') fillRow(cells[rowOf(at, grid)]!, figure.mark === 'points' ? '─' : '┄');
    else for (const row of cells) if (row[columnOf(at, grid)] === ' ') row[columnOf(at, grid)] = '┊';
  }
  if (figure.mark === 'cloud') drawCloud(cells, figure, grid);
  if (figure.mark === 'points') drawPoints(cells, figure, grid);
  return cells;
}

function fillRow(row: string[], character: string): void {
  row.fill(character);
}

function drawPoints(cells: string[][], figure: Figure, grid: Grid): void {
  for (const { x, y, low, high, hollow } of figure.points) {
    if (Number.isNaN(y)) continue;
    const column = columnOf(x as number, grid);
    if (low !== undefined && high !== undefined) {
      const [top, bottom] = [rowOf(high, grid), rowOf(low, grid)];
      for (let row = top; row <= bottom; row++) cells[row]![column] = '│';
      cells[top]![column] = '┬';
      cells[bottom]![column] = '┴';
    }
    cells[rowOf(y, grid)]![column] = hollow ? '○' : '●';
  }
}

/** Two by four dots in a character, so that hundreds of draws stay apart; marked points are drawn over them. */
function drawCloud(cells: string[][], figure: Figure, grid: Grid): void {
  const fine: Grid = { ...grid, columns: grid.columns * 2, rows: grid.rows * 4, inset: grid.inset * 2 };
  const dots = new Map<string, number>();
  for (const { x, y, marked } of figure.points) {
    if (marked !== undefined || Number.isNaN(y)) continue;
    const [column, row] = [columnOf(x as number, fine), rowOf(y, fine)];
    const key = `${row >> 2} ${column >> 1}`;
    dots.set(key, (dots.get(key) ?? 0) | brailleBit(column & 1, row & 3));
  }
  for (const [key, bits] of dots) {
    const [row, column] = key.split(' ').map(Number) as [number, number];
    cells[row]![column] = String.fromCharCode(0x2800 + bits);
  }
  for (const { x, y, marked } of figure.points) {
    if (marked !== undefined && !Number.isNaN(y)) cells[rowOf(y, grid)]![columnOf(x as number, grid)] = '◆';
  }
}

/** Braille patterns number the dots of the two columns 1-3 and 4-6, and the lowest row 7 and 8. */
function brailleBit(column: number, row: number): number {
  if (row === 3) return column === 0 ? 0x40 : 0x80;
  return 1 << (row + 3 * column);
}

/** A curve as eighths of blocks, from the top row down. */
function blockRows(curve: readonly { readonly x: number; readonly y: number }[], grid: Grid): string[][] {
  const peak = Math.max(...curve.map(({ y }) => y));
  const heights = Array.from({ length: grid.columns }, (_, column) => {
    const y = interpolated(curve, placeOf(column, grid));
    return peak > 0 ? Math.round((y / peak) * grid.rows * 8) : 0;
  });
  return Array.from({ length: grid.rows }, (_, row) =>
    heights.map((height) => BLOCKS[Math.min(8, Math.max(0, height - 8 * (grid.rows - 1 - row)))]!),
  );
}

function interpolated(curve: readonly { readonly x: number; readonly y: number }[], x: number): number {
  const next = curve.findIndex((point) => point.x >= x);
  if (next <= 0) return next === 0 && curve[0]!.x === x ? curve[0]!.y : 0;
  const [a, b] = [curve[next - 1]!, curve[next]!];
  return a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
}

function marginLines({ margin }: Figure, grid: Grid): readonly string[] {
  if (margin === undefined || margin.curve.length === 0) return [];
  return blockRows(margin.curve, { ...grid, rows: MARGIN_HEIGHT }).map((row) => row.join('').trimEnd());
}

/** The axis with its ticks, their numbers, and the title. */
function axisLines(figure: Figure, grid: Grid, margin: number): readonly string[] {
  const at = tickPlaces(figure, grid);
  const line = Array<string>(grid.columns).fill('─');
  for (const value of at) line[columnOf(value, grid)] = '┬';
  const texts = at.map((value) => String(Number(value.toPrecision(figure.mark === 'points' ? 12 : 3))));
  const title = plain(figure.xLabel);
  return [
    `${' '.repeat(margin)} └${line.join('')}`,
    `${' '.repeat(margin + 2)}${placedTexts(at, texts, grid)}`.trimEnd(),
    ...(title === '' ? [] : [`${' '.repeat(margin + 2)}${padText(title, grid.columns, 'center')}`.trimEnd()]),
  ];
}

/** Every event time; else the ends and, where it lies between them, zero. */
function tickPlaces(figure: Figure, grid: Grid): readonly number[] {
  if (figure.mark === 'points') return [...new Set(figure.points.map(({ x }) => x as number))];
  const { left, right } = grid;
  const between = left < 0 && right > 0 && Math.min(-left, right) > (right - left) / 8;
  return between ? [left, 0, right] : [left, right];
}

/** Texts centred under their places; one that would touch its neighbour is left out. */
function placedTexts(at: readonly number[], texts: readonly string[], grid: Grid): string {
  let line = '';
  texts.forEach((text, index) => {
    const centre = columnOf(at[index]!, grid);
    const start = Math.max(0, Math.min(centre - Math.floor(displayWidth(text) / 2), grid.columns - displayWidth(text)));
    const used = displayWidth(line);
    if (text === '' || (used > 0 && start <= used)) return;
    line += ' '.repeat(start - used) + text;
  });
  return line;
}

/** One text per point; those wider than their place go on below. */
function underLines(
  figure: Figure,
  grid: Grid,
  stub: string,
  margin: number,
  texts: readonly string[],
): readonly string[] {
  const at = figure.points.map(({ x }) => x as number);
  const sorted = [...at].sort((a, b) => a - b).map((value) => columnOf(value, grid));
  const gaps = sorted.slice(1).map((column, index) => column - sorted[index]!);
  const room = Math.max(2, Math.min(grid.columns, ...gaps) - 1);
  const broken = texts.map((text) => wrapText(text, room));
  const depth = Math.max(1, ...broken.map((lines) => lines.length));
  return Array.from({ length: depth }, (_, level) => {
    const line = placedTexts(
      at,
      broken.map((lines) => lines[level] ?? ''),
      grid,
    );
    return `${level === 0 ? stub : ' '.repeat(margin)}  ${line}`.trimEnd();
  });
}

/** What the marks of a cloud and the lines mean. */
function labelLines({ lines, points }: Figure): readonly string[] {
  const marks = points.flatMap(({ marked }) => (marked === undefined ? [] : [`◆ ${plain(marked)}`]));
  const named = lines
    .filter(({ label }) => label !== '')
    .map(({ axis, label }) => `${axis === 'y' ? '┄' : '┊'} ${plain(label)}`);
  const all = [...marks, ...named];
  return all.length === 0 ? [] : ['', `  ${all.join('   ')}`];
}

function rowOf(value: number, { low, high, rows }: Grid): number {
  return clamped(Math.round(((high - value) / (high - low)) * (rows - 1)), rows);
}

function columnOf(value: number, { left, right, columns, inset }: Grid): number {
  const room = columns - 1 - 2 * inset;
  return clamped(inset + Math.round(((value - left) / (right - left)) * room), columns);
}

function placeOf(column: number, { left, right, columns, inset }: Grid): number {
  return left + ((column - inset) / (columns - 1 - 2 * inset)) * (right - left);
}

function clamped(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}

function xDomain({ points, lines, margin }: Figure): readonly [number, number] {
  const upright = lines.filter(({ axis }) => axis === 'x').map(({ at }) => at);
  return spread([...points.map(({ x }) => x as number), ...upright, ...(margin?.curve ?? []).map(({ x }) => x)]);
}

function yDomain({ points, lines }: Figure): readonly [number, number] {
  const level = lines.filter(({ axis }) => axis === 'y').map(({ at }) => at);
  return spread([0, ...level, ...points.flatMap(({ y, low = y, high = y }) => [y, low, high])]);
}

function spread(values: readonly number[]): readonly [number, number] {
  const known = values.filter(Number.isFinite);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low < high) return [low, high];
  return Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
}
