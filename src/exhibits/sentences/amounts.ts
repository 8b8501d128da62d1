/** An estimate in the units in which it is said: percentage points, per cent, standard deviations, odds. */
import type { Estimate } from '../../results/estimates.ts';
import type { Text } from '../../results/text.ts';
import type { Meaning } from './meaning.ts';

/** A number, its interval and the unit after it; `factor`: it multiplies, so nothing happens at one. */
export interface Amount {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: Required<Text>;
  readonly factor?: true;
  /** decimals that are shown at least */
  readonly least: number;
}

type Numbers = Pick<Estimate, 'estimate' | 'confLow' | 'confHigh'>;

/** A tenth more: the step of a logarithm. */
const TENTH = Math.log(1.1);

export const POINTS = { en: ' percentage points', zh: ' 个百分点' };
const PERCENT = { en: ' %', zh: ' %' };
const LOG_POINTS = { en: ' log points', zh: ' 个对数点' };
const SDS = { en: ' standard deviations', zh: ' 个标准差' };
const TIMES = { en: '', zh: ' 倍' };

/**
 * The amount that the sentence says, then the same on other scales. Every scale is an increasing function of the estimate,
 * applied to the ends of its interval as well: 100 b; 100 (exp(b) - 1); exp(b); b / SD. By the logarithm of a variable the step is
 * a tenth more of it: b ln 1.1.
 */
export function amountsOf(meaning: Meaning, numbers: Numbers): readonly [Amount, ...Amount[]] {
  const { quantity, exponentiated, change, outcome } = meaning;
  const step = change.kind === 'log' ? TENTH : 1;
  const plain = (x: number) => step * (exponentiated ? Math.log(x) : x);
  const by = (transform: (x: number) => number, unit: Required<Text>): Amount => ({
    value: transform(plain(numbers.estimate)),
    low: transform(plain(numbers.confLow)),
    high: transform(plain(numbers.confHigh)),
    unit,
    least: [POINTS, PERCENT, LOG_POINTS].includes(unit) ? 1 : 0,
  });
  const percent = by((x) => 100 * Math.expm1(x), PERCENT);
  const logPoints = by((x) => 100 * x, LOG_POINTS);
  switch (quantity) {
    case 'odds_ratio':
      return [{ ...by(Math.exp, TIMES), factor: true }, by((x) => x, { en: ' log odds', zh: ' 个对数发生比' })];
    case 'index':
      return [by((x) => x, { en: ` units of the ${meaning.link} index`, zh: ` 个 ${meaning.link} 指数单位` })];
    case 'ratio':
      return outcome.kind === 'event' || outcome.kind === 'log' ? [percent] : [percent, logPoints];
    case 'difference':
      return differences(outcome, by, percent, logPoints);
  }
}

function differences(
  { kind, unit, range, sd }: Meaning['outcome'],
  by: (transform: (x: number) => number, unit: Required<Text>) => Amount,
  percent: Amount,
  logPoints: Amount,
): readonly [Amount, ...Amount[]] {
  switch (kind) {
    case 'event':
    case 'share':
      return [by((x) => 100 * x, POINTS)];
    case 'percent':
      return [by((x) => x, POINTS)];
    case 'log':
      return [percent, logPoints];
    case 'standardised':
      return [by((x) => x, SDS)];
    case 'index': {
      const units = by((x) => x, { en: ' units of the index', zh: ' 个指数单位' });
      return sd !== undefined && sd > 0 ? [units, by((x) => x / sd, SDS)] : [units];
    }
    case 'score': {
      const [low, high] = range!;
      return [by((x) => x, { en: ` points on the scale from ${low} to ${high}`, zh: ` 分（量表 ${low} 至 ${high}）` })];
    }
    case 'amount':
      return [by((x) => x, unit === undefined ? { en: ' units', zh: ' 个单位' } : spaced(unit))];
  }
}

function spaced({ en, zh = en }: Text): Required<Text> {
  return { en: ` ${en}`, zh: ` ${zh}` };
}
