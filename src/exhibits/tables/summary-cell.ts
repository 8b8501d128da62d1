/** One cell of a table of descriptives: `778 (66.78)`, `37.65 (±9.75)`. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { SummaryCell, SummaryRow } from '../../results/summary.ts';
import { countText } from './cell.ts';

/** '' when the statistic is not defined for the group; an undefined SD (one row) leaves its brackets out. */
export function statisticCellText(
  statistic: SummaryRow['statistic'],
  cell: SummaryCell,
  scale: number,
  sd: 'plus_minus' | 'brackets',
  digits: { readonly mean: number; readonly percent: number },
): string {
  switch (statistic) {
    case 'n_percent': {
      const percent = formatFixed(cell.share * 100, digits.percent);
      return percent === '' ? '' : `${countText(cell.count)} (${percent})`;
    }
    case 'proportion': {
      const percent = formatFixed(cell.share * 100, digits.percent);
      const low = formatFixed(cell.confLow * 100, digits.percent);
      const high = formatFixed(cell.confHigh * 100, digits.percent);
      return percent === '' || low === '' || high === '' ? percent : `${percent} [${low}, ${high}]`;
    }
    case 'mean_sd':
    case 'percent_mean_sd': {
      const mean = formatFixed(cell.mean * scale, digits.mean);
      const spread = formatFixed(cell.sd * scale, digits.mean);
      return mean === '' || spread === '' ? mean : `${mean} (${sd === 'plus_minus' ? '±' : ''}${spread})`;
    }
  }
}
