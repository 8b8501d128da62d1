/** Numbers of the running text against the tables: value, sign, and whether percent is the right word. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Bilingual, en, unworded, zh } from '../../../results/text.ts';
import type { Published } from '../../published/schema.ts';
import { also, type Check, type Found, found, hence } from '../check.ts';
import type { Claims, Place } from '../claims.ts';
import { type Interval, overlap, printedSize, rangeText, scaled, shortRange, sizeRatio } from '../interval.ts';
import { decimalsFor, factInterval, figureValue, intervalOf, mainNumber, withNumbers } from '../named-number.ts';

type Fact = Published['facts'][number];
type Declared = Claims['relations']['facts'][string];

/** One number of the text with what was declared of it. */
interface Told extends Fact {
  readonly value: number;
  /** audit.yaml says that it repeats its cell */
  readonly quotes: boolean;
  readonly declared: Declared | undefined;
}

export const facts: Check = {
  name: 'facts',
  summary: 'numbers of the text against the cells they quote; percent that are points or log points',
  run: (claims) =>
    claims.published.facts.flatMap((fact) => {
      const { facts: known, quotes, unprinted } = claims.relations;
      if (fact.value === null) return [];
      const repeats = quotes === 'all' || quotes.includes(fact.id);
      const told: Told = { ...fact, value: fact.value, quotes: repeats, declared: known[fact.id] };
      if (told.declared?.formula !== undefined) return [composed(claims, told)];
      if (unprinted.includes(fact.id)) {
        return [found('unverifiable', [fact.id], hence(inText(fact.printed), UNPRINTED))];
      }
      if (fact.ref === null) return [];
      const place = claims.places.get(fact.ref);
      return place === undefined ? ofFigure(claims, told, fact.ref) : quoted(claims, told, place);
    }),
};

const UNPRINTED = { en: 'no cell prints it', zh: '表中没有该数' };

function inText(printed: string): Bilingual {
  return { en: `text "${printed}"`, zh: `正文“${printed}”` };
}

/** A number that the text made from several cells. */
function composed(claims: Claims, told: Told): Found {
  const { id, printed, declared, value } = told;
  const { formula, within } = declared!;
  const made = intervalOf(claims, formula!);
  const [numbers, range] = [withNumbers(claims, formula!), shortRange(made)];
  const said = also(inText(printed), { en: en`${numbers} = ${range}`, zh: zh`${numbers} = ${range}` });
  if (Number.isNaN(made.lo)) {
    const lacking = { en: 'a number that it needs is not printed', zh: '所需的某个数未在文中给出' };
    return found('unverifiable', [id], hence(said, lacking));
  }
  const tolerance = within + 1e-9 * Math.abs(value);
  const { lo, hi } = factInterval(told)!;
  if (!overlap(made, { lo: lo - tolerance, hi: hi + tolerance })) return found('inconsistent', [id], said);
  return worded(claims, told, [id], said, (made.lo + made.hi) / 2);
}

function ofFigure({ published }: Claims, told: Told, ref: string): readonly Found[] {
  const drawn = figureValue(published, ref);
  if (drawn === undefined || drawn.value === null || !told.quotes) return [];
  const text = inText(told.printed);
  const said = { en: en`${text}, figure ${drawn.printed}`, zh: zh`${text}，图中为 ${drawn.printed}` };
  return [found(drawn.value === told.value ? 'consistent' : 'inconsistent', [told.id, ref], said)];
}

/**
 * A number with the cell that it refers to. Without a word in audit.yaml it may be anything made of that cell: then a
 * number that differs is unverifiable, and only one that was declared a quotation can be inconsistent.
 */
function quoted(claims: Claims, told: Told, { name: ref, cell, column }: Place): readonly Found[] {
  const { id, printed, unit, value, quotes } = told;
  const main = unit === 'p value' ? pOf(cell) : mainNumber(cell)?.interval;
  const shown = 'printed' in cell ? cell.printed : '';
  const at = [id, ref];
  if (main === undefined) {
    const none = { en: `the cell ${shown} prints no such number`, zh: `单元格 ${shown} 没有这样的数` };
    return [found('unverifiable', at, also(inText(printed), none))];
  }
  const number = factInterval(told)!;
  const [text, p] = [inText(printed), unit === 'p value' ? rangeText(main, 4) : undefined];
  const said = {
    en: en`${text}, table ${shown}${p === undefined ? '' : en`, p ${p}`}`,
    zh: zh`${text}，表中为 ${shown}${p === undefined ? '' : zh`，p ${p}`}`,
  };
  const symbol = /[βb] ?=/.test(printed) && column.reports === 'marginal_effect' && quotes;
  if ([1, 100, 0.01].some((by) => overlap(number, scaled(main, by)))) {
    const level = levelOf(printed, cell, at);
    const own = worded(claims, told, at, said);
    if (!symbol || own.verdict !== 'consistent') return [own, ...level];
    return [found('borderline', at, hence(said, NO_COEFFICIENT)), ...level];
  }
  if (!quotes) {
    const how = {
      en: 'another number; made of it how? (audit.yaml: facts or quotes)',
      zh: '是另一个数；如何由它得出？（audit.yaml：facts 或 quotes）',
    };
    return [found('unverifiable', at, hence(said, how))];
  }
  if ([1, 100, 0.01].some((by) => overlap(scaled(number, -1), scaled(main, by)))) {
    const differs = {
      en: `the sign differs${symbol ? `, and it is ${NO_COEFFICIENT.en}` : ''}`,
      zh: `符号不同${symbol ? `，且${NO_COEFFICIENT.zh}` : ''}`,
    };
    return [found('inconsistent', at, hence(said, differs)), ...levelOf(printed, cell, at)];
  }
  const unitAway = 10 ** -decimalsFor(printed, value);
  const near = overlap({ lo: number.lo - unitAway, hi: number.hi + unitAway }, main);
  return [
    near
      ? found('borderline', at, hence(said, { en: 'one unit of the last digit off', zh: '末位相差一' }))
      : found('inconsistent', at, hence(said, { en: 'not the same number', zh: '不是同一个数' })),
  ];
}

