/** Counts of parts against the count of the whole: sizes of samples, and every n (%) row that both print. */
import type { Bilingual } from '../../../results/text.ts';
import { also, type Check, type Found, found, joined } from '../check.ts';
import { type Claims, cellAt, columnRows } from '../claims.ts';
import { type Partition, partitionsOf } from '../partitions.ts';

export const countSums: Check = {
  name: 'count_sums',
  summary: 'counts of subgroups add up to the count of the whole',
  run: (claims) =>
    partitionsOf(claims).flatMap((partition) => [...sizes(claims, partition), ...rows(claims, partition)]),
};

function sizes(claims: Claims, { parts, whole }: Partition): readonly Found[] {
  const counts = parts.map((part) => columnRows(claims, part));
  const total = columnRows(claims, whole);
  if (total === undefined || counts.some((count) => count === undefined)) return [];
  const sum = (counts as number[]).reduce((a, b) => a + b, 0);
  const added = `${counts.join(' + ')} = ${sum}`;
  const said = {
    en: `sizes ${added}, the whole (${whole}) has ${total}`,
    zh: `样本量 ${added}，总体（${whole}）为 ${total}`,
  };
  if (sum === total) return [found('consistent', [...parts, whole], said)];
  const grade = sum > total ? 'impossible' : 'inconsistent';
  return [found(grade, [...parts, whole], also(said, left(parts, counts as number[], total)))];
}

function rows(claims: Claims, { parts, whole, rowOfWhole }: Partition): readonly Found[] {
  const { table } = claims.columns.get(parts[0]!)!;
  return table.rows.flatMap(({ key }) => {
    const cells = parts.map((part) => cellAt(claims, part, key, 'n_percent'));
    const total = cellAt(claims, whole, rowOfWhole(key), 'n_percent');
    if (total === undefined || cells.some((cell) => cell === undefined)) return [];
    const counts = cells.map((cell) => cell!.cell.n);
    const sum = counts.reduce((a, b) => a + b, 0);
    const names = [...cells.map((cell) => cell!.name), total.name];
    const added = `${counts.join(' + ')} = ${sum}`;
    const said = { en: `${added}, total printed ${total.cell.n}`, zh: `${added}，文中总数 ${total.cell.n}` };
    if (sum === total.cell.n) return [found('consistent', names, said)];
    const many = sum > total.cell.n;
    const count = Math.abs(sum - total.cell.n);
    const apart = { en: `${count} too ${many ? 'many' : 'few'}`, zh: `${many ? '多' : '少'} ${count}` };
    const text = also(joined([said, apart]), left(parts, counts, total.cell.n));
    return [found(many ? 'impossible' : 'inconsistent', names, text)];
  });
}

/** What each part must be when the others are right. */
function left(parts: readonly string[], counts: readonly number[], total: number): Bilingual {
  const sum = counts.reduce((a, b) => a + b, 0);
  const each = parts.map((part, k) => `${part} ${total - sum + counts[k]!}`);
  return { en: `if the others are right: ${each.join(' or ')}`, zh: `若其余正确：${each.join(' 或 ')}` };
}
