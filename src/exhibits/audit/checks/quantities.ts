/** Numbers that follow from printed ones by a declared formula, and what they must be. */
import { type Check, type Found, found } from '../check.ts';
import type { Claims } from '../claims.ts';
import { type Formula, namesOf } from '../formula.ts';
import { type Interval, overlap, rangeText, shortRange } from '../interval.ts';
import { intervalOf } from '../named-number.ts';

type Quantity = Claims['relations']['quantities'][number];

export const quantities: Check = {
  name: 'quantities',
  summary: 'numbers that follow from printed ones by a formula of audit.yaml, and what they must equal or not pass',
  run: (claims) => claims.relations.quantities.map((quantity) => oneQuantity(claims, quantity)),
};

function oneQuantity(claims: Claims, quantity: Quantity): Found {
  const { label, formula, unit, decimals, whole, equals, atLeast, atMost, within, otherwise } = quantity;
  const value = intervalOf(claims, formula);
  const limits = [equals, atLeast, atMost].filter((limit): limit is Formula => limit !== undefined);
  const named = [formula, ...limits].flatMap((one) => namesOf(one)).map(({ name }) => name);
  const cells = [...new Set(named)];
  const text = (interval: Interval) => {
    if (interval.lo === interval.hi && Number.isInteger(interval.lo)) return String(interval.lo);
    return decimals === undefined ? shortRange(interval) : rangeText(interval, decimals);
  };
  const said = `${label}: ${text(value)}${unit === undefined ? '' : ` ${unit}`}`;
  if (Number.isNaN(value.lo) || Number.isNaN(value.hi)) {
    return found('unverifiable', cells, `${label}: a number that it needs is not printed or not recovered`);
  }
  const failures: string[] = [];
  const met: string[] = [];
  const hold = (holds: boolean, words: string) => (holds ? met : failures).push(words);
  if (whole) {
    const count = Math.ceil(value.lo);
    hold(count <= value.hi, count <= value.hi ? `the whole number ${count}` : 'no whole number');
  }
  for (const [words, limit] of [
    ['printed', equals],
    ['at least', atLeast],
    ['at most', atMost],
  ] as const) {
    if (limit === undefined) continue;
    const bound = intervalOf(claims, limit);
    const wider = { lo: bound.lo - within, hi: bound.hi + within };
    if (Number.isNaN(bound.lo) || Number.isNaN(bound.hi)) {
      return found('unverifiable', cells, `${said}; what it is held against is not printed`);
    }
    if (words === 'printed') {
      const holds = overlap(value, wider);
      hold(holds, `${holds ? 'as' : 'not the'} ${text(bound)} printed`);
    } else {
      const holds = words === 'at least' ? value.hi >= wider.lo : value.lo <= wider.hi;
      hold(holds, `${holds ? '' : 'not '}${words} ${text(bound)}`);
    }
  }
  if (failures.length > 0) return found(otherwise, cells, `${said}, ${failures.join(', ')}`);
  return found('consistent', cells, met.length > 0 ? `${said}; ${met.join(', ')}` : said);
}
