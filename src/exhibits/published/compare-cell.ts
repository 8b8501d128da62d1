/** One printed number and ours: within rounding, within two standard errors, or different. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { ComparedCell, OwnNumber, Verdict } from '../../results/comparison.ts';
import type { Bilingual } from '../../results/text.ts';
import type { PublishedCell } from './schema.ts';

type Comparable = Exclude<PublishedCell, { type: 'none' | 'text' | 'flag' | 'year' }>;

/** A printed cell with the rows its column rests on, where one number is printed; or a figure's value. */
export type Printed =
  | (Comparable & { readonly columnN?: number })
  | { readonly type: 'value'; readonly printed: string; readonly est: number };

/**
 * within_rounding: half a unit of the last printed decimal, counts exactly. within_2_se: at most two published standard
 * errors away; of a mean SD/sqrt(n), of a percentage sqrt(p(1-p)/n), with our n for the row and else the column's. A
 * difference of means and a value of a figure are printed without one: ours stands in, and the note says so. A p value
 * printed as `<` holds when ours is below. Other numbers without a standard error agree by rounding or differ.
 */
export function compareCell(cell: string, printed: Printed, own: OwnNumber | undefined): ComparedCell {
  const published = numberOf(printed);
  const text =
    'printedSe' in printed && printed.printedSe ? `${printed.printed} (${printed.printedSe})` : printed.printed;
  const base = { cell, printed: text, published };
  if (own === undefined) return { ...base, ours: Number.NaN, verdict: 'not_comparable', note: NO_NUMBER };
  const oursStdError = own.stdError === undefined ? {} : { oursStdError: own.stdError };
  if (Number.isNaN(own.value)) {
    return { ...base, ours: own.value, ...oursStdError, verdict: 'not_comparable', note: NOT_ESTIMATED };
  }
  const stdError = stdErrorOf(printed, own);
  const compared = { ...base, ours: own.value, ...oursStdError };
  const known =
    stdError === undefined || stdError.own || !(stdError.value > 0) ? {} : { publishedStdError: stdError.value };
  // a standard error printed as 0.000 bounds the difference, but gives no z
  const z = 'publishedStdError' in known && !stdError!.bound ? { z: (own.value - published) / stdError!.value } : {};
  const verdict = verdictOf(printed, own, stdError?.value);
  const note = noteFor(printed, own, verdict, stdError);
  return { ...compared, ...known, ...z, verdict, ...(note === undefined ? {} : { note }) };
}

function numberOf(printed: Printed): number {
  switch (printed.type) {
    case 'n_percent':
      return printed.percent;
    case 'count':
      return printed.n;
    default:
      return printed.est;
  }
}

function verdictOf(printed: Printed, own: OwnNumber, stdError: number | undefined): Verdict {
  if (agrees(printed, own)) return 'within_rounding';
  const distance = Math.abs(own.value - numberOf(printed));
  return stdError !== undefined && distance <= 2 * stdError ? 'within_2_se' : 'differs';
}

function agrees(printed: Printed, own: OwnNumber): boolean {
  switch (printed.type) {
    case 'count':
      return own.value === printed.n;
    case 'n_percent':
      // the count decides where we have one: the same percentage of other rows is another number
      return own.count === undefined ? withinRounding(own.value, printed.percent, printed.dp) : own.count === printed.n;
    case 'p_value':
      return printed.op === '<' ? own.value < printed.est : withinRounding(own.value, printed.est, printed.dp);
    case 'value':
      return withinRounding(own.value, printed.est, decimalsOf(printed.printed));
    default:
      return withinRounding(own.value, printed.est, printed.dp);
  }
}

/** Half a unit of the last printed decimal; the margin only covers the binary representation of that half. */
export function withinRounding(ours: number, published: number, decimals: number): boolean {
  const half = 0.5 * 10 ** -decimals;
  return Math.abs(ours - published) <= half + 4 * Number.EPSILON * Math.max(Math.abs(published), half);
}

function decimalsOf(printed: string): number {
  return /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
}

interface StdError {
  readonly value: number;
  /** an upper bound, because fewer digits were printed than it has */
  readonly bound: boolean;
  /** ours, because none is printed */
  readonly own?: true;
}

function stdErrorOf(printed: Printed, own: OwnNumber): StdError | undefined {
  switch (printed.type) {
    case 'estimate':
      if (printed.se > 0) return { value: printed.se, bound: false };
      return { value: 0.5 * 10 ** -printed.dpSe, bound: true };
    case 'mean_sd': {
      const n = own.nobs ?? printed.columnN;
      return n === undefined || n <= 0 ? undefined : { value: printed.sd / Math.sqrt(n), bound: false };
    }
    case 'n_percent': {
      const n = own.nobs ?? printed.columnN;
      const share = printed.percent / 100;
      return n === undefined || n <= 0
        ? undefined
        : { value: 100 * Math.sqrt((share * (1 - share)) / n), bound: false };
    }
    case 'difference':
    case 'value':
      return own.stdError === undefined ? undefined : { value: own.stdError, bound: false, own: true };
    default:
      return undefined;
  }
}

const NO_NUMBER = { en: 'no such number in our table', zh: '我们的表中没有这个数' };
const NOT_ESTIMATED = { en: 'not estimated here', zh: '此处未估计' };
const JUDGED_BY_OURS = {
  en: 'printed without a standard error: judged by ours',
  zh: '文中未给出标准误：按我们的标准误判断',
};
const ROUNDED_TO_ZERO = {
  en: 'printed SE rounds to zero: taken as half its last digit',
  zh: '文中的标准误舍入为零：取末位的一半',
};

function noteFor(
  printed: Printed,
  own: OwnNumber,
  verdict: Verdict,
  stdError: StdError | undefined,
): Bilingual | undefined {
  if (printed.type === 'n_percent' && own.count !== undefined && own.count !== printed.n) {
    const of = own.nobs ?? '?';
    return {
      en: `count ${own.count} of ${of}, printed ${printed.n}`,
      zh: `${of} 中的 ${own.count}，文中为 ${printed.n}`,
    };
  }
  if (stdError?.own && verdict !== 'within_rounding') return JUDGED_BY_OURS;
  if (stdError?.bound) return ROUNDED_TO_ZERO;
  const sdDiffers =
    printed.type === 'mean_sd' && own.sd !== undefined && !withinRounding(own.sd, printed.sd, printed.dpSd);
  if (verdict !== 'within_rounding' || !sdDiffers) return undefined;
  const [ours, theirs] = [formatFixed(own.sd!, printed.dpSd), formatFixed(printed.sd, printed.dpSd)];
  return { en: `SD ${ours}, printed ${theirs}`, zh: `标准差 ${ours}，文中为 ${theirs}` };
}
