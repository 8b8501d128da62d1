/** Rows that parts and whole both print: do the sizes of the columns give the whole, and if not, which sizes do? */
import { type Claims, cellAt, placesOf, rowsBehind } from './claims.ts';
import { fitsWhole, fitsWholeByN, type Moments, momentsOf, searchSizes, type Whole, wholeOf } from './moments.ts';
import { partitionsOf } from './partitions.ts';

/** A few seconds. */
export const MOST_TRIES = 5_000_000;

export interface SharedRow {
  readonly row: string;
  /** columns of the parts */
  readonly columns: readonly string[];
  /** cells of the parts, then of the whole */
  readonly cells: readonly string[];
  readonly parts: readonly Moments[];
  readonly whole: Whole;
  readonly wholeText: string;
  readonly limits: readonly number[];
  /** the sizes of the columns give the whole */
  readonly fits: boolean;
  /** combinations of sizes that a search has to try */
  readonly tries: number;
  /** sizes were looked for: not where they fit, nor without an SD, nor where there are too many to try */
  readonly searched: boolean;
  /** otherwise: all sizes up to those of the columns that do; those that add up to a printed count where there are any */
  readonly solutions: readonly (readonly number[])[];
  /** several splits would do; these are those of this row */
  readonly alike?: string;
}

const known = new WeakMap<Claims, readonly SharedRow[]>();

/** Found once per file: a search over three parts tries some hundred thousand sizes. */
export function sharedRows(claims: Claims): readonly SharedRow[] {
  const before = known.get(claims);
  if (before !== undefined) return before;
  const rows = alike(findRows(claims));
  known.set(claims, rows);
  return rows;
}

/** Rows of the same columns may lack the same people: sizes that only one split gives are taken where they fit as well. */
function alike(rows: readonly SharedRow[]): readonly SharedRow[] {
  return rows.map((row) => {
    if (row.solutions.length < 2) return row;
    const single = rows.filter((other) => other.columns.join() === row.columns.join() && other.solutions.length === 1);
    const from = single.find(({ solutions }) => fitsWhole(row.parts, solutions[0]!, row.whole));
    return from === undefined ? row : { ...row, solutions: from.solutions, alike: from.row };
  });
}

function findRows(claims: Claims): readonly SharedRow[] {
  const counts = printedCounts(claims);
  return partitionsOf(claims).flatMap(({ parts: columns, whole, rowOfWhole }) => {
    const { table } = claims.columns.get(columns[0]!)!;
    return table.rows.flatMap(({ key }): SharedRow[] => {
      const places = columns.map((column) => cellAt(claims, column, key, 'mean_sd'));
      const total =
        cellAt(claims, whole, rowOfWhole(key), 'mean_sd') ?? cellAt(claims, whole, rowOfWhole(key), 'n_percent');
      const limits = places.map((place) => place && rowsBehind(claims, place));
      if (total === undefined || limits.some((limit) => limit === undefined)) return [];
      const parts = places.map((place) => momentsOf(place!.cell));
      const target = wholeOf(total.cell);
      const fits = fitsWhole(parts, limits as number[], target) || fitsWholeByN(parts, limits as number[], target);
      // all sizes but the last are tried one by one
      const tries = limits.slice(0, -1).reduce((product: number, limit) => product * limit!, 1);
      const searched = !fits && target.sd !== undefined && tries <= MOST_TRIES;
      const all = searched ? searchSizes(parts, limits as number[], target) : [];
      const printed = all.filter((sizes) => counts.has(sizes.reduce((a, b) => a + b, 0)));
      return [
        {
          row: key,
          columns,
          cells: [...places.map((place) => place!.name), total.name],
          parts,
          whole: target,
          wholeText: total.cell.printed,
          limits: limits as number[],
          fits,
          tries,
          searched,
          solutions: printed.length > 0 ? printed : all,
        },
      ];
    });
  });
}

/** Every count that the file prints as the rows of something. */
export function printedCounts(claims: Claims): ReadonlySet<number> {
  const columns = claims.published.tables.flatMap((table) => table.columns.map((column) => column.n));
  return new Set([
    ...columns.filter((n): n is number => typeof n === 'number'),
    ...placesOf(claims, 'count').map(({ cell }) => cell.n),
  ]);
}
