/** Descriptive statistics of a sample by group: counts, shares, means, and the tests between groups. */
import { Failure } from '../../errors/failure.ts';
import type { Summary } from '../../results/summary.ts';
import { type Frame, getNumeric } from './frame.ts';
import { sampleGroups } from './summary-groups.ts';
import { meanRow } from './summary-means.ts';
import type { SummaryRequest } from './summary-request.ts';
import { observations } from './summary-sample.ts';
import { shareRows } from './summary-shares.ts';

/**
 * Summarises a frame. Shares are of the rows with a value; standard deviations divide by n - 1; weights are frequencies, so that a row
 * counts as often as its weight says. E-DATA-COLUMN, E-SPEC-NAME, E-SPEC-VALUE; E-FIT-WEIGHTS: weights that are not whole numbers from zero.
 * Stata `tabulate, chi2`, `tabstat`, `oneway`, `ttest`; R `table`, `chisq.test`, `aov`, `t.test`.
 */
export function summarize(frame: Frame, request: SummaryRequest): Summary {
  const { name, label, sample, rows } = request;
  const weights = request.weights === undefined ? null : frequencyWeights(frame, request.weights);
  const groups = sampleGroups(frame, request.groups);
  const described = { frame, groups, weights };
  return {
    id: name,
    label,
    sample,
    groups: groups.groups.map((group) => ({
      key: group.key,
      label: group.label,
      nobs: observations(group.rows, weights),
    })),
    rows: rows.flatMap((row) => (row.statistic === 'mean_sd' ? [meanRow(described, row)] : shareRows(described, row))),
    notes: [],
  };
}

function frequencyWeights(frame: Frame, name: string): Float64Array {
  const { values } = getNumeric(frame, name);
  if (values.every((weight) => Number.isInteger(weight) && weight >= 0)) return values;
  const finding = `the frequency weights "${name}" are not whole numbers from zero in every row`;
  throw new Failure('E-FIT-WEIGHTS', { finding });
}
