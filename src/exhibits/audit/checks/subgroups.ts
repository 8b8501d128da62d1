/** Estimates of subgroups: their precision together against the whole, and whether they differ at all. */

import { formatFixed } from '../../../numerics/decimal.ts';
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Check, type Found, found } from '../check.ts';
import { type CellOf, type Claims, cellAt, placesOf } from '../claims.ts';
import { printedSize, rangeText } from '../interval.ts';
import { partitionsOf } from '../partitions.ts';

interface Split {
  readonly names: readonly string[];
  readonly parts: readonly CellOf<'estimate'>[];
  readonly wholeName: string;
  readonly whole: CellOf<'estimate'>;
}

/** Separate models of the parts may be a little more precise than the model of the whole, not this much. */
const AT_LEAST = 0.93;

export const precision: Check = {
  name: 'precision',
  summary: 'subgroups together are about as precise as the whole: 1 / sum(1 / SE^2) against SE^2',
  run: (claims) => splitsOf(claims).map(onePrecision),
};

function onePrecision({ names, parts, whole, wholeName }: Split): Found {
  const ses = parts.map((part) => printedSize(part.se, part.dpSe));
  const together = { lo: combine(ses.map(({ lo }) => lo)), hi: combine(ses.map(({ hi }) => hi)) };
  const one = printedSize(whole.se, whole.dpSe);
  const said = `SE of the parts together ${rangeText(together, 4)}, of the whole ${whole.se}`;
  if (together.hi >= AT_LEAST * one.lo) return found('consistent', [...names, wholeName], said);
  const rest = parts
    .map((_, k) =>
      remainder(
        whole,
        parts.filter((__, j) => j !== k),
      ),
    )
    .map((text, k) => `${names[k]} ${text}`);
  return found(
    'inconsistent',
    [...names, wholeName],
    `${said}: more than there is; what the others leave: ${rest.join(', or ')}`,
  );
}

function combine(ses: readonly number[]): number {
  return 1 / Math.sqrt(ses.reduce((sum, se) => sum + 1 / (se * se), 0));
}

/** Precision-weighted remainder of the whole. */
function remainder(whole: CellOf<'estimate'>, others: readonly CellOf<'estimate'>[]): string {
  const weight = 1 / whole.se ** 2 - others.reduce((sum, { se }) => sum + 1 / se ** 2, 0);
  if (!(weight > 0)) return 'nothing';
  const est = (whole.est / whole.se ** 2 - others.reduce((sum, { est, se }) => sum + est / se ** 2, 0)) / weight;
  return `near ${formatFixed(est, whole.dp)} (${formatFixed(1 / Math.sqrt(weight), whole.dpSe)})`;
}

export const subgroupDifferences: Check = {
  name: 'subgroup_differences',
  summary: 'the difference of two subgroups with its standard error and p',
  run: (claims) =>
    splitsOf(claims)
      .filter(({ parts }) => parts.length === 2)
      .map(({ names, parts }) => found('consistent', names, differenceText(parts[0]!, parts[1]!).text)),
};

/** b1 - b2 with sqrt(s1^2 + s2^2), the subgroups being different rows. */
export function differenceText(
  a: CellOf<'estimate'>,
  b: CellOf<'estimate'>,
): { readonly text: string; readonly p: number } {
  const [gap, se] = [a.est - b.est, Math.hypot(a.se, b.se)];
  const p = normalTwoSided(Math.abs(gap) / se);
  return { text: `difference ${formatFixed(gap, a.dp)} (SE ${formatFixed(se, a.dpSe)}), p ${formatFixed(p, 3)}`, p };
}

function splitsOf(claims: Claims): readonly Split[] {
  const columns = partitionsOf(claims).flatMap(({ parts, whole, rowOfWhole }) =>
    claims.columns
      .get(parts[0]!)!
      .table.rows.map(({ key }) => [
        ...parts.map((part) => cellAt(claims, part, key, 'estimate')),
        cellAt(claims, whole, rowOfWhole(key), 'estimate'),
      ]),
  );
  const estimates = new Map(placesOf(claims, 'estimate').map((place) => [place.name, place]));
  const cells = claims.relations.rowPartitions.map(({ parts, whole }) =>
    [...parts, whole].map((name) => estimates.get(name)),
  );
  return [...columns, ...cells].flatMap((places) => {
    if (places.some((place) => place === undefined || place.cell.se === 0)) return [];
    const [parts, whole] = [places.slice(0, -1).map((place) => place!), places.at(-1)!];
    return [
      {
        names: parts.map((place) => place.name),
        parts: parts.map((place) => place.cell),
        wholeName: whole.name,
        whole: whole.cell,
      },
    ];
  });
}
