/** Indirect effects from printed paths: the product, its delta standard error, and the fall of the direct effect. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Check, found } from '../check.ts';
import { placesOf } from '../claims.ts';
import { overlap, printedInterval } from '../interval.ts';

/** a b with SE sqrt(b^2 s_a^2 + a^2 s_b^2) (Sobel 1982); total - direct is the same in a linear model, near it in others. */
export const mediations: Check = {
  name: 'mediations',
  summary: 'indirect effect and Sobel test from printed paths, against total minus direct',
  run: (claims) => {
    const estimates = new Map(placesOf(claims, 'estimate').map((place) => [place.name, place.cell]));
    return claims.relations.mediations.flatMap(({ pathA, pathB, total, direct }) => {
      const [a, b, whole, left] = [pathA, pathB, total, direct].map((name) => estimates.get(name));
      if (a === undefined || b === undefined || whole === undefined || left === undefined) return [];
      const product = a.est * b.est;
      const se = Math.hypot(b.est * a.se, a.est * b.se);
      const fall = whole.est - left.est;
      const half = 10 ** -whole.dp;
      const fits = overlap({ lo: fall - half - se, hi: fall + half + se }, printedInterval(product, 9));
      const made = `${a.est} x ${b.est} = ${formatFixed(product, 4)}`;
      const [error, p] = [formatFixed(se, 4), formatFixed(normalTwoSided(Math.abs(product) / se), 3)];
      const [share, less] = [formatFixed((100 * product) / whole.est, 0), formatFixed(fall, whole.dp)];
      const said = {
        en: `${made} (SE ${error}), p ${p}, ${share} percent of ${whole.est}; total minus direct ${less}`,
        zh: `${made}（标准误 ${error}），p ${p}，占 ${whole.est} 的 ${share}%；总效应减直接效应 ${less}`,
      };
      return [found(fits ? 'consistent' : 'inconsistent', [pathA, pathB, total, direct], said)];
    });
  },
};
