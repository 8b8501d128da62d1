/** A figure as HTML: the chart as SVG with a text alternative, its numbers as a table that opens below. */
import type { Language } from '../../results/text.ts';
import type { Figure, FigurePoint } from '../figures/figure.ts';
import { drawChart, WIDTH } from './figure-svg.ts';
import { figureAsTable, pointLabel, valueText } from './figure-values.ts';
import { bannerLines, type HtmlPartOptions, heading, htmlId, noteLines, tableRegion } from './html-table.ts';
import { html, type Markup } from './markup.ts';
import { plain } from './plain.ts';

/** Points that are listed one by one; of more, this many in the order of x. */
const LISTED = 60;
const CHOSEN = 25;

const WORDS = {
  en: {
    numbers: 'The numbers of this figure',
    marks: { bars: 'Bars', points: 'Points with whiskers', cloud: 'A cloud of points', area: 'The area under a curve' },
    description: (mark: string, count: number, x: string, y: string, low: string, high: string) =>
      `${mark}: ${count} ${count === 1 ? 'value' : 'values'} of ${y === '' ? 'y' : y}${x === '' ? '' : ` over ${x}`}; lowest ${low}, highest ${high}.`,
    at: (value: string, label: string) => `${value} (${label})`,
    chosen: (count: number, all: number) =>
      `${count} of ${all} points, evenly spaced in their order from left to right; JSON has all of them.`,
  },
  zh: {
    numbers: '本图数据',
    marks: { bars: '条形图', points: '带区间的点图', cloud: '散点图', area: '曲线下面积' },
    description: (mark: string, count: number, x: string, y: string, low: string, high: string) =>
      `${mark}：${x === '' ? '' : `${x}—`}${y}，共${count}个值；最小${low}，最大${high}。`,
    at: (value: string, label: string) => `${value}（${label}）`,
    chosen: (count: number, all: number) => `自左至右等间隔取${all}个点中的${count}个；JSON含全部数据。`,
  },
} as const;

/** Draws a figure with its heading, banner, notes and numbers. */
export async function figureBlock(
  figure: Figure,
  language: Language,
  options: HtmlPartOptions & { readonly below?: Markup },
): Promise<Markup> {
  const id = htmlId(options.id ?? figure.id);
  const { svg, height } = await drawChart(figure);
  const words = WORDS[language];
  const { listed, note } = listedPoints(figure, language);
  const table = figureAsTable({ ...listed, banner: [], notes: note }, language);
  return html`<figure class="exhibit">
${heading(options.level, id, plain(figure.title))}
${bannerLines(figure.banner)}<div class="scroll chart" role="region" tabindex="0" aria-labelledby="${id}">
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-desc" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"><title id="${id}-title">${plain(figure.title)}</title><desc id="${id}-desc">${plain(describe(figure, language))}</desc>
${svg}</svg>
</div>
<figcaption>
${noteLines(figure.notes)}${options.below ?? html``}</figcaption>
<details><summary id="${id}-numbers">${words.numbers}</summary>
${tableRegion(table, `${id}-numbers`)}${noteLines(table.notes)}</details>
</figure>
`;
}

/** What the chart shows, in a sentence: for those who do not see it. */
function describe(figure: Figure, language: Language): string {
  const words = WORDS[language];
  const sorted = [...figure.points].sort((a, b) => a.y - b.y);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return figure.title;
  const said = (point: FigurePoint) => words.at(valueText(figure, point.y), labelOf(point));
  const mark = words.marks[figure.mark];
  return words.description(mark, sorted.length, figure.xLabel, figure.yLabel, said(low), said(high));
}

function labelOf(point: FigurePoint): string {
  return typeof point.x === 'number' ? String(Number(point.x.toPrecision(3))) : pointLabel(point);
}

/** Few points as they are; of many, some, with a note that says so. */
function listedPoints(
  figure: Figure,
  language: Language,
): { readonly listed: Figure; readonly note: readonly string[] } {
  const { points } = figure;
  if (points.length <= LISTED || points.some(({ x }) => typeof x !== 'number')) return { listed: figure, note: [] };
  const marked = points.filter((point) => point.marked !== undefined);
  const others = points
    .filter((point) => point.marked === undefined)
    .sort((a, b) => (a.x as number) - (b.x as number) || a.y - b.y);
  const step = (others.length - 1) / (CHOSEN - 1);
  const chosen = Array.from({ length: CHOSEN }, (_, index) => others[Math.round(index * step)]!);
  const shown = [...marked, ...chosen].map((point) => ({ ...point, x: Number((point.x as number).toPrecision(4)) }));
  return { listed: { ...figure, points: shown }, note: [WORDS[language].chosen(chosen.length, others.length)] };
}
