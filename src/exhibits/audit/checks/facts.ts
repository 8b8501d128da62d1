/** Numbers of the running text against the tables: value, sign, and whether percent is the right word. */
import { normalTwoSided } from '../../../numerics/distributions.ts';
import type { Published, PublishedCell } from '../../published/schema.ts';
import { type Check, type Found, found } from '../check.ts';
import type { Claims } from '../claims.ts';
import { type Interval, overlap, printedInterval, printedSize, rangeText, scaled, sizeRatio } from '../interval.ts';

type Fact = Published['facts'][number];

export const facts: Check = {
  name: 'facts',
  summary: 'numbers of the text against the cells they quote; percent that are points or log points',
  run: (claims) =>
    claims.published.facts.flatMap((fact) => {
      const declared = claims.relations.facts[fact.id];
      if (fact.value === null) return [];
      if (declared !== undefined) return [composed(claims, fact, fact.value, declared)];
      if (claims.relations.unprinted.includes(fact.id)) {
        return [found('unverifiable', [fact.id], `text "${fact.printed}": no cell prints it`)];
      }
      const place = fact.ref === null ? undefined : claims.places.get(fact.ref);
      return place === undefined ? [] : [quoted(fact, fact.value, fact.ref!, place.cell)];
    }),
};

/** A number that the text made from several cells. */
function composed(
  claims: Claims,
  { id, printed, unit }: Fact,
  value: number,
  declared: Claims['relations']['facts'][string],
): Found {
  const { from, times, plus, minus, within } = declared;
  const mainOf = (name: string) => mainNumber(claims.places.get(name)!.cell)?.value ?? Number.NaN;
  const sum =
    plus.reduce((total, name) => total + mainOf(name), 0) - minus.reduce((total, name) => total + mainOf(name), 0);
  const made = from + times * sum;
  const terms = [...plus.map((name) => `+ ${mainOf(name)}`), ...minus.map((name) => `- ${mainOf(name)}`)].join(' ');
  const shown = times === 1 ? `${from === 0 ? '' : `${from} `}${terms}` : `${from} + ${times} x (${terms})`;
  const half = Math.max(within, 0.5 * 10 ** -decimalsOf(printed)) + 1e-9;
  const said = `text "${printed}"; ${shown} = ${Number(made.toFixed(6))}`;
  const wording = wordingOf(printed, unit, value);
  if (Math.abs(made - value) > half) return found('inconsistent', [id, ...plus, ...minus], said);
  if (wording !== undefined) return found('borderline', [id, ...plus, ...minus], `${said}: ${wording}`);
  return found('consistent', [id, ...plus, ...minus], said);
}

function quoted({ id, printed, unit }: Fact, value: number, ref: string, cell: PublishedCell): Found {
  const main = unit === 'p value' ? pOf(cell) : mainNumber(cell);
  const shown = 'printed' in cell ? cell.printed : '';
  if (main === undefined)
    return found('unverifiable', [id, ref], `text "${printed}"; the cell ${shown} prints no such number`);
  const told = printedInterval(value, decimalsFor(printed, value));
  const factor = [1, 100, 0.01].find((by) => overlap(told, scaled(main.interval, by)));
  const said = `text "${printed}", table ${shown}`;
  if (factor !== undefined) {
    const wording = wordingOf(printed, unit, value);
    return wording === undefined
      ? found('consistent', [id, ref], said)
      : found('borderline', [id, ref], `${said}: ${wording}`);
  }
  if ([1, 100, 0.01].some((by) => overlap(scaled(told, -1), scaled(main.interval, by)))) {
    return found('inconsistent', [id, ref], `${said}: the sign differs`);
  }
  const unitAway = 10 ** -decimalsFor(printed, value);
  const near = overlap({ lo: told.lo - unitAway, hi: told.hi + unitAway }, main.interval);
  const from = `${said}${unit === 'p value' ? `, p ${rangeText(main.interval, 4)}` : ''}`;
  return found(
    near ? 'borderline' : 'inconsistent',
    [id, ref],
    near ? `${from}: one unit of the last digit off` : `${from}: not the same number`,
  );
}

/** Percent is the right word for a share; for differences of shares, logarithms and scales it is not. */
function wordingOf(printed: string, unit: string, value: number): string | undefined {
  if (!printed.includes('%')) return undefined;
  if (unit === 'percentage_points') return 'percentage points, not percent';
  if (unit === 'log_points') return `log points, which are ${(100 * (Math.exp(value) - 1)).toFixed(1)} percent`;
  return unit === 'percent' || unit === 'probability' ? undefined : `${unit.replaceAll('_', ' ')}, not percent`;
}

function mainNumber(cell: PublishedCell): { readonly value: number; readonly interval: Interval } | undefined {
  switch (cell.type) {
    case 'n_percent':
      return { value: cell.percent, interval: printedInterval(cell.percent, cell.dp) };
    case 'count':
      return { value: cell.n, interval: { lo: cell.n, hi: cell.n } };
    case 'estimate':
    case 'mean_sd':
    case 'difference':
    case 'p_value':
      return { value: cell.est, interval: printedInterval(cell.est, cell.dp) };
    default:
      return undefined;
  }
}

function pOf(cell: PublishedCell): { readonly value: number; readonly interval: Interval } | undefined {
  if (cell.type !== 'estimate' || cell.se === 0) return undefined;
  const z = sizeRatio(printedInterval(cell.est, cell.dp), printedSize(cell.se, cell.dpSe));
  return { value: Number.NaN, interval: { lo: normalTwoSided(z.hi), hi: normalTwoSided(z.lo) } };
}

/** Decimals of the value as told: those printed, two more when "35.1%" is recorded as 0.351. */
function decimalsFor(printed: string, value: number): number {
  const digits = decimalsOf(printed);
  const told = Number(/\d[\d\s,]*(?:\.\d+)?/.exec(printed.replace(/[\s,](?=\d{3})/g, ''))?.[0] ?? value);
  return Math.abs(value) > 0 && Math.abs(told / Math.abs(value) - 100) < 1e-6 ? digits + 2 : digits;
}

function decimalsOf(printed: string): number {
  return /\d\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
}