const NO_COEFFICIENT = { en: 'a marginal effect, not a coefficient', zh: '是边际效应，不是系数' };

/** `p < 0.05` in the words against the p that estimate and standard error allow. */
function levelOf(printed: string, cell: Place['cell'], at: readonly string[]): readonly Found[] {
  const level = Number(/\bp ?< ?(0?\.\d+)/i.exec(printed)?.[1] ?? Number.NaN);
  const p = pOf(cell);
  if (Number.isNaN(level) || p === undefined) return [];
  const [text, range] = [inText(printed), rangeText(p, 4)];
  const said = { en: en`${text}, p ${range}`, zh: zh`${text}，p ${range}` };
  if (p.lo >= level) {
    return [found('inconsistent', at, hence(said, { en: `not below ${level}`, zh: `不小于 ${level}` }))];
  }
  if (p.hi >= level) {
    const rounded = { en: `rounding decides whether it is below ${level}`, zh: `是否小于 ${level} 取决于舍入` };
    return [found('borderline', at, hence(said, rounded))];
  }
  const weak = { en: 'right, and weaker than it could say', zh: '正确，且可以说得更强' };
  return [found('consistent', at, p.hi < level / 5 ? hence(said, weak) : said)];
}

function worded(
  claims: Claims,
  told: Told,
  cells: readonly string[],
  said: Bilingual,
  exact: number = told.value,
): Found {
  const { printed, unit, value, quotes, declared } = told;
  const wording = wordingOf(printed, unit, value, quotes || declared !== undefined);
  const relative = declared?.relativeTo && intervalOf(claims, declared.relativeTo);
  if (relative === undefined) {
    return wording === undefined ? found('consistent', cells, said) : found('borderline', cells, hence(said, wording));
  }
  const base = (relative.lo + relative.hi) / 2;
  const [from, percent] = [Number(base.toPrecision(6)), formatFixed((100 * exact) / base, 1)];
  const share = { en: `on ${from} that is ${percent} percent`, zh: `相对于 ${from} 为 ${percent}%` };
  const words = also(hence(said, wording ?? unworded('')), share);
  return found(wording === undefined ? 'consistent' : 'borderline', cells, words);
}

/**
 * Percent is the right word for a share; for differences of shares, logarithms and scales it is not. A unit that this
 * program does not know counts only where audit.yaml says that units were filled in with care.
 */
function wordingOf(printed: string, unit: string, value: number, known: boolean): Bilingual | undefined {
  if (!printed.includes('%')) return undefined;
  if (unit === 'percentage_points') return { en: 'percentage points, not percent', zh: '是百分点，不是百分比' };
  if (unit === 'log_points') {
    const percent = (100 * (Math.exp(value) - 1)).toFixed(1);
    return { en: `log points, which are ${percent} percent`, zh: `是对数点，合 ${percent}%` };
  }
  if (!known || unit === 'percent' || unit === 'probability') return undefined;
  const own = unit.replaceAll('_', ' ');
  return { en: `${own}, not percent`, zh: `单位是 ${own}，不是百分比` };
}

function pOf(cell: Place['cell']): Interval | undefined {
  if (cell.type === 'p_value') return mainNumber(cell)?.interval;
  if (cell.type !== 'estimate' || cell.se === 0) return undefined;
  const half = (digits: number) => 0.5 * 10 ** -digits;
  const [b, h] = [Math.abs(cell.est), half(cell.dp)];
  const z = sizeRatio({ lo: Math.max(b - h, 0), hi: b + h }, printedSize(cell.se, cell.dpSe));
  return { lo: normalTwoSided(z.hi), hi: normalTwoSided(z.lo) };
}
