/** Numbers of the running text against the tables: value, sign, and whether percent is the right word. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { normalTwoSided } from '../../../numerics/distributions.ts';
import type { Published } from '../../published/schema.ts';
import { type Check, type Found, found } from '../check.ts';
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
        return [found('unverifiable', [fact.id], `text "${fact.printed}": no cell prints it`)];
      }
      if (fact.ref === null) return [];
      const place = claims.places.get(fact.ref);
      return place === undefined ? ofFigure(claims, told, fact.ref) : quoted(claims, told, place);
    }),
};

/** A number that the text made from several cells. */
function composed(claims: Claims, told: Told): Found {
  const { id, printed, declared, value } = told;
  const { formula, within } = declared!;
  const made = intervalOf(claims, formula!);
  const said = `text "${printed}"; ${withNumbers(claims, formula!)} = ${shortRange(made)}`;
  if (Number.isNaN(made.lo)) return found('unverifiable', [id], `${said}: a number that it needs is not printed`);
  const tolerance = within + 1e-9 * Math.abs(value);
  const { lo, hi } = factInterval(told)!;
  if (!overlap(made, { lo: lo - tolerance, hi: hi + tolerance })) return found('inconsistent', [id], said);
  return worded(claims, told, [id], said, (made.lo + made.hi) / 2);
}

function ofFigure({ published }: Claims, told: Told, ref: string): readonly Found[] {
  const drawn = figureValue(published, ref);
  if (drawn === undefined || drawn.value === null || !told.quotes) return [];
  const said = `text "${told.printed}", figure ${drawn.printed}`;
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
  if (main === undefined)
    return [found('unverifiable', at, `text "${printed}"; the cell ${shown} prints no such number`)];
  const number = factInterval(told)!;
  const said = `text "${printed}", table ${shown}${unit === 'p value' ? `, p ${rangeText(main, 4)}` : ''}`;
  const symbol = /[βb] ?=/.test(printed) && column.reports === 'marginal_effect' && quotes;
  if ([1, 100, 0.01].some((by) => overlap(number, scaled(main, by)))) {
    const level = levelOf(printed, cell, at);
    const own = worded(claims, told, at, said);
    if (!symbol || own.verdict !== 'consistent') return [own, ...level];
    return [found('borderline', at, `${said}: a marginal effect, not a coefficient`), ...level];
  }
  if (!quotes) {
    return [found('unverifiable', at, `${said}: another number; made of it how? (audit.yaml: facts or quotes)`)];
  }
  if ([1, 100, 0.01].some((by) => overlap(scaled(number, -1), scaled(main, by)))) {
    const also = symbol ? ', and it is a marginal effect, not a coefficient' : '';
    return [found('inconsistent', at, `${said}: the sign differs${also}`), ...levelOf(printed, cell, at)];
  }
  const unitAway = 10 ** -decimalsFor(printed, value);
  const near = overlap({ lo: number.lo - unitAway, hi: number.hi + unitAway }, main);
  return [
    near
      ? found('borderline', at, `${said}: one unit of the last digit off`)
      : found('inconsistent', at, `${said}: not the same number`),
  ];
}

/** `p < 0.05` in the words against the p that estimate and standard error allow. */
function levelOf(printed: string, cell: Place['cell'], at: readonly string[]): readonly Found[] {
  const level = Number(/\bp ?< ?(0?\.\d+)/i.exec(printed)?.[1] ?? Number.NaN);
  const p = pOf(cell);
  if (Number.isNaN(level) || p === undefined) return [];
  const said = `text "${printed}", p ${rangeText(p, 4)}`;
  if (p.lo >= level) return [found('inconsistent', at, `${said}: not below ${level}`)];
  if (p.hi >= level) return [found('borderline', at, `${said}: rounding decides whether it is below ${level}`)];
  return [found('consistent', at, p.hi < level / 5 ? `${said}: right, and weaker than it could say` : said)];
}

function worded(claims: Claims, told: Told, cells: readonly string[], said: string, exact: number = told.value): Found {
  const { printed, unit, value, quotes, declared } = told;
  const wording = wordingOf(printed, unit, value, quotes || declared !== undefined);
  const relative = declared?.relativeTo && intervalOf(claims, declared.relativeTo);
  if (relative === undefined) {
    return wording === undefined ? found('consistent', cells, said) : found('borderline', cells, `${said}: ${wording}`);
  }
  const base = (relative.lo + relative.hi) / 2;
  const share = `on ${Number(base.toPrecision(6))} that is ${formatFixed((100 * exact) / base, 1)} percent`;
  return found(wording === undefined ? 'consistent' : 'borderline', cells, `${said}: ${wording ?? ''}; ${share}`);
}

/**
 * Percent is the right word for a share; for differences of shares, logarithms and scales it is not. A unit that this
 * program does not know counts only where audit.yaml says that units were filled in with care.
 */
function wordingOf(printed: string, unit: string, value: number, known: boolean): string | undefined {
  if (!printed.includes('%')) return undefined;
  if (unit === 'percentage_points') return 'percentage points, not percent';
  if (unit === 'log_points') return `log points, which are ${(100 * (Math.exp(value) - 1)).toFixed(1)} percent`;
  if (!known || unit === 'percent' || unit === 'probability') return undefined;
  return `${unit.replaceAll('_', ' ')}, not percent`;
}

function pOf(cell: Place['cell']): Interval | undefined {
  if (cell.type === 'p_value') return mainNumber(cell)?.interval;
  if (cell.type !== 'estimate' || cell.se === 0) return undefined;
  const half = (digits: number) => 0.5 * 10 ** -digits;
  const [b, h] = [Math.abs(cell.est), half(cell.dp)];
  const z = sizeRatio({ lo: Math.max(b - h, 0), hi: b + h }, printedSize(cell.se, cell.dpSe));
  return { lo: normalTwoSided(z.hi), hi: normalTwoSided(z.lo) };
}
