/** Percentages of a figure that must be counts out of one base; the bases that would do are searched. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Bilingual, en, unworded, zh } from '../../../results/text.ts';
import { also, type Check, found, joined } from '../check.ts';
import type { Claims } from '../claims.ts';
import { printedCounts } from '../hidden-sizes.ts';
import { type Interval, printedInterval } from '../interval.ts';

/** So many bases are written out with their counts. */
const MOST_READINGS = 3;

export const bases: Check = {
  name: 'bases',
  summary: 'percentages of one base are whole counts of it; else the bases that would do',
  run: (claims) =>
    claims.relations.bases.flatMap(({ figure, values, base, atMost }) => {
      const drawn = claims.published.figures.find((one) => one.id === figure)?.values ?? [];
      const shares = drawn
        .filter(({ key, printed, value }) => values.includes(key) && value !== null && printed !== '')
        .map(({ printed, value }) => ({
          printed,
          share: printedInterval(value!, /\.(\d+)/.exec(printed)?.[1]?.length ?? 0),
        }));
      if (shares.length === 0) return [];
      const counts = shares.map(({ share }) => countOf(share, base));
      const shown = shares.map(({ printed }, k) =>
        counts[k] === undefined
          ? { en: `${printed} is no count`, zh: `${printed} 不是整数人数` }
          : unworded(`${printed} = ${counts[k]}`),
      );
      const said = { en: en`out of ${base}: ${joined(shown)}`, zh: zh`以 ${base} 为基数：${joined(shown)}` };
      const cells = values.map((key) => `${figure}.${key}`);
      if (counts.every((count) => count !== undefined)) return [found('consistent', cells, said)];
      return [
        found(
          'impossible',
          cells,
          also(
            said,
            others(
              claims,
              shares.map(({ share }) => share),
              atMost,
            ),
          ),
          readings(claims, shares, atMost),
        ),
      ];
    }),
};

/** Bases up to the first that is a printed count, or what a printed count leaves of the largest. */
function others(claims: Claims, shares: readonly Interval[], atMost: number): Bilingual {
  const all = basesOf(shares, atMost);
  const [first] = tellingBases(claims, all, atMost);
  const upTo = all.filter((base) => base <= (first ?? atMost));
  if (first === undefined) {
    return {
      en: `${all.length} bases up to ${atMost} would do, none of them a printed count`,
      zh: `${atMost} 以内有 ${all.length} 个基数可行，都不是文中的人数`,
    };
  }
  const some = `${upTo.slice(0, 3).join(', ')}${upTo.length > 4 ? ', ...' : ''}, ${first}`;
  return {
    en: `${upTo.length} bases up to ${first} would do: ${some}`,
    zh: `${first} 以内有 ${upTo.length} 个基数可行：${some}`,
  };
}

function readings(claims: Claims, shares: readonly { printed: string; share: Interval }[], atMost: number) {
  const intervals = shares.map(({ share }) => share);
  const all = basesOf(intervals, atMost);
  const telling = tellingBases(claims, all, atMost);
  const smaller = all.filter((base) => base <= (telling[0] ?? 0));
  const each = telling.slice(0, MOST_READINGS).map((base) => {
    const counts = intervals.map((share) => countOf(share, base)!);
    const ofAll = formatFixed((100 * counts[0]!) / atMost, 1);
    const told = printedCounts(claims).has(base)
      ? { en: 'a printed count', zh: '文中的人数' }
      : { en: `what a printed count leaves of ${atMost}`, zh: `${atMost} 减去文中某一人数` };
    return {
      en: `${base}, ${told.en}: ${counts.join(', ')}; ${shares[0]!.printed} would be ${ofAll} percent of ${atMost}`,
      zh: `${base}，${told.zh}：${counts.join(', ')}；${shares[0]!.printed} 即 ${atMost} 的 ${ofAll}%`,
    };
  });
  const list = smaller.join(', ');
  return [...(list === '' ? [] : [{ en: `bases that would do: ${list}`, zh: `可行的基数：${list}` }]), ...each];
}

function basesOf(shares: readonly Interval[], atMost: number): readonly number[] {
  return Array.from({ length: atMost }, (_, k) => k + 1).filter((base) =>
    shares.every((share) => countOf(share, base) !== undefined),
  );
}

function tellingBases(claims: Claims, all: readonly number[], atMost: number): readonly number[] {
  const counts = printedCounts(claims);
  return all.filter((base) => counts.has(base) || (counts.has(atMost - base) && counts.has(atMost)));
}

function countOf({ lo, hi }: Interval, base: number): number | undefined {
  const count = Math.ceil((lo * base) / 100);
  return count <= (hi * base) / 100 ? count : undefined;
}
