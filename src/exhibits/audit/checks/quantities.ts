/** Numbers that follow from printed ones by a declared formula, and what they must be. */
import { type Bilingual, en, inLanguage, unworded, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found, hence, joined } from '../check.ts';
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

const LIMITS = { 'at least': { met: '不小于', missed: '小于' }, 'at most': { met: '不大于', missed: '大于' } } as const;

function oneQuantity(claims: Claims, quantity: Quantity): Found {
  const { label, formula, unit, decimals, whole, equals, atLeast, atMost, within, otherwise } = quantity;
  const value = intervalOf(claims, formula);
  const limits = [equals, atLeast, atMost].filter((limit): limit is Formula => limit !== undefined);
  const cells = [...new Set([formula, ...limits].flatMap((one) => namesOf(one)).map(({ name }) => name))];
  const text = (interval: Interval): Bilingual => {
    if (interval.lo === interval.hi && Number.isInteger(interval.lo)) return unworded(String(interval.lo));
    return decimals === undefined ? shortRange(interval) : rangeText(interval, decimals);
  };
  const named = { en: label.en, zh: inLanguage(label, 'zh') };
  const measured = text(value);
  const said = hence(named, {
    en: en`${measured}${unit === undefined ? '' : en` ${unit}`}`,
    zh: zh`${measured}${unit === undefined ? '' : zh` ${unit}`}`,
  });
  if (Number.isNaN(value.lo) || Number.isNaN(value.hi)) {
    const lacking = {
      en: 'a number that it needs is not printed or not recovered',
      zh: '所需的某个数未在文中给出，也无法推回',
    };
    return found('unverifiable', cells, hence(named, lacking));
  }
  const failures: Bilingual[] = [];
  const met: Bilingual[] = [];
  const hold = (holds: boolean, words: Bilingual) => (holds ? met : failures).push(words);
  if (whole) {
    const count = Math.ceil(value.lo);
    if (count <= value.hi) hold(true, { en: `the whole number ${count}`, zh: `整数 ${count}` });
    else hold(false, { en: 'no whole number', zh: '不含整数' });
  }
  for (const [kind, limit] of [
    ['equals', equals],
    ['at least', atLeast],
    ['at most', atMost],
  ] as const) {
    if (limit === undefined) continue;
    const bound = intervalOf(claims, limit);
    const wider = { lo: bound.lo - within, hi: bound.hi + within };
    if (Number.isNaN(bound.lo) || Number.isNaN(bound.hi)) {
      const unprinted = { en: 'what it is held against is not printed', zh: '用以比较的数未在文中给出' };
      return found('unverifiable', cells, also(said, unprinted));
    }
    const shown = text(bound);
    if (kind === 'equals') {
      const holds = overlap(value, wider);
      hold(holds, {
        en: en`${holds ? 'as' : 'not the'} ${shown} printed`,
        zh: zh`${holds ? '与文中的' : '不是文中的'} ${shown}${holds ? ' 相符' : ''}`,
      });
    } else {
      const holds = kind === 'at least' ? value.hi >= wider.lo : value.lo <= wider.hi;
      hold(holds, {
        en: en`${holds ? '' : 'not '}${kind} ${shown}`,
        zh: zh`${LIMITS[kind][holds ? 'met' : 'missed']} ${shown}`,
      });
    }
  }
  if (failures.length > 0) return found(otherwise, cells, joined([said, ...failures]));
  return found('consistent', cells, met.length > 0 ? also(said, joined(met)) : said);
}
