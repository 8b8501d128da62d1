/** Rows that only some have (the amount of those who got one): how many have it, and how many of those are missing. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Bilingual, en, zh } from '../../../results/text.ts';
import { also, type Check, type Found, found, hence, joined } from '../check.ts';
import { type Claims, cellIn, columnRows } from '../claims.ts';
import { sharedRows } from '../hidden-sizes.ts';
import { rangeText } from '../interval.ts';
import { pooled } from '../moments.ts';
import { countOf } from '../named-number.ts';
import { chiSquareP } from '../summary-tests.ts';

type Subset = Claims['relations']['subsets'][number];

export const subsets: Check = {
  name: 'subsets',
  summary: 'rows that only those with an indicator have: recovered sizes and models against the count of the indicator',
  run: (claims) =>
    claims.relations.subsets.flatMap((subset) => {
      const counts = subsetCounts(claims, subset);
      return counts === undefined
        ? []
        : together([...ofRows(claims, subset, counts), ...ofModels(claims, subset, counts)]);
    }),
};

/** Findings that say the same of several rows are one. */
function together(findings: readonly Found[]): readonly Found[] {
  const first = findings.filter((one, k) => findings.findIndex((other) => alike(one, other)) === k);
  return first.map((one) => {
    const all = findings.filter((other) => alike(one, other));
    const details = all.flatMap((other) => other.details ?? []);
    return found(one.verdict, [...new Set(all.flatMap(({ cells }) => cells))], one.arithmetic, details);
  });
}

function alike(one: Found, other: Found): boolean {
  return one.verdict === other.verdict && one.arithmetic.en === other.arithmetic.en;
}

/** Rows with the indicator in each column; undefined when rounding leaves one open. */
export function subsetCounts(claims: Claims, { row, columns }: Subset): readonly number[] | undefined {
  const counts = columns.map((column) => countOf(claims, cellIn(column, row)));
  return counts.every((count) => count !== undefined) ? (counts as number[]) : undefined;
}

function ofRows(claims: Claims, { label, row, columns, rows }: Subset, counts: readonly number[]): readonly Found[] {
  return sharedRows(claims)
    .filter((shared) => rows.includes(shared.row) && shared.columns.join() === columns.join())
    .map((shared) => {
      const cells = [...columns.map((column) => cellIn(column, row)), ...shared.cells];
      const all = pooled(shared.parts, counts);
      const [added, range] = [counts.join(' + '), rangeText(all.mean, 2)];
      const given = {
        en: en`the ${added} ${label} would give mean ${range}, printed ${shared.wholeText}`,
        zh: zh`${added} 名${label}给出的均值为 ${range}，文中为 ${shared.wholeText}`,
      };
      if (shared.solutions.length !== 1) {
        const verdict = shared.fits || shared.solutions.some((n) => n.join() === counts.join());
        return found(verdict ? 'consistent' : 'unverifiable', cells, also(given, NOT_SINGLE));
      }
      const n = shared.solutions[0]!;
      const missing = counts.map((count, k) => count - n[k]!);
      if (missing.some((count) => count < 0)) {
        const fewer = {
          en: en`${n.join(' + ')} rows behind it, but ${added} ${label}`,
          zh: zh`其后有 ${n.join(' + ')} 行，而${label}为 ${added}`,
        };
        return found('impossible', cells, fewer);
      }
      if (missing.every((count) => count === 0)) return found('consistent', cells, given);
      const parts = missing.map((m, k) => {
        const percent = formatFixed((100 * m) / counts[k]!, 1);
        return { en: `${m} of ${counts[k]} (${percent} percent)`, zh: `${counts[k]} 中 ${m}（${percent}%）` };
      });
      const { p } = chiSquareP(missing, counts);
      const tail = formatFixed(p, p < 0.1 ? 3 : 2);
      const said = {
        en: en`missing among ${label}: ${joined(parts)}, chi-squared p ${tail}`,
        zh: zh`${label}中缺失：${joined(parts)}，卡方检验 p ${tail}`,
      };
      return found('borderline', cells, said, [given]);
    });
}

const NOT_SINGLE = { en: 'no single sizes recovered', zh: '未推回唯一的样本量' };

function lost(rows: number): Bilingual {
  return { en: `${rows} lost, say why`, zh: `少 ${rows}，须说明原因` };
}

function ofModels(
  claims: Claims,
  { label, row, columns, models }: Subset,
  counts: readonly number[],
): readonly Found[] {
  const total = counts.reduce((a, b) => a + b, 0);
  return models.flatMap((model) => {
    const rows = columnRows(claims, model);
    if (rows === undefined) return [];
    const cells = [...columns.map((column) => cellIn(column, row)), model];
    const added = `${counts.join(' + ')} = ${total}`;
    const said = {
      en: en`${label} ${added}, the model has ${rows}`,
      zh: zh`${label} ${added}，模型有 ${rows}`,
    };
    if (rows === total) return [found('consistent', cells, said)];
    if (rows > total) return [found('impossible', cells, said)];
    return [found('borderline', cells, hence(said, lost(total - rows)))];
  });
}
