/** One reading against the printed cells: which it reproduces, and how far off the others are. */
import type { OwnNumber } from '../../results/comparison.ts';
import type { JudgedCell, ReadingResult } from '../../results/readings.ts';
import { compareCell } from '../published/compare-cell.ts';
import type { NumberCell } from './printed-cells.ts';
import { matchesAny } from './printed-cells.ts';
import type { Tolerance } from './question.ts';

/** Printed standard errors that an estimate may be away on data drawn again, as `compareCell` has it. */
const MOST_Z = 2;

export interface Bench {
  readonly data: 'same' | 'redrawn';
  readonly cells: ReadonlyMap<string, NumberCell>;
  readonly tolerances: readonly Tolerance[];
}

export type Judgement = Pick<
  ReadingResult,
  'cells' | 'met' | 'estimatesMet' | 'stdErrorsMet' | 'rmsLogStdErrorRatio' | 'meanStdErrorRatio' | 'meanSquaredZ'
>;

/**
 * A cell is met when its estimate and its standard error are. On the paper's own data both must agree within rounding. On data drawn
 * again the estimate may be two printed standard errors away, and the standard error a declared ratio from the printed one's
 * rounding interval. Numbers without a standard error are met as `compareCell` says.
 */
export function judgeReading(bench: Bench, own: ReadonlyMap<string, OwnNumber>): Judgement {
  const cells = [...bench.cells].map(([name, printed]) => judgeCell(bench, name, printed, own.get(name)));
  const ratios = cells.flatMap(({ logStdErrorRatio }) => logStdErrorRatio ?? []);
  const raw = [...bench.cells].flatMap(([name, printed]) => {
    const ours = own.get(name)?.stdError;
    return printed.type === 'estimate' && printed.se > 0 && ours !== undefined && ours > 0
      ? Math.log(ours / printed.se)
      : [];
  });
  const zs = cells.flatMap(({ z }) => z ?? []);
  return {
    cells,
    met: cells.filter((cell) => cell.estimateMet && cell.stdErrorMet).length,
    estimatesMet: cells.filter((cell) => cell.estimateMet).length,
    stdErrorsMet: cells.filter((cell) => cell.stdErrorMet).length,
    rmsLogStdErrorRatio: Math.sqrt(mean(ratios.map((ratio) => ratio * ratio))),
    meanStdErrorRatio: Math.exp(mean(raw)),
    meanSquaredZ: mean(zs.map((z) => z * z)),
  };
}

/** On data drawn again a standard error that prints as zero cannot be held against anything. */
export function unusable({ data }: Pick<Bench, 'data'>, printed: NumberCell): boolean {
  return data === 'redrawn' && printed.type === 'estimate' && !(printed.se > 0);
}

function judgeCell(bench: Bench, cell: string, printed: NumberCell, own: OwnNumber | undefined): JudgedCell {
  const { verdict, ours, oursStdError, z } = compareCell(cell, printed, own);
  const estimateMet = verdict === 'within_rounding' || (bench.data === 'redrawn' && verdict === 'within_2_se');
  const known = {
    cell,
    ours,
    ...(oursStdError !== undefined && { oursStdError }),
    ...(z !== undefined && { z }),
    estimateMet,
  };
  if (printed.type !== 'estimate') return { ...known, stdErrorMet: estimateMet };
  if (oursStdError === undefined || !(oursStdError > 0)) return { ...known, stdErrorMet: false };
  const logStdErrorRatio = logOutside(oursStdError, printed.se, printed.dpSe);
  const tolerance = bench.tolerances.find(({ cells }) => matchesAny(cells, cell))?.stdError ?? 0;
  if (bench.data === 'same') return { ...known, logStdErrorRatio, stdErrorMet: logStdErrorRatio === 0 };
  const ofStdError = Math.abs(logStdErrorRatio) / Math.log1p(tolerance);
  const ofEstimate = verdict === 'within_rounding' || z === undefined ? 0 : Math.abs(z) / MOST_Z;
  return { ...known, logStdErrorRatio, stdErrorMet: ofStdError <= 1, timesAllowed: Math.max(ofStdError, ofEstimate) };
}

/** Log of a standard error over the nearest end of the interval that the printed one stands for; 0 inside. */
function logOutside(ours: number, printed: number, decimals: number): number {
  const half = 0.5 * 10 ** -decimals;
  const hair = 4 * Number.EPSILON * Math.max(printed, half);
  const [low, high] = [printed - half - hair, printed + half + hair];
  if (ours > high) return Math.log(ours / high);
  return ours < low ? Math.log(ours / low) : 0;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0) / values.length;
}
