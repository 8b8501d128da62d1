/** Expectations held against the numbers of a run: one outcome per assertion. */
import { formatFixed } from '../../numerics/decimal.ts';
import type { ExpectationOutcome } from '../../results/expectation.ts';
import { type Bilingual, en, unworded, zh } from '../../results/text.ts';
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
  const say = (expected: Bilingual, text: Bilingual, met: boolean): Judged => ({ cell, expected, found: text, met });
  const { value, se, sign, stars, n, pBelow, pAbove } = expectation;
  const p = found.pValue ?? Number.NaN;
  const outcomes: (Judged | UnknownCell)[] = [];
  if (value !== undefined) {
    const { words, met, digits } = judgeNumber(value, found.value, judging, true);
    outcomes.push(say(words, numberText(found.value, digits), met));
  }
  if (se !== undefined) {
    const { words, met, digits } = judgeNumber(se, found.stdError ?? Number.NaN, judging, false);
    const expected = { en: en`SE ${words}`, zh: zh`标准误 ${words}` };
    outcomes.push(say(expected, numberText(found.stdError ?? Number.NaN, digits), met));
  }
  if (sign !== undefined) {
    const expected = { en: `sign ${sign}`, zh: `符号为${SIGN_ZH[sign]}` };
    outcomes.push(say(expected, numberText(found.value), signOf(found.value) === sign));
  }
  if (stars !== undefined) {
    const earned = starsOf(p, defaults.stars);
    const rule = Object.entries(defaults.stars).map(([mark, below]) => `${mark} p < ${below}`);
    const expected = {
      en: `${stars === '' ? 'no stars' : `stars ${stars}`} (${rule.join(', ')})`,
      zh: `${stars === '' ? '无显著性星号' : `显著性星号 ${stars}`}（${rule.join('，')}）`,
    };
    const [shown, exact] = [earned === '' ? { en: 'none', zh: '无' } : earned, numberText(p)];
    const text = { en: en`${shown} (p = ${exact})`, zh: zh`${shown}（p = ${exact}）` };
    outcomes.push(say(expected, Number.isNaN(p) ? NO_P : text, !Number.isNaN(p) && earned === stars));
  }
  if (n !== undefined) {
    const text = found.nobs === undefined ? NO_NOBS : unworded(String(found.nobs));
    outcomes.push(say(unworded(`N = ${n}`), text, found.nobs === n));
  }
  const pText = Number.isNaN(p) ? NO_P : numberText(p);
  if (pBelow !== undefined) outcomes.push(say(unworded(`p < ${pBelow}`), pText, p < pBelow));
  if (pAbove !== undefined) outcomes.push(say(unworded(`p > ${pAbove}`), pText, p > pAbove));
  return [...outcomes, ...judgeAgainst(judging)];
}

const NO_P = { en: 'no p value', zh: '没有 p 值' };
const NO_NOBS = { en: 'no number of observations', zh: '没有观测数' };
const SIGN_ZH = { positive: '正', negative: '负', zero: '零' };

/** Assertions that another cell enters. */
function judgeAgainst({ expectation, found, run }: Judge): readonly (Judged | UnknownCell)[] {
  const { cell, greaterThan, lessThan, equalTo, tolerance } = expectation;
  const other = (
    wanted: string | number | undefined,
    words: Bilingual,
    holds: (value: number) => boolean,
  ): readonly (Judged | UnknownCell)[] => {
    if (wanted === undefined) return [];
    const target = typeof wanted === 'number' ? { value: wanted } : findCell(wanted, run);
    if (target === undefined) return [{ cell: String(wanted) }];
    const value = numberText(target.value);
    const expected =
      typeof wanted === 'number'
        ? { en: en`${words} ${wanted}`, zh: zh`${words} ${wanted}` }
        : { en: en`${words} ${wanted} (${value})`, zh: zh`${words} ${wanted}（${value}）` };
    return [{ cell, expected, found: numberText(found.value), met: holds(target.value) }];
  };
  const near = toleranceWords(tolerance ?? {});
  const equal =
    tolerance === undefined ? { en: 'equal to', zh: '等于' } : { en: en`${near} of`, zh: zh`${near}，相对于` };
  return [
    ...other(greaterThan, { en: 'greater than', zh: '大于' }, (value) => found.value > value),
    ...other(lessThan, { en: 'less than', zh: '小于' }, (value) => found.value < value),
    ...other(equalTo, equal, (value) => isWithin(found.value, value, tolerance ?? {})),
  ];
}

interface Verdict {
  readonly words: Bilingual;
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
  if (isValue && cell.kind === 'count')
    return { words: { en: `${value} exactly`, zh: `恰为 ${value}` }, met: found === value };
  const isFree = own === undefined && expectation.decimals === undefined;
  if (isValue && isFree && cell.kind === 'monte_carlo' && cell.draws !== undefined && value >= 0 && value <= 1) {
    const { low, high } = binomialRange(value, cell.draws, defaults.level);
    const [share, least, most] = [value, low, high].map((one) => numberText(one).en);
    const level = `${100 * defaults.level} %`;
    const words = {
      en: `${share} by a binomial interval (${level}, ${cell.draws} draws: ${least} to ${most})`,
      zh: `${share}，按二项区间（${level}，${cell.draws} 次抽取：${least} 至 ${most}）`,
    };
    return { words, met: found >= low && found <= high };
  }
  const tolerance = own ?? (expectation.decimals === undefined && !printed ? defaults.tolerance : undefined);
  if (tolerance !== undefined) {
    const within = toleranceWords(tolerance);
    const words = { en: en`${value} ${within}`, zh: zh`${value}（${within}）` };
    return { words, met: isWithin(found, value, tolerance) };
  }
  const decimals = expectation.decimals ?? written.decimals;
  const shown = formatFixed(value, decimals);
  const words = { en: `${shown} to ${decimals} decimals`, zh: `${shown}（${decimals} 位小数）` };
  return { words, met: withinRounding(found, value, decimals), digits: decimals };
}

/** The margin only covers the binary representation of a decimal tolerance; without one the numbers must be the same. */
function isWithin(found: number, expected: number, { absolute = 0, relative = 0 }: Tolerance): boolean {
  const limit = Math.max(absolute, relative * Math.abs(expected));
  const margin = limit === 0 ? 0 : 4 * Number.EPSILON * Math.max(Math.abs(expected), limit);
  return Math.abs(found - expected) <= limit + margin;
}

function toleranceWords({ absolute, relative }: Tolerance): Bilingual {
  const parts = [
    ...(absolute === undefined ? [] : [`${absolute}`]),
    ...(relative === undefined ? [] : [`${Number((100 * relative).toPrecision(12))} %`]),
  ];
  const said = (or: string) => (parts.length === 0 ? '0' : parts.join(or));
  return { en: `within ${said(' or ')}`, zh: `误差不超过 ${said(' 或 ')}` };
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
export function numberText(value: number, decimals?: number): Bilingual {
  if (Number.isNaN(value)) return { en: 'not defined', zh: '未定义' };
  if (!Number.isFinite(value)) return unworded(String(value));
  return unworded(
    decimals === undefined ? String(Number(value.toPrecision(SIGNIFICANT))) : formatFixed(value, decimals + 2),
  );
}
