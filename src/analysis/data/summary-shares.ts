/** Rows of shares: one level of a variable or all of them, each group's count and share, and the test between groups. */
import { Failure } from '../../errors/failure.ts';
import { nearestHint } from '../../errors/nearest.ts';
import { waldInterval, wilsonInterval } from '../../numerics/proportion.ts';
import type { GroupTest, SummaryCell, SummaryInterval, SummaryRow } from '../../results/summary.ts';
import type { Text } from '../../results/text.ts';
import { toCategorical } from './categorical.ts';
import type { CategoricalColumn } from './column.ts';
import { getColumn } from './frame.ts';
import { chiSquareTest } from './group-test.ts';
import type { SampleGroup } from './summary-groups.ts';
import type { SummaryRowRequest } from './summary-request.ts';
import { compared, EMPTY_CELL, observations, type SummarySample } from './summary-sample.ts';

type ShareRequest = Exclude<SummaryRowRequest, { statistic: 'mean_sd' }>;
type ProportionRequest = Extract<ShareRequest, { statistic: 'proportion' }>;

const LEVELS_CAP = 200;
const STANDARD_LEVEL = 0.95;

interface Shown {
  /** code of the level; -1 when no row has it */
  readonly code: number;
  readonly name: string;
  readonly label: Text;
}

/**
 * The row of one level, or a row per level. The test of one level is level against all others; of all levels, the whole table, on the
 * first row. A 0/1 number stands for its level 1. E-SPEC-NAME: no such level; E-SPEC-VALUE: all levels of a private column, or above 200.
 */
export function shareRows(sample: SummarySample, request: ShareRequest): SummaryRow[] {
  const original = getColumn(sample.frame, request.variable);
  const column = toCategorical(original);
  const indicator = original.kind === 'numeric' && column.levels.every(({ name }) => name === '0' || name === '1');
  const level = request.level ?? (indicator ? '1' : undefined);
  if (level !== undefined) {
    const shown = oneLevel(column, level, indicator, request.label);
    const test = request.test && chiSquareTest(againstOthers(column, shown.code), compared(sample));
    return [shareRow(sample, request, column, shown, test)];
  }
  refuseMany(column);
  const test = request.test && chiSquareTest(column, compared(sample));
  return column.levels.map((shown, code) =>
    shareRow(sample, request, column, { code, ...shown }, code === 0 ? test : undefined),
  );
}

function oneLevel(column: CategoricalColumn, name: string, indicator: boolean, label: Text | undefined): Shown {
  const { info, levels } = column;
  const names = levels.map((level) => level.name);
  const code = names.indexOf(name);
  if (code === -1 && !(indicator && (name === '1' || name === '0'))) {
    const accepted = info.private
      ? undefined
      : (nearestHint(name, names) ?? `levels: ${names.slice(0, 12).join(', ')}`);
    throw new Failure('E-SPEC-NAME', {
      finding: `column "${info.name}" has no level "${name}"`,
      ...(accepted && { accepted }),
    });
  }
  return { code, name, label: label ?? (indicator ? info.label : levels[code]!.label) };
}

/** The level and everything else, as two levels. */
function againstOthers(column: CategoricalColumn, code: number): CategoricalColumn {
  const levels = ['0', '1'].map((name) => ({ name, label: { en: name } }));
  return { ...column, levels, codes: column.codes.map((other) => (other === -1 ? -1 : other === code ? 1 : 0)) };
}

function refuseMany({ info, levels }: CategoricalColumn): void {
  const refuse = (finding: string, accepted: string) => {
    throw new Failure('E-SPEC-VALUE', { finding, accepted });
  };
  if (info.private)
    refuse(`the levels of the private column "${info.name}" in a table`, 'one level, or a column that is not private');
  if (levels.length > LEVELS_CAP)
    refuse(`"${info.name}" has ${levels.length} levels`, `at most ${LEVELS_CAP}; mean_sd, or groups made by cut`);
}

function shareRow(
  sample: SummarySample,
  request: ShareRequest,
  column: CategoricalColumn,
  { code, name, label }: Shown,
  test: GroupTest | undefined,
): SummaryRow {
  const { variable, statistic } = request;
  const cells = sample.groups.groups.map((group) => shareCell(sample, request, column, code, group));
  const interval = request.statistic === 'proportion' ? intervalOf(request) : undefined;
  return {
    key: `${variable}=${name}`,
    label,
    variable,
    level: name,
    statistic,
    ...(interval && { interval }),
    cells,
    ...(test && { test }),
  };
}

function intervalOf({ interval = 'wilson', confLevel = STANDARD_LEVEL }: ProportionRequest): SummaryInterval {
  return { method: interval, level: confLevel };
}

function shareCell(
  { weights }: SummarySample,
  request: ShareRequest,
  { codes }: CategoricalColumn,
  code: number,
  { key, rows }: SampleGroup,
): SummaryCell {
  const known = rows.filter((row) => codes[row] !== -1);
  const nobs = observations(known, weights);
  const count =
    code === -1
      ? 0
      : observations(
          known.filter((row) => codes[row] === code),
          weights,
        );
  const share = count / nobs;
  const base = { ...EMPTY_CELL, group: key, nobs, missing: observations(rows, weights) - nobs, count, share };
  if (request.statistic === 'proportion') {
    const { method, level } = intervalOf(request);
    const { low, high } = (method === 'wald' ? waldInterval : wilsonInterval)(count, nobs, level);
    return { ...base, confLow: low, confHigh: high };
  }
  if (request.statistic === 'n_percent') return base;
  const sd = nobs > 1 ? 100 * Math.sqrt((share * (1 - share) * nobs) / (nobs - 1)) : Number.NaN;
  return { ...base, mean: 100 * share, sd };
}
