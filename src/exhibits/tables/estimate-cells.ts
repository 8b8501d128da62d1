/** The cells of one estimate: the number with its stars, and its uncertainty. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { Estimate } from '../../results/estimates.ts';
import { blankCell, missingCell, numberCell, pValueText } from './cell.ts';
import type { BoundColumn, EstimatesTable, Uncertainty } from './estimate-columns.ts';
import { starsFor } from './stars.ts';
import type { Cell } from './table.ts';

/** Blank where the model has no such term; dashes where it has one without a number, or did not converge. */
export function valueAndSpread(
  estimate: Estimate | undefined,
  column: BoundColumn,
  table: EstimatesTable,
  digits: number,
): readonly [Cell, Cell] {
  if (estimate === undefined) return [blankCell(), blankCell()];
  const unusable = estimate.omitted !== undefined || column.equation?.convergence.converged === false;
  if (unusable || Number.isNaN(estimate.estimate)) return [missingCell(), missingCell()];
  const stars = starsFor(estimate.pValue, table.stars);
  const value = numberCell(formatFixed(estimate.estimate, digits) + stars, stars !== '');
  const text = spreadText(estimate, table.uncertainty, digits);
  if (text === '') return [value, missingCell()];
  const bracketed = table.place === 'below' && table.uncertainty !== 'conf_int' ? `(${text})` : text;
  return [value, numberCell(bracketed)];
}

function spreadText(estimate: Estimate, uncertainty: Uncertainty, digits: number): string {
  switch (uncertainty) {
    case 'std_error':
      return formatFixed(estimate.stdError, digits);
    case 'p_value':
      return pValueText(estimate.pValue);
    case 'conf_int': {
      const [low, high] = [formatFixed(estimate.confLow, digits), formatFixed(estimate.confHigh, digits)];
      return low === '' || high === '' ? '' : `[${low}, ${high}]`;
    }
    case 'none':
      return '';
  }
}
