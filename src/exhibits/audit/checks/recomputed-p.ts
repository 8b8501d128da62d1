/** Printed p values against the test recomputed from printed means, SDs and counts. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found } from '../check.ts';
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
  if (tried.length === 0) {
    const unknown = { en: 'the sizes are not known', zh: '样本量未知' };
    return [found('unverifiable', cells, also({ en: `printed ${printed}`, zh: `文中为 ${printed}` }, unknown))];
  }
  const met = tried.find(({ p }) => overlap(p, stated));
  const [first, ...others] = (met === undefined ? tried : [met]).map(({ label, n, text }) => ({
    en: en`${text} with ${n.join(', ')} rows (${label})`,
    zh: zh`${text}，行数 ${n.join(', ')}（${label}）`,
  }));
  const p = `${/^p/i.test(printed) ? '' : 'p '}${printed}`;
  const said = also({ en: `printed ${p}`, zh: `文中为 ${p}` }, first!);
  if (met !== undefined) return [found('consistent', cells, said)];
  const nor = others.map((one) => ({ en: en`nor does this: ${one}`, zh: zh`以下也不成立：${one}` }));
  const open = (why: Bilingual) => [found('unverifiable', cells, also(said, why), nor)];
  if (tried.some(({ few }) => few)) {
    return open({ en: 'an exact test of so few would differ', zh: '人数如此之少，精确检验会有不同结果' });
  }
  if (rightWithFewer(claims, places, stated)) {
    return open({
      en: 'it would be right if up to half of the rows were missing',
      zh: '若至多一半的行缺失则正确',
    });
  }
  if (!certain) return open({ en: 'but the table states no test', zh: '但表中未说明所用检验' });
  return [found('inconsistent', cells, said, nor)];
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
  const own = rows.every((n) => n !== undefined) ? [{ label: AS_COLUMNS, n: rows as number[] }] : [];
  const shared = sharedRows(claims).filter((one) => same(one.columns));
  const recovered = [
    ...shared.filter(({ row }) => row === places[0]!.row.key),
    ...shared.filter(({ row }) => row !== places[0]!.row.key),
  ].flatMap(({ row, solutions }) =>
    solutions.map((n) => ({ label: { en: `recovered from ${row}`, zh: `由 ${row} 推回` }, n })),
  );
  const all = [...own, ...recovered, ...ofSubsets(claims, same)];
  return all.filter((one, k) => all.findIndex((other) => other.n.join() === one.n.join()) === k);
}

const AS_COLUMNS = { en: 'as the columns', zh: '按各列' };

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
        {
          label: { en: en`not ${subset.label}`, zh: zh`非${subset.label}` },
          n: counts.map((count, k) => rows[k]! - count),
        },
      ];
    })
    .filter(({ n }) => n.every((count) => count > 1));
}

interface Recomputed {
  readonly p: Interval;
  readonly text: Bilingual;
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
  const tail = `${formatFixed(statistic, 1)}, p ${p < 1e-4 ? p.toExponential(0) : formatFixed(p, 4)}`;
  const text = {
    en: `counts ${middle.join(', ')}, chi-squared ${tail}`,
    zh: `人数 ${middle.join(', ')}，卡方 ${tail}`,
  };
  const pearson = { p: { lo: Math.min(...chi), hi: Math.max(...chi) }, text, few };
  if (n.length !== 2) return [pearson];
  const yates = all.map((one) => yatesP(one as [number, number], n as [number, number]));
  const corrected = { lo: Math.min(...yates), hi: Math.max(...yates) };
  const range = rangeText(corrected, 4);
  const withYates = { en: en`with Yates' correction p ${range}`, zh: zh`经 Yates 校正 p ${range}` };
  return [pearson, { p: corrected, text: withYates, few }];
}

function ofMoments(parts: readonly ReturnType<typeof momentsOf>[], n: readonly number[]): readonly Recomputed[] {
  const p = anovaP(parts, n);
  const range = rangeText(p, 4);
  if (parts.length > 2) return [{ p, text: { en: en`analysis of variance p ${range}`, zh: zh`方差分析 p ${range}` } }];
  const welch = differenceP(parts[0]!, parts[1]!, [n[0]!, n[1]!], true).p;
  const rangeWelch = rangeText(welch, 4);
  return [
    { p, text: { en: en`t test p ${range}`, zh: zh`t 检验 p ${range}` } },
    { p: welch, text: { en: en`Welch's t test p ${rangeWelch}`, zh: zh`Welch t 检验 p ${rangeWelch}` } },
  ];
}
