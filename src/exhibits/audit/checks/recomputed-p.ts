/** Printed p values against the test recomputed from printed means, SDs and counts. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Check, type Found, found } from '../check.ts';
import {
  type CellOf,
  type Claims,
  cellAt,
  columnRows,
  isBinary,
  type Place,
  placesOf,
  rowsBehind,
  scaleOf,
  type Table,
} from '../claims.ts';
import { sharedRows } from '../hidden-sizes.ts';
import { type Interval, overlap, printedInterval, rangeText } from '../interval.ts';
import { momentsOf } from '../moments.ts';
import { factInterval } from '../named-number.ts';
import { isEverybody, partitionsOf } from '../partitions.ts';
import { anovaP, chiSquareP, differenceP, yatesP } from '../summary-tests.ts';
import { subsetCounts } from './subsets.ts';

type GroupPlace = Place & { readonly cell: CellOf<'mean_sd'> | CellOf<'n_percent'> };

/** Tests that are recomputed, as a table may name them. */
const NAMED = /\bt[ -]?test|student|welch|anova|analys[ei]s of variance|chi|pearson/i;
/** A table of counts with an expected one below this is one for an exact test. */
const FEW = 5;
/** More combinations of counts inside the rounding than this are not tried. */
const MOST_COUNTS = 20_000;

export const recomputedP: Check = {
  name: 'recomputed_p',
  summary: 'p values of t tests, analyses of variance and chi-squared tests recomputed from printed summaries',
  run: (claims) => [...ofTables(claims), ...ofText(claims)],
};

function ofTables(claims: Claims): readonly Found[] {
  return placesOf(claims, 'p_value').flatMap(({ name, table, row, cell }) => {
    const stated = cell.op === '<' ? { lo: 0, hi: cell.est } : printedInterval(cell.est, cell.dp);
    const certain = NAMED.test(table.pValueTest ?? '');
    const tried = groupColumns(claims, table).map((columns) => {
      const means = columns.flatMap((column) => cellAt(claims, column, row.key, 'mean_sd') ?? []);
      const counts = columns.flatMap((column) => cellAt(claims, column, row.key, 'n_percent') ?? []);
      const places = means.length >= 2 ? means : row.group === null ? counts : [];
      return places.length < 2 ? [] : compared(claims, { name, printed: cell.printed, stated, certain }, places);
    });
    return tried.find((found) => found.some(({ verdict }) => verdict === 'consistent')) ?? tried.at(-1)!;
  });
}

function ofText(claims: Claims): readonly Found[] {
  return claims.relations.tests.flatMap(({ fact, cells }) => {
    const told = claims.published.facts.find((one) => one.id === fact)!;
    const places = cells.flatMap((name) => placesOf(claims, 'mean_sd').filter((place) => place.name === name));
    const stated = factInterval(told);
    if (stated === undefined || places.length < 2) return [];
    return compared(claims, { name: fact, printed: told.printed, stated, certain: true }, places);
  });
}

/** The columns that a table compares: not the one of all of them together. Where one is as large as the others, either way. */
function groupColumns(claims: Claims, table: Table): readonly (readonly string[])[] {
  const wholes = new Set(partitionsOf(claims).map(({ whole }) => whole));
  const names = table.columns
    .filter((column) => !isEverybody(column))
    .map((column) => `${table.id}.${column.id}`)
    .filter((name) => !wholes.has(name));
  const sizes = names.map((name) => columnRows(claims, name) ?? 0);
  const sum = sizes.reduce((a, b) => a + b, 0);
  const rest = names.filter((_, k) => 2 * sizes[k]! !== sum);
  return rest.length < 2 || rest.length === names.length ? [names] : [names, rest];
}

interface PrintedP {
  readonly name: string;
  readonly printed: string;
  readonly stated: Interval;
  /** the test is one of those that are recomputed */
  readonly certain: boolean;
}

function compared(
  claims: Claims,
  { name, printed, stated, certain }: PrintedP,
  places: readonly GroupPlace[],
): readonly Found[] {
  const cells = [name, ...places.map((place) => place.name)];
  const tried = sizesToTry(claims, places).flatMap(({ label, n }) =>
    recomputed(claims, places, n).map((one) => ({ label, n, ...one })),
  );
  if (tried.length === 0) return [found('unverifiable', cells, `printed ${printed}; the sizes are not known`)];
  const met = tried.find(({ p }) => overlap(p, stated));
  const [first, ...others] = (met === undefined ? tried : [met]).map(
    ({ label, n, text }) => `${text} with ${n.join(', ')} rows (${label})`,
  );
  const said = `printed ${/^p/i.test(printed) ? '' : 'p '}${printed}; ${first}`;
  if (met !== undefined) return [found('consistent', cells, said)];
  const also = others.map((one) => `nor does this: ${one}`);
  if (tried.some(({ few }) => few)) {
    return [found('unverifiable', cells, `${said}; an exact test of so few would differ`, also)];
  }
  if (rightWithFewer(claims, places, stated)) {
    return [found('unverifiable', cells, `${said}; it would be right if up to half of the rows were missing`, also)];
  }
  if (!certain) return [found('unverifiable', cells, `${said}; but the table states no test`, also)];
  return [found('inconsistent', cells, said, also)];
}

