/** Printed p values against the test recomputed from printed means and SDs. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, cellAt, isBinary, type Place, placesOf, rowsBehind, scaleOf } from '../claims.ts';
import { sharedRows } from '../hidden-sizes.ts';
import { type Interval, overlap, printedInterval, rangeText } from '../interval.ts';
import { momentsOf } from '../moments.ts';
import { anovaP, chiSquareP } from '../summary-tests.ts';

type MeanPlace = Place & { readonly cell: CellOf<'mean_sd'> };

export const recomputedP: Check = {
  name: 'recomputed_p',
  summary: 'p values of t tests, analyses of variance and chi-squared tests recomputed from printed summaries',
  run: (claims) => [...ofTables(claims), ...ofText(claims)],
};

function ofTables(claims: Claims): readonly Found[] {
  return placesOf(claims, 'p_value').flatMap(({ name, table, row, cell }) => {
    const places = table.columns.flatMap(
      (column) => cellAt(claims, `${table.id}.${column.id}`, row.key, 'mean_sd') ?? [],
    );
    const stated = cell.op === '<' ? { lo: 0, hi: cell.est } : printedInterval(cell.est, cell.dp);
    return places.length < 2 ? [] : compared(claims, name, cell.printed, stated, places);
  });
}

function ofText(claims: Claims): readonly Found[] {
  return claims.relations.tests.flatMap(({ fact, cells }) => {
    const told = claims.published.facts.find((one) => one.id === fact)!;
    const places = cells.flatMap((name) => placesOf(claims, 'mean_sd').filter((place) => place.name === name));
    const decimals = /\.(\d+)/.exec(told.printed)?.[1]?.length ?? 0;
    if (told.value === null || places.length < 2) return [];
    return compared(claims, fact, told.printed, printedInterval(told.value, decimals), places);
  });
}

function compared(
  claims: Claims,
  name: string,
  printed: string,
  stated: Interval,
  places: readonly MeanPlace[],
): readonly Found[] {
  const cells = [name, ...places.map((place) => place.name)];
  const tried = sizesToTry(claims, places).map(({ label, n }) => ({ label, n, ...recomputed(claims, places, n) }));
  if (tried.length === 0) return [found('unverifiable', cells, `printed p ${printed}; the sizes are not known`)];
  const met = tried.find(({ p }) => overlap(p, stated));
  const shown = (met === undefined ? tried : [met]).map(
    ({ label, n, text }) => `${text} with ${n.join(', ')} rows (${label})`,
  );
  const said = `printed p ${printed}; ${shown.join('; ')}`;
  return [found(met === undefined ? 'inconsistent' : 'consistent', cells, said)];
}

/** The columns' sizes; sizes recovered for the row, then for other rows of the same columns; sizes that were declared. */
function sizesToTry(claims: Claims, places: readonly MeanPlace[]) {
  const columns = places.map((place) => `${place.table.id}.${place.column.id}`);
  const same = (others: readonly string[]) => columns.join() === others.join();
  const rows = places.map((place) => rowsBehind(claims, place));
  const own = rows.every((n) => n !== undefined) ? [{ label: 'as the columns', n: rows as number[] }] : [];
  const shared = sharedRows(claims).filter((one) => same(one.columns));
  const recovered = [
    ...shared.filter(({ row }) => row === places[0]!.row.key),
    ...shared.filter(({ row }) => row !== places[0]!.row.key),
  ].flatMap(({ row, solutions }) => solutions.map((n) => ({ label: `recovered from ${row}`, n })));
  const all = [...own, ...recovered, ...claims.relations.sizes.filter((one) => same(one.columns))];
  return all.filter((one, k) => all.findIndex((other) => other.n.join() === one.n.join()) === k);
}

function recomputed(
  claims: Claims,
  places: readonly MeanPlace[],
  n: readonly number[],
): { readonly p: Interval; readonly text: string } {
  const scale = scaleOf(claims, places[0]!.row.key);
  if (isBinary(scale)) {
    const counts = places.map(({ cell }, k) => Math.round(((cell.est - scale!.low) / scale!.step) * n[k]!));
    const { statistic, p } = chiSquareP(counts, n);
    return {
      p: { lo: p, hi: p },
      text: `counts ${counts.join(', ')}, chi-squared ${formatFixed(statistic, 1)}, p ${p < 1e-4 ? p.toExponential(0) : formatFixed(p, 4)}`,
    };
  }
  const p = anovaP(
    places.map(({ cell }) => momentsOf(cell)),
    n,
  );
  return { p, text: `${places.length > 2 ? 'analysis of variance' : 't test'} p ${rangeText(p, 4)}` };
}
