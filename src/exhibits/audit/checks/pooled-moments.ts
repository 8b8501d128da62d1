/** Weighted means and pooled SDs of subgroups against the whole, with the sizes recovered where the printed ones fail. */
import { type Check, type Found, found } from '../check.ts';
import { type SharedRow, sharedRows } from '../hidden-sizes.ts';
import { rangeText } from '../interval.ts';
import { pooled } from '../moments.ts';

/** At most this many recovered splits are written out. */
const SHOWN = 3;

export const pooledMoments: Check = {
  name: 'pooled_moments',
  summary: 'means and SDs of subgroups give those of the whole; else the sizes that would are searched',
  run: (claims) => sharedRows(claims).map(oneRow),
};

function oneRow({ cells, parts, limits, fits, searched, solutions, alike, wholeText }: SharedRow): Found {
  const said = `with ${limits.join(' + ')} rows: ${given(parts, limits)}, printed ${wholeText}`;
  if (fits) return found('consistent', cells, said);
  if (!searched) return found('inconsistent', cells, said);
  if (solutions.length === 0) return found('impossible', cells, `${said}; no sizes up to these give mean and SD`);
  const shown = solutions
    .slice(0, SHOWN)
    .map((n) => `${n.join(' + ')} = ${n.reduce((a, b) => a + b, 0)} (${given(parts, n)})`);
  const only =
    alike !== undefined
      ? `those of ${alike} do`
      : solutions.length === 1
        ? 'the only sizes that do'
        : `${solutions.length} splits do, among them`;
  return found('inconsistent', cells, `${said}: rows are missing; ${only}: ${shown.join('; ')}`);
}

function given(parts: SharedRow['parts'], n: readonly number[]): string {
  const { mean, sd } = pooled(parts, n);
  return `mean ${rangeText(mean, 3)}, SD ${rangeText(sd, 3)}`;
}
