/** Estimates of subgroups: their precision together against the whole, and whether they differ at all. */

import { formatFixed } from '../../../numerics/decimal.ts';
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found, hence } from '../check.ts';
import { type CellOf, type Claims, cellAt, placesOf } from '../claims.ts';
import { printedSize, rangeText } from '../interval.ts';
import { partitionsOf } from '../partitions.ts';

type Estimate = CellOf<'estimate'>;

interface Split {
  readonly names: readonly string[];
  readonly parts: readonly CellOf<'estimate'>[];
  readonly wholeName: string;
  readonly whole: CellOf<'estimate'>;
}

/** A rule of thumb: separate models of the parts may be a little more precise than the model of the whole, not this much. */
const AT_LEAST = 0.93;

export const precision: Check = {
  name: 'precision',
  summary: 'subgroups together are about as precise as the whole: 1 / sum(1 / SE^2) against SE^2 (a rule of thumb)',
  run: (claims) => splitsOf(claims).map(onePrecision),
};

function onePrecision({ names, parts, whole, wholeName }: Split): Found {
  const ses = parts.map((part) => printedSize(part.se, part.dpSe));
  const together = { lo: combine(ses.map(({ lo }) => lo)), hi: combine(ses.map(({ hi }) => hi)) };
  const one = printedSize(whole.se, whole.dpSe);
  const cells = [...names, wholeName];
  const mean = parts.reduce((sum, { est, se }) => sum + est / se ** 2, 0) * combine(parts.map(({ se }) => se)) ** 2;
  const [average, range] = [formatFixed(mean, whole.dp), rangeText(together, 4)];
  const said = {
    en: en`together ${average} (SE ${range}), whole ${whole.est} (${whole.se})`,
    zh: zh`合并为 ${average}（标准误 ${range}），总体为 ${whole.est}（${whole.se}）`,
  };
  if (together.hi >= AT_LEAST * one.lo) return found('consistent', cells, said);
  const rest = parts.flatMap((_, k) => remainder(names[k]!, whole, parts, k));
  const precise = { en: 'more precise than rows of one variance can be', zh: '精度超过方差相同的行所能达到的' };
  return found('borderline', cells, hence(said, precise), rest);
}

function combine(ses: readonly number[]): number {
  return 1 / Math.sqrt(ses.reduce((sum, se) => sum + 1 / (se * se), 0));
}

/** What the whole leaves for one part when the others are right, weighting by precision. */
function remainder(name: string, whole: Estimate, parts: readonly Estimate[], k: number): readonly Bilingual[] {
  const others = parts.filter((_, j) => j !== k);
  const weight = 1 / whole.se ** 2 - others.reduce((sum, { se }) => sum + 1 / se ** 2, 0);
  if (!(weight > 0)) return [{ en: `the others leave nothing for ${name}`, zh: `其余各组没有给 ${name} 留下任何余地` }];
  const est = (whole.est / whole.se ** 2 - others.reduce((sum, { est, se }) => sum + est / se ** 2, 0)) / weight;
  const rest: Estimate = { ...whole, est, se: 1 / Math.sqrt(weight) };
  const own = `${formatFixed(est, whole.dp)} (${formatFixed(rest.se, whole.dpSe)}), p ${formatFixed(normalTwoSided(Math.abs(est) / rest.se), 2)}`;
  const left = { en: `the others leave for ${name} near ${own}`, zh: `由其余各组推算，${name} 约为 ${own}` };
  if (others.length > 1) return [left];
  const { text } = differenceText(others[0]!, rest);
  return [also(left, { en: en`from the other its ${text}`, zh: zh`与另一组的${text}` })];
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
): { readonly text: Bilingual; readonly p: number } {
  const [gap, se] = [a.est - b.est, Math.hypot(a.se, b.se)];
  const p = normalTwoSided(Math.abs(gap) / se);
  const [apart, error, tail] = [formatFixed(gap, a.dp), formatFixed(se, a.dpSe), formatFixed(p, 3)];
  const text = {
    en: `difference ${apart} (SE ${error}), p ${tail}`,
    zh: `差异 ${apart}（标准误 ${error}），p ${tail}`,
  };
  return { text, p };
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
