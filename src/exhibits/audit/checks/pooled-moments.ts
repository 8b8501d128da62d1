/** Weighted means and pooled SDs of subgroups against the whole, with the sizes recovered where the printed ones fail. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Check, type Found, found } from '../check.ts';
import { type Claims, columnOf, columnRows } from '../claims.ts';
import { MOST_TRIES, type SharedRow, sharedRows } from '../hidden-sizes.ts';
import { type Interval, rangeText, shortRange } from '../interval.ts';
import { pooled } from '../moments.ts';

/** At most this many recovered splits are written out. */
const SHOWN = 3;

export const pooledMoments: Check = {
  name: 'pooled_moments',
  summary: 'means and SDs of subgroups give those of the whole; else the sizes that would are searched',
  run: (claims) => {
    const rows = sharedRows(claims);
    return rows.flatMap((row) => oneRow(claims, row, rows));
  },
};

function oneRow(claims: Claims, row: SharedRow, all: readonly SharedRow[]): readonly Found[] {
  const { cells, parts, limits, fits, searched, tries, solutions, alike, whole, wholeText } = row;
  const said = `${limits.join(' + ')} rows give ${given(parts, limits)}, printed ${wholeText}`;
  if (fits) return [found('consistent', cells, said)];
  if (!searched) {
    const contradiction = found('inconsistent', cells, said);
    if (whole.sd === undefined) return [contradiction];
    const unsought = `other sizes were not looked for: ${tries} combinations to try, at most ${MOST_TRIES} are`;
    return [contradiction, found('unverifiable', cells, unsought)];
  }
  if (solutions.length === 0) {
    return [found('impossible', cells, `${said}; nor do any fewer`, otherReadings(claims, row, all))];
  }
  const shown = solutions
    .slice(0, SHOWN)
    .map((n) => `${n.join(' + ')} = ${n.reduce((a, b) => a + b, 0)} give ${given(parts, n)}`);
  const splits = solutions.slice(0, SHOWN).map((n) => `${n.join(' + ')} = ${n.reduce((a, b) => a + b, 0)}`);
  const only =
    alike !== undefined
      ? `those of ${alike}`
      : solutions.length === 1
        ? 'the only sizes'
        : `one of ${solutions.length} splits`;
  return [found('inconsistent', cells, `${said}; ${only} that do: ${splits.join(' or ')}`, shown)];
}

/** Where no sizes give the whole: what the parts are with the sizes of other rows, and what that leaves for the rest. */
function otherReadings(claims: Claims, { columns, cells, parts, limits, whole }: SharedRow, all: readonly SharedRow[]) {
  const single = all.filter((other) => other.columns.join() === columns.join() && other.solutions.length === 1);
  const total = columnRows(claims, columnOf(cells.at(-1)!)) ?? limits.reduce((a, b) => a + b, 0);
  const sizes = single.map(({ row, solutions, alike }) => ({ row: alike ?? row, n: solutions[0]! }));
  const once = sizes.filter(({ n }, k) => sizes.findIndex((other) => other.n.join() === n.join()) === k);
  return once.map(({ row, n }) => {
    const { at, mean: got } = pooled(parts, n);
    const rows = n.reduce((a, b) => a + b, 0);
    const left = total - rows;
    const [mean, sd] = [middle(whole.mean), middle(whole.sd!)];
    const rest = (total * mean - rows * at[0]) / left;
    const squares =
      (total - 1) * sd ** 2 - (rows - 1) * at[1] ** 2 - rows * (at[0] - mean) ** 2 - left * (rest - mean) ** 2;
    const described = `with the ${n.join(' + ')} of ${row}: mean ${rangeText(got, 0)}, SD ${formatFixed(at[1], 0)}`;
    if (left < 2 || squares < 0) return `${described}; the other ${left} could not make up for it`;
    return `${described}; the other ${left} would have mean ${formatFixed(rest, 0)}, SD ${formatFixed(Math.sqrt(squares / (left - 1)), 0)}`;
  });
}

function middle({ lo, hi }: Interval): number {
  return (lo + hi) / 2;
}

function given(parts: SharedRow['parts'], n: readonly number[]): string {
  const { mean, sd } = pooled(parts, n);
  return `${shortRange(mean)} (${shortRange(sd)})`;
}
