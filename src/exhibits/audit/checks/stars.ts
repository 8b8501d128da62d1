/** Stars of an estimate against the p value that its printed estimate and standard error allow. */
import { normalTwoSided } from '../../../numerics/distributions.ts';
import { type Check, found } from '../check.ts';
import { type Claims, placesOf, type Table } from '../claims.ts';
import { type Interval, printedInterval, printedSize, rangeText, sizeRatio } from '../interval.ts';

/** z in (|b| - h) / (s + h') to (|b| + h) / (s - h'), p by the normal distribution; wrong only if no p allows the stars. */
export const stars: Check = {
  name: 'stars',
  summary: 'stars of an estimate against z and the rule that the table states',
  run: (claims) =>
    placesOf(claims, 'estimate').flatMap(({ name, table, cell }) => {
      const rule = starRule(claims, table);
      if (rule === undefined) return [];
      const z = sizeRatio(printedInterval(cell.est, cell.dp), printedSize(cell.se, cell.dpSe));
      const printed = `${cell.est} (${cell.se})${cell.stars}`;
      if (cell.se === 0) return [found('unverifiable', [name], `${printed}: the standard error prints as zero, no z`)];
      const p = { lo: normalTwoSided(z.hi), hi: normalTwoSided(z.lo) };
      return [starFinding(name, printed, `z ${rangeText(z, 2)}`, p, cell.stars, rule)];
    }),
};

export type StarRule = readonly (readonly [string, number])[];

/** Most stars first; undefined where a table states no rule. */
export function starRule({ published }: Claims, table: Table): StarRule | undefined {
  const convention = published.starConventions.find((one) => one.id === table.starConvention);
  return convention && Object.entries(convention.thresholds).sort(([, a], [, b]) => a - b);
}

function starsFor(p: number, rule: StarRule): string {
  return rule.find(([, below]) => p < below)?.[0] ?? '';
}

/** inconsistent when no p of the interval has the printed stars, borderline when the interval allows others as well. */
export function starFinding(
  name: string,
  printed: string,
  statistic: string,
  p: Interval,
  has: string,
  rule: StarRule,
) {
  const inside = rule.map(([, below]) => below).filter((below) => p.lo < below && below <= p.hi);
  const allowed = [...new Set([p.lo, ...inside, p.hi].map((one) => starsFor(one, rule)))];
  const said = `${printed}: ${statistic}, p ${rangeText(p, 4)}`;
  const shown = allowed.map((one) => (one === '' ? 'none' : one)).join(' or ');
  if (!allowed.includes(has)) return found('inconsistent', [name], `${said}; stars by the stated rule: ${shown}`);
  return found(allowed.length > 1 ? 'borderline' : 'consistent', [name], `${said}; stars allowed: ${shown}`);
}
