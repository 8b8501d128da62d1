/** Rows that only some have (the amount of those who got one): how many have it, and how many of those are missing. */
import { formatFixed } from '../../../numerics/decimal.ts';
import { type Check, type Found, found } from '../check.ts';
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
  return one.verdict === other.verdict && one.arithmetic === other.arithmetic;
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
      const given = `the ${counts.join(' + ')} ${label} would give mean ${rangeText(all.mean, 2)}, printed ${shared.wholeText}`;
      if (shared.solutions.length !== 1) {
        const verdict = shared.fits || shared.solutions.some((n) => n.join() === counts.join());
        return found(verdict ? 'consistent' : 'unverifiable', cells, `${given}; no single sizes recovered`);
      }
      const n = shared.solutions[0]!;
      const missing = counts.map((count, k) => count - n[k]!);
      if (missing.some((count) => count < 0)) {
        return found('impossible', cells, `${n.join(' + ')} rows behind it, but ${counts.join(' + ')} ${label}`);
      }
      if (missing.every((count) => count === 0)) return found('consistent', cells, given);
      const parts = missing.map((m, k) => `${m} of ${counts[k]} (${formatFixed((100 * m) / counts[k]!, 1)} percent)`);
      const { p } = chiSquareP(missing, counts);
      const said = `missing among ${label}: ${parts.join(', ')}, chi-squared p ${formatFixed(p, p < 0.1 ? 3 : 2)}`;
      return found('borderline', cells, said, [given]);
    });
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
    const said = `${label} ${counts.join(' + ')} = ${total}, the model has ${rows}`;
    if (rows === total) return [found('consistent', cells, said)];
    if (rows > total) return [found('impossible', cells, said)];
    return [found('borderline', cells, `${said}: ${total - rows} lost, say why`)];
  });
}
