/** Expectations held against the numbers of a run: one outcome per assertion. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { ExpectationOutcome } from '../../results/expectation.ts';
import { withinRounding } from '../published/compare-cell.ts';
import { binomialRange } from './binomial-range.ts';
import type { Expectation, ExpectationDefaults, Tolerance, WrittenNumber } from './expectation.ts';
import { type FoundCell, findCell, type RunNumbers } from './find-cell.ts';

type Judged = Pick<ExpectationOutcome, 'cell' | 'expected' | 'found' | 'met'>;

interface Judge {
  readonly expectation: Expectation;
  readonly found: FoundCell;
  readonly run: RunNumbers;
  readonly defaults: ExpectationDefaults;
}

/** A cell, named by one expectation, that the run does not have. */
export interface UnknownCell {
  readonly cell: string;
}

/**
 * The outcomes of one expectation, in the order value, se, sign, stars, n, p, order, equality. A cell that is not there, also
 * the other one of a comparison, is returned by name. A number that is not defined meets nothing.
 */
export function judge(
  expectation: Expectation,
  run: RunNumbers,
  defaults: ExpectationDefaults,
): readonly (Judged | UnknownCell)[] {
  const { cell } = expectation;
  const found = findCell(cell, run);
  if (found === undefined) return [{ cell }];
  const judging: Judge = { expectation, found, run, defaults };
  const say = (expected: string, text: string, met: boolean): Judged => ({ cell, expected, found: text, met });
  const { value, se, sign, stars, n, pBelow, pAbove } = expectation;
  const p = found.pValue ?? Number.NaN;
  const outcomes: (Judged | UnknownCell)[] = [];
  if (value !== undefined) {
    const { words, met, digits } = judgeNumber(value, found.value, judging, true);
    outcomes.push(say(words, numberText(found.value, digits), met));
  }
  if (se !== undefined) {
    const { words, met, digits } = judgeNumber(se, found.stdError ?? Number.NaN, judging, false);
    outcomes.push(say(`SE ${words}`, numberText(found.stdError ?? Number.NaN, digits), met));
  }
  if (sign !== undefined) outcomes.push(say(`sign ${sign}`, numberText(found.value), signOf(found.value) === sign));
  if (stars !== undefined) {
    const earned = starsOf(p, defaults.stars);
    const rule = Object.entries(defaults.stars).map(([mark, below]) => `${mark} p < ${below}`);
    const wanted = stars === '' ? 'no stars' : `stars ${stars}`;
    const text = Number.isNaN(p) ? 'no p value' : `${earned === '' ? 'none' : earned} (p = ${numberText(p)})`;
    outcomes.push(say(`${wanted} (${rule.join(', ')})`, text, !Number.isNaN(p) && earned === stars));
  }
  if (n !== undefined) {
    const text = found.nobs === undefined ? 'no number of observations' : String(found.nobs);
    outcomes.push(say(`N = ${n}`, text, found.nobs === n));
  }
  const pText = Number.isNaN(p) ? 'no p value' : numberText(p);
  if (pBelow !== undefined) outcomes.push(say(`p < ${pBelow}`, pText, p < pBelow));
  if (pAbove !== undefined) outcomes.push(say(`p > ${pAbove}`, pText, p > pAbove));
  return [...outcomes, ...judgeAgainst(judging)];
}

/** Assertions that another cell enters. */
function judgeAgainst({ expectation, found, run }: Judge): readonly (Judged | UnknownCell)[] {
  const { cell, greaterThan, lessThan, equalTo, tolerance } = expectation;
  const other = (
    wanted: string | number | undefined,
    words: string,
    holds: (value: number) => boolean,
  ): readonly (Judged | UnknownCell)[] => {
    if (wanted === undefined) return [];
    const target = typeof wanted === 'number' ? { value: wanted } : findCell(wanted, run);
    if (target === undefined) return [{ cell: String(wanted) }];
    const named = typeof wanted === 'number' ? '' : ` (${numberText(target.value)})`;
    const met = holds(target.value);
    return [{ cell, expected: `${words} ${wanted}${named}`, found: numberText(found.value), met }];
  };
  const equal = tolerance === undefined ? 'equal to' : `${toleranceWords(tolerance)} of`;
  return [
    ...other(greaterThan, 'greater than', (value) => found.value > value),
    ...other(lessThan, 'less than', (value) => found.value < value),
    ...other(equalTo, equal, (value) => isWithin(found.value, value, tolerance ?? {})),
  ];
}

interface Verdict {
  readonly words: string;
  readonly met: boolean;
  /** decimals worth showing of what was found */
  readonly digits?: number;
}

/** Counts exactly; shares of draws by a binomial interval; else the expectation's own tolerance, decimals, or the file's. */
function judgeNumber(
  written: WrittenNumber,
  found: number,
  { expectation, found: cell, defaults }: Judge,
  isValue: boolean,
): Verdict {
  const { value, printed } = written;
  const own = expectation.tolerance;
  if (isValue && cell.kind === 'count') return { words: `${value} exactly`, met: found === value };
  const isFree = own === undefined && expectation.decimals === undefined;
  if (isValue && isFree && cell.kind === 'monte_carlo' && cell.draws !== undefined && value >= 0 && value <= 1) {
    const { low, high } = binomialRange(value, cell.draws, defaults.level);
    const range = `${numberText(low)} to ${numberText(high)}`;
    const words = `${numberText(value)} by a binomial interval (${100 * defaults.level} %, ${cell.draws} draws: ${range})`;
    return { words, met: found >= low && found <= high };
  }
  const tolerance = own ?? (expectation.decimals === undefined && !printed ? defaults.tolerance : undefined);
  if (tolerance !== undefined) {
    return { words: `${value} ${toleranceWords(tolerance)}`, met: isWithin(found, value, tolerance) };
  }
  const decimals = expectation.decimals ?? written.decimals;
  const words = `${formatFixed(value, decimals)} to ${decimals} decimals`;
  return { words, met: withinRounding(found, value, decimals), digits: decimals };
}

/** The margin only covers the binary representation of a decimal tolerance; without one the numbers must be the same. */
function isWithin(found: number, expected: number, { absolute = 0, relative = 0 }: Tolerance): boolean {
  const limit = Math.max(absolute, relative * Math.abs(expected));
  const margin = limit === 0 ? 0 : 4 * Number.EPSILON * Math.max(Math.abs(expected), limit);
  return Math.abs(found - expected) <= limit + margin;
}

function toleranceWords({ absolute, relative }: Tolerance): string {
  const parts = [
    ...(absolute === undefined ? [] : [`${absolute}`]),
    ...(relative === undefined ? [] : [`${Number((100 * relative).toPrecision(12))} %`]),
  ];
  return `within ${parts.length === 0 ? '0' : parts.join(' or ')}`;
}

function signOf(value: number): Expectation['sign'] | undefined {
  if (Number.isNaN(value)) return undefined;
  return value > 0 ? 'positive' : value < 0 ? 'negative' : 'zero';
}

/** The stars of the strictest threshold that p is strictly below. */
export function starsOf(p: number, thresholds: Readonly<Record<string, number>>): string {
  const passed = Object.entries(thresholds).filter(([, below]) => p < below);
  return passed.sort((a, b) => a[1] - b[1])[0]?.[0] ?? '';
}

const SIGNIFICANT = 8;

/** Two decimals more than were asked for, so that a near miss shows; else eight significant digits. */
export function numberText(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not defined' : String(value);
  if (decimals !== undefined) return formatFixed(value, decimals + 2);
  return String(Number(value.toPrecision(SIGNIFICANT)));
}
