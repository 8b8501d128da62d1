/** Shares (or means) of a summary as bars, with their confidence intervals. */
import type { OwnNumber } from '../../results/comparison.ts';
import { intervalWords } from '../../results/interval-words.ts';
import type { Results } from '../../results/results.ts';
import type { Summary, SummaryCell, SummaryRow } from '../../results/summary.ts';
import { inLanguage, type Language, type Text } from '../../results/text.ts';
import type { Figure, FigurePoint } from './figure.ts';
import { findSummary, unknownName } from './lookup.ts';
import type { FigureHeading, FigureShape } from './shape.ts';
import { figureTitle } from './title.ts';

export interface BarsFigure {
  /** id of the summary */
  readonly of: string;
  /** row keys or variables, in order; all of the summary when absent */
  readonly rows?: readonly string[];
  /** group keys, in order; all of the summary when absent */
  readonly groups?: readonly string[];
  /** what stands along the axis: the rows (groups become series), or the groups (rows become series) */
  readonly along: 'rows' | 'groups';
  readonly interval: boolean;
  readonly xLabel?: Text;
  readonly yLabel?: Text;
  /** figure id of the published file */
  readonly published?: string;
}

export function barsFigure(figure: BarsFigure): FigureShape {
  return {
    needs: { models: [], summaries: [figure.of] },
    draw: (results, heading, { language }) => draw(figure, results, heading, language),
    matches: (results) => matches(figure, results),
  };
}

function draw(figure: BarsFigure, results: Results, heading: FigureHeading, language: Language): Figure {
  const bars = findBars(figure, results, heading.id);
  const shares = bars.every(({ row }) => isShare(row));
  const seriesCount = new Set(bars.map((bar) => (figure.along === 'rows' ? bar.group.key : bar.row.key))).size;
  const points = bars.flatMap(({ row, group, cell }): FigurePoint[] => {
    const y = isShare(row) ? cell.share : cell.mean;
    if (Number.isNaN(y)) return [];
    const [rowText, groupText] = [inLanguage(row.label, language), inLanguage(group.label, language)];
    const [x, series] = figure.along === 'rows' ? [rowText, groupText] : [groupText, rowText];
    const known = figure.interval && !Number.isNaN(cell.confLow) && !Number.isNaN(cell.confHigh);
    return [
      {
        x,
        y,
        ...(known ? { low: cell.confLow, high: cell.confHigh } : {}),
        support: `n=${cell.nobs}`,
        ...(seriesCount > 1 ? { series } : {}),
      },
    ];
  });
  const zh = language === 'zh';
  const standard = shares ? { en: 'Percent', zh: '百分比' } : { en: 'Mean', zh: '均值' };
  const drawn = points.some((point) => point.low !== undefined);
  const summary = findSummary(results, figure.of, heading.id);
  const intervals = intervalWords(
    bars.map(({ row }) => row.interval),
    language,
  );
  return {
    id: heading.id,
    title: figureTitle(heading, language),
    banner: results.notices.map((notice) => inLanguage(notice, language)),
    mark: 'bars',
    xLabel: figure.xLabel === undefined ? '' : inLanguage(figure.xLabel, language),
    yLabel: inLanguage(figure.yLabel ?? standard, language),
    yUnit: shares ? 'percent' : 'number',
    points,
    lines: [],
    notes: [
      ...(drawn ? [zh ? `线段为${intervals}。` : `Whiskers are ${intervals}.`] : []),
      ...[...summary.notes, ...(heading.notes ?? [])].map((note) => inLanguage(note, language)),
    ],
  };
}

interface Bar {
  readonly row: SummaryRow;
  readonly group: Summary['groups'][number];
  readonly cell: SummaryCell;
}

function findBars(figure: BarsFigure, results: Results, place: string): readonly Bar[] {
  const summary = findSummary(results, figure.of, place);
  const rows = (figure.rows ?? summary.rows.map((row) => row.key)).flatMap((name) => {
    const exact = summary.rows.filter((row) => row.key === name);
    const found = exact.length > 0 ? exact : summary.rows.filter((row) => row.variable === name);
    if (found.length === 0)
      throw unknownName(
        place,
        `row of summary ${summary.id}`,
        name,
        summary.rows.map((row) => row.key),
      );
    return found;
  });
  const groups = (figure.groups ?? summary.groups.map((group) => group.key)).map((name) => {
    const found = summary.groups.find((group) => group.key === name);
    if (found === undefined)
      throw unknownName(
        place,
        'group',
        name,
        summary.groups.map((group) => group.key),
      );
    return found;
  });
  const pairs =
    figure.along === 'rows'
      ? rows.flatMap((row) => groups.map((group) => ({ row, group })))
      : groups.flatMap((group) => rows.map((row) => ({ row, group })));
  return pairs.flatMap(({ row, group }) => {
    const cell = row.cells.find((candidate) => candidate.group === group.key);
    return cell === undefined ? [] : [{ row, group, cell }];
  });
}

function isShare(row: SummaryRow): boolean {
  return row.statistic === 'n_percent' || row.statistic === 'proportion';
}

/** Values of a published figure are named by the level of the row, or by the group when these stand along the axis. */
function matches(figure: BarsFigure, results: Results): readonly OwnNumber[] {
  const { published } = figure;
  if (published === undefined) return [];
  return findBars(figure, results, published).map(({ row, group, cell }) => {
    const key = figure.along === 'rows' ? (row.level ?? row.variable) : group.key;
    const share = isShare(row);
    return {
      cell: `${published}.${key}`,
      value: share ? cell.share * 100 : cell.mean,
      nobs: cell.nobs,
      ...(share ? { count: cell.count } : { sd: cell.sd }),
    };
  });
}
