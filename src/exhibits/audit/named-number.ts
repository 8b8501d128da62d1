/** The numbers that a formula can name: cells, values of figures, numbers of the text, sizes of columns. */
import type { Published, PublishedCell } from '../published/schema.ts';
import type { Claims } from './claims.ts';
import { columnRows } from './claims.ts';
import type { NameKind } from './formula.ts';
import { evaluate, type Formula, formulaText } from './formula.ts';
import { sharedRows } from './hidden-sizes.ts';
import { type Interval, printedInterval, printedSize } from './interval.ts';

type Fact = Published['facts'][number];
type FigureValue = Published['figures'][number]['values'][number];

const UNKNOWN: Interval = { lo: Number.NaN, hi: Number.NaN };

/** The formula over the rounding of its names; NaN where a name has no such number. */
export function intervalOf(claims: Claims, formula: Formula): Interval {
  return evaluate(formula, (name) => namedNumber(claims, name));
}

/** The formula with the printed numbers in it. */
export function withNumbers(claims: Claims, formula: Formula): string {
  return formulaText(formula, (name) => {
    const { lo, hi } = namedNumber(claims, name);
    return Number.isNaN(lo) ? name.name : String(Number(((lo + hi) / 2).toPrecision(10)));
  });
}

function namedNumber(claims: Claims, { of, name }: { readonly of: NameKind; readonly name: string }): Interval {
  const cell = claims.places.get(name)?.cell;
  switch (of) {
    case 'n':
      return exactly(columnRows(claims, name));
    case 'count':
      return exactly(cell && countOf(claims, name));
    case 'recovered':
      return exactly(recoveredSize(claims, name));
    case 'se':
      return cell?.type === 'estimate' ? printedSize(cell.se, cell.dpSe) : UNKNOWN;
    case 'sd':
      return cell?.type === 'mean_sd' ? printedSize(cell.sd, cell.dpSd) : UNKNOWN;
    case 'value': {
      if (cell !== undefined) return mainNumber(cell)?.interval ?? UNKNOWN;
      const fact = claims.published.facts.find((one) => one.id === name);
      return fact ? (factInterval(fact) ?? UNKNOWN) : (figureInterval(figureValue(claims.published, name)) ?? UNKNOWN);
    }
  }
}

function exactly(count: number | undefined): Interval {
  return count === undefined ? UNKNOWN : { lo: count, hi: count };
}

/** The one size that the search found for the part of a row. */
function recoveredSize(claims: Claims, name: string): number | undefined {
  const row = sharedRows(claims).find(({ cells }) => cells.slice(0, -1).includes(name));
  return row?.solutions.length === 1 ? row.solutions[0]![row.cells.indexOf(name)] : undefined;
}

/** Rows that have what a cell counts: n (%), or the one whole number that the mean of a 0/1 or 0/100 variable allows. */
export function countOf({ places, relations, columns }: Claims, name: string): number | undefined {
  const place = places.get(name)!;
  const { cell, table, column, row } = place;
  if (cell.type === 'n_percent') return cell.n;
  const rows = relations.rowN[name] ?? columns.get(`${table.id}.${column.id}`)?.column.n;
  if (cell.type !== 'mean_sd' || typeof rows !== 'number') return undefined;
  const { low, step } = relations.scales[row.key] ?? { low: 0, step: 1 };
  const { lo, hi } = printedInterval(cell.est, cell.dp);
  const [first, last] = [Math.ceil(((lo - low) / step) * rows), Math.floor(((hi - low) / step) * rows)];
  return first === last ? first : undefined;
}

export function figureValue({ figures }: Published, name: string): FigureValue | undefined {
  const [id, key] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
  return figures.find((figure) => figure.id === id)?.values.find((value) => value.key === key);
}

export function mainNumber(cell: PublishedCell): { readonly value: number; readonly interval: Interval } | undefined {
  switch (cell.type) {
    case 'n_percent':
      return { value: cell.percent, interval: printedInterval(cell.percent, cell.dp) };
    case 'count':
      return { value: cell.n, interval: { lo: cell.n, hi: cell.n } };
    case 'year':
      return { value: cell.year, interval: { lo: cell.year, hi: cell.year } };
    case 'estimate':
    case 'mean_sd':
    case 'difference':
    case 'p_value':
      return { value: cell.est, interval: printedInterval(cell.est, cell.dp) };
    default:
      return undefined;
  }
}

/** The rounding of a number in the text. */
export function factInterval({ printed, value }: Fact): Interval | undefined {
  return value === null ? undefined : printedInterval(value, decimalsFor(printed, value));
}

function figureInterval(drawn: FigureValue | undefined): Interval | undefined {
  if (drawn === undefined || drawn.value === null) return undefined;
  return printedInterval(
    drawn.value,
    drawn.printed === '' ? decimalsOf(String(drawn.value)) : decimalsOf(drawn.printed),
  );
}

/** Decimals of the value as told: those printed, two more when "35.1%" is recorded as 0.351. */
export function decimalsFor(printed: string, value: number): number {
  const digits = decimalsOf(printed);
  const told = Number(/\d[\d\s,]*(?:\.\d+)?/.exec(printed.replace(/[\s,](?=\d{3})/g, ''))?.[0] ?? value);
  return Math.abs(value) > 0 && Math.abs(told / Math.abs(value) - 100) < 1e-6 ? digits + 2 : digits;
}

export function decimalsOf(printed: string): number {
  return /\d\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
}
