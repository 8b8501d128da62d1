/** Stars of an estimate against the p value that its printed estimate and standard error allow. */
import { normalTwoSided, tTwoSided } from '../../../numerics/distributions.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, found } from '../check.ts';
import { type Claims, estimateText, type Place, placesOf, rowsBehind, type Table } from '../claims.ts';
import { type Interval, printedInterval, printedSize, rangeText, sizeRatio } from '../interval.ts';

/** With more rows the difference of t and z is below the rounding of stars. */
const FEW_ROWS = 500;

/** z in (|b| - h) / (s + h') to (|b| + h) / (s - h'), p by the normal distribution; wrong only if no p allows the stars. */
export const stars: Check = {
  name: 'stars',
  summary: 'stars of an estimate against z and the rule that the table states',
  run: (claims) =>
    placesOf(claims, 'estimate').flatMap((place) => {
      const { name, table, cell } = place;
      const rule = starRule(claims, table);
      if (rule === undefined) return [];
      const z = sizeRatio(printedInterval(cell.est, cell.dp), printedSize(cell.se, cell.dpSe));
      const printed = estimateText(cell);
      if (cell.se === 0) return [found('unverifiable', [name], noError(printed))];
      const df = degreesLeft(claims, place);
      // by the normal distribution, or by t where that is another thing
      const p = { lo: normalTwoSided(z.hi), hi: normalTwoSided(z.lo) };
      const widest = df === undefined ? p : { lo: p.lo, hi: tTwoSided(z.lo, df) };
      const range = rangeText(z, 2);
      const statistic = { en: en`z ${range}`, zh: zh`z ${range}` };
      return [starFinding(name, printed, statistic, p, cell.stars, rule, widest)];
    }),
};

function noError(printed: string): Bilingual {
  return {
    en: `${printed}: the standard error prints as zero, no z`,
    zh: `${printed}：标准误印为零，无法计算 z`,
  };
}

/** Rows less estimates of the column, where they are so few that t and z differ. */
function degreesLeft(claims: Claims, place: Place): number | undefined {
  const { table, column } = place;
  const rows = rowsBehind(claims, place);
  if (rows === undefined || rows > FEW_ROWS) return undefined;
  const terms = table.rows.filter(({ cells }) => cells[column.id]?.type === 'estimate').length;
  return Math.max(rows - terms - 1, 1);
}

export type StarRule = readonly (readonly [string, number])[];

/** Most stars first; undefined where a table states no rule. */
export function starRule({ published }: Claims, table: Table): StarRule | undefined {
  const convention = published.starConventions.find((one) => one.id === table.starConvention);
  return convention && Object.entries(convention.thresholds).sort(([, a], [, b]) => a - b);
}

function starsFor(p: number, rule: StarRule): string {
  return rule.find(([, below]) => p < below)?.[0] ?? '';
}

/** inconsistent when no p of the interval (the widest, where there are two) has the printed stars, borderline when the interval allows others as well. */
export function starFinding(
  name: string,
  printed: string,
  statistic: Bilingual,
  p: Interval,
  has: string,
  rule: StarRule,
  widest: Interval = p,
) {
  const inside = rule.map(([, below]) => below).filter((below) => widest.lo < below && below <= widest.hi);
  const allowed = [...new Set([widest.lo, ...inside, widest.hi].map((one) => starsFor(one, rule)))];
  const range = rangeText(p, 4);
  const said = { en: en`${printed}: ${statistic}, p ${range}`, zh: zh`${printed}：${statistic}，p ${range}` };
  const shown = (none: string, or: string) => allowed.map((one) => (one === '' ? none : one)).join(or);
  const [english, chinese] = [shown('none', ' or '), shown('无', ' 或 ')];
  if (!allowed.includes(has)) {
    const rules = { en: `stars by the stated rule: ${english}`, zh: `按所述规则的显著性星号：${chinese}` };
    return found('inconsistent', [name], also(said, rules));
  }
  const allows = { en: `stars allowed: ${english}`, zh: `允许的显著性星号：${chinese}` };
  return found(allowed.length > 1 ? 'borderline' : 'consistent', [name], also(said, allows));
}
