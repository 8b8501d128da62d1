/** Percentages of a figure that must be counts out of one base; the bases that would do are searched. */
import { type Check, found } from '../check.ts';
import type { Claims } from '../claims.ts';
import { printedCounts } from '../hidden-sizes.ts';
import { type Interval, printedInterval } from '../interval.ts';

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
      const shown = shares.map(
        ({ printed }, k) => `${printed} ${counts[k] === undefined ? 'is no count' : `= ${counts[k]}`}`,
      );
      const said = `out of ${base}: ${shown.join(', ')}`;
      const cells = values.map((key) => `${figure}.${key}`);
      if (counts.every((count) => count !== undefined)) return [found('consistent', cells, said)];
      return [
        found(
          'impossible',
          cells,
          `${said}; ${others(
            claims,
            shares.map(({ share }) => share),
            atMost,
          )}`,
        ),
      ];
    }),
};

/** Bases that are a printed count, or what a printed count leaves of the largest, come first. */
function others(claims: Claims, shares: readonly Interval[], atMost: number): string {
  const all = Array.from({ length: atMost }, (_, k) => k + 1).filter((base) =>
    shares.every((share) => countOf(share, base) !== undefined),
  );
  const counts = printedCounts(claims);
  const told = all.filter((base) => counts.has(base) || (counts.has(atMost - base) && counts.has(atMost)));
  const named = told.map((base) => `${base} (${shares.map((share) => countOf(share, base)).join(', ')})`);
  return `${all.length} bases up to ${atMost} do, the smallest ${all.slice(0, 3).join(', ')}; of these a printed count or what one leaves of ${atMost}: ${named.join(', ') || 'none'}`;
}

function countOf({ lo, hi }: Interval, base: number): number | undefined {
  const count = Math.ceil((lo * base) / 100);
  return count <= (hi * base) / 100 ? count : undefined;
}