/** Fewer rows, a larger p: is the printed one between that of all rows and that of every second? */
function rightWithFewer(claims: Claims, places: readonly GroupPlace[], stated: Interval): boolean {
  const rows = places.map((place) => rowsBehind(claims, place));
  const moments = places.flatMap(({ cell }) => (cell.type === 'mean_sd' ? [momentsOf(cell)] : []));
  const half = rows.map((n) => Math.ceil((n ?? 0) / 2));
  // a total that the parts must give decides about missing rows by itself
  const decided = sharedRows(claims).some(({ cells }) => places.every(({ name }) => cells.includes(name)));
  if (decided || moments.length < places.length || half.some((n) => n < 2)) return false;
  return overlap({ lo: anovaP(moments, rows as number[]).lo, hi: anovaP(moments, half).hi }, stated);
}

/** The columns' sizes; sizes recovered for the row, then for other rows of the same columns; those of declared subsets. */
function sizesToTry(claims: Claims, places: readonly GroupPlace[]) {
  const columns = places.map((place) => `${place.table.id}.${place.column.id}`);
  const same = (others: readonly string[]) => columns.join() === others.join();
  const rows = places.map((place) => rowsBehind(claims, place));
  const own = rows.every((n) => n !== undefined) ? [{ label: 'as the columns', n: rows as number[] }] : [];
  const shared = sharedRows(claims).filter((one) => same(one.columns));
  const recovered = [
    ...shared.filter(({ row }) => row === places[0]!.row.key),
    ...shared.filter(({ row }) => row !== places[0]!.row.key),
  ].flatMap(({ row, solutions }) => solutions.map((n) => ({ label: `recovered from ${row}`, n })));
  const all = [...own, ...recovered, ...ofSubsets(claims, same)];
  return all.filter((one, k) => all.findIndex((other) => other.n.join() === one.n.join()) === k);
}

/** Those with an indicator, and those without. */
function ofSubsets(claims: Claims, same: (columns: readonly string[]) => boolean) {
  return claims.relations.subsets
    .filter(({ columns }) => same(columns))
    .flatMap((subset) => {
      const counts = subsetCounts(claims, subset);
      const rows = subset.columns.map((column) => columnRows(claims, column));
      if (counts === undefined || rows.some((n) => n === undefined)) return [];
      return [
        { label: subset.label, n: counts },
        { label: `not ${subset.label}`, n: counts.map((count, k) => rows[k]! - count) },
      ];
    })
    .filter(({ n }) => n.every((count) => count > 1));
}

interface Recomputed {
  readonly p: Interval;
  readonly text: string;
  readonly few?: boolean;
}

/** By every test that the summaries allow. */
function recomputed(claims: Claims, places: readonly GroupPlace[], n: readonly number[]): readonly Recomputed[] {
  const scale = scaleOf(claims, places[0]!.row.key);
  const counts = places.map(({ cell }, k): readonly number[] => {
    if (cell.type === 'n_percent') return [cell.n];
    if (!isBinary(scale)) return [];
    const { lo, hi } = printedInterval(cell.est, cell.dp);
    const first = Math.max(Math.ceil(((lo - scale!.low) / scale!.step) * n[k]!), 0);
    const last = Math.min(Math.floor(((hi - scale!.low) / scale!.step) * n[k]!), n[k]!);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, j) => first + j);
  });
  const countable = counts.every((all) => all.length > 0);
  const moments = places.flatMap(({ cell }) => (cell.type === 'mean_sd' ? [momentsOf(cell)] : []));
  return [
    ...(countable ? ofCounts(counts, n) : []),
    ...(moments.length === places.length ? ofMoments(moments, n) : []),
  ];
}

function ofCounts(counts: readonly (readonly number[])[], n: readonly number[]): readonly Recomputed[] {
  if (counts.reduce((product, all) => product * all.length, 1) > MOST_COUNTS) return [];
  const all = counts.reduce<readonly (readonly number[])[]>(
    (sofar, more) => sofar.flatMap((one) => more.map((count) => [...one, count])),
    [[]],
  );
  const sums = all.map((one) => one.reduce((a, b) => a + b, 0));
  const rows = n.reduce((a, b) => a + b, 0);
  if (sums.some((sum) => sum === 0 || sum === rows)) return [];
  const few = sums.some((sum) => Math.min(...n) * Math.min(sum, rows - sum) < FEW * rows);
  const middle = all[Math.floor(all.length / 2)]!;
  const chi = all.map((one) => chiSquareP(one, n).p);
  const { statistic, p } = chiSquareP(middle, n);
  const text = `counts ${middle.join(', ')}, chi-squared ${formatFixed(statistic, 1)}, p ${p < 1e-4 ? p.toExponential(0) : formatFixed(p, 4)}`;
  const pearson = { p: { lo: Math.min(...chi), hi: Math.max(...chi) }, text, few };
  if (n.length !== 2) return [pearson];
  const yates = all.map((one) => yatesP(one as [number, number], n as [number, number]));
  const corrected = { lo: Math.min(...yates), hi: Math.max(...yates) };
  return [pearson, { p: corrected, text: `with Yates' correction p ${rangeText(corrected, 4)}`, few }];
}

function ofMoments(parts: readonly ReturnType<typeof momentsOf>[], n: readonly number[]): readonly Recomputed[] {
  const p = anovaP(parts, n);
  const text = `${parts.length > 2 ? 'analysis of variance' : 't test'} p ${rangeText(p, 4)}`;
  if (parts.length > 2) return [{ p, text }];
  const welch = differenceP(parts[0]!, parts[1]!, [n[0]!, n[1]!], true).p;
  return [
    { p, text },
    { p: welch, text: `Welch's t test p ${rangeText(welch, 4)}` },
  ];
}
