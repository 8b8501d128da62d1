/** Counts of parts against the count of the whole: sizes of samples, and every n (%) row that both print. */
import { type Check, type Found, found } from '../check.ts';
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
  const left = parts.map((part, k) => `${part} ${total - sum + counts[k]!}`).join(' or ');
  const said = `sizes ${counts.join(' + ')} = ${sum}, the whole (${whole}) has ${total}`;
  if (sum === total) return [found('consistent', [...parts, whole], said)];
  const grade = sum > total ? 'impossible' : 'inconsistent';
  return [found(grade, [...parts, whole], `${said}; if the others are right: ${left}`)];
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
    const said = `${counts.join(' + ')} = ${sum}, total printed ${total.cell.n}`;
    if (sum === total.cell.n) return [found('consistent', names, said)];
    const left = parts.map((part, k) => `${part} ${total.cell.n - sum + counts[k]!}`).join(' or ');
    const grade = sum > total.cell.n ? 'impossible' : 'inconsistent';
    const apart = Math.abs(sum - total.cell.n);
    return [
      found(
        grade,
        names,
        `${said}, ${apart} too ${sum > total.cell.n ? 'many' : 'few'}; if the others are right: ${left}`,
      ),
    ];
  });
}
